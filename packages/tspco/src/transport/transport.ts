import type { Platform } from '../platform/platform.ts';

/** The platform's `fetch`, or a function that behaves like it. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/** One request, complete: nothing is added on its way to the network. */
interface TransportRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestInit['body'] | undefined;
  readonly signal: AbortSignal;
}

/**
 * Sends one request once. It follows no redirect, repeats nothing and adds no credential; what it rejects with is
 * judged by `sentOf` in failure.ts.
 */
export type Transport = (request: TransportRequest) => Promise<Response>;

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
