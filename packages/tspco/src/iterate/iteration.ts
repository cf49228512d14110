import type { CollectionDocument, Resource } from '../document/types.ts';
import { PCOInputError, type ReadReport } from '../errors.ts';
import { checkNames } from '../request/checks.ts';
import type { ReadRequest } from './pages.ts';
import { ReadProgress } from './progress.ts';
import type { RecordDocument } from './records.ts';

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
  #progress = new ReadProgress();

  /** Made by `pco.iterate`. */
  constructor(request: ReadRequest) {
    this.#request = request;
  }

  /** How complete the latest reading is. Until it has come to its end, it is incomplete. */
  get report(): ReadReport {
    return this.#progress.report();
  }

  /**
   * Reads record by record.
   *
   * @throws {@link PCOIncompleteReadError} when it ends early, after the first page; before that the error itself
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<RecordDocument<Data, Included>, void, undefined> {
    const progress = (this.#progress = new ReadProgress());
    const { readRecords } = await import('./records.ts');
    // What the server sends is what the address promises; nothing checks it again.
    yield* readRecords(this.#request, progress) as AsyncGenerator<RecordDocument<Data, Included>>;
  }

  /** Reads page by page, each as the server sent it. */
  async *pages(): AsyncGenerator<CollectionDocument<Data, Included>, void, undefined> {
    const progress = (this.#progress = new ReadProgress());
    const { readPages } = await import('./pages.ts');
    for await (const { document, records } of readPages(this.#request, progress)) {
      progress.yielded += records.length;
      yield document as CollectionDocument<Data, Included>;
    }
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
    if (!(limit >= 0)) throw new PCOInputError('The limit must be a number from 0.', 'ERR_OPTIONS');
    const records: RecordDocument<Data, Included>[] = [];
    if (limit < 1) return records;
    for await (const record of this) {
      if (records.push(record) >= limit) break;
    }
    return records;
  }

  /** Reads the first record, or `undefined` when there is none. Asks for one record only unless `per_page` is given. */
  async first(): Promise<RecordDocument<Data, Included> | undefined> {
    const small = new Iteration<Data, Included>({ ...this.#request, perPage: 1 });
    const [record] = await small.toArray({ limit: 1 });
    return record;
  }

  /**
   * Asks how many records there are, in one request, without reading them.
   *
   * @throws {@link PCOMalformedAnswerError} when the server does not count this list
   */
  async count(): Promise<number> {
    const progress = new ReadProgress();
    const { readPages } = await import('./pages.ts');
    const pages = readPages({ ...this.#request, perPage: 1 }, progress);
    const { value: page } = await pages.next();
    const total = page?.document.meta?.total_count;
    if (typeof total !== 'number')
      throw page?.malformed('a list that has no total_count and cannot be counted.');
    return total;
  }
}
