import type { World } from 'tspco/pacing';
import type { Connection } from './connection.ts';
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

/** The way to Redis: connects when first needed, and again when the connection was lost. */
export class Link implements Store {
  readonly #options: LinkOptions;
  readonly #listeners = new Map<string, (message: string) => void>();
  #connection: Promise<Connection> | undefined;
  #ahead = 0;
  #away = false;
  #closed = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
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
    this.#connection?.then((connection) => connection.subscribe(channel, listener)).catch(() => {});
  }

  unlisten(channel: string): void {
    this.#listeners.delete(channel);
    this.#connection?.then((connection) => connection.unsubscribe(channel)).catch(() => {});
  }

  /** Ends the connection. Redis is away from now on. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    this.#drop();
  }

  #stored(reply: readonly unknown[]): Stored {
    const [seconds, microseconds, text] = reply;
    const now = Number(seconds) * 1000 + Number(microseconds) / 1000;
    this.#ahead = now - this.#options.world.now();
    return { text: typeof text === 'string' ? text : null, now };
  }

  /** Runs a script. While the connection cannot be made or gets lost, tries again until the time is up. */
  async #run({ text, digest }: Script, key: string, words: readonly string[]): Promise<readonly unknown[]> {
    const { world, timeout } = this.#options;
    let isOver = false;
    let latest: unknown;
    const run = async (): Promise<unknown> => {
      for (;;) {
        const opening = this.#connected();
        try {
          const connection = await opening;
          const rest = ['1', key, ...words];
          return await connection.sendCommand(['EVALSHA', digest, ...rest]).catch((error: unknown) => {
            if (!String(error).includes('NOSCRIPT')) throw error;
            return connection.sendCommand(['EVAL', text, ...rest]);
          });
        } catch (error) {
          latest = error;
          if (isOver || this.away || isReply(error)) throw error;
          // Somebody else may have made a new one already.
          if (this.#connection === opening) this.#drop();
          await new Promise<void>((resolve) => void world.setTimer(PAUSE, resolve));
        }
      }
    };
    try {
      if (this.away) throw new Error('Redis is away.');
      return (await within(timeout, world, run())) as readonly unknown[];
    } catch (error) {
      isOver = true;
      this.#leave(latest ?? error);
      throw error;
    }
  }

  #connected(): Promise<Connection> {
    if (this.#connection !== undefined) return this.#connection;
    const forget = (): void => {
      if (this.#connection === opening) this.#connection = undefined;
    };
    const opening = this.#open(forget);
    opening.catch(forget);
    return (this.#connection = opening);
  }

  async #open(onEnd: () => void): Promise<Connection> {
    const { connect, check, timeout } = this.#options;
    const connection = connect();
    // What was under way is rejected by itself.
    connection.on('error', onEnd);
    // Idle, it must not keep the process alive. Whoever waits for an answer has a timer of its own.
    connection.unref();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeIsUp = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(noAnswer()), timeout).unref();
    });
    const open = async (): Promise<Connection> => {
      await connection.connect();
      // Redis may be there and refuse to write: a replica, a full memory, a missing right.
      await connection.sendCommand(['SET', check, 'ok', 'PX', '1000']);
      for (const [channel, listener] of this.#listeners)
        connection.subscribe(channel, listener).catch(() => {});
      return connection;
    };
    try {
      return await Promise.race([open(), timeIsUp]);
    } catch (error) {
      connection.destroy();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #drop(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.then(
      (one) => one.destroy(),
      () => {},
    );
  }

  #leave(error: unknown): void {
    if (this.away) return;
    this.#drop();
    this.#away = true;
    this.#options.onAway(reasonOf(error));
    this.#retry(PAUSE);
  }

  #retry(pause: number): void {
    if (this.#closed) return;
    const attempt = (): void => {
      this.#connected().then(
        () => {
          if (this.#closed) return this.#drop();
          this.#away = false;
          this.#options.onBack();
        },
        () => this.#retry(Math.min(2 * pause, LONGEST_PAUSE)),
      );
    };
    this.#retryTimer = setTimeout(attempt, pause).unref();
  }
}

function within<T>(ms: number, world: World, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = world.setTimer(ms, () => reject(noAnswer()));
    work.then(resolve, reject).finally(cancel);
  });
}

function noAnswer(): Error {
  return new Error('Redis did not answer in time.');
}

// Redis begins its refusals with a word in capitals: READONLY, NOPERM, OOM.
const REFUSAL = /^([A-Z]{2,})\b/;

function isReply(error: unknown): boolean {
  return error instanceof Error && !('code' in error) && REFUSAL.test(error.message);
}

/** Only the first word of what Redis or the system says: the rest may name the server, the user or a key. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return REFUSAL.exec(error.message)?.[1] ?? 'no answer';
}
