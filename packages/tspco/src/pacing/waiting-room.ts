import { onAbort } from '../abort.ts';
import type { PacerRequest, Reservation, SlotRequest } from './pacer.ts';

/** A request that waits for its slot. */
export interface Waiter {
  readonly request: SlotRequest;
  /** Lets it go. */
  readonly grant: (reservation: Reservation) => void;
  /** Ends its waiting with an error. */
  readonly refuse: (error: unknown) => void;
}

/** Where requests of one budget wait, in the order in which they came, interactive ones before bulk. */
export class WaitingRoom {
  readonly #lanes: Record<PacerRequest['priority'], Set<Waiter>> = {
    interactive: new Set(),
    bulk: new Set(),
  };

  /** How many wait, in both lanes. */
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
  enter(request: SlotRequest): Promise<Reservation> {
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
          reject(error);
        },
      };
      const forget = onAbort(signal, waiter.refuse);
      lane.add(waiter);
    });
  }
}

/**
 * Asks for each waiter in its turn whether it may go: `ask` lets it go and returns 0, or returns the milliseconds after
 * which to ask again. Who may use a small part of the limit only does not hold up the others.
 *
 * @returns the shortest wait; `Infinity` when only an answer can help
 */
export function askInTurn(waiters: Iterable<Waiter>, ask: (waiter: Waiter) => number): number {
  let soonest = Infinity;
  let refused = 0;
  for (const waiter of waiters) {
    const { share = 1 } = waiter.request;
    if (share <= refused) continue;
    const wait = ask(waiter);
    if (wait <= 0) continue;
    soonest = Math.min(soonest, wait);
    refused = share;
    if (refused === 1) break;
  }
  return soonest;
}
