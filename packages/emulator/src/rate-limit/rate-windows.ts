/** Counts requests over a period. How the period lies in time is the window's own business. */
export interface RateWindow {
  /** Counts so many requests more and returns how many there are now. */
  add(requests: number, now: number): number;
  /** How many requests there are now. */
  count(now: number): number;
  /** Milliseconds until so many, or fewer, count, when no more are added. */
  wait(requests: number, now: number): number;
}

/**
 * The kinds of window that servers count with. Which one Planning Center has is not documented, and no recording is
 * long enough to tell.
 *
 * - `'first-request'`: begins with a request, and after its period with the next one
 * - `'epoch-grid'`: begins whenever the seconds since 1970 are a multiple of its period
 * - `'sliding-log'`: at any moment the requests of one period back
 * - `'sliding-counter'`: those of the grid's period, and of the one before as large a share as still lies in one
 *   period back
 */
export type WindowKind = (typeof WINDOW_KINDS)[number];

export const WINDOW_KINDS = ['first-request', 'epoch-grid', 'sliding-log', 'sliding-counter'] as const;

/** @param period - in milliseconds */
export function createWindow(kind: WindowKind, period: number): RateWindow {
  switch (kind) {
    case 'first-request':
      return new FixedWindow(period, (now) => now);
    case 'epoch-grid':
      return new FixedWindow(period, (now) => gridStart(now, period));
    case 'sliding-log':
      return new SlidingLog(period);
    case 'sliding-counter':
      return new SlidingCounter(period);
  }
}

/** Forgets everything when its period is over. */
class FixedWindow implements RateWindow {
  readonly #period: number;
  /** When the window begins that is opened now. */
  readonly #startAt: (now: number) => number;
  #start = 0;
  #count = 0;

  constructor(period: number, startAt: (now: number) => number) {
    this.#period = period;
    this.#startAt = startAt;
  }

  add(requests: number, now: number): number {
    if (!this.#isOpen(now)) {
      this.#start = this.#startAt(now);
      this.#count = 0;
    }
    this.#count += requests;
    return this.#count;
  }

  count(now: number): number {
    return this.#isOpen(now) ? this.#count : 0;
  }

  wait(requests: number, now: number): number {
    return this.count(now) <= requests ? 0 : this.#start + this.#period - now;
  }

  #isOpen(now: number): boolean {
    // A clock that is set back must not hold a window open for years.
    return this.#count > 0 && now >= this.#start && now < this.#start + this.#period;
  }
}

/** Remembers when each request came. */
class SlidingLog implements RateWindow {
  readonly #period: number;
  /** By time. */
  #entries: { readonly at: number; readonly requests: number }[] = [];

  constructor(period: number) {
    this.#period = period;
  }

  add(requests: number, now: number): number {
    this.#forget(now);
    this.#entries.push({ at: now, requests });
    return this.#sum();
  }

  count(now: number): number {
    this.#forget(now);
    return this.#sum();
  }

  wait(requests: number, now: number): number {
    let count = this.count(now);
    if (count <= requests) return 0;
    for (const entry of this.#entries) {
      count -= entry.requests;
      if (count <= requests) return entry.at + this.#period - now;
    }
    return this.#period;
  }

  #forget(now: number): void {
    this.#entries = this.#entries.filter(({ at }) => at > now - this.#period && at <= now);
  }

  #sum(): number {
    return this.#entries.reduce((sum, { requests }) => sum + requests, 0);
  }
}

/** Remembers two numbers, and supposes that the requests of the period before came evenly. */
class SlidingCounter implements RateWindow {
  readonly #period: number;
  #start = Number.NEGATIVE_INFINITY;
  #before = 0;
  #current = 0;

  constructor(period: number) {
    this.#period = period;
  }

  add(requests: number, now: number): number {
    this.#moveTo(now);
    this.#current += requests;
    return this.count(now);
  }

  count(now: number): number {
    this.#moveTo(now);
    const left = this.#start + this.#period - now;
    return this.#current + Math.floor((this.#before * left) / this.#period);
  }

  wait(requests: number, now: number): number {
    if (this.count(now) <= requests) return 0;
    const passed = now - this.#start;
    if (this.#current <= requests) return this.#fades(this.#before, requests - this.#current) - passed;
    return this.#period - passed + this.#fades(this.#current, requests);
  }

  /** Milliseconds into a period until of so many requests of the period before only so many are left. */
  #fades(before: number, left: number): number {
    if (before < left + 1) return 0;
    // What is left is rounded down, so it is gone just after this moment.
    return Math.floor((this.#period * (before - left - 1)) / before) + 1;
  }

  #moveTo(now: number): void {
    const start = gridStart(now, this.#period);
    if (start === this.#start) return;
    this.#before = start === this.#start + this.#period ? this.#current : 0;
    this.#current = 0;
    this.#start = start;
  }
}

function gridStart(now: number, period: number): number {
  return Math.floor(now / period) * period;
}
