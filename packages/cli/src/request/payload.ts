import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { KnownPath, Names, WriteDescription } from '@tspco/catalog';
import type { JsonValue } from 'tspco';
import type { PayloadOptions } from '../commands/payload-options.ts';
import type { Context } from '../context.ts';
import { helpOnType } from '../describe/help-on.ts';
import { usageFailure } from '../failure.ts';
import { assignmentOf } from './assignments.ts';

/**
 * What the options say that is to be sent; nothing for an action that needs nothing.
 *
 * @throws {@link Failure} for names that cannot be assigned, unless they are not checked
 */
export async function payloadOf(
  options: PayloadOptions,
  { method, place }: { readonly method: 'POST' | 'PATCH'; readonly place: KnownPath | undefined },
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<unknown> {
  const { body, set = [], setJson = [], relate = [] } = options;
  const named = set.length + setJson.length + relate.length > 0;
  if (body !== undefined) {
    if (named) throw usageFailure('--body is the whole payload: --set and --relate cannot be added to it.');
    return readJson(body, context);
  }
  if (!named) {
    if (place?.action || method === 'POST')
      return place?.action ? undefined : { data: typeOf(options, place) };
    throw usageFailure('There is nothing to change.', 'pco patch PATH --set name=value');
  }
  const writable = method === 'POST' ? place?.vertex.create : place?.vertex.update;
  const attributes = attributesOf(options, writable);
  const relationships = Object.fromEntries(relate.map(relationshipOf));
  if (options.check && place && !place.action) {
    check(writable?.attributes, Object.keys(attributes), place);
    check(writable?.relationships, Object.keys(relationships), place);
  }
  return {
    data: {
      ...typeOf(options, place),
      ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
      ...(relate.length === 0 ? {} : { relationships }),
    },
  };
}

/** JSON from a file, or from standard input. */
export async function readJson(
  file: string,
  { cwd, stdin }: Pick<Context, 'cwd' | 'stdin'>,
): Promise<unknown> {
  const text = file === '-' ? await stdin.readAll() : await readFile(resolve(cwd, file), 'utf8');
  const what = file === '-' ? 'Standard input' : file;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw usageFailure(`${what} is no JSON: ${(error as Error).message}.`);
  }
}

function typeOf({ type }: PayloadOptions, place: KnownPath | undefined): { readonly type?: string } {
  const known = type ?? place?.action?.type ?? place?.vertex.type;
  if (known === undefined) throw usageFailure('The type is not known here. Name it with --type.');
  return { type: known };
}

function attributesOf(
  { set = [], setJson = [] }: PayloadOptions,
  writable: WriteDescription | undefined,
): Readonly<Record<string, JsonValue>> {
  const attributes: Record<string, JsonValue> = {};
  for (const text of set) {
    const [name, value] = assignmentOf(text, '--set', 'first_name=Ada');
    attributes[name] = typed(value, writable?.attributes?.get(name)?.type);
  }
  for (const text of setJson) {
    const [name, value] = assignmentOf(text, '--set-json', 'birthdate=null');
    try {
      attributes[name] = JSON.parse(value) as JsonValue;
    } catch {
      throw usageFailure(`${value} is no JSON.`, `--set ${name}=${value} for a text.`);
    }
  }
  return attributes;
}

/** As the catalog says that it is sent. What does not look like it is sent as it was typed: the server knows best. */
function typed(value: string, type: string | undefined): JsonValue {
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  if ((type === 'integer' || type === 'float') && value !== '' && String(Number(value)) === value)
    return Number(value);
  return value;
}

function relationshipOf(text: string): [string, { readonly data: unknown }] {
  const [name, value] = assignmentOf(text, '--relate', 'primary_campus=Campus:12');
  const identifiers = value.split(',').map((one) => {
    const [, type = '', id = ''] = /^([A-Za-z]+):(\S+)$/.exec(one.trim()) ?? [];
    if (id === '')
      throw usageFailure(`--relate ${text}: a relationship is a type and an id, as in Campus:12.`);
    return { type, id };
  });
  return [name, { data: identifiers.length === 1 ? identifiers[0] : identifiers }];
}

function check(
  names: Names<unknown> | undefined,
  wanted: readonly string[],
  { vertex }: Pick<KnownPath, 'vertex'>,
): void {
  if (names === undefined) return;
  const problems = wanted.filter((name) => !names.has(name)).map((name) => names.explain(name));
  if (problems.length > 0) {
    throw usageFailure(
      problems,
      `${helpOnType(vertex)} for all names; or --no-check to send it all the same.`,
    );
  }
}
