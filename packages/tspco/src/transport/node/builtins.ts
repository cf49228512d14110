import type { Connecting } from './connecting.ts';

/**
 * The parts of Node.js that the transport uses, in the words of its documentation. They are asked for when the first
 * request is sent: programs that bring a `fetch` load none of them, and no bundler has to know them. Node's own types
 * are not used, so that our declarations compile for programs without them.
 */
type Listener = (...values: never[]) => void;

interface Emitter {
  on(event: string, listener: Listener): unknown;
  once(event: string, listener: Listener): unknown;
}

export interface Socket extends Emitter {
  readonly connecting: boolean;
  readonly destroyed: boolean;
  /** Set on TLS sockets: the handshake is not over. */
  readonly secureConnecting?: boolean;
  readonly writable: boolean;
  destroy(error?: Error): unknown;
  ref(): unknown;
  unref(): unknown;
  setTimeout(ms: number): unknown;
}

export interface NodeReadable extends Emitter {
  readonly destroyed: boolean;
  readonly errored: Error | null;
  pause(): unknown;
  resume(): unknown;
  destroy(error?: Error): unknown;
}

export interface Decoder extends NodeReadable {
  write(chunk: Uint8Array): boolean;
  end(): unknown;
  pipe<Next extends Decoder>(next: Next): Next;
}

export interface IncomingMessage extends NodeReadable {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly socket: Socket;
  /** Whether the whole answer arrived. */
  readonly complete: boolean;
  /** By lower-case names; several values are joined. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
}

export interface ClientRequest extends Emitter {
  reusedSocket: boolean;
  /** How an agent hands over a connection. */
  onSocket(socket: Socket): unknown;
  readonly writableEnded: boolean;
  write(chunk: Uint8Array): boolean;
  end(chunk?: string | Uint8Array): unknown;
  destroy(error?: Error): unknown;
}

interface RequestOptions {
  readonly agent: unknown;
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
  readonly method: string;
  readonly joinDuplicateHeaders: boolean;
  /** For our own agent. */
  readonly connecting?: Connecting;
  /** As an object, or as names and values in turn, which are written as they are. */
  readonly headers: readonly string[] | Readonly<Record<string, string>>;
}

export interface Http {
  request(options: RequestOptions, onResponse: (message: IncomingMessage) => void): ClientRequest;
}

type Decode = (bytes: Uint8Array, done: (error: Error | null, decoded: Uint8Array) => void) => void;

export interface Zlib {
  readonly gunzip: Decode;
  readonly inflate: Decode;
  readonly inflateRaw: Decode;
  readonly brotliDecompress: Decode;
  createGunzip(): Decoder;
  createInflate(): Decoder;
  createInflateRaw(): Decoder;
  createBrotliDecompress(): Decoder;
}

interface Connector {
  connect(options: object): Socket;
}

interface Builtins {
  readonly 'node:http': Http;
  readonly 'node:https': Http;
  readonly 'node:net': Connector;
  readonly 'node:tls': Connector;
  readonly 'node:zlib': Zlib;
}

declare const process: { getBuiltinModule<Name extends keyof Builtins>(name: Name): Builtins[Name] };

/** A module of Node.js. */
export function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] {
  return process.getBuiltinModule(name);
}
