/** The few things that differ between runtimes. Each file beside this one exports one `platform`. */
export interface Platform {
  /** Browsers forbid the header, and where they allow it, it costs a preflight that the server refuses. */
  readonly sendsUserAgent: boolean;
  /** Added to every `fetch`. */
  readonly fetchInit: RequestInit;
  /** Whether `fetch` can send a stream. */
  readonly streamsRequests: boolean;
  /** An environment variable. */
  env(name: string): string | undefined;
  /** Opens a file without reading it. Absent where there are no files. */
  readonly openFile?: (path: string) => Promise<OpenedFile>;
}

/** A file on disk, or why it cannot be used. */
export type OpenedFile = { readonly blob: Blob } | { readonly problem: 'missing' | 'folder' | 'unreadable' };
