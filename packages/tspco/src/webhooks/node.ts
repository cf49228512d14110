import { PCOWebhookError } from './error.ts';
import { bytesOf, noRawBody } from './raw-delivery.ts';
import { joined, tooLarge } from './read-body.ts';
import type { Incoming, WebhookAnswer } from './receive.ts';

/** A request of `node:http`, as far as it is used. Those of Express and of most frameworks are such ones. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly readableDidRead?: boolean;
  /** Called for `data`, `end`, `error` and `close`, to read the body. */
  on(event: string, listener: (value: unknown) => void): unknown;
  /** Called to stop reading a body that is too large. */
  pause(): unknown;
}

/** A response of `node:http`, as far as it is used. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  /** Called before `end`. */
  setHeader(name: string, value: string): unknown;
  /** Called once, with the whole body of the answer. */
  end(text: string): unknown;
}

/** A request of Node.js as the handler sees it. */
export function incomingOf(request: NodeRequest): Incoming {
  const { method, headers } = request;
  return { method, headers, readBody: (maxBytes) => bodyOf(request, maxBytes) };
}

export function sendAnswer(response: NodeResponse, { status, text, headers }: WebhookAnswer): void {
  // Something else may have answered meanwhile, such as a time limit of the server's own.
  if (response.headersSent) return;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  // What is left of a body that is too large would be taken for the next request.
  if (status === 413) response.setHeader('Connection', 'close');
  response.end(text);
}

/** What a body parser has kept of the bytes, or what is still to be read. */
async function bodyOf(request: NodeRequest, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const { rawBody, body } = request as { rawBody?: unknown; body?: unknown };
  for (const kept of [rawBody, body]) {
    if (typeof kept !== 'string' && !(kept instanceof Uint8Array)) continue;
    const bytes = bytesOf(kept);
    if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
    return bytes;
  }
  if (request.readableDidRead !== true) return readRequest(request, maxBytes);
  throw noRawBody(
    'A body parser or something else has read the body of the request, and has not kept its bytes',
  );
}

function readRequest(request: NodeRequest, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk) => {
      const bytes = chunk as Uint8Array;
      size += bytes.byteLength;
      if (size <= maxBytes) return void chunks.push(bytes);
      request.pause();
      reject(tooLarge(maxBytes));
    });
    request.on('end', () => resolve(joined(chunks, size)));
    const onBreak = (cause: unknown): void =>
      reject(new PCOWebhookError('The body did not come to its end.', 'ERR_DELIVERY', { cause }));
    request.on('error', onBreak);
    request.on('close', onBreak);
  });
}
