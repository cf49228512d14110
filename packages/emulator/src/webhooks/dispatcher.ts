import type { Alarms, EmulatorClock } from '../emulator-clock.ts';
import { textOf, type Ref, type StoredRecord } from '../store/record.ts';
import type { Church } from '../store/church.ts';
import { AttemptLog } from './attempt-log.ts';
import { deliveryRequest, type DeliveryRequest } from './delivery-request.ts';
import type { Disorder } from './disorder.ts';
import type { EventRecords } from './event-records.ts';
import { Lane } from './lane.ts';
import { postDelivery, type DeliveryAnswer } from './post-delivery.ts';
import { RETRY_DELAYS } from './retry-delays.ts';

export interface DispatcherParts {
  readonly church: Church;
  readonly clock: EmulatorClock;
  readonly alarms: Alarms;
  readonly records: EventRecords;
  readonly deliver: typeof fetch;
  readonly disorder: Disorder;
}

/** An event on its way to its subscription. */
interface Journey {
  readonly eventId: string;
  /** Attempts that failed since it was raised or asked for again. */
  failures: number;
  /** When the next attempt is due. */
  at: number;
  /** Takes back the next attempt, when that has its time. */
  cancel: (() => void) | undefined;
}

/** Brings events to their subscriptions, and tries again as the service does. */
export class Dispatcher {
  readonly attempts: AttemptLog = new AttemptLog();
  readonly #parts: DispatcherParts;
  readonly #journeys = new Map<string, Journey>();
  /** By subscription. */
  readonly #lanes = new Map<string, Lane>();
  /** What was interrupted, to go on with. */
  #paused = new Map<string, Journey>();
  /** Ends everything that is on its way. */
  #stopping = new AbortController();

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
  }

  /** Lets an event be delivered now, in a series of attempts of its own. */
  dispatch(event: Ref): void {
    this.forget(event.id);
    const at = this.#parts.clock.now();
    const journey: Journey = { eventId: event.id, failures: 0, at, cancel: undefined };
    this.#journeys.set(event.id, journey);
    this.#enqueue(journey);
  }

  /** Does not try any more to deliver an event. */
  forget(eventId: string): void {
    this.#journeys.get(eventId)?.cancel?.();
    this.#journeys.delete(eventId);
  }

  /** Switches a subscription off, or takes note that it is: what still waits is not delivered. */
  deactivate(subscription: Ref): void {
    this.#parts.records.deactivate(subscription);
    for (const event of this.#parts.records.pending(subscription)) {
      this.forget(event.id);
      this.#parts.records.settle(event, 'skipped');
    }
  }

  /** Gives up everything, also what is on its way. */
  stop(): void {
    this.pause();
    this.#paused.clear();
  }

  /** Interrupts everything, also what is on its way. What comes from then on is delivered. */
  pause(): void {
    this.#stopping.abort(new Error('The emulator does not wait for an answer any more.'));
    this.#stopping = new AbortController();
    this.#paused = new Map([...this.#paused, ...this.#journeys]);
    for (const id of this.#journeys.keys()) this.forget(id);
    this.#lanes.clear();
  }

  /** Goes on with what was interrupted: each attempt at the time that it had, at once when that has passed. */
  resume(): void {
    for (const [eventId, journey] of this.#paused) {
      // It was asked for again meanwhile.
      if (this.#journeys.has(eventId)) continue;
      this.#journeys.set(eventId, journey);
      this.#schedule(journey);
    }
    this.#paused.clear();
  }

  /** Waits until all that is due is delivered, also what is held back to let others overtake it. */
  async settle(): Promise<void> {
    do {
      await this.#parts.clock.settle();
      await Promise.all([...this.#lanes.values()].map((lane) => lane.letGo()));
    } while (this.#lanes.size > 0);
    await this.#parts.clock.settle();
  }

  #enqueue(journey: Journey): void {
    const found = this.#parts.records.deliverable(journey.eventId);
    if (!found) return this.forget(journey.eventId);
    const { signal } = this.#stopping;
    this.#laneOf(found.subscription).add(async () => {
      if (!signal.aborted && this.#isOnItsWay(journey)) await this.#attempt(journey, signal);
    });
  }

  #isOnItsWay(journey: Journey): boolean {
    return this.#journeys.get(journey.eventId) === journey;
  }

  #laneOf({ id }: Ref): Lane {
    let lane = this.#lanes.get(id);
    if (!lane) {
      const { clock, disorder } = this.#parts;
      const made = new Lane({
        soon: (work) => void clock.schedule(clock.now(), work),
        later: (letGo) => void clock.schedule(clock.now() + LONGEST_HOLD, letGo),
        held: () => disorder.held,
        pick: (waiting) => disorder.pick(waiting),
        empty: () => {
          if (this.#lanes.get(id) === made) this.#lanes.delete(id);
        },
      });
      lane = made;
      this.#lanes.set(id, lane);
    }
    return lane;
  }

  async #attempt(journey: Journey, signal: AbortSignal): Promise<void> {
    const { records, disorder } = this.#parts;
    const found = records.deliverable(journey.eventId);
    if (!found) return this.forget(journey.eventId);
    const { event, subscription } = found;
    const attempt = records.attempts(event) + 1;
    const request = deliveryRequest(event, {
      subscription,
      attempt,
      organizationId: records.organizationId,
    });
    const post = { event, subscription, attempt, request };
    const answer = await this.#post(post, { signal, isDuplicate: false });
    if (signal.aborted) return;
    this.#judge(answer, journey, post);
    if (isSuccess(answer) && disorder.repeats())
      this.#laneOf(subscription).add(async () => {
        if (!signal.aborted && records.isOn(subscription))
          await this.#post(post, { signal, isDuplicate: true });
      });
  }

  async #post(
    { event, subscription, attempt, request }: Post,
    { signal, isDuplicate }: { signal: AbortSignal; isDuplicate: boolean },
  ): Promise<DeliveryAnswer> {
    const { church, records, deliver, alarms } = this.#parts;
    const at = church.timestamp();
    const url = textOf(subscription.attributes['url']);
    const answer = await postDelivery(url, request, { deliver, alarms, signal });
    if (signal.aborted) return answer;
    records.addDelivery(event, { request, answer });
    const { status, duration, error } = answer;
    this.attempts.add({
      name: textOf(subscription.attributes['name']),
      uuid: textOf(event.attributes['uuid']),
      subscriptionId: subscription.id,
      eventId: event.id,
      url,
      attempt,
      isDuplicate,
      at,
      duration,
      status,
      error,
    });
    return answer;
  }

  /** What an answer means for the event and its subscription. */
  #judge(answer: DeliveryAnswer, journey: Journey, { event, subscription }: Post): void {
    // It was ignored, deleted or asked for again meanwhile.
    if (!this.#isOnItsWay(journey)) return;
    const { records, clock } = this.#parts;
    if (isSuccess(answer)) {
      this.forget(event.id);
      return records.settle(event, 'delivered');
    }
    const delay = answer.status === 410 ? undefined : RETRY_DELAYS[journey.failures];
    journey.failures += 1;
    if (delay === undefined) {
      this.forget(event.id);
      records.settle(event, 'failed');
      return this.deactivate(subscription);
    }
    journey.at = clock.now() + delay;
    this.#schedule(journey);
  }

  #schedule(journey: Journey): void {
    journey.cancel = this.#parts.clock.schedule(journey.at, () => {
      journey.cancel = undefined;
      this.#enqueue(journey);
    });
  }
}

interface Post {
  readonly event: StoredRecord;
  readonly subscription: StoredRecord;
  readonly attempt: number;
  readonly request: DeliveryRequest;
}

/** How long, in milliseconds, a delivery waits for others that could overtake it. */
const LONGEST_HOLD = 1000;

function isSuccess({ status }: DeliveryAnswer): boolean {
  return status !== null && status >= 200 && status < 300;
}
