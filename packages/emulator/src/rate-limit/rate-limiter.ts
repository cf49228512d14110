import { createWindow, type RateWindow, type WindowKind } from './rate-windows.ts';

/** Requests allowed in a period of so many seconds. */
export interface RateLimit {
  readonly limit: number;
  readonly period: number;
  /** How the period lies in time; default `'first-request'`. */
  readonly window: WindowKind;
  /** How many of them may be for an `offset` above 30,000; default three quarters of the limit. */
  readonly highOffsetLimit?: number | undefined;
}

export const DEFAULT_LIMIT: RateLimit = { limit: 100, period: 20, window: 'first-request' };

/** Where a budget stands after a request was counted. */
export interface RateState {
  readonly limit: number;
  readonly period: number;
  readonly count: number;
  /** Whole seconds, at least one. Present when the request is refused. */
  readonly retryAfter?: number;
}

/** Counts requests by budget: one for each person, whatever token the requests come with. */
export class RateLimiter {
  readonly #now: () => number;
  #rateLimit: RateLimit;
  #isOff: boolean;
  #windows = new Map<string, RateWindow>();
  #others: Others = { perSecond: 0, since: 0, sent: new Map() };

  /**
   * @param rateLimit - `false` for none
   * @param now - milliseconds since 1970
   */
  constructor(rateLimit: RateLimit | false, now: () => number) {
    this.#rateLimit = rateLimit || DEFAULT_LIMIT;
    this.#isOff = rateLimit === false;
    this.#now = now;
  }

  /** `false` when there is none. */
  get rateLimit(): RateLimit | false {
    return !this.#isOff && this.#rateLimit;
  }

  /** How many requests others make every second. */
  get others(): number {
    return this.#others.perSecond;
  }

  /**
   * Another limit from now on, or none. What was counted stays counted, except by another kind or length of window.
   */
  change(change: { readonly [Part in keyof RateLimit]?: RateLimit[Part] | undefined } | false): void {
    this.#isOff = change === false;
    if (change === false) return;
    const { period, window } = this.#rateLimit;
    const given = Object.entries(change).filter(([, part]) => part !== undefined);
    this.#rateLimit = { ...this.#rateLimit, ...Object.fromEntries(given) };
    if (this.#rateLimit.period === period && this.#rateLimit.window === window) return;
    this.#windows = new Map();
  }

  /** Counts a request to an app. Refused ones count, too. Without a limit nothing is counted. */
  admit(budget: string, offset: number): RateState | undefined {
    if (this.#isOff) return undefined;
    const { limit, highOffsetLimit } = this.#rateLimit;
    const state = this.#count(appBudget(budget), limit);
    if (offset <= HIGH_OFFSET) return state;
    // Reads at high offsets spend a second budget, which answers show only when it is what refuses.
    const high = this.#count(
      `${budget} high offsets`,
      highOffsetLimit ?? Math.max(1, Math.floor(limit * HIGH_OFFSET_SHARE)),
    );
    return state.retryAfter === undefined && high.retryAfter !== undefined ? high : state;
  }

  /** Counts a request that reached no app: the gateway in front of them has a count of its own. */
  admitAtGateway(budget: string): RateState | undefined {
    return this.#isOff ? undefined : this.#count(`${budget} gateway`, this.#rateLimit.limit);
  }

  /** Counts requests that nobody made, by default as many as are left. */
  spend(budget: string, requests?: number): void {
    const window = this.#window(appBudget(budget));
    const now = this.#now();
    const left = Math.max(0, this.#rateLimit.limit - window.count(now));
    window.add(requests ?? left, now);
  }

  /** From now on, others make so many requests a second with every budget, at even distances. */
  letOthersSpend(perSecond: number): void {
    for (const name of this.#windows.keys()) this.#window(name);
    this.#others = { perSecond, since: this.#now(), sent: new Map() };
  }

  /** How much of a budget is spent. */
  spent(budget: string): number {
    return this.#window(appBudget(budget)).count(this.#now());
  }

  #count(name: string, limit: number): RateState {
    const window = this.#window(name);
    const now = this.#now();
    const count = window.add(1, now);
    const state = { limit, period: this.#rateLimit.period, count };
    if (count <= limit) return state;
    // Whoever comes again then is counted, too.
    return { ...state, retryAfter: Math.max(1, Math.ceil(window.wait(limit - 1, now) / 1000)) };
  }

  #window(name: string): RateWindow {
    let window = this.#windows.get(name);
    if (!window) {
      window = createWindow(this.#rateLimit.window, this.#rateLimit.period * 1000);
      this.#windows.set(name, window);
    }
    if (isAppBudget(name)) this.#addOthers(name, window);
    return window;
  }

  /** What others have sent since somebody last looked, each request at its own moment. */
  #addOthers(name: string, window: RateWindow): void {
    const { perSecond, since, sent } = this.#others;
    if (perSecond === 0) return;
    const now = this.#now();
    const due = Math.floor(((now - since) / 1000) * perSecond);
    // What is older than all periods that a window can look back to counts nowhere.
    const oldest = Math.floor(due - 2 * this.#rateLimit.period * perSecond);
    for (let number = Math.max(sent.get(name) ?? 0, oldest) + 1; number <= due; number += 1)
      window.add(1, since + (number * 1000) / perSecond);
    sent.set(name, Math.max(due, sent.get(name) ?? 0));
  }
}

interface Others {
  readonly perSecond: number;
  readonly since: number;
  /** By budget, how many of their requests are counted. */
  readonly sent: Map<string, number>;
}

const appBudget = (budget: string): string => `${budget} app`;
const isAppBudget = (name: string): boolean => name.endsWith(' app');

const HIGH_OFFSET = 30_000;
/** 75 of 100. */
const HIGH_OFFSET_SHARE = 3 / 4;
