import type { World } from 'tspco/pacing';
import type { Connection } from './connection.ts';
import type { Script } from './scripts.ts';

export interface LineOptions {
  readonly connect: () => Connection;
  readonly world: World;
  /** How long an answer of Redis is waited for at most, with all that it takes to connect, in milliseconds. */
  readonly timeout: number;
  /** What is done with each new connection before it is used. */
  readonly prepare?: (connection: Connection) => Promise<void>;
  /** Whether what failed is not to be tried again. */
  readonly isGivenUp: () => boolean;
}

const PAUSE = 50;

/** A connection that is made when it is first needed, and again when it was lost. */
export class Line {
  readonly #options: LineOptions;
  #connection: Promise<Connection> | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  /** The connection that is there or is being made. */
  get current(): Promise<Connection> | undefined {
    return this.#connection;
  }

  /** Runs a script on one key. */
  runScript({ text, digest }: Script, key: string, words: readonly string[]): Promise<unknown> {
    const rest = ['1', key, ...words];
    return this.ask((connection) =>
      connection.sendCommand(['EVALSHA', digest, ...rest]).catch((error: unknown) => {
        if (!String(error).includes('NOSCRIPT')) throw error;
        return connection.sendCommand(['EVAL', text, ...rest]);
      }),
    );
  }

  /**
   * Asks Redis. While the connection cannot be made or gets lost, asks again until the time is up: what is asked may be
   * done twice.
   *
   * @throws what Redis replied; when the time is up, an error whose cause is what failed last
   */
  async ask(question: (connection: Connection) => Promise<unknown>): Promise<unknown> {
    const { world, timeout, isGivenUp } = this.#options;
    let isOver = false;
    let latest: unknown;
    const run = async (): Promise<unknown> => {
      for (;;) {
        const opening = this.connected();
        try {
          return await question(await opening);
        } catch (error) {
          latest = error;
          if (isOver || isGivenUp() || (isReply(error) && !isLoading(error))) throw error;
          // Somebody else may have made a new one already.
          if (this.#connection === opening) this.drop();
          await new Promise<void>((resolve) => void world.setTimer(PAUSE, resolve));
          // Whoever asked was told meanwhile that it failed: it must not be done after that.
          if (isOver || isGivenUp()) throw error;
        }
      }
    };
    return new Promise((resolve, reject) => {
      const cancel = world.setTimer(timeout, () => {
        isOver = true;
        reject(noAnswer(latest));
      });
      run().then(resolve, reject).finally(cancel);
    });
  }

  connected(): Promise<Connection> {
    if (this.#connection !== undefined) return this.#connection;
    const forget = (): void => {
      if (this.#connection === opening) this.#connection = undefined;
    };
    const opening = this.#open(forget);
    opening.catch(forget);
    return (this.#connection = opening);
  }

  /** Ends the connection; the next question makes another one. */
  drop(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    connection?.then(
      (one) => one.destroy(),
      () => {},
    );
  }

  async #open(onEnd: () => void): Promise<Connection> {
    const { connect, prepare, timeout } = this.#options;
    const connection = connect();
    // What was under way is rejected by itself.
    connection.on('error', onEnd);
    // Idle, it must not keep the process alive. Whoever waits for an answer has a timer of its own.
    connection.unref();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeIsUp = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(noAnswer(undefined)), timeout).unref();
    });
    const open = async (): Promise<Connection> => {
      await connection.connect();
      await prepare?.(connection);
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
}

function noAnswer(cause: unknown): Error {
  return new Error('Redis did not answer in time.', cause === undefined ? undefined : { cause });
}

// Redis begins its refusals with a word in capitals: READONLY, NOPERM, OOM.
const REFUSAL = /^([A-Z]{2,})\b/;

/** Whether an error is what Redis replied. */
export function isReply(error: unknown): error is Error {
  return error instanceof Error && !('code' in error) && REFUSAL.test(error.message);
}

/** Redis was restarted, and is reading what it had saved. */
function isLoading({ message }: Error): boolean {
  return message.startsWith('LOADING');
}

/** Only the first word of what Redis or the system says: the rest may name the server, the user or a key. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return REFUSAL.exec(error.message)?.[1] ?? 'no answer';
}
