import { randomUUID } from 'node:crypto';
import { access, constants, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
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
  async checkWritable(path) {
    const { place, mode } = await target(path).catch(explain);
    if (mode === undefined && (await stat(dirname(place)).catch(() => undefined)) === undefined) {
      throw new Error('there is no such folder');
    }
    await access(dirname(place), constants.W_OK).catch(explain);
  },
  async writeText(path, text) {
    const { place, mode } = await target(path).catch(explain);
    const beside = `${place}.${randomUUID()}.tmp`;
    try {
      const file = await open(beside, 'wx', mode);
      try {
        await file.writeFile(text);
        // A name that leads to an empty file after a power cut would be worse than the old file.
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, place);
    } catch (error) {
      await rm(beside, { force: true });
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        throw new Error('its folder is gone', { cause: error });
      }
      explain(error);
    }
  },
};

/** The file behind links, and its rights if it is there. What is no file must not be replaced by one. */
async function target(path: string): Promise<{ place: string; mode?: number }> {
  const place = await realpath(path).catch(() => path);
  const found = await stat(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return { place };
  if (found.isDirectory()) throw new Error('it is a folder');
  if (!found.isFile()) throw new Error('it is no regular file');
  return { place, mode: found.mode };
}

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
