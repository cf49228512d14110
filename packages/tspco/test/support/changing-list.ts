import type { Fetch } from 'tspco';

/** Rows of a list that others change while it is read, and the server that gives its pages. */
export class ChangingList {
  /** The ids in their order. */
  rows: string[];
  /** Where each request began to read. */
  readonly offsets: number[] = [];
  readonly #meanwhile: (list: ChangingList, request: number) => void;
  #made = 0;

  /** @param meanwhile - called before each request is answered, with its number from 0 */
  constructor(rows: readonly string[], meanwhile: (list: ChangingList, request: number) => void = () => {}) {
    this.rows = [...rows];
    this.#meanwhile = meanwhile;
  }

  remove(index: number): void {
    this.rows.splice(index, 1);
  }

  insert(index: number): void {
    this.rows.splice(index, 0, `new-${++this.#made}`);
  }

  /** Answers at once, in the order in which it is asked. */
  readonly fetch: Fetch = (input) => {
    this.#meanwhile(this, this.offsets.length);
    const url = new URL(input);
    const number = (name: string, otherwise: number): number =>
      Number(url.searchParams.get(name) ?? otherwise);
    const [offset, perPage] = [number('offset', 0), Math.min(100, number('per_page', 25))];
    this.offsets.push(offset);
    const end = offset + perPage;
    const data = this.rows.slice(offset, end).map((id) => ({ type: 'Person', id, attributes: {} }));
    const next = end < this.rows.length ? { next: { offset: end } } : {};
    const meta = { total_count: this.rows.length, count: data.length, ...next };
    return Promise.resolve(Response.json({ data, links: {}, meta }));
  };
}
