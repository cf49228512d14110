import { open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { partOf } from './journal.ts';

/** What has been written of an export. */
export class PartFile {
  readonly #file: string;
  readonly #handle: FileHandle;
  #bytes: number;

  private constructor(file: string, handle: FileHandle, bytes: number) {
    this.#file = file;
    this.#handle = handle;
    this.#bytes = bytes;
  }

  /** Begins anew. */
  static async create(file: string): Promise<PartFile> {
    return new PartFile(file, await open(partOf(file), 'w'), 0);
  }

  /** Goes on after so many bytes; `undefined` when there are fewer. */
  static async resume(file: string, bytes: number): Promise<PartFile | undefined> {
    let handle: FileHandle;
    try {
      handle = await open(partOf(file), 'r+');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    const { size } = await handle.stat();
    if (size < bytes) {
      await handle.close();
      return undefined;
    }
    await handle.truncate(bytes);
    return new PartFile(file, handle, bytes);
  }

  get bytes(): number {
    return this.#bytes;
  }

  async append(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) {
      const rest = bytes.length - written;
      written += (await this.#handle.write(bytes, written, rest, this.#bytes + written)).bytesWritten;
    }
    this.#bytes += bytes.length;
  }

  /** Waits until the disk has it: a journal must not promise more. */
  sync(): Promise<void> {
    return this.#handle.datasync();
  }

  /** Puts it in its place, all at once. */
  async finish(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await rename(partOf(this.#file), this.#file);
    await syncFolder(dirname(this.#file));
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** So that the new name outlives a power cut. Not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
