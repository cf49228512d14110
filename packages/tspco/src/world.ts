import { onAbort } from './abort.ts';
import type { Sent } from './errors.ts';

/**
 * What the client's decisions take from outside except the network: time, timers and chance. They come in here alone,
 * so that a test can wait an hour in no time.
 */
export interface World {
  /** Milliseconds since the epoch. */
  now(): number;
  /** From 0 up to, not including, 1. */
  random(): number;
  /** Runs `callback` after `ms` milliseconds unless the returned function is called before. */
  setTimer(ms: number, callback: () => void): () => void;
}

// Longer delays overflow setTimeout, which then fires at once.
const LONGEST_TIMER = 2 ** 31 - 1;

/** The real one. */
export const systemWorld: World = {
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(ms, LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
};

/** Tells work that nobody waits for it any more. */
export class Limit {
  stopped = false;
  /** Whether anything may have reached the server, where the work knows that. */
  sent: Sent | undefined;
  /** Called with the reason when it stops. */
  onStop: ((reason: unknown) => void) | undefined;

  /** The same as a signal, for work that has no `onStop`. Making one takes time, so it is made for who asks for it. */
  toSignal(): AbortSignal {
    const controller = new AbortController();
    this.onStop = (reason) => controller.abort(reason);
    return controller.signal;
  }
}

/**
 * Runs `work` and gives up waiting for it when the caller's signal aborts or, if `ms` is finite, when the time
 * is up. `work` is told so by its limit; the race holds even if what it calls ignores that.
 *
 * @throws the caller's abort reason as it is, or what `onTimeout` returns
 */
export function limited<T>(
  work: (limit: Limit) => Promise<T>,
  limits: { world: World; signal: AbortSignal | undefined; ms?: number; onTimeout?: () => unknown },
): Promise<T> {
  const { world, signal, ms = Infinity, onTimeout } = limits;
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const limit = new Limit();
    const stop = (reason: unknown): void => {
      cleanUp();
      reject(reason);
      limit.stopped = true;
      limit.onStop?.(reason);
    };
    const forget = onAbort(signal, stop);
    const cancelTimer = ms < Infinity ? world.setTimer(ms, () => stop(onTimeout?.())) : undefined;
    const cleanUp = (): void => {
      cancelTimer?.();
      forget();
    };
    work(limit).then(
      (value) => {
        cleanUp();
        resolve(value);
      },
      (error: unknown) => {
        cleanUp();
        reject(error);
      },
    );
  });
}

/** Waits for a promise, but no longer than until the signal aborts; then rejects with its reason. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  // If the signal has aborted already, nobody will look at the promise, and its failure is not to be reported.
  promise.catch(() => {});
  return limited(() => promise, { world: systemWorld, signal });
}

/** Waits `ms` milliseconds. Rejects with the signal's reason as soon as it aborts. */
export function sleep(ms: number, world: World, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const forget = onAbort(signal, (reason) => {
      cancelTimer();
      forget();
      reject(reason);
    });
    const cancelTimer = world.setTimer(ms, () => {
      forget();
      resolve();
    });
  });
}
