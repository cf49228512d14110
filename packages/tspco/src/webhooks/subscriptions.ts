import { PCOInputError, PCOValidationError } from '../errors.ts';
import type { PCO } from '../pco.ts';
import { checkNames } from '../request/checks.ts';
import type { RequestOptions } from '../request/call.ts';
import { segment } from '../request/path.ts';
import type { ResourceAt } from '../types/named.ts';
import type { AnyText } from '../types/table.ts';
import type { WebhookEventName } from './event-names.ts';

const PATH = '/webhooks/v2/webhook_subscriptions';
// In the version before, the path and the type are called otherwise.
const VERSION = '2022-10-20' as const;

/** The order of one kind of event, to be sent to one address. */
export interface WebhookSubscription {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly active: boolean;
  /** What its deliveries are signed with. Not part of inspection and JSON. */
  readonly secret: string;
}

/** Options of each request. */
type Each = Pick<RequestOptions, 'signal' | 'timeout' | 'deadline' | 'headers'>;

const EACH = ['signal', 'timeout', 'deadline', 'headers'];

/** Which subscriptions to list. */
export interface ListWebhooksOptions extends Each {
  /** Only those that deliver to this address. */
  readonly url?: string | undefined;
}

/**
 * Lists the subscriptions that there are, with their secrets.
 *
 * @example
 * ```ts
 * for (const { name, url, active } of await listWebhooks(pco)) console.log(name, url, active);
 * ```
 */
export async function listWebhooks(
  pco: PCO,
  options: ListWebhooksOptions = {},
): Promise<readonly WebhookSubscription[]> {
  checkNames(options, ['url', ...EACH]);
  const { url, ...each } = options;
  const wanted = url === undefined ? undefined : addressOf(url);
  const found: WebhookSubscription[] = [];
  for await (const { data } of pco.iterate(PATH, {}, { ...each, version: VERSION })) {
    const subscription = subscriptionIn(data);
    if (wanted === undefined || sameAddress(subscription.url, wanted)) found.push(subscription);
  }
  return found;
}

/** What is to be delivered, and where to. */
export interface EnsureWebhooksOptions extends Each {
  /** Where events are to be delivered. */
  readonly url: string;
  /** The events, such as `people.v2.events.person.created`. */
  readonly names: readonly (WebhookEventName | AnyText)[];
}

/** What {@link ensureWebhooks} found and did. Each list is in the order of `names`. */
export interface EnsuredWebhooks {
  /** One subscription for each name, all of them on. */
  readonly subscriptions: readonly WebhookSubscription[];
  /** Those that were not there. */
  readonly created: readonly WebhookSubscription[];
  /** Those that somebody or Planning Center had switched off. */
  readonly reactivated: readonly WebhookSubscription[];
  /** Others that deliver to this address: for another name, or a second time for the same. They were left alone. */
  readonly others: readonly WebhookSubscription[];
  /** The secrets of everything that delivers to this address. Not part of inspection and JSON. */
  readonly secrets: readonly string[];
}

/**
 * Makes sure that events are delivered to an address: creates the subscriptions that are missing, and switches those on
 * that are off. It deletes none but those that it has created itself when another process did so at the same moment. Run
 * it when the program starts.
 *
 * @returns what it did
 * @throws what `pco.post` throws, such as `PCOValidationError` when an event needs a scope that the token has not;
 * to run it again goes on where it ended
 * @example
 * ```ts
 * const { created, secrets } = await ensureWebhooks(pco, {
 *   url: 'https://example.org/webhooks',
 *   names: ['people.v2.events.person.created'],
 * });
 * ```
 */
export async function ensureWebhooks(pco: PCO, options: EnsureWebhooksOptions): Promise<EnsuredWebhooks> {
  checkNames(options ?? [], ['url', 'names', ...EACH]);
  const { names, url: given, ...each } = options;
  // Without one, it would be about everything that the church is subscribed to.
  const url = addressOf(given);
  if (!Array.isArray(names) || names.length === 0)
    throw new PCOInputError(
      'The option names must list events, such as "people.v2.events.person.created".',
      'ERR_OPTIONS',
    );
  const there = await listWebhooks(pco, { ...each, url });
  const known = new Map<string, WebhookSubscription>();
  // Of several for one event, the first that is on.
  for (const one of [...there].sort((a, b) => Number(b.active) - Number(a.active)))
    if (!known.has(one.name)) known.set(one.name, one);
  const wanted = [...new Set<string>(names)];
  const made = await forEach(
    wanted.filter((name) => !known.has(name)),
    (name) => create(pco, { name, url }, each),
  );
  const kept = await withoutDoubles(pco, made, { ...each, url });
  const off = wanted.flatMap((name) => known.get(name) ?? []).filter(({ active }) => !active);
  const reactivated = await forEach(
    off,
    (one) => activate(pco, one, each),
    ({ name }) => name,
  );
  for (const one of [...kept, ...reactivated]) known.set(one.name, one);
  const subscriptions = wanted.flatMap((name) => known.get(name) ?? []);
  const created = made.filter(({ id }) => kept.some((one) => one.id === id));
  const others = there.filter((each) => subscriptions.every(({ id }) => id !== each.id));
  const secrets = [...new Set([...subscriptions, ...others].map(({ secret }) => secret))];
  return hiding({ subscriptions, created, reactivated, others }, { secrets });
}

/** Does something for each, also when the server refuses it for one: that is told in the end, with its name. */
async function forEach<Item, Result>(
  items: readonly Item[],
  does: (item: Item) => Promise<Result>,
  nameOf: (item: Item) => string = String,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const refusals = new Map<string, PCOValidationError>();
  for (const item of items) {
    try {
      results.push(await does(item));
    } catch (error) {
      if (!(error instanceof PCOValidationError)) throw error;
      refusals.set(nameOf(item), error);
    }
  }
  const [first] = refusals.values();
  if (first === undefined) return results;
  first.message = `${[...refusals.keys()].join(', ')}: ${first.message}`;
  throw first;
}

/** Two programs that ran at the same moment have both created what was missing: the later ones are taken back. */
async function withoutDoubles(
  pco: PCO,
  made: readonly WebhookSubscription[],
  options: ListWebhooksOptions,
): Promise<readonly WebhookSubscription[]> {
  if (made.length === 0) return made;
  const { url: _, ...each } = options;
  const there = await listWebhooks(pco, options);
  const kept: WebhookSubscription[] = [];
  for (const own of made) {
    const [first = own] = there
      .filter(({ name }) => name === own.name)
      .sort((a, b) => a.id.localeCompare(b.id, undefined, { numeric: true }));
    if (first.id === own.id) {
      kept.push(own);
    } else {
      await pco.delete(`${PATH}/${segment(own.id)}`, {}, { ...each, version: VERSION });
      kept.push(first);
    }
  }
  return kept;
}

/** A subscription whose secret was replaced. */
export interface RotatedSecret {
  readonly subscription: WebhookSubscription;
  /** The new one. Not part of inspection and JSON. */
  readonly secret: string;
  /** The one before: deliveries that are under way are signed with it. Not part of inspection and JSON. */
  readonly previous: string;
}

/**
 * Replaces the secret of a subscription. Deliveries that come in the meantime are signed with either: let the receiver
 * accept both. One that does not know the new secret yet refuses, and Planning Center sends again half a minute later.
 *
 * @param id - of the subscription
 * @throws what `pco.post` throws. When `sent` is not `'no'` the secret may have been replaced; `listWebhooks` tells
 */
export async function rotateWebhookSecret(pco: PCO, id: string, options: Each = {}): Promise<RotatedSecret> {
  const each = { ...options, version: VERSION };
  const path = `${PATH}/${segment(id)}` as const;
  const previous = subscriptionIn((await pco.get(path, {}, each)).data).secret;
  await pco.post(`${path}/rotate_secret`, undefined, {}, each);
  // Nobody documents what the action answers.
  const subscription = subscriptionIn((await pco.get(path, {}, each)).data);
  return hiding({ subscription }, { secret: subscription.secret, previous });
}

async function create(
  pco: PCO,
  attributes: { readonly name: string; readonly url: string },
  options: Each,
): Promise<WebhookSubscription> {
  const payload = pco.template('WebhookSubscription', { ...attributes, active: true });
  return subscriptionIn((await pco.post(PATH, payload, {}, { ...options, version: VERSION })).data);
}

async function activate(pco: PCO, { id }: WebhookSubscription, options: Each): Promise<WebhookSubscription> {
  const payload = pco.template('WebhookSubscription', { active: true });
  const path = `${PATH}/${segment(id)}` as const;
  return subscriptionIn((await pco.patch(path, payload, {}, { ...options, version: VERSION })).data);
}

function subscriptionIn({
  id,
  attributes,
}: Pick<ResourceAt<typeof PATH>, 'id' | 'attributes'>): WebhookSubscription {
  const { name, url, active, authenticity_secret: secret } = attributes;
  return hiding({ id, name: name ?? '', url: url ?? '', active: active === true }, { secret: secret ?? '' });
}

/** Adds what inspection and JSON do not show. */
function hiding<Shown extends object, Hidden extends object>(shown: Shown, hidden: Hidden): Shown & Hidden {
  for (const [name, value] of Object.entries(hidden)) Object.defineProperty(shown, name, { value });
  return shown as Shown & Hidden;
}

/** @throws {@link PCOInputError} `ERR_OPTIONS` */
export function addressOf(url: unknown): string {
  if (typeof url === 'string' && URL.canParse(url)) return new URL(url).href;
  throw new PCOInputError(
    'The option url must be a whole address, such as https://example.org/webhooks.',
    'ERR_OPTIONS',
  );
}

function sameAddress(one: string, other: string): boolean {
  return URL.canParse(one) && new URL(one).href === other;
}
