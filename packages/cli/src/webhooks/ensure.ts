import { ensureWebhooks, listWebhooks, type WebhookSubscription } from 'tspco/webhooks';
import type { EnsureOptions } from '../commands/webhooks.ts';
import type { Invocation } from '../invocation.ts';
import { refuseIfReadOnly } from '../request/refuse-if-read-only.ts';
import { checkAddress } from './check-address.ts';
import { checkEvents } from './check-events.ts';
import { keepSecrets } from './secrets.ts';

/** Subscribes an address to events, and tells what it did. */
export async function ensure(invocation: Invocation, options: EnsureOptions): Promise<void> {
  const { url, event: events, dryRun, secretsTo } = options;
  checkAddress(url);
  if (dryRun) return tellWhatItWouldDo(invocation, { url, events });
  const subscriptions = await ensureAll(invocation, { url, events });
  if (secretsTo === undefined) {
    const hint =
      'Deliveries are signed with secrets: the same command with --secrets-to FILE writes them down.';
    return invocation.note(invocation.messageStyle('dim', hint));
  }
  const byName = Object.fromEntries(subscriptions.map(({ name, secret }) => [name, secret]));
  await keepSecrets(invocation, secretsTo, byName);
  await invocation.note(`The secrets are in ${secretsTo}.`);
}

/** An address, and what it is to be told of. */
export interface Wanted {
  readonly url: string;
  readonly events: readonly string[];
}

/** Sees to all of them, and tells of each. */
export async function ensureAll(
  invocation: Invocation,
  { url, events }: Wanted,
): Promise<readonly WebhookSubscription[]> {
  refuseIfReadOnly(invocation, 'POST');
  const pco = await invocation.client();
  await checkEvents(pco, events);
  const { signal } = invocation.context;
  const { subscriptions, created, reactivated } = await ensureWebhooks(pco, { url, names: events, signal });
  for (const subscription of subscriptions) {
    invocation.secrets.add(subscription.secret);
    const other = reactivated.includes(subscription) ? 'switched on' : 'unchanged';
    await invocation.note(`${created.includes(subscription) ? 'created' : other}: ${subscription.name}`);
  }
  return subscriptions;
}

async function tellWhatItWouldDo(invocation: Invocation, { url, events }: Wanted): Promise<void> {
  const pco = await invocation.client();
  await checkEvents(pco, events);
  const existing = await listWebhooks(pco, { url });
  for (const name of events) {
    const there = existing.filter((one) => one.name === name);
    const other = there.some(({ active }) => active) ? 'leave' : 'switch on';
    await invocation.print(`would ${there.length === 0 ? 'create' : other}  ${name}\n`);
  }
}
