import { createHash, randomBytes } from 'node:crypto';
import type { BudgetState, Pacer } from 'tspco';
import { reserveSlots, systemWorld, type World } from 'tspco/pacing';
import { checkOptions, wrong, type CheckedOptions, type RedisOptions } from './connection.ts';
import { Link } from './link.ts';
import { SharedDesk } from './shared-desk.ts';

/**
 * What {@link redisPacer} takes: `url` or `client`, and what may be left out. A request waits for Redis at most as long
 * as `timeout` says, by default 1000 milliseconds, before it goes on without.
 */
export interface RedisPacerOptions extends RedisOptions {
  /**
   * Is told when Redis is away and when it is back, once each time, in a line without a secret. Default: `console.warn`.
   */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** A pacer that shares its budgets through Redis. */
export interface RedisPacer extends Pacer {
  /** What this process last heard of a budget, of which other processes may have spent more since. */
  state(key: string): BudgetState | undefined;
  /**
   * Tells Redis how the last requests ended, and ends the connection. A program need not call it to be able to exit,
   * unless it does so by `process.exit()`. Requests that come later are paced in this process alone.
   */
  close(): Promise<void>;
}

/**
 * Paces the requests of many processes, on one machine or on many, from one budget for each person's credentials. It is
 * given to each client as the option `pacer`.
 *
 * While Redis is away, each process goes on alone with what it knows; see the package's readme.
 *
 * @example
 * ```ts
 * const pacer = redisPacer({ url: 'redis://localhost:6379' });
 * const pco = new PCO({ applicationId: '…', secret: '…', pacer });
 * ```
 * @throws PCOInputError `ERR_OPTIONS` for options that cannot be used
 */
export function redisPacer(options: RedisPacerOptions): RedisPacer {
  return pacerIn(options, systemWorld);
}

/** {@link redisPacer} with a clock and timers of one's own, for tests. */
export function pacerIn(options: RedisPacerOptions, world: World): RedisPacer {
  const { connect, prefix, timeout, onWarning } = checked(options);
  const me = randomBytes(9).toString('base64url');
  // What the program's function throws is not to disturb the pacing.
  const tell = (message: string): void => queueMicrotask(() => onWarning(message));
  const desks = new Map<string, SharedDesk>();
  const link = new Link({
    connect,
    world,
    timeout,
    check: `${prefix}check`,
    onAway: (reason) => tell(awayMessage(reason)),
    onBack() {
      tell('Redis is back: rate budgets are shared with other processes again.');
      for (const desk of desks.values()) desk.wake();
    },
  });
  const deskOf = (name: string): SharedDesk => {
    const known = desks.get(name);
    if (known !== undefined) return known;
    for (const [other, desk] of desks) {
      if (!desk.isIdle) continue;
      desk.leave();
      desks.delete(other);
    }
    const digest = createHash('sha256').update(name).digest('hex');
    const desk = new SharedDesk({ me, key: `${prefix}budget:${digest}`, store: link, world });
    desks.set(name, desk);
    return desk;
  };
  return {
    reserve: (request) => reserveSlots(request, (name, slot) => deskOf(name).reserve(slot)),
    state: (key) => desks.get(key)?.state(),
    async close() {
      await Promise.all([...desks.values()].map((desk) => desk.settled()));
      link.close();
    },
  };
}

function awayMessage(reason: string): string {
  return `Redis is away (${reason}): until it is back, this process paces its requests alone, and what other processes spend shows only in Planning Center's answers.`;
}

interface Checked extends CheckedOptions {
  readonly onWarning: (message: string) => void;
}

function checked(options: RedisPacerOptions): Checked {
  const common = checkOptions(options, { name: 'redisPacer', timeout: 1000, more: ['onWarning'] });
  const { onWarning = (message: string) => console.warn(message) } = options;
  if (typeof onWarning !== 'function') throw wrong('The option onWarning must be a function.');
  return { ...common, onWarning };
}
