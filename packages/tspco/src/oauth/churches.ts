import type { ClientOptions } from '../options.ts';
import { PCO } from '../pco.ts';
import { checkNames, refused } from '../request/checks.ts';
import { systemWorld, type World } from '../world.ts';
import {
  APPLICATION_OPTIONS,
  checkApplication,
  type Application,
  type OAuthApplication,
} from './application.ts';
import type { AuthorizationOptions, StartedAuthorization } from './authorization.ts';
import { missingScopes, scopesIn, type StoredGrant } from './grant.ts';
import { OAuthSession, type GrantedScopes } from './session.ts';
import { tell, type SessionHooks } from './session-events.ts';
import { checkStore, type TokenStore } from './token-store.ts';

/** What {@link Churches} is made from. */
export interface ChurchesOptions extends OAuthApplication {
  /** Where the grants of all churches are kept, each under the id of its church. */
  readonly store: TokenStore;
  /** Milliseconds before its end in which an access token is renewed; default 300,000. */
  readonly refreshAhead?: number | undefined;
  /** Functions that are told what happens to the grants; `id` is the church's. */
  readonly on?: SessionHooks | undefined;
  /** Options of every church's client. */
  readonly client?: Omit<ClientOptions, 'apiBase' | 'budgetKey'> | undefined;
}

/** A church that is connected. */
export interface ConnectedChurch {
  /** Planning Center's id of the church. */
  readonly id: string;
  readonly name: string | undefined;
  /** The person who allowed it, with whose permissions the client works. */
  readonly personId: string | undefined;
  readonly scopes: GrantedScopes;
  /** Why the person must connect again; `undefined` when all is well. */
  readonly reconnectNeeded: string | undefined;
}

/**
 * The clients of many churches over one token store. Each has a session and a rate budget of its own; they share nothing
 * but connections.
 *
 * Follows Planning Center's documentation page "Authentication".
 *
 * @example
 * ```ts
 * const churches = new Churches({
 *   clientId,
 *   clientSecret,
 *   redirectUri: 'https://example.org/callback',
 *   scopes: ['people'],
 *   store: fileTokenStore('tokens'),
 * });
 * const started = await churches.startAuthorization(); // Send the browser to started.url, and keep started.
 * const church = await churches.finishAuthorization(request.url, started);
 * const people = await churches.client(church.id).get('/people/v2/people');
 * ```
 */
export class Churches {
  readonly #options: ChurchesOptions;
  readonly #application: Application;
  readonly #world: World;
  readonly #sessions = new Map<string, OAuthSession>();
  readonly #clients = new Map<string, PCO>();

  /**
   * @param world - time and chance; tests give their own
   * @throws {@link PCOCredentialsError} for an impossible client id or secret; {@link PCOInputError} for other options
   * that cannot be meant
   */
  constructor(options: ChurchesOptions, world: World = systemWorld) {
    checkNames(options, [...APPLICATION_OPTIONS, 'store', 'refreshAhead', 'on', 'client']);
    checkStore(options.store);
    this.#application = checkApplication({ ...options, scopes: withOpenId(options.scopes) });
    this.#options = options;
    this.#world = world;
    // What is wrong with the options of clients is to be seen now, and not by the first visitor.
    this.#newClient(this.#newSession('check'));
  }

  /** Begins to connect a church. Keep what it returns in the visitor's session until the browser comes back. */
  async startAuthorization(options?: AuthorizationOptions): Promise<StartedAuthorization> {
    const { startAuthorization } = await import('./authorization.ts');
    return startAuthorization(this.#application, options);
  }

  /**
   * Ends what {@link startAuthorization} began: trades the code for tokens, asks whose they are and saves them under the
   * id of the church. A church that was connected before is connected anew; when another person had connected it, a
   * `warning` says so.
   *
   * @param callback - the address that the browser came back to, or its parameters
   * @throws as `OAuthSession.finishAuthorization`
   */
  async finishAuthorization(
    callback: string | URL | URLSearchParams,
    started: StartedAuthorization,
  ): Promise<ConnectedChurch> {
    const world = this.#world;
    const { finishAuthorization } = await import('./authorization.ts');
    const { requestOwner } = await import('./user-info.ts');
    const granted = await finishAuthorization(this.#application, callback, { started, world });
    const owner = await requestOwner(this.#application, granted.accessToken, world);
    const grant = { ...granted, owner };
    const id = owner.organizationId;
    const before = await this.get(id);
    await this.session(id).replace(grant);
    if (before?.personId !== undefined && before.personId !== owner.personId && !before.reconnectNeeded) {
      const message = `Person ${owner.personId} has connected this church in the place of person ${before.personId}: from now on the client works with other permissions.`;
      tell(this.#options.on?.warning, { id, message, error: undefined });
    }
    return this.#churchOf(id, grant);
  }

  /**
   * The client of a church; always the same one. Whether the church is connected shows with the first request, which
   * gets a {@link PCOReconnectError} if it is not. Ask for ids of your own only: each is remembered.
   */
  client(id: string): PCO {
    let client = this.#clients.get(id);
    if (client === undefined) {
      client = this.#newClient(this.session(id));
      this.#clients.set(id, client);
    }
    return client;
  }

  /** The session of a church; always the same one. */
  session(id: string): OAuthSession {
    checkId(id);
    let session = this.#sessions.get(id);
    if (session === undefined) {
      session = this.#newSession(id);
      this.#sessions.set(id, session);
    }
    return session;
  }

  /** One church of the store; `undefined` when it is not connected. */
  async get(id: string): Promise<ConnectedChurch | undefined> {
    checkId(id);
    const saved = await (await this.#store()).load(id);
    return saved && this.#churchOf(id, saved.grant);
  }

  /** All churches of the store, those that must connect again among them. */
  async list(): Promise<ConnectedChurch[]> {
    const names = await (await this.#store()).names();
    const churches = await Promise.all(names.map((id) => this.get(id)));
    return churches.filter((church) => church !== undefined);
  }

  /** Takes a church's grant back at Planning Center and forgets it. */
  async disconnect(id: string): Promise<void> {
    await this.session(id).revoke();
    this.#sessions.delete(id);
    this.#clients.delete(id);
  }

  /** Resolves when no refresh is under way and all tokens are saved. Await it before `process.exit`. */
  async settled(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.settled()));
  }

  #newClient(session: OAuthSession): PCO {
    const { client: options, fetch, agent } = this.#options;
    return new PCO({ fetch, agent, ...options, apiBase: this.#application.apiBase, session });
  }

  #newSession(id: string): OAuthSession {
    const { store, refreshAhead, on } = this.#options;
    return new OAuthSession({ ...this.#application, store, refreshAhead, on, id }, this.#world);
  }

  async #store(): Promise<TokenStore> {
    const { boundedStore } = await import('./bounded-store.ts');
    return boundedStore(this.#options.store, this.#world);
  }

  #churchOf(id: string, { owner, scope, ended }: StoredGrant): ConnectedChurch {
    const { scopes } = this.#application;
    return {
      id,
      name: owner?.organizationName,
      personId: owner?.personId,
      scopes: { granted: scopesIn(scope), missing: missingScopes(scopes, scope) },
      reconnectNeeded: ended?.reason,
    };
  }
}

/** A session has a name of its own when it is given none, and a variable that was forgotten must not lead to it. */
function checkId(id: unknown): void {
  if (typeof id !== 'string' || id === '') throw refused('id', 'the id of a church', id);
}

/** Without it, the server does not say which church was connected. */
function withOpenId(scopes: readonly string[] = []): readonly string[] {
  return scopes.includes('openid') ? scopes : [...scopes, 'openid'];
}
