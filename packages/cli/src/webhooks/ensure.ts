import { ensureWebhooks, listWebhooks, type WebhookSubscription } from 'tspco/webhooks';
import type { EnsureOptions } from '../commands/webhooks.ts';
import type { Invocation } from '../invocation.ts';
import { refuseIfReadOnly } from '../request/refuse-if-read-only.ts';
import { checkAddress } from './check-address.ts';
import { checkEvents } from './check-events.ts';
import { refuseOthers, withSecretsFile, type SecretsFile } from './secrets-file.ts';

/** Subscribes an address to events, and tells what it did. */
export async function ensure(invocation: Invocation, options: EnsureOptions): Promise<void> {
  const { url, event: events, dryRun, secretsTo } = options;
  const wanted = { url, events };
  checkAddress(url);
  if (dryRun) {
    if (secretsTo !== undefined) {
      await withSecretsFile(invocation, secretsTo, (file) => keepOthers(invocation, file, wanted));
    }
    return tellWhatItWouldDo(invocation, wanted);
  }
  if (secretsTo === undefined) {
    await ensureAll(invocation, wanted);
    const hint =
      'Deliveries are signed with secrets: the same command with --secrets-to FILE writes them down.';
    return invocation.note(invocation.messageStyle('dim', hint));
  }
  await withSecretsFile(invocation, secretsTo, async (file) => {
    await keepOthers(invocation, file, wanted);
    const subscriptions = await ensureAll(invocation, wanted);
    await file.add(Object.fromEntries(subscriptions.map(({ name, secret }) => [name, secret])));
  });
  await invocation.note(`The secrets are in ${secretsTo}.`);
}

/** @throws {@link Failure} for a file that holds a secret of one of these events for another address */
async function keepOthers(invocation: Invocation, file: SecretsFile, { url, events }: Wanted): Promise<void> {
  const pco = await invocation.client();
  const all = await listWebhooks(pco, { signal: invocation.context.signal });
  const own = new URL(url).href;
  const isOwn = (one: { readonly url: string }): boolean =>
    URL.canParse(one.url) && new URL(one.url).href === own;
  refuseOthers(file, events, { all, isOwn });
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
