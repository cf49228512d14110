import type { StoredRecord } from '../store/record.ts';

/** The place behind the last one, counted from 1: those that are gone leave gaps. */
export function placeBehind(
  siblings: readonly StoredRecord[],
  attribute: 'position' | 'sequence',
  newcomer: StoredRecord,
): number {
  const others = siblings.filter(({ id }) => id !== newcomer.id);
  return Math.max(0, ...others.map(({ attributes }) => Number(attributes[attribute] ?? 0))) + 1;
}

/** Sorts by the places that records have among their siblings. */
export function bySequence(a: StoredRecord, b: StoredRecord): number {
  return Number(a.attributes['sequence'] ?? 0) - Number(b.attributes['sequence'] ?? 0);
}
