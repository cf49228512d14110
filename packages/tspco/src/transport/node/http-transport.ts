import { PCOInputError } from '../../errors.ts';
import { checkKind } from '../../request/checks.ts';
import type { HttpAgent, Transport, TransportRequest } from '../transport.ts';
import type { ClientRequest, IncomingMessage, Socket } from './builtins.ts';
import { ACCEPTED } from './codings.ts';
import { whenConnected } from './connecting.ts';
import { HttpAnswer } from './http-answer.ts';
import { closeIdle, heedKeepAlive, moduleFor, poolFor } from './pool.ts';
import { encodeBody, sendBody, type EncodedBody } from './request-body.ts';
import { targetOf } from './target.ts';

/** How long a connection may take to come about, the TLS handshake included. */
const CONNECT_MS = 10_000;

interface HttpTransportOptions {
  readonly agent?: HttpAgent | undefined;
  readonly connectTimeout?: number | undefined;
}

/** A transport on `node:http` and `node:https`. Without an agent of its own it shares its connections with all others. */
export function httpTransport(options: HttpTransportOptions = {}): Transport {
  checkKind('agent', options.agent, 'getName', 'an agent of node:https');
  const send = (request: TransportRequest): Promise<HttpAnswer | Response> =>
    new Promise((resolve, reject) => {
      const { limit, method, read } = request;
      limit.sent ??= 'no';
      const body = encodeBody(request);
      let answered = false;
      const onResponse = (message: IncomingMessage): void => {
        answered = true;
        heedKeepAlive(message);
        const answer = new HttpAnswer(message, method);
        resolve(read === 'stream' ? answer.toResponse() : answer);
      };
      const sending = start(request, body, options, onResponse);
      sending.on('error', (error) => reject(explained(error)));
      // Such as after an answer that changes the protocol, which nobody has asked for.
      sending.on('close', () => {
        if (!answered) reject(new Error('the connection was closed without an answer'));
      });
      limit.onStop = (reason) => {
        reject(reason);
        sending.destroy();
      };
      sendBody(sending, body);
    });
  return Object.assign(send, {
    sized: true,
    close: options.agent === undefined ? closeIdle : () => {},
  } as const);
}

function start(
  request: TransportRequest,
  body: EncodedBody,
  { agent, connectTimeout = CONNECT_MS }: HttpTransportOptions,
  onResponse: (message: IncomingMessage) => void,
): ClientRequest {
  const { url, method, limit } = request;
  const { server, path } = targetOf(url);
  const { protocol, hostname, port, host } = server;
  const connected = (): void => {
    limit.sent = 'maybe';
  };
  const wanted = {
    agent: agent ?? poolFor(protocol),
    protocol,
    hostname,
    port,
    path,
    method,
    headers: headersOf(request, body, host),
    joinDuplicateHeaders: true,
    connecting: { host, ms: connectTimeout, connected },
  };
  if (agent === undefined) return moduleFor(protocol).request(wanted, onResponse);
  try {
    // Agents for proxies add headers of their own, which they can do to an object only.
    const { headers, connecting } = wanted;
    const pairs = headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : []));
    const given = { ...wanted, headers: Object.fromEntries(pairs) as Record<string, string> };
    const sending = moduleFor(protocol).request(given, onResponse);
    sending.on('socket', (socket: Socket) => {
      // One that has just broken takes nothing any more.
      if (!socket.destroyed) whenConnected(socket, connecting);
    });
    return sending;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_INVALID_PROTOCOL') throw error;
    throw new PCOInputError(
      `The option agent does not serve addresses of ${protocol}//. Agents of node:http and of node:https are not the same.`,
      'ERR_OPTIONS',
    );
  }
}

/** The word for the most frequent mistake while one develops is no word for most people. */
function explained(error: Error & { readonly code?: string; readonly address?: string }): Error {
  if (error.code === 'ECONNREFUSED')
    error.message += `; nothing listens there${isLoopback(error.address) ? ': does the emulator run?' : ''}`;
  return error;
}

function isLoopback(address = ''): boolean {
  return /^(127\.|::1$)/.test(address);
}

/** Names and values in turn. As an object they would first be collected one by one, at a twentieth of the time. */
function headersOf({ headers }: TransportRequest, body: EncodedBody, host: string): readonly string[] {
  const list = 'host' in headers ? [] : ['host', host];
  if (!('accept-encoding' in headers)) list.push('accept-encoding', ACCEPTED);
  for (const name in headers) list.push(name, headers[name] ?? '');
  for (const name in body.headers) list.push(name, body.headers[name] ?? '');
  return list;
}
