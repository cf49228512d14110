import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { Failure } from '../failure.ts';

const A_MOMENT_MS = 5000;
/** A lock may go, or come to another owner, while it is looked at. */
const ATTEMPTS = 3;
/** What this process has written into its locks. Its number alone may be that of a process before it, too. */
const OWN = new Set<string>();

/** Keeps two exports from writing into one file. One that was killed leaves its lock behind, which is then taken over. */
export async function lockFile(
  file: string,
  runs: (pid: number) => boolean = isRunning,
): Promise<{ release(): Promise<void> }> {
  const lock = `${file}.part.lock`;
  const owner = `${process.pid} ${randomBytes(4).toString('hex')}`;
  OWN.add(owner);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await acquire(lock, owner, runs)) return { release: () => release(lock, owner) };
      const other = await ownerOf(lock);
      if (other !== undefined && isThere(other, runs)) {
        throw new Failure(`Another pco (process ${pidOf(other)}) is writing ${file}.`, {
          remedy: `Wait until it is done. If that process is something else, delete ${lock}.`,
        });
      }
    }
    throw new Failure(`Another pco began to write ${file} just now.`, { remedy: 'Wait until it is done.' });
  } catch (error) {
    OWN.delete(owner);
    throw error;
  }
}

/**
 * Makes a lock, or takes over one whose owner is gone. Of several that find the same one, just one may: whoever has a
 * second lock, which is named after that owner, and finds the first as it was. Nobody else touches the first meanwhile,
 * and in its place comes the second. A process that is killed in between leaves a second lock, which is one like any
 * other.
 */
async function acquire(lock: string, owner: string, runs: (pid: number) => boolean): Promise<boolean> {
  if (await create(lock, owner)) return true;
  const gone = await ownerOf(lock);
  if (gone === undefined || isThere(gone, runs)) return false;
  const second = `${lock}.${gone.replaceAll(/\W+/g, '-') || 'nobody'}`;
  if (!(await acquire(second, owner, runs))) return false;
  if ((await ownerOf(lock)) === gone) {
    await rename(second, lock);
    return true;
  }
  await remove(second, owner);
  return false;
}

async function create(lock: string, owner: string): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx');
    await handle.writeFile(owner);
    await handle.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  // Where this process was stopped before it had written, another may have taken the empty lock over.
  return (await ownerOf(lock)) === owner;
}

/** Whoever has the lock; `undefined` when there is none, or somebody has made it just now and is about to write. */
async function ownerOf(lock: string): Promise<string | undefined> {
  try {
    const text = await readFile(lock, 'utf8');
    const isNew = text === '' && Date.now() - (await stat(lock)).mtimeMs < A_MOMENT_MS;
    return isNew ? undefined : text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function release(lock: string, owner: string): Promise<void> {
  await remove(lock, owner);
  OWN.delete(owner);
}

/** Nothing but what is this owner's. */
async function remove(lock: string, owner: string): Promise<void> {
  if ((await ownerOf(lock)) === owner) await rm(lock, { force: true });
}

function pidOf(owner: string): number {
  return Number.parseInt(owner, 10);
}

function isThere(owner: string, runs: (pid: number) => boolean): boolean {
  const pid = pidOf(owner);
  return pid === process.pid ? OWN.has(owner) : pid > 0 && runs(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
