/** Where kept files are found, on whatever host the emulator has. */
export const KEPT_FILES = '/__emulator/files/';

/** Uploaded files as the API sees them: by identifier, for an hour. */
export interface UploadShelf {
  /** The file of this identifier, unless it never existed or its hour is over. */
  get(id: string): UploadedFile | undefined;
  /**
   * Keeps the file for good: it can be fetched at {@link keptPath} from now on.
   *
   * @throws Error when there is no such file; ask `get` first
   */
  keep(id: string): void;
}

/** The path, without an origin, at which a file can be fetched that is kept. */
export function keptPath(id: string, { name }: Pick<UploadedFile, 'name'>): string {
  return `${KEPT_FILES}${id}/${encodeURIComponent(name)}`;
}

export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** When the identifier stops working, in milliseconds since 1970. */
  readonly expiresAt: number;
}
