import { nearNames } from '@tspco/catalog';
import type { PCO } from 'tspco';
import { usageFailure } from '../failure.ts';

const PATH = '/webhooks/v2/webhook_subscriptions';

/** One event that one address is told of. */
export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly active: boolean;
  /** Deliveries are signed with it. Not for anybody's eyes. */
  readonly secret: string;
}

/** What was done so that an address is told of an event. */
export interface Ensured {
  readonly done: 'created' | 'switched on' | 'unchanged';
  readonly subscription: Subscription;
}

export async function readSubscriptions(pco: PCO): Promise<readonly Subscription[]> {
  const subscriptions: Subscription[] = [];
  for await (const { data } of pco.iterate(PATH)) subscriptions.push(subscriptionOf(data));
  return subscriptions;
}

/** @throws {@link Failure} for an event that does not exist */
export async function checkEvents(pco: PCO, names: readonly string[]): Promise<void> {
  const known: string[] = [];
  for await (const { data } of pco.iterate('/webhooks/v2/available_events')) {
    if (data.attributes.name) known.push(data.attributes.name);
  }
  const problems = names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearNames(name, known).map((one) => JSON.stringify(one));
      const advice = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
      return `There is no event ${JSON.stringify(name)}.${advice}`;
    });
  if (problems.length > 0) {
    throw usageFailure(
      problems.join('\n       '),
      'pco list /webhooks/v2/available_events --columns name --all',
    );
  }
}

/** Sees to it that an address is told of one event. */
export async function ensureSubscription(
  pco: PCO,
  { url, name }: { readonly url: string; readonly name: string },
  existing: readonly Subscription[],
): Promise<Ensured> {
  const found = existing.find((one) => one.url === url && one.name === name);
  if (found?.active) return { done: 'unchanged', subscription: found };
  if (found) {
    const payload = pco.template('WebhookSubscription', { active: true });
    const { data } = await pco.patch(`${PATH}/${found.id}`, payload);
    return { done: 'switched on', subscription: subscriptionOf(data) };
  }
  const document = await pco.post(PATH, pco.template('WebhookSubscription', { name, url, active: true }));
  return { done: 'created', subscription: subscriptionOf(document.data) };
}

function subscriptionOf({
  id,
  attributes,
}: {
  readonly id: string;
  readonly attributes: object;
}): Subscription {
  const {
    name = '',
    url = '',
    active = false,
    authenticity_secret: secret = '',
  } = attributes as {
    readonly name?: string;
    readonly url?: string;
    readonly active?: boolean;
    readonly authenticity_secret?: string;
  };
  return { id, name, url, active, secret };
}
