import type { DeliveryAttempt } from '../webhooks/attempt-log.ts';
import type { DisorderOptions } from '../webhooks/disorder.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';

/** What the emulator tells those who subscribed to webhooks. */
export interface WebhooksControl {
  /**
   * Waits until all deliveries that are due have been answered, also those that the receivers' own requests set off.
   * Those that are to be tried again later stay: `control.clock.advance` brings them on.
   */
  settle(): Promise<void>;
  /** The attempts to deliver something, the latest at the end; of more than a thousand, the last thousand. */
  deliveries(): readonly DeliveryAttempt[];
  /**
   * Tells the subscriptions for an event of a record that is there, as if it had just happened.
   *
   * @param event - the event's `name`, and the `id` of the record in the app that it is of; when the event is that
   * something is gone, any id
   * @returns how many subscriptions are told: only those that are switched on
   * @throws RangeError when there is no such event or record
   * @example
   * ```ts
   * await emulator.control.webhooks.send({ name: 'people.v2.events.person.updated', id: '10000001' });
   * await emulator.control.webhooks.settle();
   * ```
   */
  send(event: { readonly name: string; readonly id: string }): Promise<number>;
  /**
   * Lets deliveries come twice and overtake each other from now on, as they may at the real service. What is not named
   * has its default: without options, all come once and in order.
   *
   * @throws TypeError for a name that is unknown, RangeError for a value that is not allowed
   * @example
   * ```ts
   * emulator.control.webhooks.configure({ duplicates: 0.2, reorder: true, seed: 7 });
   * ```
   */
  configure(options: DisorderOptions): void;
}

/** What a test can do to webhooks. */
export function createWebhooksControl(
  webhooks: Webhooks,
  openChurch: () => Promise<unknown>,
): WebhooksControl {
  return {
    settle: () => webhooks.dispatcher.settle(),
    deliveries: () => webhooks.dispatcher.attempts.last,
    send: async ({ name, id }) => {
      await openChurch();
      return webhooks.send(name, id);
    },
    configure: (options) => webhooks.disorder.configure(options),
  };
}
