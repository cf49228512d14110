import type { TransportRequest } from '../transport.ts';
import type { ClientRequest, IncomingMessage } from './builtins.ts';

declare function setImmediate(callback: () => void): unknown;

/** A body as it goes over the wire, and what its headers say about it. */
export interface EncodedBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Uint8Array | ReadableStream<Uint8Array> | undefined;
}

const NO_BODY: EncodedBody = { headers: {}, content: undefined };
const EMPTY: EncodedBody = { headers: { 'content-length': '0' }, content: undefined };
const encoder = new TextEncoder();

/** Makes bytes or a stream of any body that `fetch` takes. */
export function encodeBody({ method, headers, body, length }: TransportRequest): EncodedBody {
  // Servers wait for a body, or for the word that there is none.
  if (body === undefined || body === null) return method.startsWith('P') ? EMPTY : NO_BODY;
  if (typeof body === 'string') return bytes(encoder.encode(body));
  if (body instanceof Uint8Array) return bytes(body);
  if (body instanceof ReadableStream) return stream(body, length);
  // Blobs, forms and the rest: their bytes and their type are known to the platform.
  const { body: content, headers: own } = new Response(body);
  const type = own.get('content-type');
  const encoded = stream(content, body instanceof Blob ? body.size : undefined);
  if (type === null || 'content-type' in headers) return encoded;
  return { ...encoded, headers: { ...encoded.headers, 'content-type': type } };
}

function bytes(content: Uint8Array): EncodedBody {
  return { headers: { 'content-length': String(content.byteLength) }, content };
}

function stream(content: EncodedBody['content'] | null, length: number | undefined): EncodedBody {
  const headers =
    length === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(length) };
  return { headers, content: content ?? undefined };
}

/**
 * Hands the body to the connection. A stream is read as fast as the network takes it, and no further once the server
 * has refused it: whoever answers 413 early does not want the rest.
 */
export function sendBody(sending: ClientRequest, { headers, content }: EncodedBody): void {
  if (!(content instanceof ReadableStream)) {
    sending.end(content);
    return;
  }
  const length = headers['content-length'];
  pump(sending, content.getReader(), length === undefined ? undefined : Number(length)).catch(
    (error: unknown) => void sending.destroy(error instanceof Error ? error : new Error(String(error))),
  );
}

async function pump(
  sending: ClientRequest,
  reader: ReadableStreamDefaultReader<Uint8Array>,
  length: number | undefined,
): Promise<void> {
  let over = false;
  let drained: (() => void) | undefined;
  const stop = (): void => {
    over = true;
    drained?.();
    reader.cancel().catch(() => {});
  };
  sending.on('close', stop);
  sending.on('drain', () => drained?.());
  sending.on('response', (message: IncomingMessage) => {
    if (message.statusCode >= 300) stop();
    // After it, the connection would still wait for the rest of the body.
    message.on('end', () => {
      if (!over) stop();
      if (!sending.writableEnded) sending.destroy();
    });
  });
  let sent = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (over) return;
    if (done) break;
    if (!(value instanceof Uint8Array)) throw new TypeError('The stream to send must give bytes.');
    sent += value.byteLength;
    if (length !== undefined && sent > length) break;
    if (value.byteLength > 0 && !sending.write(value)) {
      await new Promise<void>((resolve) => {
        drained = resolve;
      });
    }
    // What came in meanwhile is looked at before more is sent: writing to a server that has answered and left would
    // break the connection before its answer was read.
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (over) return;
  }
  if (length !== undefined && sent !== length) {
    throw new Error(
      `The body was to have ${length} bytes and has ${sent}${sent > length ? ' or more' : ''}.`,
    );
  }
  sending.end();
}
