import { PCOInputError } from '../errors.ts';
import { checkNames } from '../request/checks.ts';
import type { WebhookClaim, WebhookStore } from './store.ts';

/** How much is remembered. */
export interface MemoryWebhookStoreOptions {
  /** So many handled deliveries at most; the oldest are forgotten first. Default 100 000, some 20 MB. */
  readonly max?: number | undefined;
  /** So many milliseconds after they were handled; default eight days. */
  readonly keep?: number | undefined;
  /** The time in milliseconds, for tests whose time is not that of the clock; default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

const EIGHT_DAYS = 8 * 24 * 3_600_000;

/**
 * Remembers deliveries in this process only: after a restart, one that is sent again is handled again. For one process,
 * and for tests.
 *
 * @throws `PCOInputError` `ERR_OPTIONS`
 */
export function memoryWebhookStore(options: MemoryWebhookStoreOptions = {}): WebhookStore {
  checkNames(options, ['max', 'keep', 'now']);
  const { max = 100_000, keep = EIGHT_DAYS, now: currentTime = Date.now } = options;
  if (!(Number.isSafeInteger(max) && max > 0))
    throw new PCOInputError('The option max must be a whole number from 1.', 'ERR_OPTIONS');
  if (!(typeof keep === 'number' && keep > 0))
    throw new PCOInputError('The option keep must be a number of milliseconds above 0.', 'ERR_OPTIONS');
  const claimed = new Map<string, { readonly until: number }>();
  // In the order in which they were handled, which is that in which they are forgotten.
  const done = new Map<string, number>();
  const forget = (now: number): void => {
    for (const [key, until] of done) {
      if (done.size <= max && until > now) return;
      done.delete(key);
    }
  };
  /** Claims whose holders are gone. The oldest stand first. */
  const sweep = (now: number): void => {
    for (const [key, { until }] of claimed) {
      if (until > now) return;
      claimed.delete(key);
    }
  };
  const claimOf = (key: string, until: number): WebhookClaim => {
    const mine = { until };
    claimed.delete(key);
    claimed.set(key, mine);
    return {
      done() {
        claimed.delete(key);
        done.delete(key);
        done.set(key, currentTime() + keep);
        forget(currentTime());
        return Promise.resolve();
      },
      release() {
        if (claimed.get(key) === mine) claimed.delete(key);
        return Promise.resolve();
      },
    };
  };
  return {
    claim(key, lease) {
      const now = currentTime();
      forget(now);
      sweep(now);
      if (done.has(key)) return Promise.resolve('done');
      if ((claimed.get(key)?.until ?? 0) > now) return Promise.resolve('busy');
      return Promise.resolve(claimOf(key, now + lease));
    },
  };
}
