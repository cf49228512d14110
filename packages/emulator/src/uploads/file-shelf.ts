import { randomUUID } from 'node:crypto';
import type { UploadedFile, UploadShelf } from './upload-shelf.ts';

const LIFETIME = 60 * 60 * 1000;

/** Holds what was uploaded, in memory. */
export class FileShelf implements UploadShelf {
  readonly #now: () => number;
  readonly #waiting = new Map<string, UploadedFile>();
  readonly #kept = new Map<string, UploadedFile>();

  constructor({ now }: { now: () => number }) {
    this.#now = now;
  }

  add(file: Omit<UploadedFile, 'expiresAt'>): { readonly id: string; readonly file: UploadedFile } {
    this.#forgetExpired();
    // The first part of an identifier names the region of the storage.
    const id = `us1-${randomUUID()}`;
    const added = { ...file, expiresAt: this.#now() + LIFETIME };
    this.#waiting.set(id, added);
    return { id, file: added };
  }

  get(id: string): UploadedFile | undefined {
    const file = this.#waiting.get(id);
    return file && file.expiresAt > this.#now() ? file : undefined;
  }

  keep(id: string): void {
    const file = this.get(id);
    if (!file) throw new Error(`There is no uploaded file ${id}.`);
    this.#kept.set(id, file);
  }

  kept(id: string, name: string): UploadedFile | undefined {
    const file = this.#kept.get(id);
    return file?.name === name ? file : undefined;
  }

  /** All that are kept, and under which identifier. */
  allKept(): readonly (readonly [id: string, file: UploadedFile])[] {
    return [...this.#kept];
  }

  /** Keeps these files, and no others. */
  keepOnly(files: readonly (readonly [id: string, file: UploadedFile])[]): void {
    this.#kept.clear();
    for (const [id, file] of files) this.#kept.set(id, file);
  }

  #forgetExpired(): void {
    for (const [id, { expiresAt }] of this.#waiting) {
      if (expiresAt <= this.#now()) this.#waiting.delete(id);
    }
  }
}
