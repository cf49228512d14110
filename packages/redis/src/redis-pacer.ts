import { createHash, randomBytes } from 'node:crypto';
import { PCOInputError, type BudgetState, type Pacer } from 'tspco';
import { reserveSlots, systemWorld, type World } from 'tspco/pacing';
import { connectionsTo, type RedisClient } from './connection.ts';
import { Link } from './link.ts';
import { SharedDesk } from './shared-desk.ts';

/** What {@link redisPacer} takes: `url` or `client`, and what may be left out. */
export interface RedisPacerOptions {
  /** Where Redis or Valkey is: `redis://[[user]:password@]host[:port][/database]`, or `rediss://…` with TLS. */
  readonly url?: string | undefined;
  /**
   * Instead of `url`, a client of node-redis (`createClient` of the package `redis` or `@redis/client`, from version 5).
   * It is not used itself: the pacer makes a connection of its own with the same settings, and closes that one only.
   */
  readonly client?: RedisClient | undefined;
  /** All keys and channels begin with it; default `'tspco:'`. Who shares a budget must have the same one. */
  readonly prefix?: string | undefined;
  /** So many milliseconds a request waits for Redis at most before it goes on without; default 1000. */
  readonly timeout?: number | undefined;
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

const NAMES = ['url', 'client', 'prefix', 'timeout', 'onWarning'];

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
  const { url, client, prefix, timeout, onWarning } = checked(options);
  const me = randomBytes(9).toString('base64url');
  // What the program's function throws is not to disturb the pacing.
  const tell = (message: string): void => queueMicrotask(() => onWarning(message));
  const desks = new Map<string, SharedDesk>();
  const link = new Link({
    connect: connectionsTo(url, client, timeout),
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

interface Checked {
  readonly url: string | undefined;
  readonly client: RedisClient | undefined;
  readonly prefix: string;
  readonly timeout: number;
  readonly onWarning: (message: string) => void;
}

function checked(options: RedisPacerOptions): Checked {
  const {
    url,
    client,
    prefix = 'tspco:',
    timeout = 1000,
    onWarning = (message: string) => console.warn(message),
  } = options ?? {};
  const unknown = Object.keys(options ?? {}).find((name) => !NAMES.includes(name));
  if (unknown !== undefined)
    throw wrong(`There is no option ${unknown} here. There are: ${NAMES.join(', ')}.`);
  if (url !== undefined && client !== undefined) throw wrong('redisPacer takes url or client, not both.');
  if (client !== undefined && typeof client.duplicate !== 'function')
    throw wrong('The option client must be made by createClient of node-redis, version 5 or later.');
  if (typeof prefix !== 'string') throw wrong('The option prefix must be a text.');
  if (typeof timeout !== 'number' || !(timeout > 0 && timeout < Infinity))
    throw wrong('The option timeout must be a number of milliseconds above 0.');
  if (typeof onWarning !== 'function') throw wrong('The option onWarning must be a function.');
  return { url, client, prefix, timeout, onWarning };
}

function wrong(message: string): PCOInputError {
  return new PCOInputError(message, 'ERR_OPTIONS');
}
