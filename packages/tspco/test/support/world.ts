import { settingsFrom, type ClientOptions } from '../../src/options.ts';
import { fromSettings, type PCO } from '../../src/pco.ts';
import type { World } from '../../src/world.ts';
import { credentials } from './secrets.ts';

/** A world whose clock moves only by its timers: each is due at once, and the clock jumps to it. */
export interface FakeWorld extends World {
  /** The delay of every timer that ran, in milliseconds. */
  readonly slept: number[];
  /** Moves the clock. */
  advance(ms: number): void;
}

/**
 * Time for tests. Timers up to `longest` milliseconds fire as soon as the event loop is free, in the order of their
 * due times, and the clock jumps there; longer ones (time-outs of attempts, mostly) never fire.
 */
export function fakeWorld(options: { random?: number; longest?: number; now?: number } = {}): FakeWorld {
  const { random = 0.5, longest = Infinity } = options;
  let now = options.now ?? Date.parse('2026-01-01T00:00:00Z');
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    random: () => random,
    advance: (ms) => {
      now += ms;
    },
    setTimer(ms, callback) {
      if (ms > longest) return () => {};
      const due = now + ms;
      const handle = setImmediate(() => {
        now = Math.max(now, due);
        slept.push(ms);
        callback();
      });
      return () => clearImmediate(handle);
    },
  };
}

/** A client whose waiting takes no time: back-off and rate limit pauses pass at once, time-outs do not happen. */
export function quickClient(
  url: string,
  options: ClientOptions = {},
  world: World = fakeWorld({ longest: 59_000 }),
): PCO {
  return fromSettings(settingsFrom({ ...credentials, apiBase: url, ...options }, world));
}
