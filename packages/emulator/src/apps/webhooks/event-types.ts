import { webhookEvents, type AppName, type WebhookEvent } from '@tspco/catalog';

/** An event that there is, and the records that it tells of. */
export interface EventType extends WebhookEvent {
  /** Of the records, as they are kept. */
  readonly kept: string;
}

/** Where the name of an event does not say what is kept, by app and resource. That these belong together is a guess. */
const KEPT_AS: Readonly<Record<string, string>> = {
  'calendar event_request': 'EventResourceRequest',
  // Whoever gives has a profile in Giving.
  'giving profile': 'Person',
  'services plan.live': 'Plan',
  'services plan_item': 'Item',
};

const EVENT_TYPES: readonly EventType[] = webhookEvents().map((event) => {
  const kept = KEPT_AS[`${event.ofApp} ${event.resource}`] ?? event.vertex;
  return Object.assign({}, event, { kept });
});

const BY_RECORDS = new Map<string, EventType[]>();
for (const event of EVENT_TYPES) {
  const key = `${event.ofApp} ${event.kept}`;
  BY_RECORDS.set(key, [...(BY_RECORDS.get(key) ?? []), event]);
}

/** The events that records of a type can raise. */
export function eventTypesOf(app: AppName, type: string): readonly EventType[] {
  return BY_RECORDS.get(`${app} ${type}`) ?? [];
}

export function eventTypeNamed(name: string): EventType | undefined {
  return EVENT_TYPES.find((event) => event.name === name);
}
