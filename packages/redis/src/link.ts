import type { World } from 'tspco/pacing';
import type { Connection } from './connection.ts';
import { Line, reasonOf } from './line.ts';
import { LOAD, STORE, type Script } from './scripts.ts';

/** What stands in Redis under a key, and when that was so. */
export interface Stored {
  /** `null` when there is nothing. */
  readonly text: string | null;
  /** Milliseconds since the epoch, by the clock of Redis. */
  readonly now: number;
}

/** How a shared budget is stored. */
export interface Writing {
  /** When it is forgotten unless somebody writes again, in milliseconds. */
  readonly lifetime: number;
  /** The channel to tell of it. */
  readonly channel: string | undefined;
  /** What is told there. */
  readonly from: string;
}

/** Where processes share what they know. */
export interface Store {
  /** Whether it did not answer and has not come back since. Nothing is asked of it meanwhile. */
  readonly away: boolean;
  /** The time by its clock, as far as it can be told without asking. */
  now(): number;
  /** @throws when there is no answer in time; it is {@link Store.away} then */
  load(key: string): Promise<Stored>;
  /**
   * Writes `text` if what was read still stands there.
   *
   * @returns `undefined` when it did, else what stands there now
   * @throws when there is no answer in time; whether it was written is not known then
   */
  store(key: string, read: string | null, text: string, writing: Writing): Promise<Stored | undefined>;
  /** Calls `listener` with the messages of a channel. */
  listen(channel: string, listener: (message: string) => void): void;
  unlisten(channel: string): void;
}

export interface LinkOptions {
  readonly connect: () => Connection;
  readonly world: World;
  /** How long an answer of Redis is waited for at most, with all that it takes to connect, in milliseconds. */
  readonly timeout: number;
  /** A key that is written with each new connection. */
  readonly check: string;
  /** Called when Redis does not answer any more, with a reason that holds no secret. */
  readonly onAway: (reason: string) => void;
  /** Called when it does again. */
  readonly onBack: () => void;
}

const PAUSE = 50;
const LONGEST_PAUSE = 2000;

/** The pacer's way to Redis, which knows when that is away. */
export class Link implements Store {
  readonly #options: LinkOptions;
  readonly #line: Line;
  readonly #listeners = new Map<string, (message: string) => void>();
  #ahead = 0;
  #away = false;
  #closed = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
    const { connect, world, timeout } = options;
    const prepare = (connection: Connection): Promise<void> => this.#prepare(connection);
    this.#line = new Line({ connect, world, timeout, prepare, isGivenUp: () => this.away });
  }

  get away(): boolean {
    return this.#away || this.#closed;
  }

  now(): number {
    return this.#options.world.now() + this.#ahead;
  }

  async load(key: string): Promise<Stored> {
    return this.#stored(await this.#run(LOAD, key, []));
  }

  async store(key: string, read: string | null, text: string, writing: Writing): Promise<Stored | undefined> {
    const { lifetime, channel = '', from } = writing;
    const words = [read ?? '', text, String(Math.ceil(lifetime)), channel, from];
    const reply = await this.#run(STORE, key, words);
    const stored = this.#stored(reply);
    return Number(reply[3]) === 1 ? undefined : stored;
  }

  listen(channel: string, listener: (message: string) => void): void {
    this.#listeners.set(channel, listener);
    // Redis does things in their order: what is asked for next finds the channel open. Without the right to listen, it
    // takes longer until a change is noticed.
    this.#line.current?.then((connection) => connection.subscribe(channel, listener)).catch(() => {});
  }

  unlisten(channel: string): void {
    this.#listeners.delete(channel);
    this.#line.current?.then((connection) => connection.unsubscribe(channel)).catch(() => {});
  }

  /** Ends the connection. Redis is away from now on. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    this.#line.drop();
  }

  #stored(reply: readonly unknown[]): Stored {
    const [seconds, microseconds, text] = reply;
    const now = Number(seconds) * 1000 + Number(microseconds) / 1000;
    this.#ahead = now - this.#options.world.now();
    return { text: typeof text === 'string' ? text : null, now };
  }

  async #run(script: Script, key: string, words: readonly string[]): Promise<readonly unknown[]> {
    try {
      if (this.away) throw new Error('Redis is away.');
      return (await this.#line.runScript(script, key, words)) as readonly unknown[];
    } catch (error) {
      this.#leave(error instanceof Error ? (error.cause ?? error) : error);
      throw error;
    }
  }

  async #prepare(connection: Connection): Promise<void> {
    // Redis may be there and refuse to write: a replica, a full memory, a missing right.
    await connection.sendCommand(['SET', this.#options.check, 'ok', 'PX', '1000']);
    for (const [channel, listener] of this.#listeners)
      connection.subscribe(channel, listener).catch(() => {});
  }

  #leave(error: unknown): void {
    if (this.away) return;
    this.#line.drop();
    this.#away = true;
    this.#options.onAway(reasonOf(error));
    this.#retry(PAUSE);
  }

  #retry(pause: number): void {
    if (this.#closed) return;
    const attempt = (): void => {
      this.#line.connected().then(
        () => {
          if (this.#closed) return this.#line.drop();
          this.#away = false;
          this.#options.onBack();
        },
        () => this.#retry(Math.min(2 * pause, LONGEST_PAUSE)),
      );
    };
    this.#retryTimer = setTimeout(attempt, pause).unref();
  }
}
