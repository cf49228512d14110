import type { RawPage } from './page.ts';
import { keyOf } from './resume.ts';

/** So many records of the pages before are remembered to find the place in a page of a list that changes. */
const LONGEST_CHAIN = 200;

/** The latest records of a list in their order, those that were deleted since among them. */
export class Chain {
  #keys: readonly string[];

  /** @param keys - of those that came before, as `keyOf` writes them */
  constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  add(records: RawPage['data']): void {
    const keys = records.map(keyOf).filter((key) => key !== undefined);
    this.#keys = [...this.#keys, ...keys].slice(-LONGEST_CHAIN);
  }

  /** Where the records begin that follow the latest known one that is on a page; `undefined` when none is. */
  placeIn(page: RawPage): number | undefined {
    if (this.#keys.length === 0) return 0;
    const places = new Map(page.data.map((record, index) => [keyOf(record), index]));
    const latest = this.#keys.reduce<number | undefined>((found, key) => places.get(key) ?? found, undefined);
    return latest === undefined ? undefined : latest + 1;
  }
}
