import type { Ref, StoredRecord } from './record.ts';

interface Shelf {
  readonly byId: Map<string, StoredRecord>;
  /** By ascending id; absent after a change that may have broken the order. */
  sorted: StoredRecord[] | undefined;
  lastId: number;
}

/** The records of one app, by type and id, and who points at whom. */
export class AppStore {
  readonly #shelves = new Map<string, Shelf>();
  /** By type and relation, then by the id pointed at. Built when first asked for: most relations never are. */
  readonly #inverse = new Map<string, Map<string, Set<StoredRecord>>>();

  /** The types that have had records. */
  get types(): string[] {
    return [...this.#shelves.keys()];
  }

  get(type: string, id: string): StoredRecord | undefined {
    return this.#shelves.get(type)?.byId.get(id);
  }

  /** All records of a type by ascending id, numbers as numbers. The array is shared: do not change it. */
  all(type: string): readonly StoredRecord[] {
    const shelf = this.#shelves.get(type);
    if (!shelf) return [];
    shelf.sorted ??= [...shelf.byId.values()].sort(compareIds);
    return shelf.sorted;
  }

  /** The records of a type whose relation points at the target, by ascending id. */
  pointingAt(type: string, relation: string, target: Ref): StoredRecord[] {
    const key = `${type}.${relation}`;
    let index = this.#inverse.get(key);
    if (!index) {
      index = new Map();
      for (const record of this.all(type)) addToIndex(index, record, relation);
      this.#inverse.set(key, index);
    }
    return [...(index.get(keyOf(target)) ?? [])].sort(compareIds);
  }

  /** Keeps the record as it is, replacing one of the same type and id. */
  put(record: StoredRecord): StoredRecord {
    const shelf = this.#shelf(record.type);
    const before = shelf.byId.get(record.id);
    if (before) this.#forget(before);
    shelf.byId.set(record.id, record);
    const number = Number(record.id);
    const last = shelf.sorted?.at(-1);
    if (before && shelf.sorted) shelf.sorted[placeOf(record, shelf.sorted)] = record;
    else if (!before && last && compareIds(last, record) < 0) shelf.sorted?.push(record);
    else if (!before) shelf.sorted = undefined;
    if (number > shelf.lastId) shelf.lastId = number;
    for (const [relation, index] of this.#indexesOf(record.type)) addToIndex(index, record, relation);
    return record;
  }

  /**
   * Replaces a kept record by one with other values, and returns that. Records that others may look at are never
   * changed in place.
   */
  change(
    { type, id }: Ref,
    { attributes, relations }: Partial<Pick<StoredRecord, 'attributes' | 'relations'>>,
  ): StoredRecord {
    const kept = this.get(type, id);
    if (!kept) throw new Error(`There is no ${type} ${id} to change.`);
    return this.put({
      ...kept,
      attributes: { ...kept.attributes, ...attributes },
      relations: { ...kept.relations, ...relations },
    });
  }

  /** Changes relations of a record in place: for whoever fills a store that nobody else looks at. */
  relate(record: StoredRecord, relations: StoredRecord['relations']): void {
    this.#forget(record);
    Object.assign(record.relations, relations);
    for (const [relation, index] of this.#indexesOf(record.type)) addToIndex(index, record, relation);
  }

  delete(record: Ref): void {
    const shelf = this.#shelf(record.type);
    const kept = shelf.byId.get(record.id);
    if (!kept) return;
    this.#forget(kept);
    shelf.byId.delete(kept.id);
    // A copy: somebody may be going through the old array, deleting what they find.
    shelf.sorted = shelf.sorted?.filter((record) => record !== kept);
  }

  /** An id that no record of the type has had. */
  nextId(type: string): string {
    return String(this.#shelf(type).lastId + 1);
  }

  #shelf(type: string): Shelf {
    let shelf = this.#shelves.get(type);
    if (!shelf) {
      shelf = { byId: new Map(), sorted: undefined, lastId: FIRST_ID };
      this.#shelves.set(type, shelf);
    }
    return shelf;
  }

  *#indexesOf(type: string): Iterable<[string, Map<string, Set<StoredRecord>>]> {
    for (const [key, index] of this.#inverse) {
      if (key.startsWith(`${type}.`)) yield [key.slice(type.length + 1), index];
    }
  }

  #forget(record: StoredRecord): void {
    for (const [relation, index] of this.#indexesOf(record.type)) {
      for (const target of refs(record.relations[relation])) index.get(keyOf(target))?.delete(record);
    }
  }
}

/** Ids have as many digits as the real ones, so that what breaks on them breaks here, too. */
const FIRST_ID = 10_000_000;

/** Type and id of a record, to point at it. */
export function identify({ type, id }: Ref): Ref {
  return { type, id };
}

/** The targets of a relation, none, one or many, as a list. */
export function refs(relation: StoredRecord['relations'][string] | undefined): readonly Ref[] {
  if (!relation) return [];
  return 'type' in relation ? [relation] : relation;
}

/** Numbers before and by their value, everything else by its text. */
export function compareIds(a: Ref, b: Ref): number {
  const [first, second] = [Number(a.id), Number(b.id)];
  if (first !== second && !Number.isNaN(first) && !Number.isNaN(second)) return first - second;
  if (Number.isNaN(first) !== Number.isNaN(second)) return Number.isNaN(first) ? 1 : -1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** Where a record stands, or would stand, among others by ascending id. */
function placeOf(record: Ref, sorted: readonly StoredRecord[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle];
    if (at && compareIds(at, record) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function addToIndex(index: Map<string, Set<StoredRecord>>, record: StoredRecord, relation: string): void {
  for (const target of refs(record.relations[relation])) {
    const key = keyOf(target);
    const pointing = index.get(key);
    if (pointing) pointing.add(record);
    else index.set(key, new Set([record]));
  }
}

const keyOf = ({ type, id }: Ref): string => `${type}/${id}`;
