import { randomUUID } from 'node:crypto';
import { access, constants, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What the command line program does with files. Rejects with errors whose message says what is wrong in words. */
export interface Files {
  readText(path: string): Promise<string>;
  /** Whether `writeText` has a chance. */
  checkWritable(path: string): Promise<void>;
  /** Puts the text there wholly or not at all: what was there before stays until then. */
  writeText(path: string, text: string): Promise<void>;
}

export const files: Files = {
  readText: (path) => readFile(path, 'utf8').catch(explain),
  checkWritable: (path) =>
    access(dirname(path), constants.W_OK).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') throw new Error('there is no such folder', { cause });
      explain(cause);
    }),
  async writeText(path, text) {
    const beside = `${path}.${randomUUID()}.tmp`;
    try {
      const file = await open(beside, 'wx');
      try {
        await file.writeFile(text);
        // A name that leads to an empty file after a power cut would be worse than the old file.
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      explain(error);
    }
  },
};

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'it is not allowed for this user',
  EISDIR: 'it is a folder',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'it is not in a folder',
  EROFS: 'the disk can only be read',
};

function explain(cause: unknown): never {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  throw new Error(REASONS[code] ?? message, { cause });
}
