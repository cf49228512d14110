import { generateSignedCookie } from 'hono/cookie';
import { describe, expect, it } from 'vitest';
import { PUBLIC_URL, SESSION_SECRET, startOutside } from './support/outside.ts';

const titleOf = (text: string): string | undefined => /<h1>(.*?)<\/h1>/.exec(text)?.[1];

describe('a visitor who connects their church', () => {
  it('sees who of it has a phone number', async () => {
    const { emulator, visitor, logged } = await startOutside();
    await emulator.control.load('people', {
      data: [
        { type: 'Person', id: '7', attributes: { first_name: 'Ada', last_name: '<b>Aa' } },
        { type: 'Person', id: '8', attributes: { first_name: 'Mute', last_name: 'Aaa' } },
        {
          type: 'PhoneNumber',
          id: '7',
          attributes: { number: '(555) 555-0199', location: 'Mobile' },
          relationships: { person: { data: { type: 'Person', id: '7' } } },
        },
      ],
    });
    const ada = visitor();
    expect(titleOf((await ada.get('/')).text)).toBe('Who can be called?');
    await ada.connect();
    const { status, text, headers } = await ada.get('/');
    expect([status, titleOf(text)]).toEqual([200, 'Who can be called']);
    expect(text).toMatch(/Ada &lt;b&gt;Aa<\/td>\s*<td><a href="tel:\(555\) 555-0199">\(555\) 555-0199<\/a>/);
    expect(text).not.toContain('Mute Aaa');
    expect(text).toContain('people 1 to 50 of 62');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(logged).toEqual([{ event: 'connected', church: expect.any(String), missing: [] }]);
  });

  it('goes through the list page by page', async () => {
    const { visitor } = await startOutside();
    const ada = visitor();
    await ada.connect();
    const { text: first } = await ada.get('/');
    expect(first).toContain('href="/?offset=50"');
    expect(first).not.toContain('rel="prev"');
    const { text: second } = await ada.get('/?offset=50');
    expect(second).toContain('people 51 to 60 of 60');
    expect(second).toContain('href="/?offset=0"');
    expect(second).not.toContain('rel="next"');
    expect((await ada.get('/?offset=1000')).text).toContain('The list is shorter than that.');
    expect((await ada.get('/?offset=-1%20or%201')).text).toContain('people 1 to 50 of 60');
  });

  it('is still known after a restart, and not in another browser', async () => {
    const { visitor, restart } = await startOutside();
    const ada = visitor();
    await ada.connect();
    const later = visitor(restart());
    expect(titleOf((await later.get('/')).text)).toBe('Who can be called?');
    for (const [name, value] of ada.cookies) later.cookies.set(name, value);
    expect(titleOf((await later.get('/')).text)).toBe('Who can be called');
  });

  it('signs out, and the church stays connected', async () => {
    const { visitor, store } = await startOutside();
    const ada = visitor();
    await ada.connect();
    expect(await ada.post('/sign-out')).toMatchObject({ status: 303, location: '/' });
    expect(titleOf((await ada.get('/')).text)).toBe('Who can be called?');
    expect(await store.names()).toHaveLength(1);
  });
});

describe('nothing is connected when', () => {
  it('the person refuses', async () => {
    const { visitor, store, logged } = await startOutside();
    const ada = visitor();
    const { location } = await ada.get('/connect');
    const state = new URL(location ?? '').searchParams.get('state');
    const { status, text } = await ada.get(`/callback?error=access_denied&state=${state}`);
    expect([status, titleOf(text)]).toEqual([403, 'You did not allow it']);
    expect(text).toContain('href="/connect"');
    expect(await store.names()).toEqual([]);
    expect(logged).toMatchObject([{ event: 'failure', path: '/callback', status: 403 }]);
  });

  it('the state is another one', async () => {
    const { visitor, store } = await startOutside();
    const ada = visitor();
    const back = await ada.goAndAllow();
    const { status, text } = await ada.get(back.replace(/state=[^&]*/, 'state=guessed'));
    expect([status, titleOf(text)]).toEqual([400, 'This sign-in did not start here']);
    expect(await store.names()).toEqual([]);
    expect(await ada.get(back)).toMatchObject({ status: 303 });
  });

  it('somebody else brings what Planning Center gave to the visitor', async () => {
    const { visitor, store } = await startOutside();
    const [ada, eve, newcomer] = [visitor(), visitor(), visitor()];
    const back = await ada.goAndAllow();
    await eve.goAndAllow();
    for (const other of [eve, newcomer]) {
      const { status, text } = await other.get(back);
      expect([status, titleOf(text)]).toEqual([400, 'This sign-in did not start here']);
    }
    expect(await store.names()).toEqual([]);
    expect(await ada.get(back)).toMatchObject({ status: 303 });
  });

  it('the code was used before', async () => {
    const { visitor } = await startOutside();
    const ada = visitor();
    const back = await ada.goAndAllow();
    const cookies = [...ada.cookies];
    await ada.get(back);
    for (const [name, value] of cookies) ada.cookies.set(name, value);
    const { status, text } = await ada.get(back);
    expect([status, titleOf(text)]).toEqual([400, 'That took too long']);
  });
});

describe('the visitor is told when', () => {
  it('the church must connect again, and the log is told once', async () => {
    const { emulator, visitor, restart, change, logged } = await startOutside();
    const ada = visitor();
    await ada.connect();
    emulator.control.revokeTokens();
    await change(() => ({ expiresAt: 0 }));
    const later = visitor(restart());
    for (const [name, value] of ada.cookies) later.cookies.set(name, value);
    for (let visits = 0; visits < 3; visits++) {
      const { status, text } = await later.get('/');
      expect([status, titleOf(text)]).toEqual([403, 'Please connect your church again']);
    }
    expect(logged.filter(({ event }) => event === 'reconnect needed')).toEqual([
      { event: 'reconnect needed', church: expect.any(String), reason: 'invalid_grant' },
    ]);
    await later.connect();
    expect(titleOf((await later.get('/')).text)).toBe('Who can be called');
  });

  it('a consent was taken back just after it was given', async () => {
    const { emulator, visitor } = await startOutside();
    const ada = visitor();
    await ada.connect();
    emulator.control.revokeTokens();
    const { status, text } = await ada.get('/');
    expect([status, titleOf(text)]).toEqual([403, 'Please connect your church again']);
  });

  it('the consent does not cover what is needed', async () => {
    const { visitor, change } = await startOutside();
    const ada = visitor();
    await ada.connect();
    await change(() => ({ scope: 'openid' }));
    const { status, text } = await ada.get('/');
    expect([status, titleOf(text)]).toEqual([403, 'Something is missing']);
  });

  it('they may not see People', async () => {
    const { emulator, visitor, restart, change } = await startOutside();
    const ada = visitor();
    await ada.connect();
    await emulator.control.load('people', {
      data: { type: 'Person', id: '9', attributes: { first_name: 'Without', last_name: 'Access' } },
    });
    const { accessToken, refreshToken } = await emulator.control.signIn({
      person: '9',
      scopes: ['people', 'openid'],
      application: 'web',
    });
    await change(() => ({ accessToken, refreshToken }));
    const later = visitor(restart());
    for (const [name, value] of ada.cookies) later.cookies.set(name, value);
    const { status, text } = await later.get('/');
    expect([status, titleOf(text)]).toEqual([403, 'You may not see People']);
  });

  it('somebody else has connected the church since', async () => {
    const { visitor, change, store } = await startOutside();
    const ada = visitor();
    await ada.connect();
    await change(({ owner }) => ({ owner: owner && { ...owner, personId: '4711' } }));
    const { status, text } = await ada.get('/');
    expect([status, titleOf(text)]).toEqual([403, 'Please connect your church again']);
    expect(text).toContain('Somebody else');
    await ada.post('/disconnect');
    expect(await store.names()).toHaveLength(1);
  });

  it('Planning Center cannot be reached', async () => {
    const { emulator, visitor, store } = await startOutside();
    const ada = visitor();
    const back = await ada.goAndAllow();
    emulator.control.faults.set([{ fault: 'error', status: 503, path: '/oauth/token' }]);
    const { status, text } = await ada.get(back);
    expect([status, titleOf(text)]).toEqual([502, 'Planning Center cannot be reached']);
    expect(await store.names()).toEqual([]);
  });

  it('the application itself is at fault', async () => {
    const { visitor, store, logged } = await startOutside();
    const ada = visitor();
    await ada.connect();
    Object.assign(store, { load: () => Promise.resolve('nonsense') });
    const { status, text } = await ada.get('/');
    expect([status, titleOf(text)]).toEqual([500, 'Something went wrong here']);
    expect(logged.at(-1)).toMatchObject({ event: 'failure', stack: expect.stringContaining('TypeError') });
  });

  it('the application has the wrong client secret, which is not the visitor’s fault', async () => {
    const { visitor } = await startOutside({ PCO_CLIENT_SECRET: 'another' });
    const ada = visitor();
    const { status, text } = await ada.get(await ada.goAndAllow());
    expect([status, titleOf(text)]).toEqual([500, 'This application is not set up as it should be']);
  });

  it('there is no such page', async () => {
    const { visitor } = await startOutside();
    expect((await visitor().get('/nowhere')).status).toBe(404);
  });
});

describe('disconnecting', () => {
  it('takes the consent back and forgets it', async () => {
    const { visitor, store, emulator, logged } = await startOutside();
    const ada = visitor();
    await ada.connect();
    const [church = ''] = await store.names();
    const token = (await store.load(church))?.grant.accessToken;
    expect(await ada.post('/disconnect')).toMatchObject({ status: 303, location: '/' });
    expect(await store.names()).toEqual([]);
    expect(titleOf((await ada.get('/')).text)).toBe('Who can be called?');
    expect(logged.at(-1)).toEqual({ event: 'disconnected', church });
    const answer = await emulator.fetch('https://api.planningcenteronline.com/people/v2/me', {
      headers: { authorization: `Bearer ${token}`, 'user-agent': 'test' },
    });
    expect(answer.status).toBe(401);
  });

  it.each(['https://evil.example', 'null', ''])('is not done by a page of %j', async (origin) => {
    const { visitor, store, logged } = await startOutside();
    const ada = visitor();
    await ada.connect();
    for (const type of ['application/x-www-form-urlencoded', 'application/json']) {
      const { status, text } = await ada.post('/disconnect', origin, type);
      expect([status, titleOf(text)]).toEqual([403, 'That button was not on this page']);
      expect(logged.at(-1)).toMatchObject({
        event: 'failure',
        message: 'The request was sent by another site.',
      });
    }
    expect(await store.names()).toHaveLength(1);
  });

  it('is not done by a link', async () => {
    const { visitor, store } = await startOutside();
    const ada = visitor();
    await ada.connect();
    expect((await ada.get('/disconnect')).status).toBe(404);
    expect(await store.names()).toHaveLength(1);
  });

  it('does nothing for whoever is not signed in', async () => {
    const { visitor, store } = await startOutside();
    await visitor().connect();
    expect((await visitor().post('/disconnect')).status).toBe(303);
    expect(await store.names()).toHaveLength(1);
  });
});

describe('the cookies', () => {
  it('cannot be made up, changed, kept too long, or used for each other', async () => {
    const { visitor, store } = await startOutside();
    const { load } = store;
    const ada = visitor();
    await ada.goAndAllow();
    const started = ada.cookies.get('started') ?? '';
    await ada.connect();
    const good = ada.cookies.get('visitor') ?? '';
    const readable = decodeURIComponent(good);
    const old = readable.replace(/\.[^.]*$/, '').replace(/"until":\d+/, `"until":${Date.now() - 1}`);
    const signed = await generateSignedCookie('visitor', old, SESSION_SECRET);
    // Whom they name is not even looked for.
    Object.assign(store, { load: () => Promise.reject(new Error('never asked')) });
    for (const value of [
      started,
      signed.replace(/^visitor=|;.*$/g, ''),
      encodeURIComponent(readable.replace('visitor', 'Visitor')),
      encodeURIComponent(readable.replace(/\.[^.]*$/, '')),
      good.slice(0, -4),
      'x',
    ]) {
      ada.cookies.set('visitor', value);
      expect(titleOf((await ada.get('/')).text)).toBe('Who can be called?');
    }
    Object.assign(store, { load });
    ada.cookies.set('visitor', good);
    expect(titleOf((await ada.get('/')).text)).toBe('Who can be called');
  });

  it('are out of the reach of scripts and other sites', async () => {
    const { visitor } = await startOutside();
    const { headers } = await visitor().get('/connect');
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^started=.*; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('are for https only where the application is, also behind a proxy', async () => {
    const { visitor, store } = await startOutside({ PUBLIC_URL: 'https://phones.example' });
    const ada = visitor();
    const { headers } = await ada.get('/connect');
    expect(headers.getSetCookie()[0]).toMatch(/^__Host-started=.*; Secure/);
    expect(headers.get('strict-transport-security')).toContain('max-age');
    await ada.connect();
    expect([...ada.cookies.keys()]).toEqual(['__Host-visitor']);
    expect((await ada.post('/disconnect', PUBLIC_URL)).status).toBe(403);
    expect((await ada.post('/disconnect')).status).toBe(303);
    expect(await store.names()).toEqual([]);
    expect(ada.cookies.size).toBe(0);
  });
});

describe('/healthz', () => {
  it('says that all is well', async () => {
    const { visitor } = await startOutside();
    expect(await visitor().get('/healthz')).toMatchObject({ status: 200, text: 'ok' });
  });

  it('says that the store does not answer', async () => {
    const { visitor, store, logged } = await startOutside();
    Object.assign(store, { load: () => Promise.reject(new Error('the disk is full')) });
    expect(await visitor().get('/healthz')).toMatchObject({ status: 503 });
    expect(logged).toEqual([{ event: 'not well', cause: 'Error: the disk is full' }]);
  });
});
