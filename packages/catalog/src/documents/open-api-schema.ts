import type { ValueType } from '../types.ts';
import type { DocumentedType } from './documented.ts';
import { at, textAt } from './json.ts';

/** Follows `$ref` within the document. One that leads nowhere, elsewhere or in a circle gives `undefined`. */
export function resolve(json: unknown, node: unknown): unknown {
  let found = node;
  for (let steps = 0; steps < 20; steps++) {
    const reference = textAt(found, '$ref');
    if (reference === undefined) return found;
    if (!reference.startsWith('#/')) return undefined;
    const names = reference.slice(2).split('/');
    found = at(json, ...names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')));
  }
  return undefined;
}

/** The type of a schema, and which of the catalog's types are written so. */
export function typeOf(json: unknown, node: unknown): DocumentedType {
  const schema = resolve(json, node);
  const type = at(schema, 'type');
  // OpenAPI 3.1 writes what may be null as a list of types.
  const first: unknown = [type].flat().find((one) => one !== 'null');
  const format = textAt(schema, 'format');
  const name = typeof first !== 'string' ? 'any' : format === undefined ? first : `${first} (${format})`;
  return { name, mayBe: WRITTEN_AS.get(name) ?? WRITTEN_AS.get(String(first)) ?? EVERY_TYPE };
}

const TEXTS: readonly ValueType[] = ['string', 'primary_key', 'date_time', 'date', 'currency_abbreviation'];
const OBJECTS: readonly ValueType[] = ['object', 'hash', 'json', 'repeatable_schedule'];

/**
 * `unknown` is among all, as it contradicts nothing. A plain `string` does not rule out a time: several times of
 * Services are written so.
 */
const WRITTEN_AS: ReadonlyMap<string, readonly ValueType[]> = new Map<string, readonly ValueType[]>([
  ['string', [...TEXTS, 'unknown']],
  ['string (date)', ['date', 'unknown']],
  ['string (date-time)', ['date_time', 'unknown']],
  ['integer', ['integer', 'primary_key', 'unknown']],
  ['number', ['float', 'integer', 'unknown']],
  ['boolean', ['boolean', 'unknown']],
  ['array', ['array', 'json', 'unknown']],
  ['object', [...OBJECTS, 'unknown']],
]);

const EVERY_TYPE: readonly ValueType[] = [
  ...TEXTS,
  ...OBJECTS,
  'integer',
  'float',
  'boolean',
  'array',
  'unknown',
];
