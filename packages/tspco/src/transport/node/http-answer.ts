import type { TransportAnswer } from '../transport.ts';
import { cut, streamOf } from './body-stream.ts';
import type { IncomingMessage } from './builtins.ts';
import { codingsOf, decode } from './codings.ts';

const utf8 = new TextDecoder();
// Answers that have no body, whatever follows their head.
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** An answer of `node:http`, in the shape of a `Response` as far as the client uses one. */
export class HttpAnswer implements TransportAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly type = 'default';
  readonly #message: IncomingMessage;
  readonly #empty: boolean;
  #body: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;

  constructor(message: IncomingMessage, method: string) {
    this.#message = message;
    this.status = message.statusCode;
    this.headers = headersOf(message);
    this.#empty = method === 'HEAD' || BODILESS.has(this.status);
    // A connection that breaks between two reads must not end the program; whoever reads on learns of it.
    message.on('error', () => {});
    if (this.#empty) message.resume();
  }

  get statusText(): string {
    return this.#message.statusMessage;
  }

  get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    if (this.#empty) return null;
    return (this.#body ??= streamOf(this.#message, this.#codings()));
  }

  async text(): Promise<string> {
    return utf8.decode(await this.#whole());
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(await this.#whole()).buffer;
  }

  /** A web `Response`, for whoever wants the body unread. */
  toResponse(): Response {
    const { status, statusText, headers, body } = this;
    return new Response(body, { status, statusText, headers });
  }

  #codings(): readonly string[] {
    return codingsOf(this.headers.get('content-encoding'));
  }

  #whole(): Promise<Uint8Array> {
    if (this.#empty) return Promise.resolve(new Uint8Array());
    const codings = this.#codings();
    const received = collect(this.#message);
    return codings.length === 0 ? received : received.then((bytes) => decode(bytes, codings));
  }
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  }
  return headers;
}

function collect(message: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (message.destroyed) return reject(cut(message));
    const chunks: Uint8Array[] = [];
    message.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    message.on('end', () => resolve(join(chunks)));
    message.on('close', () => reject(cut(message)));
  });
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
