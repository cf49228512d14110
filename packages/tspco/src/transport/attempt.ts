import { PCOInputError } from '../errors.ts';
import { href, resolveAddress } from '../request/address.ts';
import type { Call, Settings } from '../settings.ts';
import { limited, type Limit } from '../world.ts';
import type { Failure, Received } from './failure.ts';
import type { TransportAnswer } from './transport.ts';

/** How one attempt ended. */
export type Ending =
  { readonly failure: Failure } | { readonly received: Received; readonly document: unknown };

/** The statuses that send a request on to another address. */
export const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** So many redirects in a row are followed. */
export const MOST_REDIRECTS = 5;
// An error document is a few hundred bytes; more than this is not worth holding.
const MOST_ERROR_BYTES = 1_048_576;

class RefusedRedirect extends Error {}

/**
 * Sends a call once, follows redirects that stay on the server, and reads the body, all within `ms` milliseconds.
 *
 * @throws only the caller's abort reason and what a `fetch` of the caller refuses with a {@link PCOInputError};
 *   everything else is a {@link Failure}
 */
export async function attempt(
  call: Call,
  settings: Settings,
  authorization: string | undefined,
  ms: number,
): Promise<Ending> {
  const { signal } = call;
  // Made only when needed: a stack trace costs more than the rest of this function.
  let timedOut: Error | undefined;
  let limit: Limit | undefined;
  let received: Received;
  try {
    received = await limited((given) => exchange(call, settings, authorization, (limit = given)), {
      world: settings.world,
      signal,
      ms,
      onTimeout: () => (timedOut = new Error('timed out')),
    });
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    // What a `fetch` refuses to send, as that of tspco/check does, it would refuse again.
    if (cause instanceof PCOInputError) throw cause;
    if (timedOut !== undefined && cause === timedOut)
      return { failure: { kind: 'timeout', ms, sent: limit?.sent } };
    if (cause instanceof RefusedRedirect) return { failure: { kind: 'redirect', reason: cause.message } };
    return { failure: { kind: 'network', cause, sent: limit?.sent } };
  }
  if (received.response.status >= 400) return { failure: { kind: 'status', received } };
  if (call.read !== 'text') return { received, document: undefined };
  try {
    return {
      received,
      document: /\S/.test(received.text) ? (JSON.parse(received.text) as unknown) : null,
    };
  } catch {
    return { failure: { kind: 'malformed', received } };
  }
}

/** Lets go of a body that nobody will read, so that its connection can be used again. */
export function discard(response: TransportAnswer): void {
  response.body?.cancel().catch(() => {});
}

async function exchange(
  call: Call,
  settings: Settings,
  authorization: string | undefined,
  limit: Limit,
): Promise<Received> {
  const { body, method, read } = call;
  const opened = body?.open(settings.transport.sized);
  const headers: Record<string, string> = { ...call.headers };
  if (opened?.contentType !== undefined) headers['content-type'] = opened.contentType;
  if (authorization !== undefined) headers['authorization'] = authorization;
  let url = href(call.address);
  for (let hops = 1; ; hops++) {
    const response = await settings.transport({ ...opened, url, method, headers, limit, read });
    if (limit.stopped) {
      // A transport that ignores the signal: nobody waits for this answer any more.
      discard(response);
      throw new Error('given up');
    }
    // A browser hides a redirect that it was told not to follow.
    const hidden = response.type === 'opaqueredirect';
    const { status } = response;
    if (!hidden && status < 200) throw new TypeError(`the answer has the status ${status}`);
    const follow = hidden || (REDIRECTS.has(status) && call.redirects === 'follow');
    if (!follow) return receive(response, call);
    discard(response);
    url = redirectTarget(response, url, call, hops);
  }
}

async function receive(response: TransportAnswer, call: Call): Promise<Received> {
  if (response.status >= 400) return { response, text: await readBounded(response), bytes: undefined };
  if (call.read === 'stream') return { response, text: '', bytes: undefined };
  if (call.read === 'bytes') return { response, text: '', bytes: await response.arrayBuffer() };
  return { response, text: await response.text(), bytes: undefined };
}

async function readBounded({ body }: TransportAnswer): Promise<string> {
  if (body === null) return '';
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; size < MOST_ERROR_BYTES;) {
    const { done, value } = await reader.read();
    if (done) return text;
    size += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  reader.cancel().catch(() => {});
  return text;
}

function redirectTarget(response: TransportAnswer, from: string, call: Call, hops: number): string {
  const location = response.headers.get('location');
  if (call.method !== 'GET' && call.method !== 'HEAD')
    throw new RefusedRedirect('only a GET may be sent elsewhere');
  if (location === null) throw new RefusedRedirect('it has no address');
  if (hops > MOST_REDIRECTS) throw new RefusedRedirect(`there were ${MOST_REDIRECTS} before it`);
  let origin = 'no address';
  try {
    const target = new URL(location, from);
    ({ origin } = target);
    target.hash = '';
    return href(resolveAddress(target, call.address.base));
  } catch {
    throw new RefusedRedirect(`it leads to ${origin}, where your credentials must not go`);
  }
}
