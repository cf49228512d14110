import type { AppModel, Complaint, Surroundings } from '../app-model.ts';
import { emptyModel } from '../empty-model.ts';
import { nameInPeople } from '../from-people.ts';
import { meOfPeople } from '../person-of.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import { webhooksActions } from './actions.ts';
import { AVAILABLE_EVENTS, isAvailableEvent } from './available-events.ts';
import { newSecret } from './new-secret.ts';

export const webhooksModel: AppModel = {
  ...emptyModel,
  renamed: { Subscription: 'WebhookSubscription' },
  relations: { Event: { subscription: 'WebhookSubscription' } },
  edges: {
    'Organization.available_events': { records: () => AVAILABLE },
    'Organization.me': meOfPeople,
  },
  values: { Person: { name: nameInPeople } },
  writes: {
    WebhookSubscription: {
      defaults: { active: true },
      required: ['name', 'url'],
      check: checkSubscription,
    },
  },
  actions: webhooksActions,
};

/** Nobody shows the identifiers of available events. A name names one of them, so it serves here. */
const AVAILABLE: readonly StoredRecord[] = AVAILABLE_EVENTS.map((event) => ({
  type: 'AvailableEvent',
  id: event.name,
  attributes: { ...event },
  relations: {},
}));

/** A subscription is for one event that there is, and has a secret and an application from the start. */
function checkSubscription({ attributes }: StoredRecord, { church }: Surroundings): readonly Complaint[] {
  attributes['authenticity_secret'] ??= newSecret();
  // All credentials are those of one person, so what they create belongs to that person's token.
  const [token] = church.app('api').all('PersonalAccessToken');
  attributes['application_id'] ??= token ? Number(token.id) : null;
  const name = textOf(attributes['name']);
  return name === '' || isAvailableEvent(name)
    ? []
    : [{ parameter: 'name', detail: 'is not included in the list' }];
}
