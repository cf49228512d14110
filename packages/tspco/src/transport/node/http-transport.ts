import { PCOInputError } from '../../errors.ts';
import type { HttpAgent, Transport, TransportRequest } from '../transport.ts';
import { builtin, type ClientRequest, type Http, type IncomingMessage, type Socket } from './builtins.ts';
import { ACCEPTED } from './codings.ts';
import { HttpAnswer } from './http-answer.ts';
import { closeIdle, poolFor } from './pools.ts';
import { encodeBody, sendBody, type EncodedBody } from './request-body.ts';

/** How long a connection may take to come about, the TLS handshake included. */
const CONNECT_MS = 10_000;
// What describes the connection or the length of the body. With another value the server would misread the request.
const OWN_HEADERS = /^(connection|content-length|expect|keep-alive|te|trailer|transfer-encoding|upgrade)$/;

export interface HttpTransportOptions {
  readonly agent?: HttpAgent | undefined;
  readonly connectTimeout?: number;
}

/** A transport on `node:http` and `node:https`. Without an agent of its own it shares its connections with all others. */
export function httpTransport({ agent, connectTimeout = CONNECT_MS }: HttpTransportOptions = {}): Transport {
  const send = (request: TransportRequest): Promise<HttpAnswer | Response> => {
    if (request.trace) request.trace.sent ??= 'no';
    return new Promise((resolve, reject) => {
      const { signal, method, read } = request;
      if (signal.aborted) return reject(signal.reason);
      const body = encodeBody(request);
      const onResponse = (message: IncomingMessage): void => {
        try {
          const answer = new HttpAnswer(message, method);
          resolve(read === 'stream' ? answer.toResponse() : answer);
        } catch (error) {
          reject(error);
          message.destroy();
        }
      };
      const sending = start(request, body, agent, onResponse);
      sending.on('error', reject);
      sending.on('close', () => reject(new Error('the connection was closed')));
      signal.addEventListener('abort', () => {
        reject(signal.reason);
        sending.destroy();
      });
      watchConnection(sending, request, connectTimeout);
      sendBody(sending, body);
    });
  };
  return Object.assign(send, { sized: true, close: agent === undefined ? closeIdle : () => {} } as const);
}

function start(
  { url, method, headers }: TransportRequest,
  body: EncodedBody,
  agent: HttpAgent | undefined,
  onResponse: (message: IncomingMessage) => void,
): ClientRequest {
  const { protocol, hostname, host, port, pathname, search } = new URL(url);
  const all = { host, 'accept-encoding': ACCEPTED, ...checkHeaders(headers), ...body.headers };
  const target = {
    protocol,
    // An address of IPv6 stands in brackets in a URL, and nowhere else.
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    path: pathname + search,
    method,
  };
  if (agent === undefined) {
    const pool = poolFor(protocol);
    pool.dropStale();
    // In this form they are written without being checked and ordered once more, which costs a third of the time.
    return pool.http.request(
      { ...target, agent: pool.agent, headers: Object.entries(all).flat() },
      onResponse,
    );
  }
  try {
    // Agents for proxies add headers, and can do so to an object only.
    return moduleFor(protocol).request({ ...target, agent, headers: all }, onResponse);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_INVALID_PROTOCOL') throw error;
    throw new PCOInputError(
      `The option agent does not serve ${protocol} addresses. Is it an agent of node:http where one of node:https is needed, or the reverse?`,
      'ERR_OPTIONS',
    );
  }
}

function moduleFor(protocol: string): Http {
  return builtin(protocol === 'http:' ? 'node:http' : 'node:https');
}

function checkHeaders(headers: TransportRequest['headers']): TransportRequest['headers'] {
  for (const name of Object.keys(headers)) {
    if (!OWN_HEADERS.test(name)) continue;
    throw new PCOInputError(`The header ${name} follows from the request and cannot be set.`, 'ERR_OPTIONS');
  }
  return headers;
}

/** Notes when the request may have reached the server, and gives up a connection that does not come about. */
function watchConnection(sending: ClientRequest, { trace, url }: TransportRequest, ms: number): void {
  const sent = (): void => {
    if (trace) trace.sent = 'maybe';
  };
  sending.on('socket', (socket: Socket) => {
    const event = socket.secureConnecting === true ? 'secureConnect' : 'connect';
    if (sending.reusedSocket || !(socket.connecting || event === 'secureConnect')) {
      // One that has just broken takes nothing any more.
      if (!socket.destroyed) sent();
      return;
    }
    const timer = setTimeout(() => {
      const message = `no connection to ${new URL(url).host} within ${ms} ms`;
      sending.destroy(Object.assign(new Error(message), { code: 'ETIMEDOUT', syscall: 'connect' }));
    }, ms);
    const stop = (): void => clearTimeout(timer);
    socket.on(event, () => {
      stop();
      sent();
    });
    socket.on('close', stop);
  });
}
