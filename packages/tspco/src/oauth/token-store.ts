import { PCOInputError } from '../errors.ts';
import type { StoredGrant } from './grant.ts';

/** A grant in a store. */
export interface SavedGrant {
  readonly grant: StoredGrant;
  /** Another one with every save, above 0, and never one again that the name had before. */
  readonly revision: number;
}

/** The right to refresh a grant, until it is released or its time is over. */
export interface TokenLock {
  /** When it ends by itself, in milliseconds since the epoch by this machine's clock. */
  readonly until: number;
  /** Lets the next one in. Does nothing to the lock of another when the time was over already. */
  release(): Promise<void>;
}

/**
 * Where sessions keep their grants. The names are yours, such as a church's id; nothing of a token is in them.
 *
 * For your own, on the database that you have anyway, see `tspco/token-store`, which also tests it.
 */
export interface TokenStore {
  /** The grant of that name; `undefined` when there is none. */
  load(name: string): Promise<SavedGrant | undefined>;
  /**
   * Saves a grant if the one in the store still has the revision from which it was made; 0 stands for none. When the
   * promise resolves, the grant survives the process.
   *
   * @returns whether it was saved
   */
  save(name: string, grant: StoredGrant, revision: number): Promise<boolean>;
  /** Forgets a grant. */
  remove(name: string): Promise<void>;
  /** The names of all grants. */
  names(): Promise<string[]>;
  /**
   * Waits until nobody else has the lock of that name, in any process, and takes it.
   *
   * @param lease - milliseconds after which it ends by itself, in case its holder was killed
   * @throws the signal's reason as soon as it aborts; the lock is not taken then
   */
  lock(name: string, lease: number, signal?: AbortSignal): Promise<TokenLock>;
}

const FUNCTIONS = ['load', 'save', 'remove', 'names', 'lock'] as const;

/** @throws {@link PCOInputError} unless it has all that a store must have */
export function checkStore(store: unknown): void {
  const given = (typeof store === 'object' && store !== null ? store : {}) as Partial<TokenStore>;
  const missing = FUNCTIONS.filter((name) => typeof given[name] !== 'function');
  if (missing.length === 0) return;
  throw new PCOInputError(
    `The option store must be a TokenStore, such as fileTokenStore('tokens'); it has no ${missing.join(', ')}.`,
    'ERR_OPTIONS',
  );
}
