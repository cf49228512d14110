import { PCOWebhookError } from './error.ts';

/**
 * The secrets of subscriptions (`authenticity_secret`), of which any may have signed a delivery. Each subscription has one
 * of its own, and two while it is being replaced.
 */
export type WebhookSecrets = string | readonly string[];

/** What is known of a delivery whose signature has not been looked at: anybody may have written this. */
export interface AboutDelivery {
  /** Whose church it claims to be about. */
  readonly organizationId: string | undefined;
  /** Whether the secrets that were given before did not fit: time to look whether there are newer ones. */
  readonly again: boolean;
}

// The end of a key is filled up with zeros, so that with NUL at its end it would be the same key.
const USABLE = /^[\x21-\x7e]+$/;

/**
 * Gives the secrets as a list.
 *
 * @throws `PCOWebhookError` `ERR_SECRET` when there is none, or one of them cannot be a secret
 */
export function checkSecrets(secrets: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(secrets) ? secrets : [secrets];
  if (list.length === 0) throw unusable('There is no secret to compare with');
  for (const [index, secret] of list.entries()) {
    const which = Array.isArray(secrets) ? `The secret [${index}]` : 'The secret';
    if (typeof secret !== 'string')
      throw unusable(`${which} is no text (${secret === null ? 'null' : typeof secret})`);
    if (secret === '') throw unusable(`${which} is empty`);
    if (!USABLE.test(secret)) throw unusable(`${which} has spaces, the … of an example or the like in it`);
  }
  return list as readonly string[];
}

function unusable(what: string): PCOWebhookError {
  return new PCOWebhookError(
    `${what}. Give the authenticity_secret of the subscription, as listWebhooks has it.`,
    'ERR_SECRET',
  );
}
