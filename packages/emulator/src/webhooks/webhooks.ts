import { randomUUID } from 'node:crypto';
import type { Cause, Change, ChurchObserver } from '../store/journal.ts';
import type { StoredRecord } from '../store/record.ts';
import { Disorder } from './disorder.ts';
import { Dispatcher, type DispatcherParts } from './dispatcher.ts';
import { EventRecords, isActive, subscriberOf } from './event-records.ts';
import type { EventSource, Happening } from './event-source.ts';

export interface WebhooksParts extends Pick<DispatcherParts, 'church' | 'clock' | 'alarms' | 'deliver'> {
  readonly events: EventSource;
  /** Of the resources in payloads: a date. */
  readonly version: string;
  /** Told of what goes wrong while events are raised: the request that did so has succeeded. */
  readonly reportFault: (error: unknown) => void;
}

/** The webhooks of one church: what happens to its records is told to whoever subscribed to it. */
export class Webhooks implements ChurchObserver {
  readonly disorder: Disorder = new Disorder();
  readonly dispatcher: Dispatcher;
  readonly #parts: WebhooksParts;
  readonly #records: EventRecords;
  /** Where the last request was sent to: links of what no request raised lead there. */
  #origin = 'https://api.planningcenteronline.com';

  constructor(parts: WebhooksParts) {
    this.#parts = parts;
    this.#records = new EventRecords(parts.church);
    this.dispatcher = new Dispatcher({ ...parts, records: this.#records, disorder: this.disorder });
    parts.church.observe(this);
  }

  changed(changes: readonly Change[], cause: Cause): void {
    this.#origin = cause.origin;
    try {
      for (const change of changes) if (change.app === 'webhooks') this.#follow(change);
      const { action } = cause;
      if (action?.name === 'Event.redeliver') this.dispatcher.dispatch(action.record);
      const { events, church } = this.#parts;
      for (const happening of events.raised(changes, cause, church)) this.#raise(happening, cause);
    } catch (error) {
      this.#parts.reportFault(error);
    }
  }

  replaced(): void {
    this.dispatcher.stop();
    for (const event of this.#records.pending()) this.dispatcher.dispatch(event);
  }

  /**
   * Raises an event that is about a record.
   *
   * @returns how many subscriptions are told of it
   * @throws RangeError when there is no such event or record
   */
  send(name: string, id: string): number {
    const { events, church } = this.#parts;
    const happening = events.about(name, id, church);
    return this.#raise(happening, { personId: '', origin: this.#origin });
  }

  #raise(happening: Happening, { personId: actor, origin }: Pick<Cause, 'personId' | 'origin'>): number {
    const subscriptions = this.#told(happening);
    // Most of what happens, nobody wants to know.
    if (subscriptions.length === 0) return 0;
    const { events, church, version } = this.#parts;
    const about = { church, version, origin, time: church.timestamp(), idempotencyToken: randomUUID() };
    for (const subscription of subscriptions) {
      const payload = events.payload(happening, { ...about, personId: subscriberOf(subscription) ?? '' });
      this.dispatcher.dispatch(this.#records.addEvent(subscription, { payload, personId: actor }));
    }
    return subscriptions.length;
  }

  /** The subscriptions for what happened, without those of people who may not see it. */
  #told({ name, app }: Happening): StoredRecord[] {
    const { events, church } = this.#parts;
    return this.#records.subscribed(name).filter((subscription) => {
      const subscriber = subscriberOf(subscription);
      return subscriber === undefined || events.maySee(app, subscriber, church);
    });
  }

  /** What a request to the Webhooks app means for what is on its way. */
  #follow({ type, id, before, after }: Change): void {
    const { dispatcher } = this;
    if (type === 'Event' && after?.attributes['status'] !== 'pending') dispatcher.forget(id);
    if (type !== 'WebhookSubscription' || !before || !after || isActive(before) === isActive(after)) return;
    if (isActive(after)) for (const event of this.#records.pending(after)) dispatcher.dispatch(event);
    else dispatcher.deactivate(after);
  }
}
