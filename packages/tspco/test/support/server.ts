import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An answer in short: a number is a status, everything but a string is written as JSON. */
export interface ShortAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export type Handler = (request: SeenRequest, raw: RawExchange) => ShortAnswer | void;

/** A request and its answer as Node.js sees them. */
export interface RawExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface ServerOptions {
  /** Sees a request before its body is read, and says whether it dealt with it. */
  readonly onHead?: (raw: RawExchange) => boolean;
}

export interface TestServer {
  readonly url: string;
  readonly requests: SeenRequest[];
}

/**
 * Starts a real HTTP server for one test and stops it when the test ends. A handler that returns nothing answers by
 * itself through `raw.response`, or leaves the request hanging.
 */
export async function startServer(handler: Handler, { onHead }: ServerOptions = {}): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '/', 'http://test');
    if (onHead?.({ request, response })) {
      requests.push({ method, url, headers, body: '' });
      return;
    }
    const chunks: Buffer[] = [];
    // A test that breaks the connection on purpose must not fail here.
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const seen: SeenRequest = { method, url, headers, body: Buffer.concat(chunks).toString() };
      requests.push(seen);
      const answer = handler(seen, { request, response });
      if (answer) reply(response, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** An error document as the API writes it. */
export function errorDocument(status: number, title: string, detail: string): ShortAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: { errors: [{ status: String(status), title, detail }] },
  };
}

function reply(response: ServerResponse, { status = 200, headers, body }: ShortAnswer): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/vnd.api+json; charset=utf-8', ...headers });
  response.end(text);
}
