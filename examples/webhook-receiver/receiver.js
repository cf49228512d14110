import { PCO } from 'tspco';
import { ensureWebhooks, memoryWebhookStore, subscriptionSecrets, WebhookHandler } from 'tspco/webhooks';
import { onEvents } from './events.js';

/**
 * Where it is remembered what was handled: in Redis if there is one, which any number of machines may share, or else in
 * this process.
 *
 * @param {import('./settings.js').Settings} settings
 * @returns {Promise<import('tspco/webhooks').WebhookStore>}
 */
export async function openStore({ redisUrl }) {
  if (redisUrl === undefined) return memoryWebhookStore();
  const { redisWebhookStore } = await import('@tspco/redis');
  return redisWebhookStore({ url: redisUrl });
}

/**
 * The client with the credentials of the environment; none when the secrets are given.
 *
 * @param {import('./settings.js').Settings} settings
 */
export function openClient({ secrets, publicUrl }) {
  if (secrets !== undefined || publicUrl === undefined) return undefined;
  return PCO.fromEnv({ userAgent: `webhook-receiver (${publicUrl})`, timeout: 5000, deadline: 7000 });
}

/**
 * The handler, with what this program does about events.
 *
 * @param {import('./settings.js').Settings} settings
 * @param {{ pco: PCO | undefined, store: import('tspco/webhooks').WebhookStore, log: import('./log.js').Log }} parts
 */
export function openReceiver({ secrets, publicUrl }, { pco, store, log }) {
  const fetched = pco && publicUrl ? subscriptionSecrets(pco, { url: publicUrl }) : undefined;
  const webhooks = new WebhookHandler({
    secrets: secrets ?? fetched ?? [],
    store,
    fallback: ({ name }) => log('nothing is done about it', { name }),
    on: {
      event: ({ error, ...outcome }) => log('event', { ...outcome, ...causeOf(error) }),
      refused: ({ status, error }) => log('refused', { status, code: error.code, ...causeOf(error) }),
    },
  });
  onEvents(webhooks, log);
  return webhooks;
}

/**
 * Creates the subscriptions that are missing and switches on those that are off. What fails is no reason not to receive:
 * the subscriptions that there are go on.
 *
 * @param {import('./settings.js').Settings} settings
 * @param {{ pco: PCO | undefined, log: import('./log.js').Log }} parts
 * @returns {Promise<boolean>} whether that has worked
 */
export async function subscribe({ publicUrl, events }, { pco, log }) {
  if (pco === undefined || publicUrl === undefined) return true;
  try {
    const { created, reactivated, others } = await ensureWebhooks(pco, { url: publicUrl, names: events });
    log('subscribed', {
      created: created.map(({ name }) => name),
      // What happened meanwhile was not sent: read it from the lists.
      reactivated: reactivated.map(({ name }) => name),
      others: others.map(({ name }) => name),
    });
    return true;
  } catch (error) {
    log('subscribing failed', causeOf(error));
    return false;
  }
}

/** @param {unknown} error */
function causeOf(error) {
  if (error === undefined) return {};
  if (!(error instanceof Error)) return { error: String(error) };
  const { cause } = error;
  return { error: error.message, ...(cause instanceof Error ? { cause: cause.message } : {}) };
}
