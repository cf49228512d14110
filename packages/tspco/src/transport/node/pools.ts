import { builtin, type Agent, type Http, type Socket } from './builtins.ts';

/**
 * Connections to one server. As many requests may start within one period of Planning Center's rate limit, so the
 * limit is felt only by downloads that nobody reads. What finds no connection waits for one.
 */
const MOST_SOCKETS = 100;
/**
 * How long a connection is kept for the next request: less than servers keep theirs. Where an answer announces a
 * shorter time (`Keep-Alive: timeout=…`), it is one second less than that.
 */
const IDLE_MS = 4_000;

/** The connections over one protocol, shared by all clients in the process. */
class Pool {
  readonly http: Http;
  readonly agent: Agent;
  /** When an idle connection must not be used any more, in milliseconds of the monotonic clock. */
  readonly #usableUntil = new WeakMap<Socket, number>();

  constructor(http: Http) {
    this.http = http;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: MOST_SOCKETS, timeout: IDLE_MS });
    const { agent } = this;
    const keepSocketAlive = agent.keepSocketAlive.bind(agent);
    agent.keepSocketAlive = (socket) => {
      const kept = keepSocketAlive(socket);
      if (kept) this.#usableUntil.set(socket, performance.now() + (socket.timeout ?? IDLE_MS));
      return kept;
    };
  }

  /**
   * Closes what should not be used again although it is still open. While a program computes, no timer and no news
   * from the network comes through, and its next request would be sent over a connection that the server has left.
   */
  dropStale(): void {
    const now = performance.now();
    this.#closeIdle((socket) => {
      // Nobody has asked for anything: what was sent all the same would be taken for the next answer.
      const unasked = socket.readableLength > 0;
      return unasked || now >= (this.#usableUntil.get(socket) ?? Infinity);
    });
  }

  dropIdle(): void {
    this.#closeIdle(() => true);
  }

  #closeIdle(which: (socket: Socket) => boolean): void {
    for (const sockets of Object.values(this.agent.freeSockets)) {
      for (const socket of sockets ?? []) if (which(socket)) socket.destroy();
    }
  }
}

const pools = new Map<string, Pool>();

/** The connections for `http:` or `https:`. */
export function poolFor(protocol: string): Pool {
  const pool = pools.get(protocol) ?? new Pool(builtin(protocol === 'http:' ? 'node:http' : 'node:https'));
  pools.set(protocol, pool);
  return pool;
}

/** Closes all connections that nobody uses. */
export function closeIdle(): void {
  for (const pool of pools.values()) pool.dropIdle();
}
