import { PCOError } from '../errors.ts';
import { limited, type World } from '../world.ts';
import type { TokenLock, TokenStore } from './token-store.ts';

/** A store that does not answer for so long is taken for broken. */
const LONGEST_ANSWER_MS = 5000;

/**
 * A store whose failures are errors of ours, and which answers or fails soon. Its lock may take as long as it takes.
 */
export function boundedStore(store: TokenStore, world: World): TokenStore {
  const bounded = <T>(doing: string, work: () => Promise<T>): Promise<T> =>
    limited(async () => work(), {
      world,
      signal: undefined,
      ms: LONGEST_ANSWER_MS,
      onTimeout: () => storeError(doing, `it did not answer within ${LONGEST_ANSWER_MS} ms`),
    }).catch((error: unknown) => {
      throw error instanceof PCOError ? error : storeError(doing, messageOf(error), error);
    });
  return {
    // Databases say null where there is nothing.
    load: async (name) => (await bounded('load', () => store.load(name))) ?? undefined,
    save: async (name, grant, revision) => {
      const saved: unknown = await bounded('save', () => store.save(name, grant, revision));
      if (typeof saved === 'boolean') return saved;
      throw storeError('save', 'its function save does not say whether it has, with true or false');
    },
    remove: (name) => bounded('remove', () => store.remove(name)),
    names: () => bounded('list', () => store.names()),
    async lock(name, lease, signal) {
      try {
        const lock: Partial<TokenLock> | undefined = await store.lock(name, lease, signal);
        if (typeof lock?.until === 'number' && typeof lock.release === 'function') return lock as TokenLock;
        throw storeError('lock', 'its function lock gives no lock with until and release');
      } catch (error) {
        if (signal?.aborted || error instanceof PCOError) throw error;
        throw storeError('lock', messageOf(error), error);
      }
    },
  };
}

/** An error of the token store, or of what it was to do. */
export function storeError(doing: string, why: string, cause?: unknown): PCOError {
  return new PCOError(
    `The token store could not ${doing} the grant: ${why}. No token was lost by that.`,
    'ERR_TOKEN_STORE',
    cause === undefined ? undefined : { cause },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
