import { createServer, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Listening } from '../emulator-interface.ts';
import type { HttpApp } from './http-app.ts';

/** When Node.js gives up on somebody who sends slowly. */
export type Timeouts = Pick<
  ServerOptions,
  'connectionsCheckingInterval' | 'headersTimeout' | 'requestTimeout'
>;

/** Puts the emulator on a port. */
export class SocketServer {
  readonly #app: HttpApp;
  readonly #host: string;
  readonly #timeouts: Timeouts;
  #server: Server | undefined;
  #opening: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  /** @param timeouts - by default those of Node.js: a minute for the headers, five for the whole request */
  constructor({ app, host, timeouts = {} }: { app: HttpApp; host: string; timeouts?: Timeouts | undefined }) {
    this.#app = app;
    this.#host = host;
    this.#timeouts = timeouts;
  }

  /** @param port - 0 for any free one */
  async listen(port: number): Promise<Listening> {
    checkPort(port);
    if (this.#server) {
      throw new Error('The emulator is listening already. Call close() first, or create another one.');
    }
    const server = createServer({ ...SERVER_OPTIONS, ...this.#timeouts }, this.#listener());
    this.#server = server;
    this.#opening = started(server, port, this.#host);
    try {
      await this.#opening;
    } catch (error) {
      this.#server = undefined;
      throw startError(error, port, this.#host);
    }
    const { port: given } = server.address() as AddressInfo;
    const url = `http://${hostInUrl(this.#host)}:${given}`;
    return { url, uploadUrl: `${url}/v2/files`, port: given };
  }

  /** Ends open connections, those with a request under way included. */
  close(): Promise<void> {
    this.#closing ??= this.#end().finally(() => {
      this.#closing = undefined;
    });
    return this.#closing;
  }

  async #end(): Promise<void> {
    // A server that is not open yet cannot be closed.
    await this.#opening?.catch(() => {});
    const server = this.#server;
    if (!server?.listening) return;
    await new Promise<void>((resolve) => {
      server.close(() => {
        this.#server = undefined;
        resolve();
      });
      server.closeAllConnections();
    });
  }

  #listener(): Parameters<typeof createServer>[1] {
    const listener = getRequestListener((request, env) => this.#app.fetch(request, env), {
      hostname: this.#host,
      // A library must not exchange the Request and Response of the program that uses it.
      overrideGlobalObjects: false,
    });
    return (incoming, outgoing) => void listener(incoming, outgoing);
  }
}

// Node.js closes idle connections after five seconds, and a client that sends at that moment loses its request.
const SERVER_OPTIONS = { keepAliveTimeout: 75_000 };

function checkPort(port: number): void {
  if (isPort(port)) return;
  throw new RangeError(`The port must be ${ALLOWED_PORTS}; got ${String(port)}.`);
}

export const ALLOWED_PORTS = 'a whole number from 0 (any free port) to 65535';

export function isPort(port: unknown): boolean {
  return Number.isInteger(port) && Number(port) >= 0 && Number(port) <= 65_535;
}

async function started(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function startError(cause: unknown, port: number, host: string): Error {
  const { code = '' } = cause as NodeJS.ErrnoException;
  const [problem, remedy] = START_PROBLEMS[code] ?? [`cannot be opened (${String(cause)})`, 'See the cause'];
  const error = new Error(`Port ${port} on ${host} ${problem}. ${remedy}.`, { cause });
  return Object.assign(error, { code });
}

const START_PROBLEMS: Readonly<Record<string, readonly [string, string]>> = {
  EADDRINUSE: [
    'is taken, perhaps by an emulator that runs already',
    'Take another one, or 0 for any free one',
  ],
  EACCES: ['is not allowed for this user', 'Take one above 1023, or 0 for any free one'],
  EADDRNOTAVAIL: ['cannot be opened: the host is no address of this machine', 'Take 127.0.0.1 or 0.0.0.0'],
  ENOTFOUND: ['cannot be opened: the host is unknown', 'Take 127.0.0.1 or 0.0.0.0'],
};

/** Every address of the machine is reachable by the loopback one; a wildcard is no address to connect to. */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
