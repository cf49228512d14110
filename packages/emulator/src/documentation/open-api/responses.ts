import type { Json } from '../../store/record.ts';
import { objectSchema, reference, type JsonObject } from './value-schemas.ts';

const NAMES = ['400', '400_read', '400_modify', '400_destroy', '401', '403', '404', '409', '422', '500'];

/** What operations share, by name. */
export function sharedResponses(): JsonObject {
  const schema = objectSchema({ errors: { type: 'array', items: { type: 'object' } } });
  return Object.fromEntries(NAMES.map((name) => [name, answer(schema)]));
}

export function envelope(name: string): JsonObject {
  return answer(reference('schemas', name));
}

export const NO_BODY: JsonObject = { description: '' };

/** The errors of reads, and those that only writes have. */
export function errors(kind: 'read' | 'modify' | 'destroy'): { [status: string]: Json } {
  const names = kind === 'read' ? [] : ['409', '422'];
  return {
    '400': reference('responses', `400_${kind}`),
    ...Object.fromEntries(
      ['401', '403', '404', ...names, '500'].map((name) => [name, reference('responses', name)]),
    ),
  };
}

function answer(schema: JsonObject): JsonObject {
  return { description: '', content: { 'application/json': { schema } } };
}
