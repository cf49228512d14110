import { inspect } from 'node:util';
import {
  getOAuthRefreshToken,
  memoryTokenStore,
  OAuthSession,
  PCO,
  PCOAuthenticationError,
  PCOCredentialsError,
  PCOError,
  PCOFirewallError,
  PCOInputError,
  PCOReconnectError,
  PCORequestTimeoutError,
  type OAuthSessionOptions,
  type SessionHooks,
  type StoredGrant,
  type TokenStore,
} from 'tspco';
import type { SavedGrant } from 'tspco/token-store';
import { describe, expect, it } from 'vitest';
import { failureOf } from './support/client.ts';
import { startServer } from './support/server.ts';
import { plantedSecrets } from './support/secrets.ts';
import { startTokenServer, tokensOf, type TokenServer } from './support/token-server.ts';
import { fakeWorld, type FakeWorld } from './support/world.ts';

const HOUR = 3_600_000;
const NAME = 'grace';

interface Started {
  readonly server: TokenServer;
  readonly world: FakeWorld;
  readonly store: TokenStore;
  readonly session: OAuthSession;
  /** What happened, as words. */
  readonly events: string[];
  readonly open: (options?: Partial<OAuthSessionOptions>) => OAuthSession;
  readonly pco: (session?: OAuthSession) => PCO;
}

/** A session with the pair 0, which was given at the beginning of its world, and is good for two hours. */
async function start(
  options: Partial<OAuthSessionOptions> = {},
  answers: object = {},
  longest = 4000,
): Promise<Started> {
  const server = await startTokenServer(answers);
  const world = fakeWorld({ longest });
  const store = options.store ?? memoryTokenStore();
  const events: string[] = [];
  const on: SessionHooks = {
    refreshed: ({ id }) => events.push(`refreshed ${id}`),
    reconnectNeeded: ({ id, reason }) => events.push(`reconnect ${id}: ${reason}`),
    warning: ({ error }) => events.push(`warning: ${(error as Error).name}`),
  };
  const open = (more: Partial<OAuthSessionOptions> = {}): OAuthSession =>
    new OAuthSession(
      {
        clientId: 'app',
        clientSecret: plantedSecrets.clientSecret,
        apiBase: server.url,
        tokens: tokensOf(0),
        id: NAME,
        on,
        ...options,
        ...more,
        store: more.store ?? store,
      },
      world,
    );
  const session = open();
  return {
    server,
    world,
    store,
    session,
    events,
    open,
    pco: (given = session) => new PCO({ session: given, apiBase: server.url, maxRetries: 0 }),
  };
}

async function storedIn(store: TokenStore): Promise<StoredGrant | undefined> {
  return (await store.load(NAME))?.grant;
}

const invalidGrant = { answer: { status: 400, body: { error: 'invalid_grant' } } };

describe('a session', () => {
  it('uses the token that it has as long as it is good', async () => {
    const { session, server, world } = await start();
    expect(await session.accessToken()).toBe('pco_tok_access_0');
    world.advance(1.9 * HOUR);
    expect(await session.accessToken()).toBe('pco_tok_access_0');
    expect(server.presented).toEqual([]);
  });

  it('refreshes ahead of the end, and saves the pair before anybody gets it', async () => {
    const saved: string[] = [];
    const memory = memoryTokenStore();
    const store: TokenStore = {
      ...memory,
      async save(name, grant, revision) {
        const isSaved = await memory.save(name, grant, revision);
        saved.push(grant.accessToken);
        return isSaved;
      },
    };
    const { session, world } = await start({ store });
    await session.accessToken();
    world.advance(1.95 * HOUR);
    const [token, after] = await session.accessToken().then((given) => [given, [...saved]]);
    expect(token).toBe('pco_tok_access_1');
    expect(after).toEqual(['pco_tok_access_0', 'pco_tok_access_1']);
    expect(await storedIn(memory)).toMatchObject({
      accessToken: 'pco_tok_access_1',
      refreshToken: 'refresh_1',
      scope: 'people services',
    });
  });

  it('is renewed after a 401 although the clock was set back', async () => {
    const { session, world } = await start();
    const token = await session.accessToken();
    world.advance(600_000);
    world.advance(-3 * HOUR);
    expect(await session.renew(token)).toBe(true);
    expect(await session.accessToken()).toBe('pco_tok_access_1');
  });

  it('tries again after a failure although the clock was set back', async () => {
    const { session, server, world } = await start();
    server.faults.push({ answer: { status: 500 } });
    world.advance(2 * HOUR);
    expect(await failureOf(session.accessToken())).toMatchObject({ statusCode: 500 });
    world.advance(-1);
    world.advance(-1.5 * HOUR);
    expect(await session.renew('pco_tok_access_0')).toBe(true);
    expect(server.presented.length).toBeGreaterThan(1);
  });

  it.each<[string, Partial<TokenStore>, string]>([
    ['a lock that is none', { lock: () => Promise.resolve(undefined as never) }, 'lock'],
    ['a save that says nothing', { save: () => Promise.resolve(undefined as never) }, 'save'],
  ])('names the function of a store that gives %s', async (_, broken, name) => {
    const { session, world } = await start({ store: { ...memoryTokenStore(), ...broken } });
    world.advance(2 * HOUR);
    const failure = await failureOf(session.accessToken());
    expect(failure).toMatchObject({ code: 'ERR_TOKEN_STORE' });
    expect(failure.message).toContain(`function ${name}`);
  });

  it('takes null of a store for nothing', async () => {
    const memory = memoryTokenStore();
    const load = async (name: string): Promise<SavedGrant> =>
      ((await memory.load(name)) ?? null) as SavedGrant;
    const { session } = await start({ store: { ...memory, load } });
    expect(await session.accessToken()).toBe('pco_tok_access_0');
  });

  it('tells of a write that it was not sent when its token could not be had', async () => {
    const { pco, server, world } = await start();
    server.faults.push({ breaks: 'after' });
    world.advance(2 * HOUR);
    const failure = await failureOf(pco().post('/people/v2/people', { data: { type: 'Person' } }));
    expect(failure).toMatchObject({ sent: 'no' });
    expect(failure.message).not.toContain('carried out');
    expect(server.requests.map(({ url }) => url.pathname)).toEqual(['/oauth/token']);
  });

  it.each(['/oauth/token', '/exchange'])('tells so wherever tokens are asked for: %s', async (path) => {
    const api = await startServer(({ url }) =>
      url.pathname === path ? { status: 500, body: {} } : { body: { data: [] } },
    );
    const token = async (): Promise<string> => {
      const options = { tokenUrl: `${api.url}${path}` };
      return (await getOAuthRefreshToken('app', plantedSecrets.clientSecret, 'refresh_0', options))
        .access_token;
    };
    const pco = new PCO({ token, apiBase: api.url, maxRetries: 0 });
    expect(await failureOf(pco.post('/people/v2/people', pco.template('Person')))).toMatchObject({
      sent: 'no',
    });
    expect(api.requests.map(({ url }) => url.pathname)).toEqual([path]);
  });

  it('leaves the errors as they are that a token function has from requests of its own', async () => {
    const { server } = await start();
    const own = new PCORequestTimeoutError(
      'POST /people/v2/notes got no answer.',
      { method: 'POST', url: `${server.url}/people/v2/notes`, query: '', sent: 'maybe', attempts: 1 },
      1,
    );
    const pco = new PCO({ token: () => Promise.reject(own), apiBase: server.url });
    expect(await failureOf(pco.post('/people/v2/people', pco.template('Person')))).toMatchObject({
      sent: 'maybe',
    });
  });

  it('says that nothing was sent when there was no connection to refresh over', async () => {
    const { open, world } = await start();
    const session = open({ apiBase: 'http://127.0.0.1:9' });
    world.advance(2 * HOUR);
    expect((await failureOf(session.accessToken())).message).toContain('Nothing was sent');
  });

  it('does not refresh tokens all the time that live for a minute', async () => {
    const { session, server, world } = await start({ tokens: tokensOf(0, { expires_in: 60 }) });
    await session.accessToken();
    world.advance(40_000);
    await session.accessToken();
    expect(server.presented).toEqual([]);
    world.advance(6000);
    await session.accessToken();
    expect(server.presented).toEqual(['refresh_0']);
  });

  it('refreshes once for a thousand callers who come with an expired token', async () => {
    const { session, server, world } = await start();
    world.advance(3 * HOUR);
    const given = await Promise.all(Array.from({ length: 1000 }, () => session.accessToken()));
    expect(new Set(given)).toEqual(new Set(['pco_tok_access_1']));
    expect(server.presented).toEqual(['refresh_0']);
  });

  it.each(['BABOON', 'CAPUCHIN'])(
    'refreshes once for a hundred requests that get a 401 with %s',
    async (hint) => {
      const { pco, server, world, session } = await start();
      await session.accessToken();
      world.advance(HOUR);
      server.refused.set('pco_tok_access_0', hint);
      const client = pco();
      await Promise.all(Array.from({ length: 100 }, () => client.get('/people/v2/me')));
      expect(server.presented).toEqual(['refresh_0']);
    },
  );

  it('gives a token that expires at once to everybody who has waited for it', async () => {
    const { session, server, world } = await start({}, { expires_in: 0 });
    world.advance(3 * HOUR);
    const given = await Promise.all([1, 2, 3].map(() => session.accessToken()));
    expect(given).toEqual(['pco_tok_access_1', 'pco_tok_access_1', 'pco_tok_access_1']);
    expect(await session.accessToken()).toBe('pco_tok_access_2');
    expect(server.presented).toHaveLength(2);
  });

  it('does not renew a token that it has had for less than a minute', async () => {
    const { pco, server, world, session } = await start();
    await session.accessToken();
    world.advance(59_000);
    server.refused.set('pco_tok_access_0', 'BABOON');
    expect(await failureOf(pco().get('/people/v2/me'))).toBeInstanceOf(PCOAuthenticationError);
    expect(server.presented).toEqual([]);
  });

  it('keeps its refresh token when the server gives no other', async () => {
    const { session, server, store, world } = await start({}, { refresh_token: undefined });
    world.advance(3 * HOUR);
    await session.accessToken();
    expect(server.presented).toEqual(['refresh_0']);
    expect(await storedIn(store)).toMatchObject({
      accessToken: 'pco_tok_access_1',
      refreshToken: 'refresh_0',
    });
  });

  it('goes on for the others when one of those who wait aborts', async () => {
    const { session, server, world } = await start();
    world.advance(3 * HOUR);
    const controller = new AbortController();
    const reason = new Error('enough');
    const one = session.accessToken({ signal: controller.signal });
    const other = session.accessToken();
    controller.abort(reason);
    await expect(one).rejects.toBe(reason);
    expect(await other).toBe('pco_tok_access_1');
    expect(server.presented).toHaveLength(1);
  });

  it('tells who the person is, and which scopes are missing', async () => {
    const { session } = await start({ scopes: ['people', 'giving'] });
    expect(await session.scopes()).toEqual({ granted: ['people', 'services'], missing: ['giving'] });
  });

  it('shows no secret', async () => {
    const { session, world, open } = await start();
    world.advance(3 * HOUR);
    await session.accessToken();
    const shown = [session, open(), new PCO({ session })].map((each) =>
      inspect(each, { depth: 20, showHidden: true }),
    );
    expect(shown.join()).not.toMatch(/refresh_|pco_tok|secret/);
  });
});

describe('several sessions on one store', () => {
  it('refresh once: who comes later finds the new pair', async () => {
    const { session, open, server, world } = await start();
    const others = [open(), open()];
    await Promise.all([session, ...others].map((each) => each.accessToken()));
    world.advance(3 * HOUR);
    const given = await Promise.all([session, ...others].map((each) => each.accessToken()));
    expect(given).toEqual(['pco_tok_access_1', 'pco_tok_access_1', 'pco_tok_access_1']);
    expect(server.presented).toEqual(['refresh_0']);
  });

  it('take the new pair of another after a 401', async () => {
    const { session, open, pco, server, world } = await start();
    const other = open();
    await other.accessToken();
    world.advance(HOUR);
    await session.renew(await session.accessToken());
    await pco(other).get('/people/v2/me');
    expect(server.presented).toEqual(['refresh_0']);
  });

  it('take the newer pair of another also when theirs is young', async () => {
    const { session, open, store } = await start();
    const other = open();
    const token = await other.accessToken();
    expect(await other.renew(token)).toBe(false);
    const { grant, revision } = (await store.load(NAME)) ?? {};
    await store.save(NAME, { ...(grant as StoredGrant), accessToken: 'pco_tok_newer' }, revision ?? 0);
    expect(await other.renew(token)).toBe(true);
    expect(await other.accessToken()).toBe('pco_tok_newer');
    expect(await session.accessToken()).toBe('pco_tok_newer');
    await store.remove(NAME);
    expect(await other.renew('pco_tok_newer')).toBe(false);
  });

  it('begin with what is in the store and not with the tokens that they are given', async () => {
    const { session, open, server, world } = await start();
    world.advance(3 * HOUR);
    await session.accessToken();
    expect(await open().accessToken()).toBe('pco_tok_access_1');
    expect(server.presented).toEqual(['refresh_0']);
  });
});

describe('a grant that the server calls dead', () => {
  it.each(['invalid_grant', 'invalid_request'])(
    'by %s needs the person, who is asked for once',
    async (code) => {
      const { session, open, server, store, events, world } = await start();
      const other = open();
      await Promise.all([session.accessToken(), other.accessToken()]);
      world.advance(3 * HOUR);
      server.faults.push({ answer: { status: 400, body: { error: code } } });
      for (const each of [session, other, session, open()]) {
        const failure = await failureOf(each.accessToken());
        expect(failure).toBeInstanceOf(PCOReconnectError);
        expect(failure).toMatchObject({ code: 'ERR_RECONNECT', id: NAME, reason: code, sent: 'no' });
        expect(failure.message).not.toMatch(/refresh_|pco_tok/);
      }
      expect(events).toEqual([`reconnect ${NAME}: ${code}`]);
      expect(server.presented).toEqual(['refresh_0']);
      expect(await storedIn(store)).toMatchObject({ refreshToken: 'refresh_0', ended: { reason: code } });
    },
  );

  it('is used until its access token expires', async () => {
    const { session, server, events, world } = await start();
    await session.accessToken();
    world.advance(1.95 * HOUR);
    server.faults.push(invalidGrant);
    expect(await session.accessToken()).toBe('pco_tok_access_0');
    expect(await session.accessToken()).toBe('pco_tok_access_0');
    expect(events).toEqual([`reconnect ${NAME}: invalid_grant`]);
    world.advance(HOUR);
    expect(await failureOf(session.accessToken())).toBeInstanceOf(PCOReconnectError);
    expect(server.presented).toHaveLength(1);
  });

  it('is not believed when somebody else has refreshed meanwhile', async () => {
    const { session, open, server, store, events, world } = await start();
    await session.accessToken();
    world.advance(3 * HOUR);
    const saved = await store.load(NAME);
    const fresh = { ...saved?.grant, accessToken: 'pco_tok_theirs', expiresAt: world.now() + HOUR };
    const stranger: TokenStore = {
      ...store,
      async save(name, grant, revision) {
        // Without a lock, such as a program of another kind.
        if (grant.ended) await store.save(name, fresh as StoredGrant, revision);
        return store.save(name, grant, revision);
      },
    };
    server.faults.push(invalidGrant);
    const other = open({ store: stranger });
    expect(await other.accessToken()).toBe('pco_tok_theirs');
    expect(events).toEqual([]);
  });

  it('comes back to life when its new pair was only late', async () => {
    const { session, open, store, world } = await start();
    await session.accessToken();
    world.advance(3 * HOUR);
    let goOn: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let reached: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => (reached = resolve));
    const slow: TokenStore = {
      ...store,
      async save(name, grant, revision) {
        reached?.();
        await held;
        return store.save(name, grant, revision);
      },
    };
    const pending = open({ store: slow }).accessToken();
    await asked;
    // Somebody whose lease was over marks it as dead.
    const { grant, revision } = (await store.load(NAME)) ?? {};
    await store.save(
      NAME,
      { ...(grant as StoredGrant), ended: { at: 1, reason: 'invalid_grant' } },
      revision ?? 0,
    );
    goOn?.();
    expect(await pending).toBe('pco_tok_access_1');
    expect((await storedIn(store))?.ended).toBeUndefined();
  });

  it('without a refresh token ends with its access token', async () => {
    const { session, server, events, world } = await start({
      tokens: tokensOf(0, { refresh_token: undefined }),
    });
    await session.accessToken();
    world.advance(3 * HOUR);
    expect(await failureOf(session.accessToken())).toBeInstanceOf(PCOReconnectError);
    expect(events).toEqual([`reconnect ${NAME}: no_refresh_token`]);
    expect(server.presented).toEqual([]);
  });
});

describe('a failure that says nothing about the grant', () => {
  it.each<[string, object, new (...values: never[]) => PCOError]>([
    ['a wrong secret', { status: 401, body: { error: 'invalid_client' } }, PCOAuthenticationError],
    ['a broken server', { status: 503, body: '' }, PCOError],
    ['a page instead of tokens', { body: '<html>' }, PCOError],
    ['tokens without one', { body: { token_type: 'bearer' } }, PCOError],
  ])('%s leaves it as it is', async (_, answer, type) => {
    const { session, server, store, events, world } = await start();
    await session.accessToken();
    const before = await storedIn(store);
    world.advance(3 * HOUR);
    server.faults.push({ answer });
    expect(await failureOf(session.accessToken())).toBeInstanceOf(type);
    expect(await storedIn(store)).toEqual(before);
    world.advance(2000);
    expect(await session.accessToken()).toBe('pco_tok_access_1');
    expect(events).toEqual([`refreshed ${NAME}`]);
  });

  it.each([
    ['the firewall', { status: 403, headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['the rate limit', { status: 429, headers: { 'retry-after': '2' }, body: '' }],
  ])('%s is asked again at once', async (_, answer) => {
    const { session, server, world } = await start();
    world.advance(3 * HOUR);
    server.faults.push({ answer }, { answer });
    expect(await session.accessToken()).toBe('pco_tok_access_1');
    expect(server.presented).toHaveLength(3);
  });

  it('the firewall again and again is an error of its own', async () => {
    const { session, server, world } = await start();
    world.advance(3 * HOUR);
    const page = { status: 403, headers: { 'content-type': 'text/html' }, body: '<html>' };
    for (let count = 0; count < 20; count++) server.faults.push({ answer: page });
    expect(await failureOf(session.accessToken())).toBeInstanceOf(PCOFirewallError);
  });

  it('a connection that broke before the work was done costs one request', async () => {
    const { session, server, events, world } = await start();
    world.advance(3 * HOUR);
    server.faults.push({ breaks: 'before' });
    expect(await failureOf(session.accessToken())).toMatchObject({ code: 'ERR_NETWORK' });
    // Asked again at once, it is the same failure, and nothing is sent.
    expect(await failureOf(session.accessToken())).toMatchObject({ code: 'ERR_NETWORK' });
    expect(server.presented).toHaveLength(1);
    world.advance(2000);
    expect(await session.accessToken()).toBe('pco_tok_access_1');
    expect(events).toEqual([`refreshed ${NAME}`]);
  });

  it('an answer that was lost costs the grant, which is told once', async () => {
    const { session, open, server, events, world } = await start();
    const other = open();
    world.advance(3 * HOUR);
    server.faults.push({ breaks: 'after' });
    expect(await failureOf(session.accessToken())).toMatchObject({ code: 'ERR_NETWORK' });
    world.advance(2000);
    for (const each of [session, other]) {
      expect(await failureOf(each.accessToken())).toBeInstanceOf(PCOReconnectError);
    }
    expect(events).toEqual([`reconnect ${NAME}: invalid_grant`]);
  });

  it('ahead of time is a warning, and the token that is still good is used', async () => {
    const { session, server, events, world } = await start();
    await session.accessToken();
    world.advance(1.95 * HOUR);
    server.faults.push({ answer: { status: 503, body: '' } });
    for (let count = 0; count < 5; count++) expect(await session.accessToken()).toBe('pco_tok_access_0');
    expect(events).toEqual(['warning: PCORequestError']);
    expect(server.presented).toHaveLength(1);
    world.advance(31_000);
    expect(await session.accessToken()).toBe('pco_tok_access_1');
  });

  it('shows no token', async () => {
    const { session, server, world } = await start();
    world.advance(3 * HOUR);
    server.faults.push({ answer: { status: 400, body: { error: 'odd', error_description: 'refresh_0' } } });
    const failure = await failureOf(session.accessToken());
    expect(inspect(failure, { depth: 9 })).not.toContain('refresh_0');
  });
});

describe('a store that fails', () => {
  it('to save costs no token: it is saved before the next request, and not refreshed again', async () => {
    const memory = memoryTokenStore();
    let isBroken = false;
    const store: TokenStore = {
      ...memory,
      save: (name, grant, revision) =>
        isBroken ? Promise.reject(new Error('disk full')) : memory.save(name, grant, revision),
    };
    const { session, server, events, world } = await start({ store });
    await session.accessToken();
    world.advance(3 * HOUR);
    isBroken = true;
    const failure = await failureOf(session.accessToken());
    expect(failure).toMatchObject({ code: 'ERR_TOKEN_STORE' });
    expect(failure.message).toContain('disk full');
    await expect(session.settled()).rejects.toMatchObject({ code: 'ERR_TOKEN_STORE' });
    isBroken = false;
    world.advance(2000);
    expect(await session.accessToken()).toBe('pco_tok_access_1');
    expect(await storedIn(memory)).toMatchObject({ accessToken: 'pco_tok_access_1' });
    expect(server.presented).toEqual(['refresh_0']);
    expect(events).toEqual([`refreshed ${NAME}`]);
  });

  it('shows no token of the row that it could not save', async () => {
    const memory = memoryTokenStore();
    const quoting = (row: unknown): Error =>
      Object.assign(new Error(`value too long: ${JSON.stringify(row)}`), { detail: JSON.stringify(row) });
    const store: TokenStore = { ...memory, save: (_name, grant) => Promise.reject(quoting(grant)) };
    const { session, world } = await start({ store });
    const first = await failureOf(session.accessToken());
    expect(first.message).toContain('value too long');
    world.advance(3 * HOUR);
    for (const failure of [first, await failureOf(session.accessToken())])
      expect(inspect(failure, { depth: 9, showHidden: true })).not.toMatch(/refresh_0|pco_tok_/);
  });

  it('to accept any revision is an error in the end, and no loop', async () => {
    const memory = memoryTokenStore();
    let saves = 0;
    const store: TokenStore = {
      ...memory,
      save: (name, grant, revision) =>
        ++saves === 1 ? memory.save(name, grant, revision) : Promise.resolve(false),
    };
    const { session, world } = await start({ store });
    world.advance(3 * HOUR);
    expect(await failureOf(session.accessToken())).toMatchObject({ code: 'ERR_TOKEN_STORE' });
    expect(saves).toBeLessThan(100);
  });

  it('to tell that it has saved is believed when it has', async () => {
    const memory = memoryTokenStore();
    let failures = 0;
    const store: TokenStore = {
      ...memory,
      async save(name, grant, revision) {
        const saved = await memory.save(name, grant, revision);
        if (grant.accessToken === 'pco_tok_access_1' && failures++ === 0) throw new Error('timed out');
        return saved;
      },
    };
    const { session, server, world } = await start({ store });
    world.advance(3 * HOUR);
    expect(await session.accessToken()).toBe('pco_tok_access_1');
    expect(server.presented).toEqual(['refresh_0']);
  });

  it('to tell that a grant is dead still leads to one event', async () => {
    const memory = memoryTokenStore();
    let failures = 0;
    const store: TokenStore = {
      ...memory,
      async save(name, grant, revision) {
        const saved = await memory.save(name, grant, revision);
        if (grant.ended && failures++ === 0) throw new Error('timed out');
        return saved;
      },
    };
    const { session, open, server, events, world } = await start({ store });
    world.advance(3 * HOUR);
    server.faults.push(invalidGrant);
    expect(await failureOf(session.accessToken())).toMatchObject({ code: 'ERR_TOKEN_STORE' });
    world.advance(2000);
    for (const each of [session, open(), session])
      expect(await failureOf(each.accessToken())).toBeInstanceOf(PCOReconnectError);
    expect(events).toEqual([`reconnect ${NAME}: invalid_grant`]);
  });

  it('to load is an error only when there is no token that is still good', async () => {
    const memory = memoryTokenStore();
    let isBroken = false;
    const store: TokenStore = {
      ...memory,
      load: (name) => (isBroken ? Promise.reject(new Error('gone')) : memory.load(name)),
    };
    const { session, world } = await start({ store });
    await session.accessToken();
    isBroken = true;
    world.advance(1.95 * HOUR);
    expect(await session.accessToken()).toBe('pco_tok_access_0');
    world.advance(HOUR);
    expect(await failureOf(session.accessToken())).toMatchObject({ code: 'ERR_TOKEN_STORE' });
  });

  it('to give its lock keeps nobody waiting who has a token that is still good', async () => {
    const { session, store, server, events, world } = await start({}, {}, 12_000);
    await session.accessToken();
    await store.lock(NAME, HOUR);
    world.advance(1.95 * HOUR);
    expect(await session.accessToken()).toBe('pco_tok_access_0');
    expect(events).toEqual(['warning: PCOError']);
    expect(server.presented).toEqual([]);
  });

  it('by a lease that is nearly over has the lock taken again before anything is sent', async () => {
    const memory = memoryTokenStore();
    const leases: number[] = [];
    const store: TokenStore = {
      ...memory,
      async lock(name, lease, signal) {
        const lock = await memory.lock(name, lease, signal);
        leases.push(lease);
        // The first one was waited for so long that it is nearly over.
        return leases.length === 1
          ? { ...lock, until: world.now() + 1000 }
          : { ...lock, until: world.now() + lease };
      },
    };
    const { session, server, world } = await start({ store });
    world.advance(3 * HOUR);
    expect(await session.accessToken()).toBe('pco_tok_access_1');
    expect(leases).toEqual([50_000, 50_000]);
    expect(server.presented).toEqual(['refresh_0']);
  });
});

describe('a store whose locks end at once', () => {
  it('is an error, and nothing is sent', async () => {
    const memory = memoryTokenStore();
    const store: TokenStore = {
      ...memory,
      // In seconds, as somebody may understand it.
      lock: async (name, lease, signal) => ({
        ...(await memory.lock(name, lease, signal)),
        until: lease / 1000,
      }),
    };
    const { session, server, world } = await start({ store });
    world.advance(3 * HOUR);
    expect(await failureOf(session.accessToken())).toMatchObject({ code: 'ERR_TOKEN_STORE' });
    expect(server.presented).toEqual([]);
  });
});

describe('a grant that is revoked', () => {
  it('is taken back at the server, and nothing of it is left', async () => {
    const { session, open, server, store } = await start();
    await session.accessToken();
    await session.revoke();
    expect(server.revoked).toEqual(['refresh_0', 'pco_tok_access_0']);
    expect(await store.load(NAME)).toBeUndefined();
    const failure = await failureOf(session.accessToken());
    expect(failure).toMatchObject({ code: 'ERR_RECONNECT', reason: 'not_connected' });
    expect(await failureOf(open({ tokens: undefined }).accessToken())).toBeInstanceOf(PCOReconnectError);
  });
});

describe('options that cannot be meant', () => {
  const app = { clientId: 'app', tokens: tokensOf(0) };
  it.each<[string, object, new (...values: never[]) => PCOError]>([
    ['no client id', { tokens: tokensOf(0) }, PCOCredentialsError],
    ['neither tokens nor a store', { clientId: 'app' }, PCOInputError],
    ['tokens without an access token', { ...app, tokens: {} }, PCOCredentialsError],
    ['a store that is none', { ...app, store: new Map() }, PCOInputError],
    ['an empty id', { ...app, id: '' }, PCOInputError],
    ['a misspelt name', { ...app, clientsecret: 'x' }, PCOInputError],
    ['scopes as text', { ...app, scopes: 'people' }, PCOInputError],
    ['a time that is none', { ...app, refreshAhead: NaN }, PCOInputError],
    ['no time', { ...app, timeout: 0 }, PCOInputError],
  ])('%s', (_, options, type) => {
    expect(() => new OAuthSession(options as OAuthSessionOptions)).toThrow(type);
  });
});
