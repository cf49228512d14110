import { PCOError, PCOInputError } from '../errors.ts';
import { parameterValue, type Query } from '../request/query.ts';
import { countedBy, firstCall, fetchPage, type RawPage, type ReadRequest } from './page.ts';
import { readPages, type Page } from './pages.ts';
import { ReadProgress } from './progress.ts';
import { readingOf } from './read-options.ts';

/** A window with more records than this is cut in two, unless it is a second long. */
const MOST_RECORDS = 10_000;
const SECOND = 1000;

/** A span of time in milliseconds since 1970, its end not included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a list window by window over a timestamp, so that no offset grows large: from 30,000 on, the server allows fewer
 * requests. What the windows give together is compared with the count of the whole list.
 *
 * @throws as {@link readPages}; {@link PCOInputError} when the list cannot be read by that attribute
 */
export async function* readWindows(
  request: ReadRequest,
  attribute: string,
  progress: ReadProgress,
): AsyncGenerator<Page, void, undefined> {
  const { verified } = readingOf(request.options);
  checkQuery(request, attribute);
  progress.linked = verified;
  const windows = new Windows(request, attribute, progress);
  const all = await windows.whole();
  const before = all === undefined ? 0 : windows.total;
  if (all !== undefined) {
    let width = Math.ceil((all.to - all.from) / Math.ceil(before / MOST_RECORDS));
    for (let from = all.from; from < all.to;) {
      const read = yield* windows.read({ from, to: Math.min(all.to, from + atLeastASecond(width)) });
      if (read === undefined) width /= 2;
      else [from, width] = [read.to, read.records < MOST_RECORDS / 4 ? width * 2 : width];
    }
    await windows.count();
  }
  progress.ended = true;
  // What was added meanwhile may lie behind the last window, and what was deleted is not counted any more.
  const least = Math.min(before, windows.total);
  progress.removed += Math.max(0, progress.received - windows.total);
  if (progress.received < least) {
    throw progress.fail(`not all records have a ${attribute}, or it was changed while the list was read`);
  }
  progress.total = Math.min(windows.total, progress.received);
}

class Windows {
  readonly #request: ReadRequest;
  readonly #attribute: string;
  readonly #progress: ReadProgress;
  /** The server's count of the whole list. */
  total = 0;

  constructor(request: ReadRequest, attribute: string, progress: ReadProgress) {
    this.#request = countedBy(progress.job, request);
    this.#attribute = attribute;
    this.#progress = progress;
  }

  /** From the first to the last record; `undefined` for an empty list. */
  async whole(): Promise<Span | undefined> {
    const first = await this.#end('');
    const { can_query_by: names } = first.document.meta ?? {};
    if (names !== undefined && !names.includes(this.#attribute)) {
      throw windowRefused(
        `the server does not filter this list by ${this.#attribute}; it does by ${names.join(', ')}`,
      );
    }
    if (first.total === undefined)
      throw first.malformed('a list that has no total_count and cannot be checked.');
    this.#progress.total = this.total = first.total;
    if (first.data.length === 0) return undefined;
    return { from: this.#timeOf(first), to: this.#timeOf(await this.#end('-')) + SECOND };
  }

  /** Asks how many records there are by now. */
  async count(): Promise<void> {
    this.#progress.total = this.total = (await this.#end('')).total ?? this.total;
  }

  /** Gives the pages of a window and says where it ended, or gives nothing when it holds too many records. */
  async *read(
    span: Span,
  ): AsyncGenerator<Page, { readonly to: number; readonly records: number } | undefined> {
    const progress = this.#progress;
    const part = new ReadProgress(this.#request.settings.world);
    const { options } = this.#request;
    const pages = readPages(
      {
        ...this.#request,
        query: this.#query('', span),
        options: { ...options, window: undefined, onProgress: undefined },
      },
      part,
    );
    try {
      for await (const page of pages) {
        if (part.pages === 1 && (page.total ?? 0) > MOST_RECORDS && span.to - span.from > SECOND)
          return undefined;
        progress.pages++;
        progress.received += page.records.length;
        yield page;
        await options.onProgress?.(progress.state());
      }
      return { to: span.to, records: part.received };
    } catch (error) {
      if (!(error instanceof PCOError) || (error instanceof PCOInputError && progress.pages === 0))
        throw error;
      throw progress.fail('a window failed', error);
    } finally {
      progress.duplicates += part.duplicates;
    }
  }

  /** The first record of the list, or with a minus the last one. */
  #end(sign: '' | '-'): Promise<RawPage> {
    const request = { ...this.#request, query: { ...this.#query(sign), per_page: 1 } };
    return fetchPage(firstCall(request), this.#request.settings);
  }

  #query(sign: '' | '-', span?: Span): Query {
    const { query = {} } = this.#request;
    const name = this.#attribute;
    const within = span && {
      [`where[${name}][gte]`]: new Date(span.from).toISOString(),
      [`where[${name}][lt]`]: new Date(span.to).toISOString(),
    };
    return { ...query, ...within, order: `${sign}${name}` };
  }

  #timeOf(page: RawPage): number {
    const { [this.#attribute]: value } = page.data[0]?.attributes ?? {};
    if (value === undefined) {
      throw windowRefused(
        `records come without ${this.#attribute}; if you ask for certain fields, ask for it, too`,
      );
    }
    const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(time)) {
      throw windowRefused(
        `there is a record whose ${this.#attribute} is ${JSON.stringify(value ?? null)}, and no window would hold it`,
      );
    }
    return Math.floor(time / SECOND) * SECOND;
  }
}

/** Bounds are whole seconds, so that records of one second are never cut apart. */
function atLeastASecond(width: number): number {
  return Math.max(SECOND, Math.ceil(width / SECOND) * SECOND);
}

/** @throws {@link PCOInputError} `ERR_QUERY` */
function checkQuery(request: ReadRequest, attribute: string): void {
  const { query } = firstCall(request).address;
  if (parameterValue(query, 'order') !== undefined) {
    throw windowRefused('it has its own order; leave order out');
  }
  if (Number(parameterValue(query, 'offset') ?? 0) > 0)
    throw windowRefused('it begins at its beginning; leave offset out');
  if (query.some(({ key }) => key.startsWith(`where[${attribute}]`))) {
    throw windowRefused(`${attribute} is filtered by the windows themselves; leave where[${attribute}] out`);
  }
}

function windowRefused(reason: string): PCOInputError {
  return new PCOInputError(`The list cannot be read by window: ${reason}.`, 'ERR_QUERY');
}
