import { describe, expect, it } from 'vitest';
import { freshChurch } from '../src/testing.ts';
import { basic, fakeClock } from './support/outside.ts';
import { askAs, bearer, castOf, type Cast } from './support/people.ts';

const church = freshChurch({ people: 60 });
const cast = await castOf(church);

async function as(person: keyof Cast, scopes?: readonly string[]): Promise<string> {
  return bearer(await church.control.signIn({ person: cast[person], scopes }));
}

describe('an app is open', () => {
  const OPEN: Readonly<Record<keyof Cast, readonly string[]>> = {
    administrator: [
      'api',
      'calendar',
      'check-ins',
      'current',
      'giving',
      'groups',
      'people',
      'publishing',
      'registrations',
      'services',
      'webhooks',
    ],
    editor: ['current', 'groups', 'people', 'services'],
    viewer: ['current', 'people'],
    nobody: ['current'],
  };

  it.each(Object.keys(OPEN) as (keyof Cast)[])('to the %s as their permissions say', async (person) => {
    const authorization = await as(person);
    const hints: [string, string | undefined][] = [];
    for (const app of OPEN.administrator) {
      const { status, hint } = await askAs(church, authorization, `/${app}/v2`);
      hints.push([app, status === 200 ? 'open' : hint]);
    }
    const expected = OPEN.administrator.map((app) => [
      app,
      OPEN[person].includes(app) ? 'open' : 'TRASH_PANDA',
    ]);
    expect(hints).toEqual(expected);
  });

  it('and a closed one counts nothing and tells browsers nothing', async () => {
    const limited = freshChurch({ people: 60, rateLimit: { limit: 5 } });
    const authorization = bearer(await limited.control.signIn({ person: cast.viewer }));
    const refused = await askAs(limited, authorization, '/giving/v2');
    expect(refused.status).toBe(401);
    expect([...refused.headers.keys()].filter((name) => /access-control|x-pco/.test(name))).toEqual([]);
    const { headers } = await askAs(limited, authorization, '/people/v2');
    expect(headers.get('X-PCO-API-Request-Rate-Count')).toBe('1');
  });

  it('to somebody who is given it, until it is taken away', async () => {
    const own = freshChurch({ people: 60 });
    const { accessToken } = own;
    const person = `/people/v2/people/${cast.nobody}`;
    const apps = JSON.parse((await askAs(own, bearer(own), '/people/v2/apps')).text) as {
      data: { id: string; attributes: { name: string } }[];
    };
    const groups = apps.data.find(({ attributes }) => attributes.name === 'Groups')?.id;
    const body = JSON.stringify({ data: { attributes: { app_id: groups } } });
    const given = await askAs(own, bearer({ accessToken }), `${person}/person_apps`, {
      method: 'POST',
      body,
    });
    expect(given.status).toBe(201);
    const authorization = bearer(await own.control.signIn({ person: cast.nobody }));
    expect((await askAs(own, authorization, '/groups/v2')).status).toBe(200);
    const { id } = (JSON.parse(given.text) as { data: { id: string } }).data;
    await own.control.load('people', {
      data: { type: 'PersonApp', id, attributes: { allow_pco_login: false } },
    });
    expect((await askAs(own, authorization, '/groups/v2')).hint).toBe('TRASH_PANDA');
  });

  it('to somebody as long as they may log in', async () => {
    const own = freshChurch({ people: 60 });
    const authorization = bearer(await own.control.signIn({ person: cast.viewer }));
    const patch = (attributes: object) =>
      askAs(own, bearer(own), `/people/v2/people/${cast.viewer}`, {
        method: 'PATCH',
        body: JSON.stringify({ data: { attributes } }),
      });
    expect((await patch({ site_administrator: true })).status).toBe(200);
    expect((await askAs(own, authorization, '/giving/v2')).status).toBe(200);
    await patch({ site_administrator: false });
    await patch({ status: 'inactive' });
    expect((await askAs(own, authorization, '/people/v2')).hint).toBe('FLAMINGO');
    expect((await askAs(own, authorization, '/bogus')).hint).toBe('FLAMINGO');
    await patch({ status: 'active' });
    expect((await askAs(own, authorization, '/people/v2')).status).toBe(200);
    await askAs(own, bearer(own), `/people/v2/people/${cast.viewer}`, { method: 'DELETE' });
    expect((await askAs(own, authorization, '/people/v2')).hint).toBe('FLAMINGO');
  });
});

describe('writing', () => {
  const body = JSON.stringify({ data: { attributes: { first_name: 'Ada', last_name: 'Rolfe' } } });

  it('is forbidden to a viewer, as an answer of the app', async () => {
    const viewer = await as('viewer');
    const path = `/people/v2/people/${cast.nobody}`;
    for (const [method, url] of [
      ['POST', '/people/v2/people'],
      ['PATCH', path],
      ['DELETE', path],
    ] as const) {
      const answer = await askAs(church, viewer, url, { method, body });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('X-PCO-API-Processed-As-Version')).toMatch(/^\d{4}-/);
      expect(JSON.parse(answer.text)).toEqual({
        errors: [{ status: '403', title: 'Forbidden', detail: 'You do not have access to this resource' }],
      });
    }
    expect((await askAs(church, viewer, path, { method: 'HEAD' })).status).toBe(200);
  });

  it('is done for an editor', async () => {
    const own = freshChurch({ people: 60 });
    const editor = bearer(await own.control.signIn({ person: cast.editor }));
    const { status } = await askAs(own, editor, '/people/v2/people', { method: 'POST', body });
    expect(status).toBe(201);
  });
});

describe('a scope', () => {
  it.each([
    ['people', '/people/v2', '/services/v2'],
    ['calendar', '/calendar/v2', '/people/v2'],
    ['resources', '/calendar/v2', '/webhooks/v2'],
    ['check_ins', '/check-ins/v2', '/api/v2'],
    ['api', '/api/v2', '/webhooks/v2'],
    ['webhooks', '/webhooks/v2', '/giving/v2'],
    ['openid', '/current/v2', '/people/v2'],
  ])('%s opens %s and not %s', async (scope, open, closed) => {
    const authorization = await as('administrator', [scope]);
    expect((await askAs(church, authorization, open)).status).toBe(200);
    const refused = await askAs(church, authorization, closed);
    expect([refused.status, refused.hint]).toEqual([401, 'PELICAN']);
  });

  it('gives nobody what their permissions do not', async () => {
    const { hint } = await askAs(church, await as('viewer', ['people', 'giving']), '/giving/v2');
    expect(hint).toBe('TRASH_PANDA');
  });

  it('is no matter to personal access tokens', async () => {
    const token = await church.control.personalAccessToken({ person: cast.editor });
    expect(token).toEqual({
      applicationId: expect.stringMatching(/^[\da-f]{64}$/),
      secret: expect.stringMatching(/^pco_pat_/),
    });
    expect((await askAs(church, basic(token), '/services/v2')).status).toBe(200);
    expect((await askAs(church, basic(token), '/giving/v2')).hint).toBe('TRASH_PANDA');
  });
});

it('makes /me whoever asks', async () => {
  for (const person of ['administrator', 'editor', 'viewer'] as const) {
    const { text } = await askAs(church, await as(person), '/people/v2/me');
    expect((JSON.parse(text) as { data: { id: string } }).data.id).toBe(cast[person]);
  }
});

it('counts the requests of each person, whatever they come with', async () => {
  const limited = freshChurch({ people: 60, rateLimit: { limit: 9 }, clock: fakeClock() });
  const { control } = limited;
  const count = async (authorization: string): Promise<string | null> =>
    (await askAs(limited, authorization, '/people/v2')).headers.get('X-PCO-API-Request-Rate-Count');
  expect(await count(bearer(await control.signIn({ person: cast.editor })))).toBe('1');
  expect(await count(basic(await control.personalAccessToken({ person: cast.editor })))).toBe('2');
  expect(await count(bearer(await control.signIn({ person: cast.viewer })))).toBe('1');
  expect(await count(basic(limited))).toBe('1');
  expect(await count(bearer(await control.signIn({ person: cast.administrator })))).toBe('2');
  expect(await count(bearer(limited))).toBe('3');
});

describe('control.signIn', () => {
  it('finds people by id and by e-mail address, whatever its case', async () => {
    const { text } = await askAs(church, bearer(church), `/people/v2/people/${cast.administrator}/emails`);
    const [email] = (JSON.parse(text) as { data: { attributes: { address: string } }[] }).data;
    const person = email?.attributes.address.toUpperCase();
    const me = await askAs(church, bearer(await church.control.signIn({ person })), '/people/v2/me');
    expect((JSON.parse(me.text) as { data: { id: string } }).data.id).toBe(cast.administrator);
  });

  it('gives tokens like those of the token endpoint', async () => {
    const clock = fakeClock();
    const own = freshChurch({ people: 5, clock });
    const tokens = await own.control.signIn({ scopes: ['people'] });
    expect(tokens).toEqual({
      accessToken: expect.stringMatching(/^pco_tok_/),
      refreshToken: expect.any(String),
      expiresAt: clock.now() + 7_200_000,
      scopes: ['people'],
    });
    const refreshed = await own.fetch('https://api.planningcenteronline.com/oauth/token', {
      method: 'POST',
      headers: { 'User-Agent': 'test' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: tokens.refreshToken,
        client_id: own.applicationId,
        client_secret: own.secret,
      }),
    });
    expect(await refreshed.json()).toMatchObject({ scope: 'people' });
  });

  it.each([
    [{ person: 'nobody@example.org' }, RangeError, 'nobody in the church emulator whose id or e-mail'],
    [{ church: 'hope' }, RangeError, 'There is no church hope. There are: emulator.'],
    [{ scopes: ['profile'] }, RangeError, 'There is no scope profile. There are: openid, api, '],
    [{ application: 'web' }, RangeError, 'There is no application web. There are: emulator.'],
    [
      { persons: '5' },
      TypeError,
      'There is no persons here. There are: person, church, scopes, application.',
    ],
    [{ person: 5 }, TypeError, 'The person must be a text; got 5.'],
    [{ scopes: 'people' }, TypeError, 'The scopes must be a list'],
    [null, TypeError, 'must be said like'],
  ])('refuses %j', async (options, kind, message) => {
    const signIn = church.control.signIn(options as Parameters<typeof church.control.signIn>[0]);
    await expect(signIn).rejects.toThrow(kind);
    await expect(signIn).rejects.toThrow(message);
  });

  it('refuses people who are inactive', async () => {
    const own = freshChurch({ people: 5 });
    await own.control.load('people', {
      data: { type: 'Person', id: cast.administrator, attributes: { status: 'inactive' } },
    });
    await expect(own.control.signIn({ person: cast.administrator })).rejects.toThrow('is inactive');
  });

  it('can be asked for over HTTP', async () => {
    const post = async (path: string, body: object): Promise<Record<string, string>> => {
      const init = { method: 'POST', body: JSON.stringify(body) };
      const answer = await church.fetch(`https://api.planningcenteronline.com/__emulator/${path}`, init);
      return (await answer.json()) as Record<string, string>;
    };
    const { accessToken = '' } = await post('sign-in', { person: cast.viewer });
    expect((await askAs(church, bearer({ accessToken }), '/people/v2')).status).toBe(200);
    const { applicationId = '', secret = '' } = await post('personal-access-token', { person: cast.viewer });
    expect((await askAs(church, basic({ applicationId, secret }), '/people/v2')).status).toBe(200);
    expect(await post('sign-in', { person: 'x' })).toEqual({ error: expect.stringContaining('is x.') });
  });
});
