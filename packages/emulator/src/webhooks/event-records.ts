import { randomUUID } from 'node:crypto';
import type { AppStore } from '../store/app-store.ts';
import { identify, refs } from '../store/identifiers.ts';
import type { Church } from '../store/church.ts';
import { textOf, type Json, type Ref, type StoredRecord } from '../store/record.ts';
import type { DeliveryAnswer } from './post-delivery.ts';
import { attemptOf, type DeliveryRequest } from './delivery-request.ts';

/** The Webhooks app's records of events, and of the attempts to deliver them. */
export class EventRecords {
  readonly #church: Church;

  constructor(church: Church) {
    this.#church = church;
  }

  get #store(): AppStore {
    return this.#church.app('webhooks');
  }

  get organizationId(): string {
    return this.#store.all('Organization')[0]?.id ?? '';
  }

  /** The subscriptions for an event that are switched on. */
  subscribed(name: string): StoredRecord[] {
    const all = this.#store.all('WebhookSubscription');
    return all.filter((one) => one.attributes['name'] === name && isActive(one));
  }

  /** The events that wait to be delivered, of a subscription or of all. */
  pending(subscription?: Ref): StoredRecord[] {
    const events = subscription
      ? this.#store.pointingAt('Event', 'subscription', subscription)
      : this.#store.all('Event');
    return events.filter(isPending);
  }

  /** An event that is still to be delivered, and its subscription when that is switched on. */
  deliverable(eventId: string): { event: StoredRecord; subscription: StoredRecord } | undefined {
    const event = this.#store.get('Event', eventId);
    const [ref] = refs(event?.relations['subscription']);
    const subscription = ref && this.#store.get(ref.type, ref.id);
    return event && subscription && isPending(event) && isActive(subscription)
      ? { event, subscription }
      : undefined;
  }

  /** Keeps a new event for a subscription. */
  addEvent(subscription: Ref, { payload, personId }: { payload: string; personId: string }): StoredRecord {
    const now = this.#church.timestamp();
    const person = this.#store.get('Person', personId);
    return this.#store.put({
      type: 'Event',
      id: this.#store.nextId('Event'),
      attributes: { created_at: now, payload, status: 'pending', updated_at: now, uuid: randomUUID() },
      relations: {
        person: person ? identify(person) : null,
        subscription: identify(subscription),
      },
    });
  }

  /** How often an event was tried to be delivered. */
  attempts(event: Ref): number {
    const deliveries = this.#store.pointingAt('Delivery', 'event', event);
    const last = deliveries.at(-1);
    return (last && attemptOf(last)) ?? deliveries.length;
  }

  /**
   * Keeps an attempt, when its event is still there. The body that was sent is not kept: it follows from the event and
   * the number of the attempt.
   */
  addDelivery(event: Ref, { request, answer }: { request: DeliveryRequest; answer: DeliveryAnswer }): void {
    if (!this.#store.get(event.type, event.id)) return;
    const now = this.#church.timestamp();
    this.#store.put({
      type: 'Delivery',
      id: this.#store.nextId('Delivery'),
      attributes: {
        created_at: now,
        object_url: null,
        request_headers: JSON.stringify(request.headers),
        response_body: answer.body,
        response_headers: JSON.stringify(answer.headers),
        status: answer.status,
        timing: answer.duration / 1000,
        updated_at: now,
      },
      relations: { event: identify(event) },
    });
  }

  /** Changes the status of an event that is still there and pending. */
  settle(event: Ref, status: 'delivered' | 'failed' | 'skipped'): void {
    const kept = this.#store.get(event.type, event.id);
    if (kept && isPending(kept)) this.#change(kept, { status });
  }

  /** Whether a subscription is there and switched on. */
  isOn({ type, id }: Ref): boolean {
    const kept = this.#store.get(type, id);
    return kept !== undefined && isActive(kept);
  }

  /** Switches a subscription off. */
  deactivate(subscription: Ref): void {
    if (this.isOn(subscription)) this.#change(subscription, { active: false });
  }

  #change(record: Ref, attributes: Record<string, Json>): void {
    this.#store.change(record, { attributes: { ...attributes, updated_at: this.#church.timestamp() } });
  }
}

/** Whose a subscription is; undefined for those that no request of a person made: the loaded and the invented ones. */
export function subscriberOf({ relations }: StoredRecord): string | undefined {
  return refs(relations['subscriber'])[0]?.id;
}

export function isActive({ attributes }: StoredRecord): boolean {
  return attributes['active'] === true;
}

function isPending({ attributes }: StoredRecord): boolean {
  return textOf(attributes['status']) === 'pending';
}
