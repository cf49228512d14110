/**
 * What somebody writes who connects churches, and what must not compile. Checked by `npm run check:types`; nothing here
 * runs.
 */
import { expectTypeOf } from 'vitest';
import {
  Churches,
  memoryTokenStore,
  OAuthSession,
  PCO,
  PCOReconnectError,
  type ConnectedChurch,
  type OAuthTokens,
  type StartedAuthorization,
  type StoredGrant,
  type TokenSession,
  type TokenStore,
} from 'tspco';
import { fileTokenStore } from 'tspco/file-store';
import { parseGrant, tokenStoreContract, waitForLock } from 'tspco/token-store';

declare const tokens: OAuthTokens;
const store = fileTokenStore('tokens');
const app = { clientId: 'a', clientSecret: 'b' };

const session = new OAuthSession({
  ...app,
  tokens,
  on: { reconnectNeeded: ({ id, reason }) => id + reason },
});
new OAuthSession({
  clientId: 'a',
  store,
  id: '12345',
  scopes: ['people'],
  redirectUri: 'https://example.org',
});
new OAuthSession({ ...app, tokens, store: memoryTokenStore(), refreshAhead: 60_000 });
new PCO({ session });
expectTypeOf(session).toExtend<TokenSession>();
expectTypeOf(session.accessToken()).resolves.toBeString();
expectTypeOf(session.startAuthorization({ prompt: 'login' })).resolves.toEqualTypeOf<StartedAuthorization>();
expectTypeOf(session.userInfo()).resolves.toHaveProperty('sub').toBeString();

// @ts-expect-error -- neither tokens nor a store
new OAuthSession(app);
// @ts-expect-error -- no application
new OAuthSession({ tokens });
// @ts-expect-error -- no such option
new OAuthSession({ ...app, tokens, clientsecret: 'b' });
// @ts-expect-error -- scopes are a list
new OAuthSession({ ...app, tokens, scopes: 'people' });
// @ts-expect-error -- no such event
new OAuthSession({ ...app, tokens, on: { lost: () => {} } });
// @ts-expect-error -- a path is no store
new OAuthSession({ ...app, store: 'tokens' });

const churches = new Churches({ ...app, store, redirectUri: 'https://example.org', scopes: ['people'] });
expectTypeOf(churches.list()).resolves.toEqualTypeOf<ConnectedChurch[]>();
expectTypeOf(churches.get('1')).resolves.toEqualTypeOf<ConnectedChurch | undefined>();
expectTypeOf((await churches.client('1').get('/people/v2/people/1')).data.type).toEqualTypeOf<'Person'>();

// @ts-expect-error -- churches need a store
new Churches(app);
// @ts-expect-error -- each church has its own budget
new Churches({ ...app, store, client: { budgetKey: 'one' } });

class MyStore implements TokenStore {
  readonly #rows = new Map<string, { text: string; revision: number }>();

  async load(name: string): Promise<{ grant: StoredGrant; revision: number } | undefined> {
    const row = this.#rows.get(name);
    const grant = row && parseGrant(row.text);
    return grant && { grant, revision: row.revision };
  }

  async save(name: string, grant: StoredGrant, revision: number): Promise<boolean> {
    this.#rows.set(name, { text: JSON.stringify(grant), revision: revision + 1 });
    return true;
  }

  async remove(name: string): Promise<void> {
    this.#rows.delete(name);
  }

  async names(): Promise<string[]> {
    return [...this.#rows.keys()];
  }

  lock(_name: string, lease: number, signal?: AbortSignal) {
    const lock = { until: Date.now() + lease, release: async () => {} };
    return waitForLock(async () => lock, signal);
  }
}
tokenStoreContract(() => new MyStore());
// @ts-expect-error -- not all that a store must have
tokenStoreContract(() => ({ load: async () => undefined }));

declare const error: unknown;
if (error instanceof PCOReconnectError) expectTypeOf(error.reason).toBeString();
