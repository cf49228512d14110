import type { EnsureOptions } from '../commands/webhooks.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { refuseIfReadOnly } from '../request/show-request.ts';
import { keepSecrets } from './secrets.ts';
import { checkEvents, ensureSubscription, readSubscriptions, type Subscription } from './subscriptions.ts';

/** Subscribes an address to events, and tells what it did. */
export async function ensure(invocation: Invocation, options: EnsureOptions): Promise<void> {
  const { url, event, dryRun, secretsTo } = options;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw usageFailure(`${url} is no address of http or https.`);
  const pco = await invocation.client();
  if (dryRun) {
    await checkEvents(pco, event);
    const existing = await readSubscriptions(pco);
    for (const name of event) {
      const found = existing.find((one) => one.url === url && one.name === name);
      const would = found === undefined ? 'create' : found.active ? 'leave' : 'switch on';
      await invocation.print(`would ${would}  ${name}\n`);
    }
    return;
  }
  refuseIfReadOnly(invocation, 'POST');
  const subscriptions = await ensureAll(invocation, { url, events: event });
  if (secretsTo === undefined) return;
  await keepSecrets(invocation, secretsTo, subscriptions);
  await invocation.note(`The secrets are in ${secretsTo}.`);
}

/** Sees to all of them, one after the other, and prints each. */
export async function ensureAll(
  invocation: Invocation,
  { url, events }: { readonly url: string; readonly events: readonly string[] },
): Promise<readonly Subscription[]> {
  const pco = await invocation.client();
  await checkEvents(pco, events);
  const existing = await readSubscriptions(pco);
  const subscriptions: Subscription[] = [];
  for (const name of events) {
    const { done, subscription } = await ensureSubscription(pco, { url, name }, existing);
    invocation.secrets.add(subscription.secret);
    subscriptions.push(subscription);
    await invocation.note(`${done}: ${name}`);
  }
  return subscriptions;
}
