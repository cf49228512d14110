import type { Ref, StoredRecord } from './record.ts';
import { Shelf } from './shelf.ts';

let lastRevision = 0;

/** The records of one app, by type and id, and who points at whom. */
export class AppStore {
  #shelves = new Map<string, Shelf>();
  /** The types whose shelf belongs to this store alone. The others are copied before they are changed. */
  readonly #own = new Set<string>();
  #revision = 0;
  /** Told of each record that is put or deleted, and how it was before. A copy of the store does not have it. */
  onChange: ((ref: Ref, before: StoredRecord | undefined) => void) | undefined;

  /** A number that no store with other records has. */
  get revision(): number {
    return this.#revision;
  }

  /** A store with the same records, which the two share until one changes them. */
  copy(): AppStore {
    const copy = new AppStore();
    copy.#shelves = new Map(this.#shelves);
    copy.#revision = this.#revision;
    this.#own.clear();
    return copy;
  }

  /** The types that have had records. */
  get types(): string[] {
    return [...this.#shelves.keys()];
  }

  get(type: string, id: string): StoredRecord | undefined {
    return this.#shelves.get(type)?.get(id);
  }

  count(type: string): number {
    return this.#shelves.get(type)?.size ?? 0;
  }

  /** All records of a type by ascending id, numbers as numbers. The array is shared: do not change it. */
  all(type: string): readonly StoredRecord[] {
    return this.#shelves.get(type)?.all() ?? [];
  }

  /** The records of a type whose relation points at the target, by ascending id. */
  pointingAt(type: string, relation: string, target: Ref): StoredRecord[] {
    return this.#shelves.get(type)?.pointingAt(relation, target) ?? [];
  }

  /** Keeps the record as it is, replacing one of the same type and id. */
  put(record: StoredRecord): StoredRecord {
    this.onChange?.(record, this.get(record.type, record.id));
    this.#shelf(record.type).put(record);
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
    this.#shelf(record.type).relate(record, relations);
  }

  delete({ type, id }: Ref): void {
    const kept = this.get(type, id);
    if (!kept) return;
    this.onChange?.(kept, kept);
    this.#shelf(type).delete(id);
  }

  /** An id that no record of the type has had. `promised`: how many such ids records have that are not kept yet. */
  nextId(type: string, promised = 0): string {
    return (this.#shelves.get(type) ?? NO_SHELF).newId(promised);
  }

  /** The largest number that has been an id of the type. */
  lastId(type: string): number {
    return (this.#shelves.get(type) ?? NO_SHELF).lastId;
  }

  /** Lets new records of the type begin behind this number, when they do not anyway. */
  skipIds(type: string, upTo: number): void {
    this.#shelf(type).useId(upTo);
  }

  /** The shelf, to change it. */
  #shelf(type: string): Shelf {
    lastRevision += 1;
    this.#revision = lastRevision;
    let shelf = this.#shelves.get(type);
    if (!shelf || !this.#own.has(type)) {
      shelf = shelf?.copy() ?? new Shelf();
      this.#shelves.set(type, shelf);
      this.#own.add(type);
    }
    return shelf;
  }
}

const NO_SHELF = new Shelf();
