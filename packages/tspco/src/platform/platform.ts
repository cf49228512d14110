import type { HttpAgent, Transport } from '../transport/transport.ts';

/** The few things that differ between runtimes. Each file beside this one exports one `platform`. */
export interface Platform {
  /** Browsers forbid the header, and where they allow it, it costs a preflight that the server refuses. */
  readonly sendsUserAgent: boolean;
  /** Added to every `fetch`. */
  readonly fetchInit: RequestInit;
  /**
   * Whether `fetch` sends a request a second time by itself when a used connection breaks under it, unless its body
   * is a blob or a stream. Only Deno does (seen in 2.9), and it would carry out a POST twice.
   */
  readonly resends: boolean;
  /**
   * How a redirect of an upload is met. `'error'` on Node.js: with any other value its `fetch` keeps a copy of the whole
   * body in memory, in case it has to send it again elsewhere. Workers know no `'error'`.
   */
  readonly redirectOfUploads: 'error' | 'manual';
  /** The platform's own way to the network, where it has a better one than `fetch`. */
  readonly transport?: (options: { readonly agent: HttpAgent | undefined }) => Transport;
  /** An environment variable. */
  env(name: string): string | undefined;
  /** Opens a file without reading it. Absent where there are no files. */
  readonly openFile?: (path: string) => Promise<OpenedFile>;
}

/** A file on disk, or why it cannot be used. */
export type OpenedFile = { readonly blob: Blob } | { readonly problem: 'missing' | 'folder' | 'unreadable' };
