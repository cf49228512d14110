import type { CollectionDocument, Resource } from '../document/types.ts';
import type { ReadReport } from '../errors.ts';
import { checkNames, refused } from '../request/checks.ts';
import type { ReadRequest } from './page.ts';
import type { ReadProgress } from './progress.ts';
import type { BegunReading } from './read.ts';
import type { RecordDocument } from './records.ts';

const NOT_BEGUN: ReadReport = {
  completeness: 'incomplete',
  expected: undefined,
  yielded: 0,
  duplicates: 0,
  pages: 0,
  requests: 0,
  reason: 'the reading has not begun',
};

/**
 * A list that is read page by page while it is used. Every `for await` and every method starts anew.
 *
 * @example
 * ```ts
 * for await (const person of pco.iterate('/people/v2/people', { include: ['emails'] })) {
 *   console.log(person.data.attributes.name, person.included.length);
 * }
 * ```
 */
export class Iteration<Data = Resource, Included = Resource> implements AsyncIterable<
  RecordDocument<Data, Included>
> {
  readonly #request: ReadRequest;
  #progress: ReadProgress | undefined;

  /** Made by `pco.iterate`. */
  constructor(request: ReadRequest) {
    this.#request = request;
  }

  /** How complete the latest reading is. Until it has come to its end, it is incomplete. */
  get report(): ReadReport {
    return this.#progress?.report() ?? NOT_BEGUN;
  }

  /**
   * Reads record by record.
   *
   * @throws {@link PCOIncompleteReadError} when it ends early, after the first page; before that the error itself
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<RecordDocument<Data, Included>, void, undefined> {
    const { readRecords } = await import('./read.ts');
    const records = readRecords(await this.#begin(), this.#request);
    // What the server sends is what the address promises; nothing checks it again.
    yield* records as AsyncGenerator<RecordDocument<Data, Included>>;
  }

  /** Reads page by page, each as the server sent it. */
  async *pages(): AsyncGenerator<CollectionDocument<Data, Included>, void, undefined> {
    const { progress, pages } = await this.#begin();
    for await (const page of pages) {
      progress.pass(page, page.records.length);
      page.goOn();
      yield page.document as CollectionDocument<Data, Included>;
    }
  }

  async #begin(): Promise<BegunReading> {
    const { beginReading } = await import('./read.ts');
    const begun = beginReading(this.#request);
    this.#progress = begun.progress;
    return begun;
  }

  /**
   * Reads everything into an array.
   *
   * @param options - `limit`: stop after that many records
   */
  async toArray(
    options: { readonly limit?: number | undefined } = {},
  ): Promise<RecordDocument<Data, Included>[]> {
    const { limit = Infinity } = options;
    checkNames(options, ['limit']);
    if (limit !== Infinity && !(Number.isInteger(limit) && limit >= 0))
      throw refused('limit', 'a whole number from 0', limit);
    const records: RecordDocument<Data, Included>[] = [];
    if (limit < 1) return records;
    const part = limit === Infinity ? this : this.#atMost(limit);
    try {
      for await (const record of part) {
        if (records.push(record) >= limit) break;
      }
    } finally {
      this.#progress = part.#progress;
    }
    return records;
  }

  /** Reads the first record, or `undefined` when there is none. Asks for one record only unless `per_page` is given. */
  async first(): Promise<RecordDocument<Data, Included> | undefined> {
    // Pages of one cannot overlap.
    const perPage = this.#request.options.consistency === 'verified' ? 2 : 1;
    const [record] = await this.#atMost(1, perPage).toArray({ limit: 1 });
    return record;
  }

  /** The same list, of which no more than so many records will be wanted. */
  #atMost(atMost: number, perPage?: number): Iteration<Data, Included> {
    return new Iteration({ ...this.#request, atMost, ...(perPage === undefined ? {} : { perPage }) });
  }

  /**
   * Asks how many records there are, in one request, without reading them.
   *
   * @throws {@link PCOMalformedAnswerError} when the server does not count this list
   */
  async count(): Promise<number> {
    const { countRecords } = await import('./read.ts');
    return countRecords({ ...this.#request, perPage: 1 });
  }
}
