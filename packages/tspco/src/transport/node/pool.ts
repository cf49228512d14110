import { builtin, type ClientRequest, type Http, type IncomingMessage, type Socket } from './builtins.ts';
import { whenConnected, type Connecting } from './connecting.ts';

/**
 * Connections to one server. As many requests may start within one period of Planning Center's rate limit, so the
 * limit is felt only by downloads that nobody reads. What finds no connection waits for one.
 */
const MOST_CONNECTIONS = 100;
/** So many servers are remembered, to be reconnected to sooner. Downloads may lead to any number of them. */
const MOST_SERVERS = 100;
/** How long a connection is kept for the next request: less than servers keep theirs. */
const IDLE_MS = 4_000;
/** Where a server announces its time (`Keep-Alive: timeout=…`), a connection is given up this long before. */
const MARGIN_MS = 1_000;

/** What a request tells its pool, among the options of `node:http`. */
interface Wanted {
  readonly host: string;
  readonly port: number | string;
  readonly connecting: Connecting;
}

interface Waiting {
  readonly request: ClientRequest;
  readonly wanted: Wanted;
}

interface Connection {
  readonly socket: Socket;
  readonly server: Server;
  idle: boolean;
  /** For how many milliseconds it may be idle, and until when, on the monotonic clock. */
  idleMs: number;
  usableUntil: number;
}

interface Server {
  /** The one that was used last is at the end, and used next. */
  readonly idle: Connection[];
  readonly waiting: Waiting[];
  open: number;
  /** Spares the next connection half of its TLS handshake. */
  session: unknown;
}

const connections = new WeakMap<Socket, Connection>();

/**
 * The connections over one protocol. It is to `node:http` what an `Agent` is, without most of the options: the one of
 * Node.js takes a quarter of the time of a bare request.
 */
class Pool {
  // What `node:http` looks at.
  readonly protocol: string;
  readonly defaultPort: number;
  readonly keepAlive = true;
  readonly maxSockets: number = MOST_CONNECTIONS;
  readonly #servers = new Map<string, Server>();

  constructor(protocol: string) {
    this.protocol = protocol;
    this.defaultPort = protocol === 'http:' ? 80 : 443;
  }

  /** Called by `node:http` to get a connection for a request. */
  addRequest(request: ClientRequest, wanted: Wanted): void {
    const server = this.#serverOf(wanted);
    for (;;) {
      const connection = server.idle.pop();
      if (connection === undefined) break;
      if (isUsable(connection)) return reuse(connection, request, wanted);
      connection.socket.destroy();
    }
    if (server.open < MOST_CONNECTIONS) this.#connect(server, request, wanted);
    else server.waiting.push({ request, wanted });
  }

  /** Closes what nobody uses. */
  closeIdle(): void {
    for (const { idle } of this.#servers.values()) for (const { socket } of idle) socket.destroy();
  }

  #serverOf({ connecting: { host } }: Wanted): Server {
    const known = this.#servers.get(host);
    if (known !== undefined) return known;
    const server = { idle: [], waiting: [], open: 0, session: undefined };
    this.#servers.set(host, server);
    return server;
  }

  #connect(server: Server, request: ClientRequest, wanted: Wanted): void {
    const socket = this.#open(server, wanted);
    const connection = { socket, server, idle: false, idleMs: IDLE_MS, usableUntil: Infinity };
    connections.set(socket, connection);
    server.open++;
    // Whatever a request does not hear of any more, since it is over, must not end the program.
    socket.on('error', () => {});
    socket.on('free', () => release(connection));
    // Nobody has asked for anything: it would be taken for the next answer.
    socket.on('data', () => void (connection.idle && socket.destroy()));
    socket.on('timeout', () => void (connection.idle && socket.destroy()));
    socket.on('close', () => {
      server.open--;
      const at = server.idle.indexOf(connection);
      if (at >= 0) server.idle.splice(at, 1);
      const next = server.waiting.shift();
      if (next !== undefined) this.#connect(server, next.request, next.wanted);
      else if (server.open === 0 && this.#servers.size > MOST_SERVERS)
        this.#servers.delete(wanted.connecting.host);
    });
    socket.setTimeout(IDLE_MS);
    request.onSocket(socket);
    whenConnected(socket, wanted.connecting);
  }

  #open(server: Server, { host, port }: Wanted): Socket {
    const options = { host, port: Number(port), noDelay: true, keepAlive: true };
    if (this.protocol === 'http:') return builtin('node:net').connect(options);
    const isAddress = host.includes(':') || /^[\d.]+$/.test(host);
    const { session } = server;
    const socket = builtin('node:tls').connect({
      ...options,
      // Addresses have no certificate names of their own.
      servername: isAddress ? '' : host,
      ALPNProtocols: ['http/1.1'],
      ...(session === undefined ? {} : { session }),
    });
    socket.on('session', (fresh: unknown) => (server.session = fresh));
    socket.on('error', () => (server.session = undefined));
    return socket;
  }
}

/**
 * Whether it is still good. While a program computes, no timer and no news from the network comes through, and its
 * next request would be sent over a connection that the server has left.
 */
function isUsable({ socket, usableUntil }: Connection): boolean {
  return !socket.destroyed && socket.writable && performance.now() < usableUntil;
}

function reuse(connection: Connection, request: ClientRequest, { connecting }: Wanted): void {
  const { socket } = connection;
  connection.idle = false;
  socket.ref();
  request.reusedSocket = true;
  request.onSocket(socket);
  connecting.connected();
}

function release(connection: Connection): void {
  const { socket, server, idleMs } = connection;
  if (socket.destroyed || !socket.writable || idleMs <= 0) {
    socket.destroy();
    return;
  }
  const next = server.waiting.shift();
  if (next !== undefined) return reuse(connection, next.request, next.wanted);
  connection.idle = true;
  connection.usableUntil = performance.now() + idleMs;
  // A connection that waits for nothing keeps no program alive.
  socket.unref();
  server.idle.push(connection);
}

/** Takes notice of how long the server says that it keeps a connection. */
export function heedKeepAlive({ socket, headers }: IncomingMessage): void {
  const announced = /\btimeout=(\d+)/.exec(String(headers['keep-alive'] ?? ''))?.[1];
  const connection = announced === undefined ? undefined : connections.get(socket);
  if (connection === undefined) return;
  const idleMs = Math.min(IDLE_MS, Number(announced) * 1000 - MARGIN_MS);
  if (idleMs === connection.idleMs) return;
  connection.idleMs = idleMs;
  socket.setTimeout(Math.max(idleMs, 1));
}

const pools = new Map<string, Pool>();

/** The connections for `http:` or `https:`, shared by all clients in the process. */
export function poolFor(protocol: string): Pool {
  const pool = pools.get(protocol) ?? new Pool(protocol);
  pools.set(protocol, pool);
  return pool;
}

/** The module of Node.js for a protocol. What tests and tracing put in its place is found there, too. */
export function moduleFor(protocol: string): Http {
  return builtin(protocol === 'http:' ? 'node:http' : 'node:https');
}

/** Closes all connections that nobody uses. */
export function closeIdle(): void {
  for (const pool of pools.values()) pool.closeIdle();
}
