import { FRESH_TOKEN_MS, fingerprint, type CredentialContext } from '../credentials/credentials.ts';
import type { TokenSession } from '../credentials/oauth.ts';
import { PCOInputError } from '../errors.ts';
import { checkNames } from '../request/checks.ts';
import { abortable, systemWorld, type World } from '../world.ts';
import {
  APPLICATION_OPTIONS,
  checkApplication,
  type Application,
  type OAuthApplication,
} from './application.ts';
import type { AuthorizationOptions, StartedAuthorization } from './authorization.ts';
import { grantOf, missingScopes, scopesIn, type StoredGrant } from './grant.ts';
import { GrantKeeper } from './grant-keeper.ts';
import { memoryTokenStore } from './memory-store.ts';
import { checkHooks, type SessionHooks } from './session-events.ts';
import { checkStore, type TokenStore } from './token-store.ts';
import type { OAuthTokens } from './exchange-grant.ts';
import type { UserInfo } from './user-info.ts';

/** What an {@link OAuthSession} is made from. At least one of `tokens` and `store` must be given. */
export type OAuthSessionOptions = SessionOptions &
  ({ readonly tokens: OAuthTokens } | { readonly store: TokenStore });

interface SessionOptions extends OAuthApplication {
  /**
   * What `getOAuthAccessToken` gave. With a store, they are used when it has no grant of that name yet: what is in the
   * store is newer.
   */
  readonly tokens?: OAuthTokens | undefined;
  /** Where the grant is kept; default in this process only. */
  readonly store?: TokenStore | undefined;
  /** The grant's name in the store, such as the church's id; default `default`. Not a secret. */
  readonly id?: string | undefined;
  /** Milliseconds before its end in which an access token is renewed; default 300,000, at most a quarter of its life. */
  readonly refreshAhead?: number | undefined;
  /** Functions that are told what happens to the grant. */
  readonly on?: SessionHooks | undefined;
}

let unnamed = 0;

/**
 * Keeps an OAuth grant alive: refreshes its access token ahead of time and after a 401, once for any number of callers,
 * in any number of processes that share a store. The new pair is saved before it is used, and the old one is kept until
 * the server itself says that it is dead.
 *
 * Follows Planning Center's documentation page "Authentication".
 *
 * @example
 * ```ts
 * import { OAuthSession, PCO } from 'tspco';
 * import { fileTokenStore } from 'tspco/file-store';
 *
 * const session = new OAuthSession({
 *   clientId,
 *   clientSecret,
 *   store: fileTokenStore('tokens'),
 *   on: { reconnectNeeded: ({ id, reason }) => console.error(`${id} must connect again: ${reason}`) },
 * });
 * const pco = new PCO({ session });
 * ```
 */
export class OAuthSession implements TokenSession {
  readonly #application: Application;
  readonly #keeper: GrantKeeper;
  readonly #name: string;
  readonly #world: World;
  /** Names the rate budget of this grant. It is not the option `id`, which events have as their `id`. */
  readonly id: string;
  /** The server whose tokens these are; a client of this session asks the same one. */
  readonly apiBase: string;

  /**
   * @param world - time and chance; tests give their own
   * @throws {@link PCOCredentialsError} for an impossible client id, secret or token; {@link PCOInputError} for other
   * options that cannot be meant
   */
  constructor(options: OAuthSessionOptions, world: World = systemWorld) {
    checkNames(options, [...APPLICATION_OPTIONS, 'tokens', 'store', 'id', 'refreshAhead', 'on']);
    const { tokens, store, on = {}, refreshAhead = 300_000 } = options;
    if (tokens === undefined && store === undefined) {
      throw new PCOInputError(
        'A session needs tokens (what getOAuthAccessToken gave) or a store that has them.',
        'ERR_OPTIONS',
      );
    }
    if (store !== undefined) checkStore(store);
    if (!(typeof refreshAhead === 'number' && refreshAhead >= 0)) {
      throw new PCOInputError('refreshAhead must be a number of milliseconds.', 'ERR_OPTIONS');
    }
    checkHooks(on);
    this.#world = world;
    this.#application = checkApplication(options);
    const { clientId, apiBase } = this.#application;
    this.apiBase = apiBase;
    // Without a shared store, two sessions are two grants.
    this.#name = checkName(options.id ?? (store === undefined ? `unnamed-${++unnamed}` : 'default'));
    this.id = `${fingerprint(clientId)}-${this.#name}`;
    const first = tokens === undefined ? undefined : grantOf(tokens, world.now(), undefined);
    this.#keeper = new GrantKeeper(
      {
        application: this.#application,
        store: store ?? memoryTokenStore(),
        name: this.#name,
        first,
        on,
        world: this.#world,
      },
      refreshAhead,
    );
  }

  /**
   * The current access token, refreshed if it is about to expire. A client calls it before every request.
   *
   * @throws {@link PCOReconnectError} when the person must connect again; what the server or the store failed with when
   * there is no token that is still good
   */
  async accessToken({ signal }: Partial<CredentialContext> = {}): Promise<string> {
    return (await this.#keeper.grant(signal)).accessToken;
  }

  /**
   * Gets another access token after this one was refused. A client calls it after a 401.
   *
   * @returns whether there is another one now; a token that was received within the last minute is not renewed, since
   * another one would be refused just the same
   * @throws as {@link accessToken}
   */
  async renew(refused: string, { signal }: Partial<CredentialContext> = {}): Promise<boolean> {
    const { known } = this.#keeper;
    // A clock that was set back makes a token look as if it came later.
    const age = Math.abs(this.#world.now() - (known?.receivedAt ?? -Infinity));
    if (known?.accessToken === refused && age < FRESH_TOKEN_MS) {
      // Unless somebody else has a newer one already.
      const other = await abortable(this.#keeper.reload(), signal);
      return other !== undefined && other.accessToken !== refused;
    }
    await this.#keeper.grant(signal, refused);
    return true;
  }

  /**
   * Begins to connect: gives the address to send the person's browser to, with a `state` and a PKCE challenge of its
   * own. Keep what it returns in the visitor's session until the browser comes back.
   *
   * @throws {@link PCOInputError} when the session has no `redirectUri` or `scopes`
   */
  async startAuthorization(options?: AuthorizationOptions): Promise<StartedAuthorization> {
    const { startAuthorization } = await import('./authorization.ts');
    return startAuthorization(this.#application, options);
  }

  /**
   * Ends what {@link startAuthorization} began: checks the `state`, trades the code for tokens and saves them.
   *
   * @param callback - the address that the browser came back to, or its parameters
   * @returns what was allowed, and which of the session's `scopes` was not
   * @throws {@link PCOInputError} `ERR_AUTHORIZATION` when the browser was not sent by this visitor; {@link PCOError}
   * with the server's code, such as `access_denied`, when the person refused; the errors of `getOAuthAccessToken`
   */
  async finishAuthorization(
    callback: string | URL | URLSearchParams,
    started: StartedAuthorization,
  ): Promise<GrantedScopes> {
    const { finishAuthorization } = await import('./authorization.ts');
    const grant = await finishAuthorization(this.#application, callback, { started, world: this.#world });
    await this.replace(grant);
    return this.#scopesOf(grant);
  }

  /** Takes a grant that was given just now, and saves it in the place of any other. */
  async replace(grant: StoredGrant): Promise<void> {
    await this.#keeper.replace(grant);
  }

  /** What the person allowed, and which of the session's `scopes` is missing. */
  async scopes({ signal }: Partial<CredentialContext> = {}): Promise<GrantedScopes> {
    return this.#scopesOf(await this.#keeper.grant(signal));
  }

  /** Who the person is. The scope `openid` is needed for it. */
  async userInfo({ signal }: Partial<CredentialContext> = {}): Promise<UserInfo> {
    const { accessToken } = await this.#keeper.grant(signal);
    const { requestUserInfo } = await import('./user-info.ts');
    return requestUserInfo(this.#application, accessToken, this.#world);
  }

  /** Takes the grant back at Planning Center and forgets it, in the store, too. */
  async revoke(): Promise<void> {
    const { revokeGrant } = await import('./revoke-grant.ts');
    await this.#keeper.remove((grant) => revokeGrant(this.#application, grant, this.#world));
  }

  /**
   * Resolves when no refresh is under way and its tokens are saved. Await it before `process.exit`, which would lose
   * them otherwise.
   *
   * @throws {@link PCOError} `ERR_TOKEN_STORE` when they cannot be saved
   */
  async settled(): Promise<void> {
    await this.#keeper.settled();
  }

  #scopesOf({ scope }: StoredGrant): GrantedScopes {
    return { granted: scopesIn(scope), missing: missingScopes(this.#application.scopes, scope) };
  }
}

/** What a person allowed. */
export interface GrantedScopes {
  readonly granted: readonly string[];
  /** Those that the program asks for and that were not granted. A newer version of it may ask for more. */
  readonly missing: readonly string[];
}

/** @throws {@link PCOInputError} unless it can name a grant */
function checkName(id: unknown): string {
  if (typeof id === 'string' && /^[^\p{Cc}]{1,200}$/u.test(id)) return id;
  throw new PCOInputError(
    'id must be a text of 1 to 200 characters, such as the id of the church.',
    'ERR_OPTIONS',
  );
}
