import type { Fetch } from 'tspco';
import type { World } from '../../src/world.ts';
import { fakeWorld } from './world.ts';

const LONGEST_WAIT = 59_000;

/** Back-off and pauses pass at once; time-outs of attempts (60 s unless told otherwise) come when the test says so. */
export interface ExpiringWorld extends World {
  /** Lets the time of every attempt under way run out. */
  expire(): void;
}

/** Time-outs without waiting for them: a server calls `expire` when it has seen what it is to leave unanswered. */
export function expiringWorld(): ExpiringWorld {
  const world = fakeWorld({ longest: LONGEST_WAIT });
  const held = new Map<() => void, number>();
  return {
    now: world.now,
    random: world.random,
    setTimer(ms, callback) {
      if (ms <= LONGEST_WAIT) return world.setTimer(ms, callback);
      const expire = (): void => {
        world.advance(ms);
        callback();
      };
      held.set(expire, ms);
      return () => held.delete(expire);
    },
    expire() {
      const timers = [...held.keys()];
      held.clear();
      for (const timer of timers) timer();
    },
  };
}

/** Time that stands still while a request is under way, and the `fetch` that tells it so. */
export interface PatientTime {
  readonly world: World;
  readonly fetch: Fetch;
  /** Milliseconds since the beginning. */
  elapsed(): number;
}

// Turns of the event loop without a request, after which the client can only be waiting for a timer.
const QUIET_TURNS = 5;

/**
 * Time for long waits: timers fire in the order of their due times and take no time, but none fires while a request
 * is on its way, so that no time-out comes before an answer. Only a time-out that was over when it began does.
 */
export function patientTime(start = Date.parse('2026-01-01T00:00:00Z')): PatientTime {
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>();
  let now = start;
  let underWay = 0;
  let quiet = 0;
  let watching = false;
  const watch = (): void => {
    watching = underWay === 0 && timers.size > 0;
    if (!watching) return;
    setImmediate(watch);
    if (++quiet < QUIET_TURNS) return;
    quiet = 0;
    const next = [...timers].reduce((first, timer) => (timer.due < first.due ? timer : first));
    timers.delete(next);
    now = Math.max(now, next.due);
    next.callback();
  };
  const wake = (): void => {
    quiet = 0;
    if (watching) return;
    watching = true;
    setImmediate(watch);
  };
  return {
    elapsed: () => now - start,
    world: {
      now: () => now,
      random: () => 0.5,
      setTimer(ms, callback) {
        if (ms <= 0) {
          const handle = setImmediate(callback);
          return () => clearImmediate(handle);
        }
        const timer = { due: now + ms, callback };
        timers.add(timer);
        wake();
        return () => timers.delete(timer);
      },
    },
    async fetch(url, init) {
      underWay++;
      try {
        const { status, headers, body } = await fetch(url, init).then(async (response) => ({
          status: response.status,
          headers: response.headers,
          body: await response.arrayBuffer(),
        }));
        return new Response(body.byteLength === 0 ? null : body, { status, headers });
      } finally {
        underWay--;
        wake();
      }
    },
  };
}
