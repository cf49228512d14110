import { PCOError } from '../errors.ts';
import { redact, redactCause } from '../redact.ts';
import { limited, type World } from '../world.ts';
import type { StoredGrant } from './grant.ts';
import type { TokenLock, TokenStore } from './token-store.ts';

/** A store that does not answer for so long is taken for broken. */
const LONGEST_ANSWER_MS = 5000;
/** Others may be faster now and then; always is a broken store. */
export const MOST_ROUNDS = 10;

/**
 * A store whose failures are errors of ours, and which answers or fails soon. Its lock may take as long as it takes.
 */
export function boundedStore(store: TokenStore, world: World): TokenStore {
  const bounded = <T>(doing: string, work: () => Promise<T>, grant?: StoredGrant): Promise<T> =>
    limited(async () => work(), {
      world,
      signal: undefined,
      ms: LONGEST_ANSWER_MS,
      onTimeout: () => storeError(doing, `it did not answer within ${LONGEST_ANSWER_MS} ms`),
    }).catch((error: unknown) => {
      throw failureOf(doing, error, grant);
    });
  return {
    // Databases say null where there is nothing.
    load: async (name) => (await bounded('load', () => store.load(name))) ?? undefined,
    save: async (name, grant, revision) => {
      const saved: unknown = await bounded('save', () => store.save(name, grant, revision), grant);
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
        throw signal?.aborted ? error : failureOf('lock', error);
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

/** The error for a store that finds each revision outdated, also those that it has just given. */
export function unwilling(): PCOError {
  return storeError(
    'save',
    `${MOST_ROUNDS} times its function save gave false for the revision that load had given`,
  );
}

/** Databases quote the row that they could not take, and in it the tokens. */
function failureOf(doing: string, error: unknown, grant?: StoredGrant): unknown {
  if (error instanceof PCOError) return error;
  const { accessToken = '', refreshToken = '' } = grant ?? {};
  const secrets = [accessToken, refreshToken];
  const message = error instanceof Error ? error.message : String(error);
  return storeError(doing, redact(message, secrets), redactCause(error, secrets));
}
