import { createHash, randomBytes } from 'node:crypto';
import { link, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Failure } from './failure.ts';

const A_MOMENT_MS = 5000;
/** A lock may go, or come to another owner, while it is looked at. */
const ATTEMPTS = 3;
/** What this process has written into its locks. Its number alone may be that of a process before it, too. */
const OWN = new Set<string>();
/** Numbers of processes mean nothing on another machine, and nothing in another container. */
const HERE = hostname().replaceAll(/\s+/g, '-');

/**
 * Keeps two processes from writing one file. One that was killed leaves its lock behind, which is then taken over; not
 * from another machine, where nobody can see from here what runs. A lock belongs to a process and not to a time, as
 * those of libraries do: an export on a machine that slept must not find somebody else in its file.
 */
export async function lockFile(
  file: string,
  runs: (pid: number) => boolean = isRunning,
): Promise<{ release(): Promise<void> }> {
  const lock = lockOf(file);
  const owner = `${process.pid} ${randomBytes(4).toString('hex')} ${HERE}`;
  const helpers = join(dirname(lock), `.pco-lock-${hash(basename(lock))}-`);
  OWN.add(owner);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (await acquire(lock, { owner, runs, helpers })) {
        await tidy(helpers);
        return { release: () => release(lock, owner) };
      }
      const other = await ownerOf(lock);
      if (other !== undefined && isThere(other, runs)) throw heldBy(other, file);
    }
    throw new Failure(`Another pco began to write ${file} just now.`, {
      remedy: `Wait until it is done. If none runs, delete ${lock}.`,
    });
  } catch (error) {
    OWN.delete(owner);
    throw error;
  }
}

function lockOf(file: string): string {
  return `${file}.part.lock`;
}

function heldBy(owner: string, file: string): Failure {
  const { pid, host } = partsOf(owner);
  const [where, doubt] =
    host === HERE
      ? ['', 'If that process is something else']
      : [` on ${host}`, 'If it does not run there any more'];
  return new Failure(`Another pco (process ${pid}${where}) is writing ${file}.`, {
    remedy: `Wait until it is done. ${doubt}, delete ${lockOf(file)}.`,
  });
}

/** Somebody who wants a lock. */
interface Candidate {
  readonly owner: string;
  readonly runs: (pid: number) => boolean;
  /** What the names of all files begin with that are needed only to come to the lock. */
  readonly helpers: string;
}

/**
 * Makes a lock, or takes over one whose owner is gone. Of several that find the same one, just one may: whoever has a
 * second lock, which is named after that owner, and finds the first as it was. Nobody else touches the first meanwhile,
 * and in its place comes the second. A process that is killed in between leaves a second lock, which is one like any
 * other.
 */
async function acquire(lock: string, candidate: Candidate): Promise<boolean> {
  const { owner, runs, helpers } = candidate;
  if (await create(lock, candidate)) return true;
  const gone = await ownerOf(lock);
  if (gone === undefined || isThere(gone, runs)) return false;
  // A lock may hold anything, of any length.
  const second = `${helpers}${hash(`${basename(lock)} ${gone}`)}`;
  if (!(await acquire(second, candidate))) return false;
  if ((await ownerOf(lock)) === gone) return unless('ENOENT', () => rename(second, lock));
  await remove(second, owner);
  return false;
}

/** A lock is never empty, not for a moment, where a file can have two names. */
async function create(lock: string, { owner, helpers }: Candidate): Promise<boolean> {
  const draft = `${helpers}${hash(owner)}`;
  await writeFile(draft, owner);
  try {
    await link(draft, lock).catch(async (error: unknown) => {
      if (!hasCode(error, 'EEXIST', 'ENOENT')) await createInPlace(lock, owner);
    });
  } finally {
    await rm(draft, { force: true });
  }
  // Where this process was stopped before it had written in place, another may have taken the empty lock over.
  return (await ownerOf(lock)) === owner;
}

async function createInPlace(lock: string, owner: string): Promise<void> {
  await unless('EEXIST', async () => {
    const handle = await open(lock, 'wx');
    await handle.writeFile(owner);
    await handle.close();
  });
}

/**
 * Takes away what processes that were killed have left beside a lock. Whoever has the lock may take it from the living,
 * too: they could not come to the lock with it any more.
 */
async function tidy(helpers: string): Promise<void> {
  const folder = dirname(helpers);
  for (const name of await readdir(folder).catch(() => [])) {
    if (name.startsWith(basename(helpers))) await rm(join(folder, name), { force: true }).catch(() => {});
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Whoever has the lock; `undefined` when there is none, or somebody has made it just now and is about to write. */
async function ownerOf(lock: string): Promise<string | undefined> {
  try {
    const text = await readFile(lock, 'utf8');
    const isNew = text === '' && Date.now() - (await stat(lock)).mtimeMs < A_MOMENT_MS;
    return isNew ? undefined : text;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
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

/** Older locks say nothing of the machine: they are taken for ones of this. */
function partsOf(owner: string): { readonly pid: number; readonly host: string } {
  const [pid = '', , host = HERE] = owner.split(/\s+/);
  return { pid: Number.parseInt(pid, 10), host };
}

function isThere(owner: string, runs: (pid: number) => boolean): boolean {
  const { pid, host } = partsOf(owner);
  if (!(pid > 0) || host !== HERE) return pid > 0;
  return pid === process.pid ? OWN.has(owner) : runs(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return hasCode(error, 'EPERM');
  }
}

/** `false` when it fails like this. */
async function unless(code: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (hasCode(error, code)) return false;
    throw error;
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}
