import type { PCO } from '../pco.ts';
import type { AboutDelivery } from './secrets.ts';
import { listWebhooks } from './subscriptions.ts';

export interface SubscriptionSecretsOptions {
  /** The address that the subscriptions deliver to. */
  readonly url: string;
  /**
   * So many milliseconds pass between two looks at the subscriptions, at least, whatever is received; default 15 000.
   */
  readonly interval?: number | undefined;
  /** So many milliseconds a secret is still accepted after it was replaced; default six days, as long as there are attempts. */
  readonly keep?: number | undefined;
}

const SIX_DAYS = 6 * 24 * 3_600_000;

/**
 * Gives a handler the secrets of the subscriptions to its address, from Planning Center itself: they are read when the
 * first delivery comes, and again when one comes that none of them fits. So a secret can be replaced, or a subscription
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
  const { url, interval = 15_000, keep = SIX_DAYS } = options;
  /** Until when each secret is good, the newest ones first. */
  let known = new Map<string, number>();
  let reading: Promise<void> = Promise.resolve();
  let latest = -Infinity;
  const read = async (): Promise<void> => {
    const current = (await listWebhooks(pco, { url }))
      .map(({ secret }) => secret)
      .filter((each) => each !== '');
    const now = Date.now();
    const before = [...known].filter(([secret]) => !current.includes(secret));
    known = new Map([
      ...current.map((secret) => [secret, Infinity] as const),
      ...before.map(([secret, until]) => [secret, Math.min(until, now + keep)] as const),
    ]);
  };
  return async (about = {}) => {
    if (known.size === 0 || about.again === true) {
      // Whoever sends rubbish must not be able to spend the rate budget, not even while Planning Center is away.
      if (Date.now() - latest >= interval) {
        latest = Date.now();
        reading = read();
      }
      await reading;
    }
    const now = Date.now();
    return [...known].filter(([, until]) => until > now).map(([secret]) => secret);
  };
}
