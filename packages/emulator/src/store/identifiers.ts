import type { Ref, StoredRecord } from './record.ts';

/** Type and id of a record, to point at it. */
export function identify({ type, id }: Ref): Ref {
  return { type, id };
}

/** The targets of a relation, none, one or many, as a list. */
export function refs(relation: StoredRecord['relations'][string] | undefined): readonly Ref[] {
  if (!relation) return [];
  return 'type' in relation ? [relation] : relation;
}

/** Whether new ids can be counted on from a number: it, and the next one, must be told from all others. */
export function isCountable(number: unknown): number is number {
  return Number.isSafeInteger(number) && Number(number) < Number.MAX_SAFE_INTEGER;
}

/** Numbers before and by their value, everything else by its text. */
export function compareIds(a: Ref, b: Ref): number {
  const [first, second] = [Number(a.id), Number(b.id)];
  if (first !== second && !Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  if (Number.isNaN(first) !== Number.isNaN(second)) return Number.isNaN(first) ? 1 : -1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
