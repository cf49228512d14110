import { sleep, systemWorld } from '../world.ts';
import type { TokenLock } from './token-store.ts';

const SHORTEST_WAIT = 10;
const LONGEST_WAIT = 150;

/**
 * Takes a lock that can only be tried: again and again, more and more slowly, and never in step with others.
 *
 * @param tryLock - takes the lock if it is free; else gives `undefined`
 * @throws the signal's reason as soon as it aborts
 * @example
 * ```ts
 * // tryLock is your database's own: it takes the lock of that name, unless somebody has it.
 * const lock: TokenStore['lock'] = (name, lease, signal) => waitForLock(() => tryLock(name, lease), signal);
 * ```
 */
export async function waitForLock(
  tryLock: () => Promise<TokenLock | undefined>,
  signal?: AbortSignal,
): Promise<TokenLock> {
  for (let wait = SHORTEST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    signal?.throwIfAborted();
    const lock = await tryLock();
    if (lock !== undefined) {
      if (signal?.aborted !== true) return lock;
      await lock.release();
      continue;
    }
    await sleep(wait * (0.5 + systemWorld.random() / 2), systemWorld, signal);
  }
}
