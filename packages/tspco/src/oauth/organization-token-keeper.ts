import { FRESH_TOKEN_MS } from '../credentials/credentials.ts';
import type { World } from '../world.ts';
import { fetchOrganizationToken, type OrganizationToken } from './organization-token.ts';
import type { TokenRequestOptions } from './token-request.ts';

// Renewed this long before its end, so that it does not expire on its way.
const MARGIN_MS = 60_000;

// Older and newer programs write it in two ways, and nothing is documented.
const SCHEMES = ['OrganizationToken', 'Bearer'] as const;

/** The organization token of a church: fetched when first needed, and kept until shortly before it expires. */
export class OrganizationTokenKeeper {
  readonly #name: string;
  readonly #world: World;
  readonly #options: TokenRequestOptions;
  #current: (OrganizationToken & { readonly fetchedAt: number }) | undefined;
  #pending: Promise<string> | undefined;
  #scheme: (typeof SCHEMES)[number] = 'OrganizationToken';

  constructor(name: string, world: World, options: TokenRequestOptions) {
    this.#name = name;
    this.#world = world;
    this.#options = options;
  }

  /** `Authorization: OrganizationToken`, or `Bearer` where that is not understood. */
  async header(): Promise<string> {
    const current = this.#current;
    // A clock that is wrong must not make every request fetch one: a fresh token is used in any case.
    const usableUntil = Math.max(
      (current?.expiresAt ?? 0) - MARGIN_MS,
      (current?.fetchedAt ?? -Infinity) + FRESH_TOKEN_MS,
    );
    const usable = current !== undefined && this.#world.now() < usableUntil;
    return `${this.#scheme} ${usable ? current.token : await this.#fetchOnce()}`;
  }

  /** After a 401: whether {@link header} now gives something else. */
  async renew(refused: string): Promise<boolean> {
    const current = this.#current;
    if (current === undefined || refused !== `${this.#scheme} ${current.token}`) return true;
    if (Math.abs(this.#world.now() - current.fetchedAt) < FRESH_TOKEN_MS) return false;
    this.#current = undefined;
    await this.#fetchOnce();
    return true;
  }

  /** After a 401 of a server that could not read the header: from now on it is written in the other way. */
  switchScheme(refused: string): boolean {
    const [used] = refused.split(' ');
    // Otherwise another request was refused before, and has switched already.
    if (used === this.#scheme) this.#scheme = SCHEMES.find((each) => each !== used) ?? this.#scheme;
    return true;
  }

  /** What must not appear in an error. */
  secrets(): readonly string[] {
    return this.#current === undefined ? [] : [this.#current.token];
  }

  /** One fetch for any number of callers. It is nobody's own: a caller that aborts leaves it to the others. */
  #fetchOnce(): Promise<string> {
    return (this.#pending ??= this.#fetch().finally(() => {
      this.#pending = undefined;
    }));
  }

  async #fetch(): Promise<string> {
    const fetched = await fetchOrganizationToken(this.#name, this.#options, this.#world);
    this.#current = { ...fetched, fetchedAt: this.#world.now() };
    return fetched.token;
  }
}
