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
  duplicate(overrides?: object): unknown;
}

/** Returns what makes connections, new ones each time; they do not reconnect by themselves. */
export function connectionsTo(
  url: string | undefined,
  client: RedisClient | undefined,
  timeout: number,
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
  const checked = checkUrl(url);
  return () => createClient({ ...common, url: checked, socket });
}

/** The address may hold a password, so no message repeats it. */
function checkUrl(url: string | undefined): string {
  let protocol: string | undefined;
  try {
    protocol = new URL(String(url)).protocol;
  } catch {
    // Said below, without the address.
  }
  if (url === undefined || (protocol !== 'redis:' && protocol !== 'rediss:')) {
    throw new PCOInputError(
      'redisPacer needs the address of a Redis server: { url: "redis://localhost:6379" }, with rediss:// for TLS; or { client }, a client made by createClient of node-redis.',
      'ERR_OPTIONS',
    );
  }
  return url;
}
