import type { AppModel, Surroundings } from '../../schema/app-model.ts';
import { emptyModel } from '../empty-model.ts';
import { nameInPeople } from '../from-people.ts';
import { meOfPeople } from '../shown-person.ts';
import { textOf, type Json, type StoredRecord } from '../../store/record.ts';
import { attemptOf, deliveryBody } from '../../webhooks/delivery-request.ts';
import { relatedOne } from '../related.ts';
import { webhooksActions } from './actions.ts';
import { AVAILABLE_EVENTS } from './available-events.ts';
import { batchUpdate } from './batch-update.ts';
import { checkSubscription, rememberSubscriber } from './subscriptions.ts';

export const webhooksModel: AppModel = {
  ...emptyModel,
  renamed: { Subscription: 'WebhookSubscription' },
  relations: { Delivery: { event: 'Event' }, Event: { subscription: 'WebhookSubscription' } },
  edges: {
    'Organization.available_events': { records: () => AVAILABLE },
    'Organization.me': meOfPeople,
  },
  values: { Delivery: { request_body: sentBody }, Person: { name: nameInPeople } },
  writes: {
    WebhookSubscription: {
      defaults: { active: true },
      required: ['name', 'url'],
      check: checkSubscription,
      saved: rememberSubscriber,
    },
  },
  actions: webhooksActions,
  undocumentedPosts: { batch_update: batchUpdate },
};

/** Nobody shows the identifiers of available events. A name names one of them, so it serves here. */
const AVAILABLE: readonly StoredRecord[] = AVAILABLE_EVENTS.map((event) => ({
  type: 'AvailableEvent',
  id: event.name,
  attributes: { ...event },
  relations: {},
}));

/** What an attempt to deliver an event sent. Kept would be the same payload once more for each of them. */
function sentBody(delivery: StoredRecord, around: Surroundings): Json {
  const event = relatedOne(delivery, 'event', around);
  const subscription = relatedOne(event, 'subscription', around);
  const [organization] = around.store.all('Organization');
  if (!event || !subscription || !organization) return null;
  return deliveryBody(event, {
    name: textOf(subscription.attributes['name']),
    attempt: attemptOf(delivery) ?? 1,
    organizationId: organization.id,
  });
}
