import type { Resource } from '../document/types.ts';
import { resourceOf } from './resume.ts';

/** Remembers which records came already. A row that moves to a later page while a list is read comes again. */
export class SeenRecords {
  readonly #all: boolean;
  #ids = new Map<string, Set<string>>();
  #before = this.#ids;

  /**
   * @param all - remember every one, or those of two pages
   * @param keys - of those that came before the first page, as `keyOf` writes them
   */
  constructor(all: boolean, keys: readonly string[]) {
    this.#all = all;
    for (const key of keys) this.add(resourceOf(key));
  }

  /** Another page begins. */
  turn(): void {
    if (this.#all) return;
    this.#before = this.#ids;
    this.#ids = new Map();
  }

  /** @returns whether it is new. What has no id cannot be told apart and always is. */
  add({ type, id }: Pick<Resource, 'type' | 'id'>): boolean {
    if (typeof id !== 'string') return true;
    if (this.#before !== this.#ids && this.#before.get(type)?.has(id)) return false;
    let ids = this.#ids.get(type);
    if (ids === undefined) this.#ids.set(type, (ids = new Set()));
    const { size } = ids;
    return ids.add(id).size > size;
  }
}
