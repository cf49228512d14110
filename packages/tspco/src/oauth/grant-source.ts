import { PCOReconnectError } from '../errors.ts';
import { limited, type Limit, type World } from '../world.ts';
import type { Application } from './application.ts';
import { boundedStore, MOST_ROUNDS, storeError, unwilling } from './bounded-store.ts';
import type { StoredGrant } from './grant.ts';
import { isEndOfGrant, requestRefresh } from './request-refresh.ts';
import { tell, type SessionHooks } from './session-events.ts';
import type { SavedGrant, TokenLock, TokenStore } from './token-store.ts';
import { UnsavedGrant } from './unsaved-grant.ts';

/** Where a grant comes from, and who is told what becomes of it. */
export interface GrantParts {
  readonly application: Application;
  readonly store: TokenStore;
  /** The grant's name in the store. */
  readonly name: string;
  /** What to begin with where the store has none. */
  readonly first: StoredGrant | undefined;
  readonly on: SessionHooks;
  readonly world: World;
}

/** What is wanted of a grant. */
export interface Wanted {
  /** Whether a grant will do as it is. */
  readonly isUsable: (grant: StoredGrant) => boolean;
  /** Milliseconds to wait for the lock. */
  readonly patience: number;
}

/** A lock is held so much longer than the refresh may take: for the store's sake. */
const RESERVE_MS = 20_000;

/**
 * Gives a grant from the store, refreshed when it has to be. One of all processes refreshes at a time; who comes later
 * finds the new pair in the store. A pair is saved before it is given to anybody.
 */
export class GrantSource {
  readonly #parts: GrantParts;
  readonly #store: TokenStore;
  readonly #unsaved: UnsavedGrant;
  /** What to begin with where the store has none. */
  #first: StoredGrant | undefined;
  /** An end of the grant that was to be saved, of which it is not known whether it was. */
  #untold: StoredGrant['ended'];

  constructor(parts: GrantParts) {
    this.#parts = parts;
    this.#first = parts.first;
    this.#store = boundedStore(parts.store, parts.world);
    this.#unsaved = new UnsavedGrant({ ...parts, store: this.#store });
  }

  /**
   * @throws {@link PCOReconnectError} when only the person can help; the errors of the request and of the store as they
   * are: then the grant is as it was
   */
  async find({ isUsable, patience }: Wanted): Promise<StoredGrant> {
    await this.saveUnsaved();
    for (let rounds = 1; rounds <= MOST_ROUNDS; rounds++) {
      const { grant } = await this.#loadAlive(isUsable);
      if (isUsable(grant)) return grant;
      const lock = await this.#lock(patience);
      try {
        // Whoever had the lock before may have refreshed.
        const saved = await this.#loadAlive(isUsable);
        if (isUsable(saved.grant)) return saved.grant;
        const fresh = await this.#refresh(saved, lock);
        if (fresh !== undefined) return fresh;
      } finally {
        // Otherwise it ends by itself.
        await lock.release().catch(() => {});
      }
    }
    throw storeError(
      'refresh',
      `${MOST_ROUNDS} times its lock was nearly over, or the grant was another one`,
    );
  }

  /** What is in the store; `undefined` when there is nothing that can be used. */
  async load(): Promise<StoredGrant | undefined> {
    const saved = await this.#store.load(this.#parts.name);
    return saved?.grant.ended === undefined ? saved?.grant : undefined;
  }

  /** Puts a grant that was given just now in the place of any other. */
  async replace(grant: StoredGrant): Promise<void> {
    this.#unsaved.forget();
    this.#first = undefined;
    for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
      const before = await this.#store.load(this.#parts.name);
      if (await this.#store.save(this.#parts.name, grant, before?.revision ?? 0)) return;
    }
    throw unwilling();
  }

  /** Takes the grant out of the store after something was done with it, while nobody refreshes it. */
  async remove(before: (grant: StoredGrant) => Promise<void>): Promise<void> {
    const { name } = this.#parts;
    const lock = await this.#lock(Infinity);
    try {
      const saved = await this.#store.load(name);
      const grant = saved?.grant ?? this.#first;
      if (grant !== undefined) await before(grant);
      await this.#store.remove(name);
      this.#first = undefined;
    } finally {
      await lock.release().catch(() => {});
    }
  }

  /** Saves the pair that could not be saved before, if there is one. */
  saveUnsaved(): Promise<StoredGrant | undefined> {
    return this.#unsaved.save();
  }

  /** The grant in the store; one that has ended only if it will do until its access token expires. */
  async #loadAlive(isUsable: Wanted['isUsable']): Promise<SavedGrant> {
    const { name } = this.#parts;
    let saved = await this.#store.load(name);
    const first = this.#first;
    if (saved === undefined && first !== undefined) {
      await this.#store.save(name, first, 0);
      saved = await this.#store.load(name);
    }
    // Once only: what is removed from the store later does not come back.
    this.#first = undefined;
    if (saved === undefined) {
      throw new PCOReconnectError(
        `Nothing is stored under "${name}": send the person to Planning Center to connect.`,
        name,
        'not_connected',
      );
    }
    const { ended } = saved.grant;
    // It was this process that marked it, although saving it failed.
    if (ended !== undefined && ended.at === this.#untold?.at) this.#tellEnd();
    if (ended === undefined || isUsable(saved.grant)) return saved;
    throw new PCOReconnectError(
      `The grant "${name}" is at its end (${ended.reason}, ${new Date(ended.at).toISOString()}): the person must connect again.`,
      name,
      ended.reason,
    );
  }

  #lock(patience: number): Promise<TokenLock> {
    const { application, name, world } = this.#parts;
    const take = (limit: Limit): Promise<TokenLock> =>
      this.#store.lock(name, application.timeout + RESERVE_MS, limit.toSignal());
    return limited(take, {
      world,
      signal: undefined,
      ms: patience,
      onTimeout: () => storeError('lock', `somebody else held it for more than ${patience} ms`),
    });
  }

  /** @returns `undefined` when what is in the store must be looked at again */
  async #refresh(saved: SavedGrant, lock: TokenLock): Promise<StoredGrant | undefined> {
    const { application, world } = this.#parts;
    if (saved.grant.refreshToken === undefined) return this.#end(saved, 'no_refresh_token');
    const until = lock.until - RESERVE_MS / 2;
    try {
      const grant = await requestRefresh(application, saved.grant, { until, world });
      if (grant === undefined) return undefined;
      this.#unsaved.keep({ grant, replaced: saved });
    } catch (error) {
      if (isEndOfGrant(error)) return this.#end(saved, error.code);
      throw error;
    }
    return this.saveUnsaved();
  }

  /** Marks a grant as dead, and tells so, unless somebody else has a better one. */
  async #end({ grant, revision }: SavedGrant, reason: string): Promise<undefined> {
    const { name, world } = this.#parts;
    const ended = { at: world.now(), reason };
    this.#untold = ended;
    if (await this.#store.save(name, { ...grant, ended }, revision)) this.#tellEnd();
    this.#untold = undefined;
  }

  #tellEnd(): void {
    const { name, on } = this.#parts;
    if (this.#untold) tell(on.reconnectNeeded, { id: name, reason: this.#untold.reason });
    this.#untold = undefined;
  }
}
