import { createEmulator, type Emulator, type EmulatorOptions } from '@tspco/emulator';
import {
  Churches,
  memoryTokenStore,
  OAuthSession,
  PCO,
  PCOError,
  PCOInputError,
  PCOReconnectError,
  type ChurchesOptions,
  type ConnectedChurch,
  type Fetch,
  type OAuthTokens,
  type SessionWarning,
  type StartedAuthorization,
  type TokenStore,
} from 'tspco';
import { describe, expect, it, onTestFinished } from 'vitest';
import { failureOf } from './support/client.ts';
import { fakeWorld } from './support/world.ts';

const CALLBACK = 'https://app.example/callback';
const HOUR = 3_600_000;

async function start(options: EmulatorOptions = {}): Promise<{
  emulator: Emulator;
  application: Omit<ChurchesOptions, 'store'>;
}> {
  const emulator = createEmulator({
    people: 5,
    rateLimit: false,
    applications: [
      { id: 'web', secret: 'web-secret', redirectUris: [CALLBACK] },
      { id: 'phone', redirectUris: [CALLBACK] },
    ],
    ...options,
  });
  const { url } = await emulator.listen();
  onTestFinished(() => emulator.close());
  const application = {
    clientId: 'web',
    clientSecret: 'web-secret',
    redirectUri: CALLBACK,
    scopes: ['people'],
    apiBase: url,
  };
  return { emulator, application };
}

/** What the server sends the browser back with when the administrator allows everything. */
async function comeBack({ url }: StartedAuthorization): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual', headers: { 'user-agent': 'a program' } });
  return answer.headers.get('location') ?? '';
}

describe('connecting', () => {
  it.each(['web', 'phone'])('gives a session its grant: application %s', async (clientId) => {
    const { application } = await start();
    const clientSecret = clientId === 'web' ? 'web-secret' : undefined;
    const store = memoryTokenStore();
    const session = new OAuthSession({ ...application, clientId, clientSecret, store });
    const started = await session.startAuthorization();
    const asked = new URL(started.url).searchParams;
    expect(asked.get('prompt')).toBe('select_account');
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('state')).toBe(started.state);
    expect(await session.finishAuthorization(await comeBack(started), started)).toEqual({
      granted: ['people'],
      missing: [],
    });
    const pco = new PCO({ session });
    expect((await pco.get('/people/v2/me')).data.type).toBe('Person');
  });

  it('ends with an error when the store never takes the grant', async () => {
    const { application } = await start();
    const store: TokenStore = { ...memoryTokenStore(), save: () => Promise.resolve(false) };
    const session = new OAuthSession({ ...application, store });
    const started = await session.startAuthorization();
    const finished = session.finishAuthorization(await comeBack(started), started);
    expect(await failureOf(finished)).toMatchObject({ code: 'ERR_TOKEN_STORE' });
  });

  it('refuses an agent beside a fetch before anything is asked', async () => {
    const { application } = await start();
    const agent = { getName: () => 'agent', destroy: () => {} };
    const options = { ...application, store: memoryTokenStore(), fetch: globalThis.fetch as Fetch, agent };
    expect(() => new OAuthSession(options)).toThrow(PCOInputError);
  });

  it('never begins twice with the same state or code verifier', async () => {
    const { application } = await start();
    const session = new OAuthSession({ ...application, store: memoryTokenStore() });
    const [one, other] = [await session.startAuthorization(), await session.startAuthorization()];
    expect(one.state).not.toBe(other.state);
    expect(one.codeVerifier).not.toBe(other.codeVerifier);
    for (const { state, codeVerifier } of [one, other]) {
      expect(state).toMatch(/^[\w-]{43}$/);
      expect(codeVerifier).toMatch(/^[\w-]{43}$/);
    }
  });

  it('is refused when the browser was not sent by this visitor', async () => {
    const { application } = await start();
    const session = new OAuthSession({ ...application, store: memoryTokenStore() });
    const [mine, theirs] = [await session.startAuthorization(), await session.startAuthorization()];
    const back = await comeBack(theirs);
    for (const [callback, started] of [
      [back, mine],
      [`${CALLBACK}?code=stolen`, mine],
      [`${CALLBACK}?code=stolen&state=`, { ...mine, state: '' }],
      [`${CALLBACK}?state=${mine.state}`, mine],
    ] as const) {
      const failure = await failureOf(session.finishAuthorization(callback, started));
      expect(failure).toBeInstanceOf(PCOInputError);
      expect(failure.code).toBe('ERR_AUTHORIZATION');
    }
    expect(await failureOf(session.accessToken())).toBeInstanceOf(PCOReconnectError);
  });

  it('is refused by the person', async () => {
    const { application } = await start();
    const session = new OAuthSession({ ...application, store: memoryTokenStore() });
    const started = await session.startAuthorization();
    const parameters = new URLSearchParams({ error: 'access_denied', state: started.state });
    const failure = await failureOf(session.finishAuthorization(parameters, started));
    expect(failure).toMatchObject({ name: 'PCOError', code: 'access_denied' });
  });

  it('with a code that was used before is refused by the server', async () => {
    const { application } = await start();
    const session = new OAuthSession({ ...application, store: memoryTokenStore() });
    const started = await session.startAuthorization();
    const back = await comeBack(started);
    await session.finishAuthorization(back, started);
    expect(await failureOf(session.finishAuthorization(new URL(back), started))).toMatchObject({
      code: 'invalid_grant',
    });
  });

  it('needs an address to come back to, and scopes', async () => {
    const { application } = await start();
    const session = new OAuthSession({ ...application, scopes: [], store: memoryTokenStore() });
    expect(await failureOf(session.startAuthorization())).toBeInstanceOf(PCOInputError);
  });
});

describe('a session over the emulator', () => {
  it('refreshes after two hours, and ends when it is revoked', async () => {
    const { emulator, application } = await start();
    const world = fakeWorld({ longest: 4000 });
    const tokens = await emulator.control.signIn({ scopes: ['people'], application: 'web' });
    const session = new OAuthSession(
      {
        ...application,
        tokens: {
          access_token: tokens.accessToken,
          refresh_token: tokens.refreshToken,
          token_type: 'bearer',
          expires_in: 7200,
        },
      },
      world,
    );
    const pco = new PCO({ session, apiBase: application.apiBase });
    await pco.get('/people/v2/me');
    world.advance(2 * HOUR);
    await emulator.control.clock.advance(2 * HOUR);
    await pco.get('/people/v2/me');
    expect(await session.accessToken()).not.toBe(tokens.accessToken);
    await session.revoke();
    expect(await failureOf(pco.get('/people/v2/me'))).toBeInstanceOf(PCOReconnectError);
  });

  it('learns from a 401 that it was revoked, and says so once', async () => {
    const { emulator, application } = await start();
    const world = fakeWorld({ longest: 4000 });
    const reasons: string[] = [];
    const session = new OAuthSession(
      {
        ...application,
        store: memoryTokenStore(),
        on: { reconnectNeeded: ({ reason }) => reasons.push(reason) },
      },
      world,
    );
    const started = await session.startAuthorization();
    await session.finishAuthorization(await comeBack(started), started);
    const pco = new PCO({ session, apiBase: application.apiBase });
    world.advance(61_000);
    emulator.control.revokeTokens();
    for (let count = 0; count < 3; count++)
      expect(await failureOf(pco.get('/people/v2/me'))).toBeInstanceOf(PCOReconnectError);
    expect(reasons).toEqual(['invalid_grant']);
  });
});

describe('an authorization that nobody began', () => {
  it.each([[undefined], [null], [{}]])('is refused, and told to be begun again: %j', async (started) => {
    const { application } = await start();
    const session = new OAuthSession({ ...application, store: memoryTokenStore() });
    const finished = session.finishAuthorization(
      `${CALLBACK}?code=1&state=2`,
      started as StartedAuthorization,
    );
    const failure = await failureOf(finished);
    expect(failure).toMatchObject({ name: 'PCOInputError', code: 'ERR_AUTHORIZATION' });
    expect(failure.message).toContain('Start again');
  });

  it('is refused when the address that came back is none', async () => {
    const { application } = await start();
    const session = new OAuthSession({ ...application, store: memoryTokenStore() });
    const started = await session.startAuthorization();
    expect(await failureOf(session.finishAuthorization('http://[', started))).toMatchObject({
      code: 'ERR_AUTHORIZATION',
    });
  });
});

describe('a session that has not been used', () => {
  /** What signing in gives, as the server writes it. */
  async function tokensFrom({ control }: Emulator): Promise<OAuthTokens> {
    const { accessToken, refreshToken } = await control.signIn({ scopes: ['people'], application: 'web' });
    return {
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: 'bearer',
      expires_in: 7200,
    };
  }

  it.each([[undefined], [memoryTokenStore()]])('is revoked all the same (%#)', async (store) => {
    const { emulator, application } = await start();
    const tokens = await tokensFrom(emulator);
    await new OAuthSession({ ...application, tokens, ...(store && { store }) }).revoke();
    const pco = new PCO({ token: tokens.access_token, apiBase: application.apiBase });
    expect(await failureOf(pco.get('/people/v2/me'))).toMatchObject({ statusCode: 401 });
  });

  it('stays when it cannot be revoked', async () => {
    const { emulator, application } = await start();
    const tokens = await tokensFrom(emulator);
    const session = new OAuthSession({ ...application, clientSecret: 'wrong', tokens });
    expect(await failureOf(session.revoke())).toBeInstanceOf(PCOError);
    expect(await session.accessToken()).toBe(tokens.access_token);
  });
});

describe('many churches', () => {
  it.each([[undefined], [''], [5], [null]])('have no client for %j, which is no id', async (id) => {
    const store = memoryTokenStore();
    const { application } = await start();
    const churches = new Churches({ ...application, store });
    expect(() => churches.client(id as string)).toThrow(PCOInputError);
    expect(() => churches.session(id as string)).toThrow(PCOInputError);
    expect(await failureOf(churches.get(id as string))).toBeInstanceOf(PCOInputError);
    expect(await failureOf(churches.disconnect(id as string))).toBeInstanceOf(PCOInputError);
  });

  it('are connected under the id of their church', async () => {
    const { application } = await start();
    const churches = new Churches({ ...application, store: memoryTokenStore() });
    const started = await churches.startAuthorization();
    expect(new URL(started.url).searchParams.get('scope')).toBe('people openid');
    const church = await churches.finishAuthorization(await comeBack(started), started);
    const { data } = await churches.client(church.id).get('/people/v2');
    expect(church).toEqual({
      id: data.id,
      name: data.attributes.name,
      personId: (await churches.client(church.id).get('/people/v2/me')).data.id,
      scopes: { granted: ['people', 'openid'], missing: [] },
      reconnectNeeded: undefined,
    });
    expect(await churches.list()).toEqual([church]);
    expect(await churches.get(church.id)).toEqual(church);
    await churches.disconnect(church.id);
    expect(await churches.list()).toEqual([]);
    expect(await churches.get(church.id)).toBeUndefined();
    expect(await failureOf(churches.client(church.id).get('/people/v2/me'))).toBeInstanceOf(
      PCOReconnectError,
    );
  });

  it('are told when another person connects one of them', async () => {
    const { application } = await start();
    const store = memoryTokenStore();
    const warnings: SessionWarning[] = [];
    const churches = new Churches({
      ...application,
      store,
      on: { warning: (event) => warnings.push(event) },
    });
    const connect = async (): Promise<ConnectedChurch> => {
      const started = await churches.startAuthorization();
      return churches.finishAuthorization(await comeBack(started), started);
    };
    const { id, personId } = await connect();
    await connect();
    expect(warnings).toEqual([]);
    const saved = await store.load(id);
    if (saved === undefined) throw new Error('It is not connected.');
    const { grant, revision } = saved;
    await store.save(
      id,
      { ...grant, owner: { personId: 'other', organizationId: id, organizationName: undefined } },
      revision,
    );
    expect((await connect()).personId).toBe(personId);
    expect(warnings).toEqual([
      {
        id,
        message: `Person ${personId} has connected this church in the place of person other: from now on the client works with other permissions.`,
        error: undefined,
      },
    ]);
  });

  it('name the store when it fails', async () => {
    const { application } = await start();
    const broken = (): Promise<never> => Promise.reject(new Error('no connection'));
    const churches = new Churches({
      ...application,
      store: { ...memoryTokenStore(), load: broken, names: broken },
    });
    for (const attempt of [churches.get('1'), churches.list()]) {
      const failure = await failureOf(attempt);
      expect(failure).toMatchObject({ name: 'PCOError', code: 'ERR_TOKEN_STORE' });
      expect(failure.message).toContain('no connection');
    }
  });

  it('keep to themselves: each client reads its own church', { timeout: 120_000 }, async () => {
    const names = Array.from({ length: 500 }, (_, number) => `church-${number}`);
    const { emulator, application } = await start({
      churches: names.map((subdomain) => ({ subdomain, name: `The ${subdomain}`, church: 'empty' })),
    });
    const store = memoryTokenStore();
    const churches = new Churches({ ...application, store });
    await Promise.all(
      names.map(async (church) => {
        const { accessToken, refreshToken } = await emulator.control.signIn({
          church,
          scopes: ['people'],
          application: 'web',
        });
        // All of them must be refreshed first.
        await store.save(church, { accessToken, refreshToken, receivedAt: 0, expiresAt: 0 }, 0);
      }),
    );
    const found = await Promise.all(names.map((name) => churches.client(name).get('/people/v2')));
    expect(found.map(({ data }) => data.attributes.name)).toEqual(names.map((name) => `The ${name}`));
    expect(new Set(found.map(({ data }) => data.id)).size).toBe(500);
    expect(churches.client('church-7')).toBe(churches.client('church-7'));
  });

  it.each<[string, object]>([
    ['a store', { store: undefined }],
    ['a store that is one', { store: {} }],
    ['a known name', { stores: memoryTokenStore() }],
    ['a client id', { clientId: '' }],
    ['known options of clients', { client: { bogus: 1 } }],
    ['hooks that are known', { on: { reconectNeeded: () => {} } }],
    ['hooks that are functions', { on: { refreshed: 'x' } }],
    ['an address to come back to that is one', { redirectUri: 'callback' }],
    ['an address to come back to that runs nothing', { redirectUri: 'javascript:alert(1)' }],
    ['a server that speaks http', { apiBase: 'ftp://x.example' }],
    ['a server without a password in its address', { apiBase: 'http://u:secretpw@x.example' }],
    ['a fetch that is a function', { fetch: 1 }],
    ['a time that is a number', { refreshAhead: '5' }],
  ])('need %s', async (_, wrong) => {
    const options = { clientId: 'web', store: memoryTokenStore(), ...wrong };
    expect(() => new Churches(options as ChurchesOptions)).toThrow(PCOError);
  });
});
