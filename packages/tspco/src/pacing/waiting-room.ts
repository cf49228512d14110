import { onAbort } from '../abort.ts';
import type { PacerRequest, Reservation } from './pacer.ts';

/** A request that waits for its slot. */
export interface Waiter {
  readonly request: PacerRequest;
  /** Lets it go. */
  grant(reservation: Reservation): void;
  /** Ends its waiting with an error. */
  refuse(error: unknown): void;
}

/** Where requests of one budget wait, in the order in which they came, interactive ones before bulk. */
export class WaitingRoom {
  readonly #lanes: Record<PacerRequest['priority'], Set<Waiter>> = {
    interactive: new Set(),
    bulk: new Set(),
  };

  get size(): number {
    return this.#lanes.interactive.size + this.#lanes.bulk.size;
  }

  /** Who waits, in the order in which they may go. */
  *[Symbol.iterator](): Generator<Waiter, void, undefined> {
    for (const lane of Object.values(this.#lanes)) yield* lane;
  }

  /**
   * Waits until {@link Waiter.grant} is called.
   *
   * @throws the reason of the request's signal as soon as it aborts; nothing waits any more then
   */
  enter(request: PacerRequest): Promise<Reservation> {
    const { priority, signal } = request;
    const lane = this.#lanes[priority];
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const leave = (): void => {
        lane.delete(waiter);
        forget();
      };
      const waiter: Waiter = {
        request,
        grant: (reservation) => {
          leave();
          resolve(reservation);
        },
        refuse: (error) => {
          leave();
          reject(error as Error);
        },
      };
      const forget = onAbort(signal, waiter.refuse);
      lane.add(waiter);
    });
  }
}
