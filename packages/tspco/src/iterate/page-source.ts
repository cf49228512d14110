import type { Address } from '../request/address.ts';
import type { Call } from '../settings.ts';
import { PagesAhead } from './ahead.ts';
import { atOffset, fetchPage, offsetOf, type RawPage, type ReadRequest } from './page.ts';
import type { ReadProgress } from './progress.ts';

/** How the pages of a list are fetched. */
interface Fetching {
  readonly request: ReadRequest;
  readonly progress: ReadProgress;
  /** The call for the first page. */
  readonly call: Call;
  /** The offset where the list begins. */
  readonly start: number;
  /** How many pages may be fetched before they are needed. */
  readonly ahead: number;
  /** By how many records pages overlap. */
  readonly overlap: number;
}

/** Fetches the pages of a list, some of them before they are needed. */
export class PageSource {
  readonly #fetching: Fetching;
  #ahead: PagesAhead<RawPage> | undefined;

  constructor(fetching: Fetching) {
    this.#fetching = fetching;
  }

  /** The page at an address, which may be there or under way already. */
  next(address: Address): Promise<RawPage> {
    const ahead = this.#ahead;
    if (ahead?.hasNext && ahead.offset === offsetOf(address)) return this.#orFail(ahead.take());
    return this.fetch(address);
  }

  fetch(address: Address): Promise<RawPage> {
    return this.#orFail(this.#fetch(address, this.#fetching.request.options.signal));
  }

  /** Finds out where the pages after this one are. Those ahead of another course are given up. */
  plan(page: RawPage): void {
    const { progress, request, start, overlap, ahead } = this.#fetching;
    const next = page.document.meta?.next?.offset;
    const from = (next ?? 0) - overlap;
    if (this.#ahead?.offset === from) return;
    this.stop();
    const step = from - page.offset;
    if (next === undefined || page.total === undefined || !(step > 0) || ahead === 0) return;
    const { atMost = Infinity, options } = request;
    this.#ahead = new PagesAhead<RawPage>(
      {
        from,
        step,
        ahead,
        end: () => Math.min(progress.total ?? 0, start + atMost) - overlap,
        fetch: (offset, signal) => this.#fetch(atOffset(page.address, offset), signal),
      },
      options.signal,
    );
  }

  /** Begins to fetch what comes after a page. */
  goOn(page: RawPage): void {
    this.plan(page);
    this.#ahead?.fill();
  }

  /** Gives up what is under way ahead. */
  stop(): void {
    this.#ahead?.stop();
    this.#ahead = undefined;
  }

  async #fetch(address: Address, signal: AbortSignal | undefined): Promise<RawPage> {
    const { call, request, progress } = this.#fetching;
    const page = await fetchPage({ ...call, address, signal }, request.settings);
    progress.hear(page.total);
    return page;
  }

  async #orFail<T>(page: Promise<T>): Promise<T> {
    const { progress, request } = this.#fetching;
    try {
      return await page;
    } catch (error) {
      if (!progress.hasBegun || request.options.signal?.aborted) throw error;
      throw progress.fail(`page ${progress.pages + 1} failed`, error);
    }
  }
}
