import { compareIds, isCountable, refs } from './identifiers.ts';
import type { Ref, StoredRecord } from './record.ts';

/** By the record pointed at: who points there, by ascending id. */
type Pointing = Map<string, StoredRecord[]>;

/** Ids have as many digits as the real ones, so that what breaks on them breaks here, too. */
const FIRST_ID = 10_000_000;

/** The records of one type. */
export class Shelf {
  #byId = new Map<string, StoredRecord>();
  /** By ascending id; absent after a change that may have broken the order. */
  #sorted: StoredRecord[] | undefined;
  /** By relation. Built when first asked for: most relations never are. */
  readonly #inverse = new Map<string, Pointing>();
  #lastId = FIRST_ID;

  copy(): Shelf {
    const copy = new Shelf();
    copy.#byId = new Map(this.#byId);
    copy.#sorted = this.#sorted && [...this.#sorted];
    copy.#lastId = this.#lastId;
    for (const [relation, pointing] of this.#inverse)
      copy.#inverse.set(relation, new Map([...pointing].map(([key, records]) => [key, [...records]])));
    return copy;
  }

  /** The largest number that has been an id here. */
  get lastId(): number {
    return this.#lastId;
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): StoredRecord | undefined {
    return this.#byId.get(id);
  }

  /** By ascending id, numbers as numbers. The array is shared: do not change it. */
  all(): readonly StoredRecord[] {
    this.#sorted ??= [...this.#byId.values()].sort(compareIds);
    return this.#sorted;
  }

  /** By ascending id. The array is the caller's. */
  pointingAt(relation: string, target: Ref): StoredRecord[] {
    let pointing = this.#inverse.get(relation);
    if (!pointing) {
      pointing = new Map();
      for (const record of this.all()) addPointing(pointing, record, relation);
      this.#inverse.set(relation, pointing);
    }
    return [...(pointing.get(keyOf(target)) ?? [])];
  }

  put(record: StoredRecord): void {
    const before = this.#byId.get(record.id);
    if (before) this.#forget(before);
    this.#byId.set(record.id, record);
    const last = this.#sorted?.at(-1);
    if (before && this.#sorted) this.#sorted[placeOf(record, this.#sorted)] = record;
    else if (!before && last && compareIds(last, record) < 0) this.#sorted?.push(record);
    else if (!before) this.#sorted = undefined;
    this.useId(Number(record.id));
    this.#remember(record);
  }

  /** Changes relations of a record in place. */
  relate(record: StoredRecord, relations: StoredRecord['relations']): void {
    this.#forget(record);
    Object.assign(record.relations, relations);
    this.#remember(record);
  }

  delete(id: string): void {
    const kept = this.#byId.get(id);
    if (!kept) return;
    this.#forget(kept);
    this.#byId.delete(id);
    // A copy: somebody may be going through the old array, deleting what they find.
    this.#sorted = this.#sorted?.filter((record) => record !== kept);
  }

  /**
   * No new record will get this number, or a smaller one. It does not count when it is no whole number, or too large
   * to be counted on from.
   */
  useId(number: number): void {
    if (isCountable(number) && number > this.#lastId) this.#lastId = number;
  }

  /** The first id for a new record when so many others have been promised already. */
  newId(promised: number): string {
    let id = BigInt(this.#lastId);
    for (let left = promised; left >= 0;) {
      id += 1n;
      // It may be, where ids are too large to have been counted.
      if (!this.#byId.has(String(id))) left -= 1;
    }
    return String(id);
  }

  #remember(record: StoredRecord): void {
    for (const [relation, pointing] of this.#inverse) addPointing(pointing, record, relation);
  }

  #forget(record: StoredRecord): void {
    for (const [relation, pointing] of this.#inverse) {
      for (const target of refs(record.relations[relation])) {
        const records = pointing.get(keyOf(target)) ?? [];
        const place = placeOf(record, records);
        if (records[place] === record) records.splice(place, 1);
      }
    }
  }
}

function addPointing(pointing: Pointing, record: StoredRecord, relation: string): void {
  for (const target of refs(record.relations[relation])) {
    const key = keyOf(target);
    const records = pointing.get(key);
    const place = records ? placeOf(record, records) : 0;
    if (!records) pointing.set(key, [record]);
    // It may point there twice.
    else if (records[place] !== record) records.splice(place, 0, record);
  }
}

/** Where a record stands, or would stand, among others by ascending id. */
function placeOf(record: Ref, sorted: readonly StoredRecord[]): number {
  const last = sorted.at(-1);
  // What is new has the largest id.
  if (last && compareIds(last, record) < 0) return sorted.length;
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle];
    if (at && compareIds(at, record) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const keyOf = ({ type, id }: Ref): string => `${type}/${id}`;
