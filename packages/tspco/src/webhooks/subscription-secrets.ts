import type { PCO } from '../pco.ts';
import { checkNames, refused } from '../request/checks.ts';
import type { AboutDelivery } from './secrets.ts';
import { addressOf, listWebhooks } from './subscriptions.ts';

/** Whose secrets, and how often to ask for them. */
export interface SubscriptionSecretsOptions {
  /** The address that the subscriptions deliver to. */
  readonly url: string;
  /**
   * So many milliseconds pass between two looks at the subscriptions, at least, whatever is received; default 15 000.
   */
  readonly interval?: number | undefined;
  /** So many milliseconds a secret is still accepted after it was replaced; default six days, as long as there are attempts. */
  readonly keep?: number | undefined;
  /** The time in milliseconds, for tests whose time is not that of the clock; default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

const SIX_DAYS = 6 * 24 * 3_600_000;
/** After so long they are read again, so that a secret which was stolen and replaced is not taken for ever. */
const FIVE_MINUTES = 300_000;
/** Planning Center waits for the answer to a delivery meanwhile. */
const LIMITS = { timeout: 5000, deadline: 7000 };

/**
 * Gives a handler the secrets of the subscriptions to its address, from Planning Center itself: they are read when the
 * first delivery comes, again when one comes that none of them fits, and with the first one after five minutes. So a secret can be replaced, or a subscription
 * created, without telling the processes that receive.
 *
 * @example
 * ```ts
 * const secrets = subscriptionSecrets(pco, { url: 'https://example.org/webhooks' });
 * const webhooks = new WebhookHandler({ secrets, fallback: () => {} });
 * ```
 */
export function subscriptionSecrets(
  pco: PCO,
  options: SubscriptionSecretsOptions,
): (about?: Partial<AboutDelivery>) => Promise<readonly string[]> {
  checkNames(options, ['url', 'interval', 'keep', 'now']);
  const { interval = 15_000, keep = SIX_DAYS, now: currentTime = Date.now } = options;
  const url = addressOf(options.url);
  for (const [name, value] of Object.entries({ interval, keep }))
    if (!(typeof value === 'number' && value >= 0)) throw refused(name, 'a number of milliseconds', value);
  /** Until when each secret is good, the newest ones first. */
  let known = new Map<string, number>();
  let reading: Promise<void> = Promise.resolve();
  let latest = -Infinity;
  const read = async (): Promise<void> => {
    const current = (await listWebhooks(pco, { url, ...LIMITS }))
      .map(({ secret }) => secret)
      .filter((each) => each !== '');
    const now = currentTime();
    const before = [...known].filter(([secret]) => !current.includes(secret));
    known = new Map([
      ...current.map((secret) => [secret, Infinity] as const),
      ...before.map(([secret, until]) => [secret, Math.min(until, now + keep)] as const),
    ]);
  };
  return async (about = {}) => {
    const age = currentTime() - latest;
    const isNeeded = known.size === 0 || about.again === true;
    if (isNeeded || age >= FIVE_MINUTES) {
      // Whoever sends rubbish must not be able to spend the rate budget, not even while Planning Center is away.
      if (age >= interval) {
        latest = currentTime();
        reading = read();
      }
      await reading.catch((error: unknown) => {
        // What was known is still better than nothing.
        if (isNeeded) throw error;
      });
    }
    const now = currentTime();
    return [...known].filter(([, until]) => until > now).map(([secret]) => secret);
  };
}
