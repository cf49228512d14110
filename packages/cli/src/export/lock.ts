import { open, readFile, rm, stat } from 'node:fs/promises';
import { Failure } from '../failure.ts';

const A_MOMENT_MS = 5000;

/** Keeps two exports from writing into one file. One that was killed leaves its lock behind, which is then taken over. */
export async function lockFile(file: string): Promise<{ release(): Promise<void> }> {
  const lock = `${file}.part.lock`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = await open(lock, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return { release: () => release(lock) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = await ownerOf(lock);
      if (owner === undefined) break;
      if (owner !== process.pid && isRunning(owner)) {
        throw new Failure(`Another pco (process ${owner}) is writing ${file}.`, {
          remedy: `Wait until it is done. If that process is something else, delete ${lock}.`,
        });
      }
      await rm(lock, { force: true });
    }
  }
  throw new Failure(`Another pco began to write ${file} just now.`, { remedy: 'Wait until it is done.' });
}

/** The process that has the lock; `undefined` when it has taken it just now, and has not written itself down yet. */
async function ownerOf(lock: string): Promise<number | undefined> {
  const text = await readFile(lock, 'utf8').catch(() => '0');
  if (text !== '') return Number(text);
  const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < A_MOMENT_MS ? undefined : 0;
}

/** Another process may have taken the lock over, if this one was stopped for a while. */
async function release(lock: string): Promise<void> {
  if ((await ownerOf(lock)) === process.pid) await rm(lock, { force: true });
}

function isRunning(id: number): boolean {
  if (!Number.isInteger(id) || id <= 0) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
