import { badRequest } from '../basics/api-error.ts';
import { commaList } from './comma-list.ts';

/** `where[name]=value`, `where[name][gte]=value` or `where[relation][name]=value`: the text in each bracket. */
export interface Condition {
  readonly names: readonly string[];
  readonly value: string;
}

export interface OrderKey {
  readonly name: string;
  readonly descending: boolean;
}

/** What a request asks for, before anything is known about the resource. */
export interface Query {
  readonly where: readonly Condition[];
  readonly order: readonly OrderKey[];
  /** Each path in its steps: `households.people` is two. */
  readonly include: readonly (readonly string[])[];
  readonly filter: readonly string[];
  /** By type name; absent types are shown whole. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  readonly perPage: number;
  readonly offset: number;
  /** Everything that was sent, by key; of keys that were sent twice the last. */
  readonly given: ReadonlyMap<string, string>;
}

const DEFAULT_PER_PAGE = 25;
const MOST_PER_PAGE = 100;
/** What a database keeps in eight bytes. */
const LARGEST = 2n ** 63n - 1n;

export function parseQuery(pairs: readonly (readonly [string, string])[]): Query {
  const given = new Map(pairs);
  const where: Condition[] = [];
  const fields = new Map<string, ReadonlySet<string>>();
  for (const [key, value] of given) {
    const [name, ...names] = bracketed(key);
    if (name === 'where' && names.length > 0) where.push({ names, value });
    if (name === 'fields' && names.length === 1) fields.set(names[0] ?? '', new Set(commaList(value)));
  }
  return {
    where,
    fields,
    given,
    order: commaList(given.get('order') ?? '').map((key) => ({
      name: key.replace(/^-/, ''),
      descending: key.startsWith('-'),
    })),
    include: commaList(given.get('include') ?? '').map((path) => path.split('.')),
    filter: commaList(given.get('filter') ?? ''),
    perPage: Math.min(wholeNumber(given.get('per_page'), DEFAULT_PER_PAGE), MOST_PER_PAGE),
    offset: wholeNumber(given.get('offset'), 0),
  };
}

/** `where[a][b]` in its parts; a key with broken brackets is one part. */
function bracketed(key: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key);
  if (!match) return [key];
  return [match[1] ?? '', ...[...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '')];
}

/** What the service does with other texts is not known; here they count as not given. */
function wholeNumber(value: string | undefined, otherwise: number): number {
  if (value === undefined || !/^\d+$/.test(value)) return otherwise;
  if (BigInt(value) > LARGEST) throw badRequest('integer_out_of_range');
  return Number(value);
}
