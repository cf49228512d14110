import { platform as here } from '#platform';
import { PCOInputError, type Sent } from '../errors.ts';
import type { Platform } from '../platform/platform.ts';
import { checkKind } from '../request/checks.ts';

/** The platform's `fetch`, or a function that behaves like it. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/**
 * An agent of `node:http` or `node:https`, or one that stands in for them, such as an agent for proxies.
 */
export interface HttpAgent {
  getName(options?: object): string;
  destroy(): void;
}

/** One request, complete: nothing is added on its way to the network. */
export interface TransportRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestInit['body'] | undefined;
  /** How many bytes a stream has, where that is known. */
  readonly length?: number | undefined;
  readonly signal: AbortSignal;
  /** `'stream'`: the answer must be a web `Response`. */
  readonly read?: 'text' | 'bytes' | 'stream';
  /** Where a transport that knows it notes whether the request may have reached the server. */
  readonly trace?: { sent?: Sent };
}

/** What the client uses of a `Response`; each is read once, in one of the three ways. */
export type TransportAnswer = Pick<
  Response,
  'status' | 'statusText' | 'headers' | 'type' | 'body' | 'text' | 'arrayBuffer'
>;

/**
 * Sends one request once. It follows no redirect, repeats nothing and adds no credential; what it rejects with is
 * judged by `sentOf` in failure.ts.
 */
export interface Transport {
  (request: TransportRequest): Promise<TransportAnswer>;
  /** It can announce the length of a stream. */
  readonly sized?: boolean;
  /** Closes connections that nobody uses. */
  readonly close?: () => void;
}

/** How requests reach the network. */
export interface TransportOptions {
  readonly fetch?: Fetch | undefined;
  readonly agent?: HttpAgent | undefined;
}

/**
 * The transport that options ask for.
 *
 * @throws {@link PCOInputError} `ERR_OPTIONS`
 */
export function chooseTransport({ fetch, agent }: TransportOptions): Transport {
  const { transport } = here;
  checkKind('agent', agent, 'getName', 'an agent of node:https');
  if (agent !== undefined && (fetch !== undefined || transport === undefined)) {
    throw new PCOInputError('The option agent needs Node.js, and no fetch beside it.', 'ERR_OPTIONS');
  }
  return fetch === undefined && transport !== undefined
    ? transport({ agent })
    : fetchTransport(fetch ?? systemFetch, here);
}

/** Looked up at every call, so that a `fetch` that was replaced for tests or tracing is used. */
export const systemFetch: Fetch = (input, init) => globalThis.fetch(input, init);

/** A transport on `fetch`. */
export function fetchTransport(fetch: Fetch, platform: Platform): Transport {
  const { fetchInit, resends, redirectOfUploads } = platform;
  return ({ url, method, headers, body: given, signal }) => {
    const once = resends && (method === 'POST' || method === 'PATCH');
    const body =
      once && (given === undefined || typeof given === 'string') ? new Blob(given ? [given] : []) : given;
    const large = body instanceof ReadableStream || body instanceof FormData;
    const redirect = large ? redirectOfUploads : 'manual';
    const init: RequestInit & { duplex?: 'half' } = { ...fetchInit, method, headers, signal, redirect };
    if (body !== undefined) init.body = body;
    // Required for streams by the standard, and missing from the DOM types.
    if (body instanceof ReadableStream) init.duplex = 'half';
    return fetch(url, init);
  };
}
