import type { CollectionDocument, Resource } from '../document/types.ts';
import { PCOInputError, type ReadReport } from '../errors.ts';
import { checkNames } from '../request/checks.ts';
import type { ReadRequest } from './page.ts';
import type { Page } from './pages.ts';
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
    const { recordsOf } = await import('./records.ts');
    const pages = await this.#read(progress);
    // What the server sends is what the address promises; nothing checks it again.
    yield* recordsOf(pages, this.#request, progress) as AsyncGenerator<RecordDocument<Data, Included>>;
  }

  /** Reads page by page, each as the server sent it. */
  async *pages(): AsyncGenerator<CollectionDocument<Data, Included>, void, undefined> {
    const progress = (this.#progress = new ReadProgress());
    for await (const { document, records, offset, total, goOn } of await this.#read(progress)) {
      for (const { data, index } of records) progress.pass(data, offset + index + 1, total);
      goOn();
      yield document as CollectionDocument<Data, Included>;
    }
  }

  async #read(progress: ReadProgress): Promise<AsyncGenerator<Page, void, undefined>> {
    const { window } = this.#request.options;
    if (window === undefined) return (await import('./pages.ts')).readPages(this.#request, progress);
    return (await import('./windows.ts')).readWindows(this.#request, window, progress);
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
    const [record] = await this.#atMost(1, 1).toArray({ limit: 1 });
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
    const progress = new ReadProgress();
    const { fetchPage, firstCall } = await import('./page.ts');
    const request = { ...this.#request, perPage: 1 };
    const { total, malformed } = await fetchPage(firstCall(request), request.settings, progress);
    if (total === undefined) throw malformed('a list that has no total_count and cannot be counted.');
    return total;
  }
}
