import { notEmulated, validationError } from '../../basics/api-error.ts';
import { isObject } from '../../basics/is-object.ts';
import { textOf, type Json } from '../../store/record.ts';
import { parseJson, parsePayload } from '../../write/payload.ts';
import type { Complaint, Surroundings } from '../../schema/app-model.ts';
import { eventTypeNamed } from './event-types.ts';
import { complaintsAboutUrl } from './subscriptions.ts';

const TYPE = 'WebhookSubscription';

/**
 * Gives the subscriptions of one address another address. Whether names that are missing there would be subscribed to,
 * and those that are not named be given up, nobody tells: it is done where that makes no difference.
 */
export function batchUpdate(body: string, { store, church }: Surroundings): void {
  const { url, oldUrl, names } = fieldsOf(body);
  const moving = store.all(TYPE).filter(({ attributes }) => attributes['url'] === oldUrl);
  if (!isSameSet(names, new Set(moving.map(({ attributes }) => textOf(attributes['name'])))))
    throw notEmulated('a batch_update whose names are not those of all subscriptions of old_url');
  for (const subscription of moving)
    store.change(subscription, { attributes: { url, updated_at: church.timestamp() } });
}

interface Fields {
  readonly url: string;
  readonly oldUrl: string;
  readonly names: ReadonlySet<string>;
}

/** @throws ApiError 422 */
function fieldsOf(body: string): Fields {
  const sent = sentIn(body);
  const [url, oldUrl] = [textOf(sent['url']), textOf(sent['old_url'])];
  const names = Array.isArray(sent['names']) ? sent['names'] : undefined;
  const blank = [...(url === '' ? ['url'] : []), ...(oldUrl === '' ? ['old_url'] : [])];
  const complaints: readonly Complaint[] = [
    ...blank.map((parameter) => ({ parameter, detail: "can't be blank" })),
    ...complaintsAboutUrl(url),
    ...(names?.flatMap(complaintsAboutName) ?? [{ parameter: 'names', detail: 'is invalid' }]),
  ];
  if (complaints.length > 0) throw validationError(TYPE, complaints);
  return { url, oldUrl, names: new Set(names?.map(textOf)) };
}

function complaintsAboutName(name: Json): readonly Complaint[] {
  return eventTypeNamed(textOf(name)) ? [] : [{ parameter: 'names', detail: 'is not included in the list' }];
}

/** What is known of the body are the names of its members: whether they stand alone or in an envelope is not. */
function sentIn(text: string): Readonly<Record<string, Json>> {
  const body = parseJson(text);
  if (!isObject(body)) return {};
  return 'data' in body ? parsePayload(text).attributes : body;
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((member) => other.has(member));
}
