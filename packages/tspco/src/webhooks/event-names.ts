import type { OtherWebhookEvent, WebhookEventTypes } from '../types/generated/webhook-events.ts';

/** The name of an event that says which resources it tells of. */
export type TellingEventName = keyof WebhookEventTypes;

/**
 * The name of an event that is known: `'people.v2.events.person.created'`. Planning Center documents no list of its
 * events; `GET /webhooks/v2/available_events` has them. Others work just the same, with wide types.
 */
export type WebhookEventName = TellingEventName | OtherWebhookEvent;

/** The app whose resources an event tells of. */
export type AppOfEvent<Name extends TellingEventName> = WebhookEventTypes[Name][0];

/** The type of the resource that an event tells of. */
export type TypeOfEvent<Name extends TellingEventName> = WebhookEventTypes[Name][1];
