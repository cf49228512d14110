import type { SavedGrant, TokenLock, TokenStore } from './token-store.ts';
import { waitForLock } from './wait-for-lock.ts';

/**
 * Keeps grants in this process only: after its end, everybody must connect again. For tests, and for programs that
 * save their tokens by other means.
 *
 * @example
 * ```ts
 * const session = new OAuthSession({ clientId, clientSecret, store: memoryTokenStore() });
 * ```
 */
export function memoryTokenStore(): TokenStore {
  const saved = new Map<string, SavedGrant>();
  const locks = new Map<string, TokenLock>();
  let saves = 0;
  const tryLock = (name: string, lease: number): TokenLock | undefined => {
    const now = Date.now();
    if ((locks.get(name)?.until ?? 0) > now) return undefined;
    const lock: TokenLock = {
      until: now + lease,
      release() {
        if (locks.get(name) === lock) locks.delete(name);
        return Promise.resolve();
      },
    };
    locks.set(name, lock);
    return lock;
  };
  return {
    load: (name) => Promise.resolve(saved.get(name)),
    save(name, grant, revision) {
      const isNext = (saved.get(name)?.revision ?? 0) === revision;
      if (isNext) saved.set(name, { grant: structuredClone(grant), revision: ++saves });
      return Promise.resolve(isNext);
    },
    remove(name) {
      saved.delete(name);
      return Promise.resolve();
    },
    names: () => Promise.resolve([...saved.keys()]),
    lock: (name, lease, signal) => waitForLock(() => Promise.resolve(tryLock(name, lease)), signal),
  };
}
