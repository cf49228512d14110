/** Where kept files are found, on whatever host the emulator has. */
export const KEPT_FILES = '/__emulator/files/';

/** Uploaded files as the API sees them: by identifier, for an hour. */
export interface UploadShelf {
  /** The file of this identifier, unless it never existed or its hour is over. */
  get(id: string): UploadedFile | undefined;
  /**
   * Keeps the file for good and returns the path, without an origin, at which it can be fetched from now on.
   *
   * @throws Error when there is no such file; ask `get` first
   */
  keep(id: string): string;
}

export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** When the identifier stops working, in milliseconds since 1970. */
  readonly expiresAt: number;
}
