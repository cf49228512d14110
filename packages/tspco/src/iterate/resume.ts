import type { Resource } from '../document/types.ts';
import { PCOInputError } from '../errors.ts';
import type { Address } from '../request/address.ts';

/** Where a reading stands: enough to go on with it in another process, and no records. */
export interface Position {
  /** Where the next record was, when it was last looked. */
  readonly offset: number;
  /** The server's count then. */
  readonly total: number | undefined;
  /** Type and id of the last records that were given, the latest last. */
  readonly tail: readonly string[];
  readonly yielded: number;
  readonly duplicates: number;
  /** By how much the count fell, and rose. */
  readonly removed: number;
  readonly added: number;
  /** Whether each page so far began with a record of the page before. */
  readonly linked: boolean;
  /** Where the whole reading began. */
  readonly start: number;
}

/** So many records are remembered: should the last ones be deleted, one before them shows the place. */
export const LONGEST_TAIL = 25;

/** What tells a record from all others; `undefined` for one that has no id. */
export function keyOf({ type, id }: Resource): string | undefined {
  return typeof id === 'string' ? `${type} ${id}` : undefined;
}

/** The other way round. */
export function resourceOf(key: string): Pick<Resource, 'type' | 'id'> {
  const [type = '', ...id] = key.split(' ');
  return { type, id: id.join(' ') };
}

/** A position as text. What was asked for is in it as a checksum only. */
export function encodePosition(position: Position, address: Address): string {
  const text = JSON.stringify({ ...position, list: checksum(address) });
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** @throws {@link PCOInputError} `ERR_OPTIONS` for what is no position, or one in another list */
export function decodePosition(token: string, address: Address): Position {
  let read: Partial<Position & { list: string }> | undefined;
  try {
    const bytes = Uint8Array.from(atob(token), (character) => character.charCodeAt(0));
    read = JSON.parse(new TextDecoder().decode(bytes)) as typeof read;
  } catch {
    // Told below.
  }
  const { offset, start, yielded, duplicates, removed, added, linked, tail, total, list } = read ?? {};
  const whole = [offset, start, yielded, duplicates, removed, added].every(
    (value) => Number.isInteger(value) && Number(value) >= 0,
  );
  if (!whole || !Array.isArray(tail) || !tail.every((key) => typeof key === 'string')) {
    throw new PCOInputError(
      'The option resume is not the resume of a PCOIncompleteReadError or a report.',
      'ERR_OPTIONS',
    );
  }
  if (list !== checksum(address)) {
    throw new PCOInputError(
      'The option resume is from another list: path, where, filter and order must be those of the reading that it goes on with.',
      'ERR_OPTIONS',
    );
  }
  return {
    offset,
    start,
    yielded,
    duplicates,
    removed,
    added,
    linked: linked === true,
    tail,
    total,
  } as Position;
}

/** Of what decides which records are in a list and in what order. FNV-1a: it finds mistakes and protects nothing. */
function checksum({ path, query }: Address): string {
  const asked = query
    .filter(({ key }) => !/^(offset|per_page|include|fields(\[.*)?)$/.test(key))
    .map(({ raw }) => raw)
    .sort();
  let hash = 0x811c9dc5;
  for (const character of [path, ...asked].join('&')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16);
}
