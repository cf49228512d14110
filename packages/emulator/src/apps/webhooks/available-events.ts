import { webhookEvents, type WebhookEvent } from '@tspco/catalog';

/** Something that a subscription can be told of, as the API shows it. */
export type AvailableEvent = Pick<WebhookEvent, 'name' | 'app' | 'version' | 'type' | 'resource' | 'action'>;

/** The events whose names are known. */
export const AVAILABLE_EVENTS: readonly AvailableEvent[] = webhookEvents().map(
  ({ name, app, version, type, resource, action }) => ({ name, app, version, type, resource, action }),
);
