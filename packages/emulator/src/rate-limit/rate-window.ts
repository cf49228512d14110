/** Counts requests over a period. How the period lies in time is the window's own business. */
export interface RateWindow {
  /** Counts so many requests more and returns how many there are now. */
  add(requests: number, now: number): number;
  /** How many requests there are now. */
  count(now: number): number;
  /** Milliseconds until fewer count. */
  wait(now: number): number;
}

/**
 * A window that starts with a request, and after its period with the next one. Which kind Planning Center has is not
 * documented, and no recording is long enough to tell.
 */
export class FixedWindow implements RateWindow {
  readonly #period: number;
  #start = 0;
  #count = 0;

  constructor(period: number) {
    this.#period = period;
  }

  add(requests: number, now: number): number {
    if (!this.#isOpen(now)) {
      this.#start = now;
      this.#count = 0;
    }
    this.#count += requests;
    return this.#count;
  }

  count(now: number): number {
    return this.#isOpen(now) ? this.#count : 0;
  }

  wait(now: number): number {
    return this.#isOpen(now) ? this.#start + this.#period - now : 0;
  }

  #isOpen(now: number): boolean {
    // A clock that is set back must not hold a window open for years.
    return this.#count > 0 && now >= this.#start && now < this.#start + this.#period;
  }
}
