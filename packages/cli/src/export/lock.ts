import { open, readFile, rm } from 'node:fs/promises';
import { Failure } from '../failure.ts';

/** Keeps two exports from writing into one file. One that was killed leaves its lock behind, which is then taken over. */
export async function lockFile(file: string): Promise<{ release(): Promise<void> }> {
  const lock = `${file}.part.lock`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = await open(lock, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return { release: () => rm(lock, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
      if (owner !== process.pid && isRunning(owner)) {
        throw new Failure(`Another pco (process ${owner}) is writing ${file}.`, {
          remedy: `Wait until it is done. If that process is something else, delete ${lock}.`,
        });
      }
      await rm(lock, { force: true });
    }
  }
  throw new Failure(`Another pco began to write ${file} just now.`);
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
