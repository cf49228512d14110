import type { Fetch, Transport, TransportOptions } from '../transport/transport.ts';

/** The few things that differ between runtimes. Each file beside this one exports one `platform`. */
export interface Platform {
  /** Browsers forbid the header, and where they allow it, it costs a preflight that the server refuses. */
  readonly sendsUserAgent: boolean;
  /** Where the platform's `fetch` has its ways, gives one without them. */
  readonly adaptFetch?: (fetch: Fetch) => Fetch;
  /** The platform's own way to the network, where it has a better one than `fetch`; none if `fetch` is asked for. */
  readonly transport?: (options: TransportOptions) => Transport | undefined;
  /** An environment variable. */
  env(name: string): string | undefined;
  /** Opens a file without reading it. Absent where there are no files. */
  readonly openFile?: (path: string) => Promise<OpenedFile>;
}

/** A file on disk, or why it cannot be used. */
export type OpenedFile = { readonly blob: Blob } | { readonly problem: 'missing' | 'folder' | 'unreadable' };
