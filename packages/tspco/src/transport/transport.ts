import { platform as here } from '#platform';
import { PCOInputError } from '../errors.ts';
import type { Platform } from '../platform/platform.ts';
import type { Limit } from '../world.ts';

/** The platform's `fetch`, or a function that behaves like it. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/**
 * An agent of `node:http` or `node:https`, or one that stands in for them, such as an agent for proxies.
 */
export interface HttpAgent {
  /** Connections of the same name may be used for each other. */
  getName(options?: object): string;
  /** Closes the connections that it keeps. */
  destroy(): void;
}

/** One request, complete: nothing is added on its way to the network. */
export interface TransportRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestInit['body'] | undefined;
  /** How many bytes a stream has, where that is known. */
  readonly length?: number | undefined;
  /** When to stop. A transport that knows whether the request may have reached the server notes it there. */
  readonly limit: Limit;
  /** `'stream'`: the answer must be a web `Response`. */
  readonly read?: 'text' | 'bytes' | 'stream';
}

/**
 * What the client uses of a `Response`. The body is read once, in one of the three ways. The headers may be others than
 * the platform's own, so callers get a copy.
 */
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
export function chooseTransport(options: TransportOptions): Transport {
  const { fetch = systemFetch, agent } = options;
  if (agent !== undefined && here.transport === undefined) {
    throw new PCOInputError('The option agent is for Node.js only.', 'ERR_OPTIONS');
  }
  return here.transport?.(options) ?? fetchTransport(fetch, here);
}

/** Looked up at every call, so that a `fetch` that was replaced for tests or tracing is used. */
export const systemFetch: Fetch = (input, init) => globalThis.fetch(input, init);

/** A transport on `fetch`. */
export function fetchTransport(given: Fetch, { adaptFetch }: Platform): Transport {
  const fetch = adaptFetch?.(given) ?? given;
  return ({ url, method, headers, body, limit }) => {
    const init: RequestInit & { duplex?: 'half' } = {
      method,
      headers,
      signal: limit.toSignal(),
      redirect: 'manual',
    };
    if (body !== undefined) init.body = body;
    // Required for streams by the standard, and missing from the DOM types.
    if (body instanceof ReadableStream) init.duplex = 'half';
    return fetch(url, init);
  };
}
