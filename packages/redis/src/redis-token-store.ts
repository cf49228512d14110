import { randomBytes } from 'node:crypto';
import type { StoredGrant } from 'tspco';
import { systemWorld } from 'tspco/pacing';
import { waitForLock, type SavedGrant, type TokenLock, type TokenStore } from 'tspco/token-store';
import { checkOptions, type RedisOptions } from './connection.ts';
import { Line } from './line.ts';
import { failureOf } from './redis-failure.ts';
import { parseSaved, serializeSaved, type SavedText } from './saved-text.ts';
import { LOCK, REPLACE, UNLOCK, type Script } from './scripts.ts';

/**
 * What {@link redisTokenStore} takes: `url` or `client`, and what may be left out. Each question to Redis fails after
 * `timeout` milliseconds, by default 2000, with all attempts to connect.
 */
export type RedisTokenStoreOptions = RedisOptions;

/** A token store that all processes and machines share through Redis. */
export interface RedisTokenStore extends TokenStore {
  /**
   * Ends the connection; the store cannot be used any more. A program need not call it to be able to exit. Await
   * `session.settled()` before.
   */
  close(): void;
}

/** A lock that could not be given back is tried again so often, in milliseconds. */
const PAUSE = 1000;

/**
 * Keeps OAuth grants in Redis or Valkey, for sessions on any number of machines: one of them refreshes a grant, and all
 * find the new pair. Grants are there until they are removed, in clear text: see the package's readme for what the
 * server must be set to, and who may read it.
 *
 * @example
 * ```ts
 * import { Churches } from 'tspco';
 * import { redisTokenStore } from '@tspco/redis';
 *
 * const store = redisTokenStore({ url: 'redis://localhost:6379' });
 * const churches = new Churches({ clientId, clientSecret, redirectUri, scopes: ['people'], store });
 * ```
 * @throws PCOInputError `ERR_OPTIONS` for options that cannot be used
 */
export function redisTokenStore(options: RedisTokenStoreOptions): RedisTokenStore {
  const { connect, prefix, timeout } = checkOptions(options, { name: 'redisTokenStore', timeout: 2000 });
  return new Store(prefix, (isGivenUp) => new Line({ connect, world: systemWorld, timeout, isGivenUp }));
}

class Store implements RedisTokenStore {
  readonly #grants: string;
  readonly #locks: string;
  readonly #line: Line;
  #closed = false;

  constructor(prefix: string, lineUntil: (isGivenUp: () => boolean) => Line) {
    this.#grants = `${prefix}grant:`;
    this.#locks = `${prefix}grant-lock:`;
    this.#line = lineUntil(() => this.#closed);
  }

  async load(name: string): Promise<SavedGrant | undefined> {
    const saved = await this.#read(name);
    return saved && { grant: saved.grant, revision: saved.revision };
  }

  async save(name: string, grant: StoredGrant, revision: number): Promise<boolean> {
    const before = await this.#read(name);
    if ((before?.revision ?? 0) !== revision) return false;
    const text = serializeSaved(grant, revision);
    return this.#run(REPLACE, this.#grants + encoded(name), [before?.text ?? '', text]);
  }

  async remove(name: string): Promise<void> {
    const key = this.#grants + encoded(name);
    await this.#ask(key, (line) => line.ask((one) => one.sendCommand(['DEL', key])));
  }

  async names(): Promise<string[]> {
    const pattern = `${this.#grants.replace(/[\\*?[\]]/g, '\\$&')}*`;
    // A key may be found more than once.
    const names = new Set<string>();
    let cursor = '0';
    do {
      const words = ['SCAN', cursor, 'MATCH', pattern, 'COUNT', '1000'];
      const reply = await this.#ask(pattern, (line) => line.ask((one) => one.sendCommand(words)));
      const [next, keys] = reply as [unknown, string[]];
      for (const key of keys) {
        const name = decoded(key.slice(this.#grants.length));
        if (name !== undefined) names.add(name);
      }
      cursor = String(next);
    } while (cursor !== '0');
    return [...names];
  }

  lock(name: string, lease: number, signal?: AbortSignal): Promise<TokenLock> {
    const key = this.#locks + encoded(name);
    const holder = randomBytes(16).toString('base64url');
    return waitForLock(async () => {
      // Taken before asking: Redis ends the lock later than that, never sooner.
      const until = Date.now() + lease;
      const release = async (): Promise<void> => {
        await this.#run(UNLOCK, key, [holder]).catch((error: unknown) => {
          void this.#releaseLater(key, holder, until);
          throw error;
        });
      };
      try {
        return (await this.#run(LOCK, key, [holder, String(Math.ceil(lease))]))
          ? { until, release }
          : undefined;
      } catch (error) {
        // Redis may have done it all the same.
        void this.#releaseLater(key, holder, until);
        throw error;
      }
    }, signal);
  }

  close(): void {
    this.#closed = true;
    this.#line.drop();
  }

  async #read(name: string): Promise<SavedText | undefined> {
    const key = this.#grants + encoded(name);
    const text = await this.#ask(key, (line) => line.ask((one) => one.sendCommand(['GET', key])));
    if (typeof text !== 'string') return undefined;
    const saved = parseSaved(text);
    if (saved !== undefined) return saved;
    throw new Error(
      `what stands under ${key} in Redis is no grant: once the key is deleted, the person can connect again`,
    );
  }

  /**
   * Nobody shall wait for the end of a lock that nobody has. Twice, because what was sent over a connection that was lost
   * may reach Redis after what is sent over the next one.
   */
  async #releaseLater(key: string, holder: string, until: number): Promise<void> {
    let times = 0;
    while (times < 2 && Date.now() < until && !this.#closed) {
      await new Promise<void>((resolve) => void setTimeout(resolve, PAUSE).unref());
      const isDone = await this.#run(UNLOCK, key, [holder]).then(
        () => true,
        () => false,
      );
      if (isDone) times += 1;
    }
  }

  async #run(script: Script, key: string, words: readonly string[]): Promise<boolean> {
    return (await this.#ask(key, (line) => line.runScript(script, key, words))) === 1;
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

/** A grant's name in a key, without a colon: a longer prefix never looks like a name. */
function encoded(name: string): string {
  try {
    return encodeURIComponent(name);
  } catch (error) {
    throw new Error('half a character (a lone surrogate) cannot be part of a name', { cause: error });
  }
}

function decoded(text: string): string | undefined {
  try {
    const name = decodeURIComponent(text);
    return encoded(name) === text ? name : undefined;
  } catch {
    return undefined;
  }
}
