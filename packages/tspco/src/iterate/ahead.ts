import { onAbort } from '../abort.ts';

/** Where the pages ahead lie: at every step from an offset on, below an end that may move. */
interface Course<Page> {
  readonly from: number;
  readonly step: number;
  /** The first offset that is not asked for. */
  readonly end: () => number;
  /** How many pages there may be beyond the one that is read. */
  readonly ahead: number;
  readonly fetch: (offset: number, signal: AbortSignal) => Promise<Page>;
}

/**
 * Fetches pages before they are needed and hands them out in order. It holds no more of them than it may be ahead, so
 * memory is bounded and a slow reader slows it down.
 */
export class PagesAhead<Page> {
  readonly #course: Course<Page>;
  readonly #controller = new AbortController();
  readonly #forget: () => void;
  readonly #pages: Promise<Page>[] = [];
  #next: number;
  #failed = false;

  /** @param signal - ends everything, with its reason as the error of every page */
  constructor(course: Course<Page>, signal: AbortSignal | undefined) {
    this.#course = course;
    this.#next = course.from;
    this.#forget = onAbort(signal, (reason) => this.#controller.abort(reason));
  }

  /** The offset of the page that {@link take} gives next. */
  get offset(): number {
    return this.#next - this.#pages.length * this.#course.step;
  }

  /** Whether the next page lies before the end. */
  get hasNext(): boolean {
    return this.#pages.length > 0 || this.#next < this.#course.end();
  }

  /** Asks for as many pages as may be asked for. */
  fill(extra = 0): void {
    const { ahead, step, end, fetch } = this.#course;
    while (!this.#failed && this.#pages.length < ahead + extra && this.#next < end()) {
      const page = fetch(this.#next, this.#controller.signal);
      // Nobody may be waiting for it yet. What comes after a page that failed will not be read.
      page.catch(() => (this.#failed = true));
      this.#pages.push(page);
      this.#next += step;
    }
  }

  /** The next page. The reader has none to read until it comes, so one more may be under way. */
  async take(): Promise<Page> {
    this.fill(1);
    const [page] = this.#pages;
    if (page === undefined) throw new Error('There is no page ahead.');
    const taken = await page;
    void this.#pages.shift();
    return taken;
  }

  /** Stops what is under way. No page can be taken any more. */
  stop(): void {
    this.#forget();
    this.#failed = true;
    this.#controller.abort(new Error('This page is not needed any more.'));
  }
}
