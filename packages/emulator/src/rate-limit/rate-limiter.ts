import { FixedWindow, type RateWindow } from './rate-window.ts';

/** Requests allowed in a period of so many seconds. */
export interface RateLimit {
  readonly limit: number;
  readonly period: number;
}

/** Where a budget stands after a request was counted. */
export interface RateState extends RateLimit {
  readonly count: number;
  /** Whole seconds, at least one. Present when the request is refused. */
  readonly retryAfter?: number;
}

export interface RateLimiterOptions extends RateLimit {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Makes a window over so many milliseconds; without it, a {@link FixedWindow}. */
  readonly createWindow?: (period: number) => RateWindow;
}

/** Counts requests by budget: one for each person, whatever token the requests come with. */
export class RateLimiter {
  readonly #limit: number;
  readonly #period: number;
  readonly #now: () => number;
  readonly #createWindow: (period: number) => RateWindow;
  readonly #windows = new Map<string, RateWindow>();

  constructor({
    limit,
    period,
    now,
    createWindow = (milliseconds) => new FixedWindow(milliseconds),
  }: RateLimiterOptions) {
    this.#limit = limit;
    this.#period = period;
    this.#now = now;
    this.#createWindow = createWindow;
  }

  /** Counts a request to an app. Refused ones count, too. */
  admit(budget: string, offset: number): RateState {
    const state = this.#count(`${budget} app`, this.#limit);
    if (offset <= HIGH_OFFSET) return state;
    // Reads at high offsets spend a second budget, which answers show only when it is what refuses.
    const high = this.#count(
      `${budget} high offsets`,
      Math.max(1, Math.floor(this.#limit * HIGH_OFFSET_SHARE)),
    );
    return state.retryAfter === undefined && high.retryAfter !== undefined ? high : state;
  }

  /** Counts a request that reached no app: the gateway in front of them has a count of its own. */
  admitAtGateway(budget: string): RateState {
    return this.#count(`${budget} gateway`, this.#limit);
  }

  /** Counts requests that nobody made, by default as many as are left. */
  spend(budget: string, requests?: number): void {
    const window = this.#window(`${budget} app`);
    const now = this.#now();
    const left = Math.max(0, this.#limit - window.count(now));
    window.add(requests ?? left, now);
  }

  #count(name: string, limit: number): RateState {
    const window = this.#window(name);
    const now = this.#now();
    const count = window.add(1, now);
    const state = { limit, period: this.#period, count };
    if (count <= limit) return state;
    return { ...state, retryAfter: Math.max(1, Math.ceil(window.wait(now) / 1000)) };
  }

  #window(name: string): RateWindow {
    let window = this.#windows.get(name);
    if (!window) {
      window = this.#createWindow(this.#period * 1000);
      this.#windows.set(name, window);
    }
    return window;
  }
}

const HIGH_OFFSET = 30_000;
/** 75 of 100. */
const HIGH_OFFSET_SHARE = 3 / 4;
