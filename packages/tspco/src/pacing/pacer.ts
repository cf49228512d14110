import type { RateState } from './rate.ts';
import { sleep, systemWorld, type World } from '../world.ts';

/** What a pacer with a queue goes by: interactive requests before bulk ones. */
export type Priority = 'interactive' | 'bulk';

/** A request that wants to be sent. */
export interface PacerRequest {
  /** Requests with the same key share one budget. It holds no credential. */
  readonly key: string;
  readonly method: string;
  readonly priority: Priority;
  /** The offset it reads at; above 30,000 the server has a lower limit of its own. */
  readonly offset: number;
  readonly signal: AbortSignal | undefined;
}

/** How a request that was let through ended. */
export interface PacerOutcome {
  /** `undefined` when no answer came. */
  readonly status: number | undefined;
  readonly rate: RateState | undefined;
  /** After a 429: how long to leave the server alone, in milliseconds. */
  readonly pause: number | undefined;
}

/** Permission to send one request now. `settle` must be called once when its outcome is known. */
export interface Reservation {
  settle(outcome: PacerOutcome): void;
}

/**
 * Decides when a request may be sent. The option `pacer` takes one of your own; several clients may share it.
 */
export interface Pacer {
  /** Returns when the request may be sent now; rejects with the signal's reason when that aborts. */
  reserve(request: PacerRequest): Reservation | Promise<Reservation>;
}

const HIGH_OFFSET = 30_000;
// Rate limits end within seconds. Who asks for more means something else, and each request shall hear it by itself
// instead of waiting in a queue.
const LONGEST_PAUSE = 60_000;

/** A pacer that obeys 429s: after one, nothing under the same key is sent until the server's time is over. */
export function createPacer(world: World): Pacer {
  const pausedUntil = new Map<string, number>();
  const forgetPast = (): void => {
    for (const [key, until] of pausedUntil) if (until <= world.now()) pausedUntil.delete(key);
  };
  return {
    reserve(request) {
      // The server counts high offsets apart from the rest, so one class must not hold up the other.
      const key = request.key + (request.offset > HIGH_OFFSET ? ' high offsets' : '');
      const reservation: Reservation = {
        settle({ pause }) {
          if (pause !== undefined && pause <= LONGEST_PAUSE) {
            forgetPast();
            pausedUntil.set(key, Math.max(pausedUntil.get(key) ?? 0, world.now() + pause));
          }
        },
      };
      const wait = async (): Promise<Reservation> => {
        for (let until: number | undefined; (until = pausedUntil.get(key)) !== undefined;) {
          if (until <= world.now()) pausedUntil.delete(key);
          else await sleep(until - world.now(), world, request.signal);
        }
        return reservation;
      };
      return pausedUntil.has(key) ? wait() : reservation;
    },
  };
}

/** The pacer of every client in this process that is not given one: budgets belong to persons, not to clients. */
export const sharedPacer: Pacer = /* @__PURE__ */ createPacer(systemWorld);
