import { PCOReconnectError } from '../errors.ts';
import { abortable } from '../world.ts';
import type { StoredGrant } from './grant.ts';
import type { GrantParts, GrantSource } from './grant-source.ts';
import { tell } from './session-events.ts';

/** While the token that is there is still good, nobody waits longer for the lock to get another. */
const PATIENCE_MS = 10_000;
/** After a failure, a token that is still good is used for so long before the next try. */
const REST_MS = 30_000;
/** Who asks so soon after a failure gets the same one. */
const SAME_FAILURE_MS = 1000;
/** A token that does not live long is renewed in this last part of its life at the earliest. */
const LARGEST_PART_AHEAD = 1 / 4;

/** Gives a grant that can be used now, to any number of callers, and finds a better one when it is time. */
export class GrantKeeper {
  readonly #parts: GrantParts;
  readonly #refreshAhead: number;
  #source: Promise<GrantSource> | undefined;
  #known: StoredGrant | undefined;
  #pending: Promise<StoredGrant> | undefined;
  #failure: { readonly at: number; readonly error: unknown } | undefined;

  /** @param refreshAhead - milliseconds before its end in which an access token is renewed */
  constructor(parts: GrantParts, refreshAhead: number) {
    this.#parts = parts;
    this.#refreshAhead = refreshAhead;
  }

  /** What is known without asking anybody. */
  get known(): StoredGrant | undefined {
    return this.#known;
  }

  /**
   * @param refused - an access token that the server refused: another one is wanted
   * @throws {@link PCOReconnectError} when only the person can help; what the server or the store failed with;
   * the signal's reason, which ends only this caller's waiting
   */
  async grant(signal: AbortSignal | undefined, refused?: string): Promise<StoredGrant> {
    for (;;) {
      const known = this.#known;
      if (known && this.#isUsable(known, refused)) return known;
      const isGood = known !== undefined && this.#isGood(known, refused);
      const { at = -Infinity, error } = this.#failure ?? {};
      // The clock may have been set back since.
      const age = Math.abs(this.#parts.world.now() - at);
      if (isGood && age < REST_MS) return known;
      if (age < SAME_FAILURE_MS) throw error;
      // What others wait for already may be what is wanted here. What was found is used once, however short it lives.
      const found = await abortable(this.#pending ?? this.#start(refused, isGood), signal);
      if (found.accessToken !== refused) return found;
    }
  }

  /** Takes what somebody else has saved, without refreshing anything. */
  async reload(): Promise<StoredGrant | undefined> {
    const saved = await (await this.#open()).load();
    if (saved !== undefined) this.#known = saved;
    return saved;
  }

  /** Takes a grant that was given just now. */
  async replace(grant: StoredGrant): Promise<void> {
    await this.settled();
    await (await this.#open()).replace(grant);
    this.#known = grant;
    this.#failure = undefined;
  }

  /**
   * Forgets the grant, in the store, too.
   *
   * @param before - what to do with it before; if that fails, it stays
   */
  async remove(before: (grant: StoredGrant) => Promise<void>): Promise<void> {
    await this.settled();
    await (await this.#open()).remove(before);
    this.#known = undefined;
    this.#failure = undefined;
  }

  /** Resolves when no refresh is under way and everything is saved. */
  async settled(): Promise<void> {
    await this.#pending?.catch(() => {});
    await (await this.#open()).saveUnsaved();
  }

  /** Most programs never come here, and a program that does comes here once in two hours: loaded when needed. */
  #open(): Promise<GrantSource> {
    return (this.#source ??= import('./grant-source.ts').then(
      ({ GrantSource }) => new GrantSource(this.#parts),
      (error: unknown) => {
        this.#source = undefined;
        throw error;
      },
    ));
  }

  #start(refused: string | undefined, isGood: boolean): Promise<StoredGrant> {
    const wanted = {
      isUsable: (grant: StoredGrant): boolean => this.#isUsable(grant, refused),
      patience: isGood ? PATIENCE_MS : Infinity,
    };
    const pending = this.#open()
      .then((source) => source.find(wanted))
      .then(
        (grant) => {
          this.#known = grant;
          this.#failure = undefined;
          return grant;
        },
        (error: unknown) => {
          this.#fail(error, isGood);
          if (this.#known && isGood) return this.#known;
          throw error;
        },
      )
      .finally(() => (this.#pending = undefined));
    return (this.#pending = pending);
  }

  #fail(error: unknown, isGood: boolean): void {
    const { name, on, world } = this.#parts;
    this.#failure = { at: world.now(), error };
    // Somebody has taken it out of the store: it is not to be used any more.
    if (error instanceof PCOReconnectError) this.#known = undefined;
    if (!isGood || this.#known === undefined) return;
    const message = `Refreshing ahead of time failed; the token at hand is still good, and it is tried again.`;
    tell(on.warning, { id: name, message, error });
  }

  /** Whether nothing better needs to be found. A grant that has ended is used as long as its access token is good. */
  #isUsable(grant: StoredGrant, refused: string | undefined): boolean {
    if (!this.#isGood(grant, refused)) return false;
    const { receivedAt, expiresAt, ended } = grant;
    const ahead = Math.min(this.#refreshAhead, (expiresAt - receivedAt) * LARGEST_PART_AHEAD);
    return ended !== undefined || this.#parts.world.now() < expiresAt - ahead;
  }

  /** Whether the server may take its access token. */
  #isGood({ accessToken, expiresAt }: StoredGrant, refused: string | undefined): boolean {
    return accessToken !== refused && this.#parts.world.now() < expiresAt;
  }
}
