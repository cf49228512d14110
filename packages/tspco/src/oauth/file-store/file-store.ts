import { PCOInputError } from '../../errors.ts';
import { parseGrant } from '../grant.ts';
import type { TokenLock, TokenStore } from '../token-store.ts';
import { waitForLock } from '../wait-for-lock.ts';
import { failedWith, fileSystem } from './file-system.ts';
import { Generations } from './generations.ts';

/**
 * Keeps grants in files that only the user of this process can read, one folder for each grant. Any number of processes
 * on one machine may share it; on a network disk, use a database or `@tspco/redis` instead. For Node.js, Bun and Deno.
 *
 * @param directory - where the folders are; it is made if need be
 * @throws `PCOInputError` when it is no path
 * @example
 * ```ts
 * import { OAuthSession } from 'tspco';
 * import { fileTokenStore } from 'tspco/file-store';
 *
 * const session = new OAuthSession({ clientId, clientSecret, store: fileTokenStore('tokens') });
 * ```
 */
export function fileTokenStore(directory: string): TokenStore {
  if (typeof directory !== 'string' || directory === '') {
    throw new PCOInputError('fileTokenStore takes the path of a folder.', 'ERR_OPTIONS');
  }
  const folderOf = (name: string): string => `${directory}/${folderNameOf(name)}`;
  const grantsOf = (name: string): Generations => new Generations(folderOf(name), 'grant');
  return {
    async load(name) {
      const latest = await grantsOf(name).latest();
      if (latest === undefined || latest.text === REMOVED) return undefined;
      const grant = parseGrant(latest.text);
      if (grant === undefined) throw new Error(`what is in ${folderOf(name)} is no grant`);
      return { grant, revision: latest.number };
    },
    async save(name, grant, revision) {
      const grants = grantsOf(name);
      const latest = revision === 0 ? await grants.latest() : undefined;
      return grants.add(JSON.stringify(grant), latest?.text === REMOVED ? latest.number : revision);
    },
    async remove(name) {
      const grants = grantsOf(name);
      for (let latest; (latest = await grants.latest()) !== undefined && latest.text !== REMOVED;)
        await grants.add(REMOVED, latest.number);
    },
    async names() {
      const folders = await fileSystem()
        .readdir(directory)
        .catch((error: unknown) => {
          if (failedWith(error, 'ENOENT')) return [];
          throw error;
        });
      const names = folders.map(nameOf).filter((name) => name !== undefined);
      const latest = await Promise.all(names.map((name) => grantsOf(name).latest()));
      return names.filter((_, index) => (latest[index]?.text ?? REMOVED) !== REMOVED);
    },
    lock: (name, lease, signal) =>
      waitForLock(() => tryLock(new Generations(folderOf(name), 'lock'), lease), signal),
  };
}

const FREE = 'free';
/** Stays in the place of a grant that was removed, so that its number is not used again. */
const REMOVED = '';

async function tryLock(locks: Generations, lease: number): Promise<TokenLock | undefined> {
  const { number, text } = (await locks.latest()) ?? { number: 0, text: FREE };
  const now = Date.now();
  if (text !== FREE && Number(text) > now) return undefined;
  const until = now + lease;
  if (!(await locks.add(String(until), number))) return undefined;
  return {
    until,
    async release() {
      // If somebody else has taken it since, nothing is added.
      await locks.add(FREE, number + 1);
    },
  };
}

/** A folder's name for a grant's: also where file systems do not tell capitals from small letters. */
function folderNameOf(name: string): string {
  const bytes = [...new TextEncoder().encode(name)];
  return bytes.map((byte) => (isPlain(byte) ? String.fromCharCode(byte) : `%${hex(byte)}`)).join('');
}

function nameOf(folder: string): string | undefined {
  try {
    const name = decodeURIComponent(folder);
    return folderNameOf(name) === folder ? name : undefined;
  } catch {
    return undefined;
  }
}

function isPlain(byte: number): boolean {
  return /[a-z0-9_-]/.test(String.fromCharCode(byte));
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
