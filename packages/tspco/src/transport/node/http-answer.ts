import type { TransportAnswer } from '../transport.ts';
import { cut, streamOf } from './body-stream.ts';
import type { IncomingMessage } from './builtins.ts';
import { codingsOf, decode } from './codings.ts';
import { HeaderList } from './header-list.ts';

const utf8 = new TextDecoder();
// Answers that have no body, whatever follows their head.
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** An answer of `node:http`, in the shape of a `Response` as far as the client uses one. */
export class HttpAnswer implements TransportAnswer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly type = 'default';
  readonly #message: IncomingMessage;
  readonly #empty: boolean;
  #body: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;

  constructor(message: IncomingMessage, method: string) {
    this.#message = message;
    this.status = message.statusCode;
    this.headers = new HeaderList(message);
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

  text(): Promise<string> {
    return this.#read((bytes) => utf8.decode(bytes));
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return this.#read((bytes) => new Uint8Array(bytes).buffer);
  }

  /** A web `Response`, for whoever wants the body unread. It rejects what a `Response` cannot be, such as a status of 600. */
  async toResponse(): Promise<Response> {
    const { status, statusText, headers, body } = this;
    try {
      return new Response(body, { status, statusText, headers });
    } catch (error) {
      this.#message.destroy();
      throw error;
    }
  }

  #codings(): readonly string[] {
    return codingsOf(this.headers.get('content-encoding'));
  }

  async #read<T>(convert: (bytes: Uint8Array) => T): Promise<T> {
    if (this.#empty) return convert(new Uint8Array());
    const bytes = join(await collect(this.#message));
    const codings = this.#codings();
    return convert(codings.length === 0 ? bytes : await decode(bytes, codings));
  }
}

/** Reads a body to its end. A connection that breaks before is an error. */
function collect(message: IncomingMessage): Promise<readonly Uint8Array[]> {
  return new Promise((resolve, reject) => {
    if (message.destroyed) return reject(cut(message));
    const chunks: Uint8Array[] = [];
    message.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    message.on('end', () => resolve(chunks));
    message.on('error', () => reject(cut(message)));
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
