import { hasScopeFor, scopesFor } from '../../accounts/app-access.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import type { Complaint, Surroundings } from '../../schema/app-model.ts';
import { whoAsks } from '../../schema/who-asks.ts';
import { eventTypeNamed } from './event-types.ts';
import { newSecret } from './new-secret.ts';

/**
 * A subscription is for one event that there is, and has a secret and an application from the start. Whoever makes it
 * with a token needs the scope of the event's app.
 */
export function checkSubscription(
  { type, id, attributes }: StoredRecord,
  { church, store, scopes }: Surroundings,
): readonly Complaint[] {
  attributes['authenticity_secret'] ??= newSecret();
  // The API app has one token and no application that is signed in to, so everything is made with that token.
  const [token] = church.app('api').all('PersonalAccessToken');
  attributes['application_id'] ??= token ? Number(token.id) : null;
  const [name, url] = [textOf(attributes['name']), textOf(attributes['url'])];
  return [
    ...complaintsAboutName(name),
    ...complaintsAboutUrl(url),
    ...(store.get(type, id) ? [] : complaintsAboutScope(name, scopes)),
  ];
}

/** The event must be one that there is. That it is blank is complained of elsewhere. */
function complaintsAboutName(name: string): readonly Complaint[] {
  return name === '' || eventTypeNamed(name)
    ? []
    : [{ parameter: 'name', detail: 'is not included in the list' }];
}

/** As {@link complaintsAboutName}. `fetch` refuses addresses with a user name and a password. */
export function complaintsAboutUrl(url: string): readonly Complaint[] {
  return url === '' || isDeliverableTo(url) ? [] : [{ parameter: 'url', detail: 'is invalid' }];
}

function isDeliverableTo(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** The words are the emulator's own. `base` is what the service names when a complaint is about no attribute. */
function complaintsAboutScope(name: string, scopes: readonly string[] | undefined): readonly Complaint[] {
  const app = eventTypeNamed(name)?.ofApp;
  if (!app || !scopes || hasScopeFor(app, scopes)) return [];
  const detail = `needs a token with the scope ${scopesFor(app).join(' or ')} for ${name}`;
  return [{ parameter: 'base', detail }];
}

/** Deliveries hold only what the one who subscribed may see. The API does not show who that is. */
export function rememberSubscriber(
  record: StoredRecord,
  around: Surroundings,
  before: StoredRecord | undefined,
): void {
  if (!before) around.store.change(record, { relations: { subscriber: whoAsks(around) } });
}
