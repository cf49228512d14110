import { createHash, randomBytes } from 'node:crypto';
import { systemWorld } from 'tspco/pacing';
import type { WebhookClaim, WebhookStore } from 'tspco/webhooks';
import { checkOptions, wrong, type RedisOptions } from './connection.ts';
import { Line } from './line.ts';
import { failureOf } from './redis-failure.ts';
import { CLAIM, UNLOCK } from './scripts.ts';

/**
 * What {@link redisWebhookStore} takes: `url` or `client`, and what may be left out. Each question to Redis fails after
 * `timeout` milliseconds, by default 2000, with all attempts to connect.
 */
export interface RedisWebhookStoreOptions extends RedisOptions {
  /**
   * How long a delivery that was handled is remembered, in milliseconds; default eight days, which is longer than Planning
   * Center goes on trying.
   */
  readonly keep?: number | undefined;
}

/** A store of webhooks that all processes and machines share through Redis. */
export interface RedisWebhookStore extends WebhookStore {
  /**
   * Ends the connection; the store cannot be used any more. A program need not call it to be able to exit. Await
   * `handler.settled()` before.
   */
  close(): void;
}

const EIGHT_DAYS = 8 * 24 * 3_600_000;
const DONE = 'done';
/** What the script answers. */
const [CLAIMED, HANDLED] = [1, 2];

/**
 * Remembers in Redis or Valkey which deliveries of webhooks were handled, and which are being handled, for receivers on any
 * number of machines. A key for each delivery holds a word and no data of the church, and expires by itself.
 *
 * @example
 * ```ts
 * import { WebhookHandler } from 'tspco/webhooks';
 * import { redisWebhookStore } from '@tspco/redis';
 *
 * const store = redisWebhookStore({ url: 'redis://localhost:6379' });
 * const webhooks = new WebhookHandler({ secrets, store, fallback: () => {} });
 * ```
 * @throws PCOInputError `ERR_OPTIONS` for options that cannot be used
 */
export function redisWebhookStore(options: RedisWebhookStoreOptions): RedisWebhookStore {
  const taker = { name: 'redisWebhookStore', timeout: 2000, more: ['keep'] };
  const { connect, prefix, timeout } = checkOptions(options, taker);
  const { keep = EIGHT_DAYS } = options;
  if (typeof keep !== 'number' || !(keep >= 1 && keep <= Number.MAX_SAFE_INTEGER))
    throw wrong('The option keep must be a number of milliseconds from 1.');
  const settings = { keys: `${prefix}webhook:`, keep: String(Math.ceil(keep)) };
  return new Store(settings, (isGivenUp) => new Line({ connect, world: systemWorld, timeout, isGivenUp }));
}

class Store implements RedisWebhookStore {
  readonly #settings: { readonly keys: string; readonly keep: string };
  readonly #line: Line;
  #closed = false;

  constructor(
    settings: { readonly keys: string; readonly keep: string },
    lineUntil: (isGivenUp: () => boolean) => Line,
  ) {
    this.#settings = settings;
    this.#line = lineUntil(() => this.#closed);
  }

  async claim(name: string, lease: number): Promise<WebhookClaim | 'busy' | 'done'> {
    // Names come from outside, and may be of any length.
    const key = this.#settings.keys + createHash('sha256').update(name).digest('base64url');
    const holder = randomBytes(16).toString('base64url');
    const words = [holder, String(Math.ceil(lease)), DONE];
    const answer = await this.#ask(key, (line) => line.runScript(CLAIM, key, words));
    if (answer !== CLAIMED) return answer === HANDLED ? 'done' : 'busy';
    const done = ['SET', key, DONE, 'PX', this.#settings.keep];
    return {
      done: async () => void (await this.#ask(key, (line) => line.ask((one) => one.sendCommand(done)))),
      release: async () => void (await this.#ask(key, (line) => line.runScript(UNLOCK, key, [holder]))),
    };
  }

  close(): void {
    this.#closed = true;
    this.#line.drop();
  }

  async #ask(key: string, question: (line: Line) => Promise<unknown>): Promise<unknown> {
    if (this.#closed) throw new Error('the store was closed');
    try {
      return await question(this.#line);
    } catch (error) {
      throw failureOf(error, key);
    }
  }
}
