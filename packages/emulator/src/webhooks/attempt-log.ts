/** One attempt to deliver an event, as it is shown to people and tests. */
export interface DeliveryAttempt {
  /** The event's name, such as `people.v2.events.person.created`. */
  readonly name: string;
  /** The same for all attempts to deliver an event to a subscription: the header `X-PCO-Webhooks-Event`. */
  readonly uuid: string;
  /** Of the records in the Webhooks app. */
  readonly subscriptionId: string;
  readonly eventId: string;
  readonly url: string;
  /** Counts from 1. A duplicate has the number of what it repeats. */
  readonly attempt: number;
  readonly isDuplicate: boolean;
  /** When it began, by the emulator's clock. */
  readonly at: string;
  /** How long it took, in milliseconds of real time. */
  readonly duration: number;
  /** What the receiver answered; null when it did not. */
  readonly status: number | null;
  /** Why there is no answer. */
  readonly error: string | undefined;
}

/** Remembers the last attempts. */
export class AttemptLog {
  readonly #most: number;
  #attempts: DeliveryAttempt[] = [];

  constructor(most = 1000) {
    this.#most = most;
  }

  add(attempt: DeliveryAttempt): void {
    this.#attempts.push(attempt);
    // Not each time: moving a thousand up by one for each attempt would take longer than the attempt.
    if (this.#attempts.length >= 2 * this.#most) this.#attempts = this.last;
  }

  /** Up to so many, the latest at the end. */
  get last(): DeliveryAttempt[] {
    return this.#attempts.slice(-this.#most);
  }
}
