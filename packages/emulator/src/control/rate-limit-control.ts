import { isObject } from '../basics/is-object.ts';
import type { Organization } from '../organizations/organization.ts';
import { describe } from '../basics/describe.ts';
import { administratorsBudget } from '../rate-limit/budget.ts';
import { isRateLimit, RATE_LIMIT_PARTS } from '../rate-limit/check-rate-limit.ts';
import type { RateLimit, RateLimiter } from '../rate-limit/rate-limiter.ts';

/** How many requests there may be, and who else makes them. */
export interface RateLimitControl {
  /** The limit that is in force, and how much of the administrator's budget is spent; `false` without a limit. */
  state(): RateLimitState | false;
  /**
   * Another limit from now on, or none. What is left out stays as it is. What was counted stays counted, except by
   * another kind or length of window. What {@link RateLimitControl.state} said can be given back: its `spent` and
   * `others` are no part of the limit and change nothing.
   *
   * @throws TypeError for a name that a limit does not have, RangeError for what is no limit
   * @example
   * ```ts
   * emulator.control.rateLimit.change({ limit: 10 });
   * emulator.control.rateLimit.change({ limit: 75, period: 20, window: 'sliding-log' });
   * ```
   */
  change(rateLimit: { readonly [Part in keyof RateLimit]?: RateLimit[Part] | undefined } | false): void;
  /**
   * Lets another program of the same person make requests: they count, and nobody sees them. Without a number, it
   * makes as many as the current period still allows, so that the next request is refused.
   *
   * @throws RangeError for what is no number of requests, Error when there is no limit
   */
  spend(requests?: number): void;
  /**
   * From now on, others make so many requests a second with every budget, at even distances; 0 ends it.
   *
   * @throws RangeError for what is no number from 0 to 1000
   */
  letOthersSpend(perSecond: number): void;
}

/** Where the rate limit stands. */
export interface RateLimitState extends RateLimit {
  /** How many requests count at this moment. */
  readonly spent: number;
  /** Requests a second that others make. */
  readonly others: number;
}

export function createRateLimitControl(rateLimiter: RateLimiter, main: Organization): RateLimitControl {
  const budget = administratorsBudget(main);
  return {
    state: () => {
      const { rateLimit, others } = rateLimiter;
      return rateLimit && { ...rateLimit, spent: rateLimiter.spent(budget), others };
    },
    change: (rateLimit) => rateLimiter.change(rateLimit !== false && limitIn(rateLimit)),
    spend: (requests) => {
      if (!rateLimiter.rateLimit) throw new Error('There is no budget to spend, because there is no limit.');
      if (requests !== undefined && !(Number.isSafeInteger(requests) && requests > 0)) {
        throw new RangeError(`The requests to spend must be a whole number from 1; got ${String(requests)}.`);
      }
      rateLimiter.spend(budget, requests);
    },
    letOthersSpend: (perSecond) => {
      if (!(perSecond >= 0 && perSecond <= 1000)) {
        throw new RangeError(
          `The requests of others must be a number a second from 0 to 1000; got ${String(perSecond)}.`,
        );
      }
      rateLimiter.letOthersSpend(perSecond);
    },
  };
}

const ONLY_IN_THE_STATE: ReadonlySet<string> = new Set(['spent', 'others']);

/** The limit that is given alone or as a part of what the state said. */
function limitIn(given: object): Partial<RateLimit> {
  if (isObject(given)) {
    const members = Object.entries(given).filter(([name]) => !ONLY_IN_THE_STATE.has(name));
    const unknown = members.find(([name]) => !RATE_LIMIT_PARTS.includes(name));
    if (unknown)
      throw new TypeError(
        `The rate limit has no ${describe(unknown[0])}. There are: ${RATE_LIMIT_PARTS.join(', ')}.`,
      );
    const rateLimit: object = Object.fromEntries(members);
    if (isRateLimit(rateLimit)) return rateLimit;
  }
  throw new RangeError(
    `The rate limit must be false or like { limit: 100, period: 20, window: 'first-request' }; got ${describe(given)}.`,
  );
}
