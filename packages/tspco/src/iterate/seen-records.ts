import type { Resource } from '../document/types.ts';

/** Remembers which records came already. A row that moves to a later page while a list is read comes again. */
export class SeenRecords {
  readonly #ids = new Map<string, Set<string>>();

  /** @returns whether it is new. What has no id cannot be told apart and always is. */
  add({ type, id }: Resource): boolean {
    if (typeof id !== 'string') return true;
    let ids = this.#ids.get(type);
    if (ids === undefined) this.#ids.set(type, (ids = new Set()));
    const { size } = ids;
    return ids.add(id).size > size;
  }
}
