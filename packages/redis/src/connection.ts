import { createClient } from '@redis/client';
import { PCOInputError } from 'tspco';

/**
 * A connection as node-redis has it (the packages `redis` and `@redis/client` from version 5), as far as it is used.
 * It speaks version 3 of the protocol, in which one connection can both ask and listen.
 */
export interface Connection {
  connect(): Promise<unknown>;
  sendCommand(words: readonly string[]): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  unref(): unknown;
  destroy(): void;
}

/** A client of node-redis, as `createClient` of the packages `redis` and `@redis/client` returns it. */
export interface RedisClient {
  readonly options?: { readonly socket?: object | undefined } | undefined;
  /** Makes another connection with the same settings. */
  duplicate(overrides?: object): unknown;
}

/** Where Redis is, how long to wait for it, and what all keys begin with. */
export interface RedisOptions {
  /** Where Redis or Valkey is: `redis://[[user]:password@]host[:port][/database]`, or `rediss://…` with TLS. */
  readonly url?: string | undefined;
  /**
   * Instead of `url`, a client of node-redis (`createClient` of the package `redis` or `@redis/client`, from version 5).
   * It is not used itself: a connection of its own is made with the same settings, and only that one is closed.
   */
  readonly client?: RedisClient | undefined;
  /** All keys and channels begin with it; default `'tspco:'`. Who shares something must have the same one. */
  readonly prefix?: string | undefined;
  /** So many milliseconds are waited for Redis at most. */
  readonly timeout?: number | undefined;
}

const NAMES = ['url', 'client', 'prefix', 'timeout'];

/** The options as they are used. */
export interface CheckedOptions {
  /** Makes connections, new ones each time; they do not reconnect by themselves. */
  readonly connect: () => Connection;
  readonly prefix: string;
  readonly timeout: number;
}

/**
 * @param taker - the function that takes them, with the time it waits for Redis unless told otherwise and the names of
 * its other options
 * @throws PCOInputError `ERR_OPTIONS` for options that cannot be used
 */
export function checkOptions(
  options: RedisOptions,
  taker: { readonly name: string; readonly timeout: number; readonly more?: readonly string[] },
): CheckedOptions {
  const { url, client, prefix = 'tspco:', timeout = taker.timeout } = options ?? {};
  const names = [...NAMES, ...(taker.more ?? [])];
  const unknown = Object.keys(options ?? {}).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw wrong(`There is no option ${unknown} here. There are: ${names.join(', ')}.`);
  if (url !== undefined && client !== undefined) throw wrong(`${taker.name} takes url or client, not both.`);
  if (client !== undefined && typeof client.duplicate !== 'function')
    throw wrong('The option client must be made by createClient of node-redis, version 5 or later.');
  if (typeof prefix !== 'string') throw wrong('The option prefix must be a text.');
  if (typeof timeout !== 'number' || !(timeout > 0 && timeout < Infinity))
    throw wrong('The option timeout must be a number of milliseconds above 0.');
  return { connect: connectionsTo(url, client, timeout, taker.name), prefix, timeout };
}

function connectionsTo(
  url: string | undefined,
  client: RedisClient | undefined,
  timeout: number,
  taker: string,
): () => Connection {
  const socket = { reconnectStrategy: false, connectTimeout: timeout } as const;
  const common = { RESP: 3, disableOfflineQueue: true, disableClientInfo: true } as const;
  if (client !== undefined) {
    // The connection settings are the client's; what would change replies or keep the process alive is not.
    const own = { commandOptions: {}, clientSideCache: undefined, pingInterval: undefined };
    return () => {
      const settings = { ...common, ...own, socket: { ...client.options?.socket, ...socket } };
      return client.duplicate(settings) as Connection;
    };
  }
  const checked = checkUrl(url, taker);
  return () => createClient({ ...common, url: checked, socket });
}

/** The address may hold a password, so no message repeats it. */
function checkUrl(url: string | undefined, taker: string): string {
  let protocol: string | undefined;
  try {
    protocol = new URL(String(url)).protocol;
  } catch {
    // Said below, without the address.
  }
  if (url === undefined || (protocol !== 'redis:' && protocol !== 'rediss:')) {
    throw wrong(
      `${taker} needs the address of a Redis server: { url: "redis://localhost:6379" }, with rediss:// for TLS; or { client }, a client made by createClient of node-redis.`,
    );
  }
  return url;
}

export function wrong(message: string): PCOInputError {
  return new PCOInputError(message, 'ERR_OPTIONS');
}
