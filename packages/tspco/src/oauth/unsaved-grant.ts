import { sleep, type World } from '../world.ts';
import { MOST_ROUNDS, unwilling } from './bounded-store.ts';
import type { StoredGrant } from './grant.ts';
import { tell, type SessionHooks } from './session-events.ts';
import type { SavedGrant, TokenStore } from './token-store.ts';

/** Where a new pair is to be saved, and who is told. */
export interface UnsavedGrantParts {
  readonly store: TokenStore;
  /** The grant's name in the store. */
  readonly name: string;
  readonly on: SessionHooks;
  readonly world: World;
}

/** A pair that came from the server, and the grant whose place it takes. */
interface Renewal {
  readonly grant: StoredGrant;
  readonly replaced: SavedGrant;
}

const SAVE_TRIES = 3;
const FIRST_SAVE_PAUSE_MS = 200;

/**
 * The way of a new pair into the store. The server has made the pair before it invalid, so this one is kept here until
 * the store has taken it, however often that fails.
 */
export class UnsavedGrant {
  readonly #parts: UnsavedGrantParts;
  #renewal: Renewal | undefined;

  constructor(parts: UnsavedGrantParts) {
    this.#parts = parts;
  }

  keep(renewal: Renewal): void {
    this.#renewal = renewal;
  }

  forget(): void {
    this.#renewal = undefined;
  }

  /** @returns `undefined` when there was nothing to save, or the grant was replaced or removed meanwhile */
  async save(): Promise<StoredGrant | undefined> {
    const { world } = this.#parts;
    for (let tries = 1, pause = FIRST_SAVE_PAUSE_MS; this.#renewal; tries++, pause *= 5) {
      try {
        const saved = await this.#saveOnce(this.#renewal);
        this.#renewal = undefined;
        return saved;
      } catch (error) {
        if (tries === SAVE_TRIES) throw error;
        await sleep(pause, world, undefined);
      }
    }
    return undefined;
  }

  async #saveOnce({ grant, replaced }: Renewal): Promise<StoredGrant | undefined> {
    const { store, name, on } = this.#parts;
    for (let { revision } = replaced, rounds = 0; ; rounds++) {
      if (rounds === MOST_ROUNDS) throw unwilling();
      if (await store.save(name, grant, revision)) break;
      const other = await store.load(name);
      // An earlier attempt did save it, although it failed.
      if (other?.grant.accessToken === grant.accessToken) break;
      // Unless it was only marked as dead by somebody who came with the token that we had used.
      if (other === undefined || other.grant.refreshToken !== replaced.grant.refreshToken) return undefined;
      revision = other.revision;
    }
    tell(on.refreshed, { id: name, expiresAt: new Date(grant.expiresAt) });
    return grant;
  }
}
