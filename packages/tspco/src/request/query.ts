import { PCOInputError } from '../errors.ts';

/** A value that has one text: `Date` becomes UTC ISO-8601, booleans and numbers their text. */
export type Scalar = string | number | bigint | boolean | Date;

/** Conditions by attribute: a value, or operators (`gt`, `gte`, `lt`, `lte`) on dates. */
export interface Where {
  readonly [attribute: string]: Scalar | readonly Scalar[] | Where;
}

/**
 * The query of a request in Planning Center's own words.
 *
 * Values are never dropped quietly: `null`, `NaN`, `undefined` and empty lists inside `where` are refused, because
 * the server answers a request without its filter with everybody.
 *
 * Follows Planning Center's documentation pages "JSON:API" and "Dates and times".
 *
 * @example
 * ```ts
 * await pco.get('/people/v2/people', {
 *   where: { last_name: 'Rolfe', created_at: { gte: new Date('2026-01-01') } },
 *   include: ['emails'],
 *   order: '-created_at',
 * });
 * ```
 */
export interface Query {
  /** `where: { last_name: 'Rolfe' }`; text is compared without case, `%` at either end is a wildcard. */
  readonly where?: Where | undefined;
  /** Related resources to send along: `['emails', 'households.people']` or a comma list. */
  readonly include?: string | readonly string[] | undefined;
  /** Attributes to sort by, `-` in front for descending. */
  readonly order?: string | readonly string[] | undefined;
  /** Named scopes of the collection. */
  readonly filter?: string | readonly string[] | undefined;
  /** Attributes to send, by resource type: `{ Person: ['first_name', 'emails'] }`. */
  readonly fields?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** Records a page, 1 to 100; the server's default is 25, that of `iterate` 100. */
  readonly per_page?: number | undefined;
  /** How many records to skip, from 0. */
  readonly offset?: number | undefined;
  /** Any other parameter, sent as it is: `{ test: 'hello' }`. */
  readonly params?: Readonly<Record<string, Scalar | undefined>> | undefined;
  /** pypco's flat form: `'where[last_name]': 'Rolfe'`. As inside `where`, a missing value is refused. */
  readonly [condition: `where[${string}`]: Scalar | readonly Scalar[];
  readonly [flat: `fields[${string}` | `filter[${string}`]: Scalar | readonly Scalar[] | undefined;
}

/** One parameter: its key decoded, and the text that is sent. */
export interface Parameter {
  readonly key: string;
  readonly raw: string;
}

const KNOWN = new Set(['where', 'include', 'order', 'filter', 'fields', 'per_page', 'offset', 'params']);
// Of all the conditions in Planning Center's documentation, only this one takes a list.
const LIST_CONDITIONS = /^where\[school_types\]$/;
const DEEPEST = 8;

/** Splits the query of an address and leaves each parameter as it was written. */
export function parseQuery(text: string): readonly Parameter[] {
  return text
    .split('&')
    .filter((raw) => raw !== '')
    .map((raw) => ({ key: decode(raw.split('=', 1)[0] ?? ''), raw }));
}

/**
 * Writes a query object as parameters.
 *
 * @param params - further parameters of any name
 * @throws {@link PCOInputError} `ERR_QUERY` for a value that would be lost or changed on its way
 */
export function serializeQuery(query: object, params: Query['params'] = {}): readonly Parameter[] {
  const parameters = new Map<string, string>();
  const add = (key: string, value: unknown, depth: number): void => {
    const text = textOf(key, value);
    if (text !== undefined) {
      const raw = `${encode(key, key)}=${encode(text, key)}`;
      const earlier = parameters.get(key);
      if (earlier !== undefined && earlier !== raw && isCondition(key)) throw conflict(key);
      parameters.set(key, raw);
      return;
    }
    const entries = Object.entries(value as object);
    if (entries.length === 0 && depth > 0 && isCondition(key)) throw lost(key, 'an empty object');
    if (depth > DEEPEST) throw lost(key, 'nested too deeply or contains itself');
    for (const [name, inner] of entries) {
      if (!/^[^[\]]+$/.test(name))
        throw lost(`${key}[${name}]`, 'a name with brackets, not { created_at: { gte: … } }');
      if (inner === undefined && !isCondition(key) && key !== 'filter') continue;
      if (!isEmptyList(key, inner)) add(`${key}[${name}]`, inner, depth + 1);
    }
  };
  if (!isPlainObject(query)) {
    throw new PCOInputError(
      "The query must be an object like { where: { last_name: 'Rolfe' } }.",
      'ERR_QUERY',
    );
  }
  for (const [key, value] of Object.entries(query)) {
    if (!KNOWN.has(key) && !key.includes('[')) throw unknown(key);
    if (value === undefined && !key.includes('[')) continue;
    if (key === 'where' && !isPlainObject(value))
      throw lost(key, "not an object like { last_name: 'Rolfe' }");
    if (key !== 'params' && !isEmptyList(key, value)) add(key, value, 0);
  }
  for (const [key, value] of Object.entries({ ...(query as Query).params, ...params })) {
    if (value !== undefined || isCondition(key)) add(key, value, 0);
  }
  return [...parameters].map(([key, raw]) => ({ key, raw }));
}

/**
 * Puts the query of an address and a query object together. The object wins for each key; two different
 * conditions on one key are a mistake that no rule can settle.
 *
 * @throws {@link PCOInputError} `ERR_QUERY` for two different conditions on one key
 */
export function mergeQueries(
  first: readonly Parameter[],
  second: readonly Parameter[],
): readonly Parameter[] {
  if (second.length === 0) return first;
  const later = new Map(second.map((parameter) => [parameter.key, parameter]));
  const kept = first.filter(({ key, raw }) => {
    const other = later.get(key);
    if (other === undefined) return true;
    if (isCondition(key) && valueOf(other.raw) !== valueOf(raw)) throw conflict(key);
    return false;
  });
  return [...kept, ...second];
}

/**
 * Adds what is included to the lists of `fields`: of a type with such a list, the server sends no other relationship, and
 * without the relationship nothing is included. Which type is the primary one only the server knows; names that a type
 * does not have are ignored.
 */
export function withLinkage(query: readonly Parameter[]): readonly Parameter[] {
  const include = parameterValue(query, 'include');
  if (include === undefined || !query.some(({ key }) => key.startsWith('fields['))) return query;
  const names = include.split(/[,.]/).filter((name) => name !== '');
  return query.map((parameter) => {
    const { key, raw } = parameter;
    if (!key.startsWith('fields[')) return parameter;
    const listed = new Set(valueOf(raw).split(','));
    const missing = names.filter((name) => !listed.has(name));
    return missing.length === 0
      ? parameter
      : { key, raw: `${raw},${encode([...new Set(missing)].join(','), key)}` };
  });
}

/** The decoded value of a parameter, or `undefined` when there is none of that name. */
export function parameterValue(query: readonly Parameter[], key: string): string | undefined {
  let found: Parameter | undefined;
  // Of a parameter that is repeated, servers take the last.
  for (const parameter of query) if (parameter.key === key) found = parameter;
  return found && valueOf(found.raw);
}

function textOf(key: string, value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (value instanceof Date && !Number.isNaN(value.getTime()))
    return value.toISOString().replace('.000Z', 'Z');
  if (Array.isArray(value)) return listText(key, value);
  if (isPlainObject(value)) return undefined;
  if (value instanceof Date) throw lost(key, 'an invalid date');
  throw lost(key, typeof value === 'object' && value ? 'an object of a class' : String(value).slice(0, 30));
}

function listText(key: string, list: readonly unknown[]): string {
  if (list.length === 0) throw lost(key, 'an empty list');
  if (isCondition(key) && !LIST_CONDITIONS.test(key)) {
    throw new PCOInputError(
      `${key} is a list. Write 'a,b' where Planning Center's documentation allows several values, or ask once for each.`,
      'ERR_QUERY',
    );
  }
  return list
    .map((item, index) => {
      const text = Array.isArray(item) ? undefined : textOf(`${key}[${index}]`, item);
      if (text === undefined) throw lost(key, 'a list of objects or lists');
      return text;
    })
    .join(',');
}

/** An empty list of includes, orders or fields asks for nothing; an empty list of conditions would ask for everybody. */
function isEmptyList(key: string, value: unknown): boolean {
  return Array.isArray(value) && value.length === 0 && /^(include|order|fields)/.test(key);
}

function isCondition(key: string): boolean {
  return key === 'where' || key.startsWith('where[');
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Not compared with Object.prototype: an object from another realm (a vm context, a frame) has its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function valueOf(raw: string): string {
  return decode(raw.slice(raw.indexOf('=') + 1 || raw.length));
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function encode(text: string, key: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw lost(key, 'text with half of a character pair');
  }
}

function lost(key: string, what: string): PCOInputError {
  return new PCOInputError(
    `The query value ${key} is ${what}. Planning Center would ignore it. Leave it out if you want that.`,
    'ERR_QUERY',
  );
}

function unknown(key: string): PCOInputError {
  return new PCOInputError(
    `${key} is not a query parameter. There are: ${[...KNOWN].join(', ')}. Any other goes into params; options such ` +
      'as timeout are the next argument.',
    'ERR_QUERY',
  );
}

function conflict(key: string): PCOInputError {
  return new PCOInputError(`The query holds two different values of ${key}. Keep one of them.`, 'ERR_QUERY');
}
