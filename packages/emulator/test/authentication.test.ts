import { expect, it } from 'vitest';
import { ADMINISTRATOR_ID, basic, createOutside, fakeClock, HOUR } from './support/outside.ts';
import { organizationToken, signIn } from './support/sign-in.ts';

const PEOPLE = '/people/v2/people';

it('lets the personal access token in as the administrator', async () => {
  const { send, calls } = createOutside();
  const answer = await send(PEOPLE);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('X-PCO-API-Auth-Method')).toBe('HTTPBasic');
  expect(calls[0]?.principal).toEqual({ kind: 'person', personId: ADMINISTRATOR_ID });
});

it('compares id and secret as one text, so both may hold colons and letters of any script', async () => {
  const { send } = createOutside({ applicationId: 'a:b', secret: 'ключ' });
  expect((await send(PEOPLE)).status).toBe(200);
});

it.each([
  ['a wrong secret', basic({ applicationId: 'emulator', secret: 'wrong' })],
  ['a wrong id', basic({ applicationId: 'wrong', secret: 'emulator-secret' })],
  ['no colon', `Basic ${Buffer.from('emulator').toString('base64')}`],
  ['what is no base64', 'Basic ***'],
  ['an unknown scheme', 'Digest username="emulator"'],
  ['a bare token', 'pco_tok_emulator'],
  ['an empty header', ''],
])('refuses %s with the plain 401', async (_, authorization) => {
  const { send, calls } = createOutside();
  const answer = await send(PEOPLE, { headers: { Authorization: authorization } });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('WWW-Authenticate')).toBe('Basic realm="Application"');
  expect(await answer.text()).toBe('HTTP Basic: Access denied.');
  expect(calls).toEqual([]);
});

it('refuses a request without an Authorization header in the same way', async () => {
  const { emulator, seedings } = createOutside();
  const answer = await emulator.fetch(`https://api.example.org${PEOPLE}`, {
    headers: { 'User-Agent': 'test' },
  });
  expect([answer.status, await answer.text()]).toEqual([401, 'HTTP Basic: Access denied.']);
  expect(seedings()).toBe(0);
});

it('lets OAuth tokens in for two hours, as the administrator', async () => {
  const clock = fakeClock();
  const { send, emulator, calls } = createOutside({ clock });
  const { access_token } = await signIn(emulator);
  const read = () => send(PEOPLE, { headers: { Authorization: `bearer ${access_token}` } });

  clock.advance(2 * HOUR - 1);
  const answer = await read();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('X-PCO-API-Auth-Method')).toBe('OAuth2');
  expect(calls[0]?.principal).toEqual({
    kind: 'person',
    personId: ADMINISTRATOR_ID,
    scopes: ['people', 'services'],
  });

  clock.advance(1);
  const late = await read();
  expect(late.status).toBe(401);
  expect(late.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(await late.json()).toEqual({
    errors: [
      {
        code: 'unauthorized',
        title: 'Unauthorized',
        status: '401',
        detail: 'This request could not be authenticated. Error Code Hint: (BABOON)',
      },
    ],
  });
});

it('has an access token that is valid from the start and for ever', async () => {
  const clock = fakeClock();
  const { send, emulator } = createOutside({ clock });
  clock.advance(1000 * HOUR);
  const answer = await send(PEOPLE, { headers: { Authorization: `Bearer ${emulator.accessToken}` } });
  expect(answer.status).toBe(200);
});

it.each(['Bearer pco_tok_stranger', 'Bearer', 'Bearer ort_stranger', 'OrganizationToken pco_tok_emulator'])(
  'does not know %s',
  async (authorization) => {
    const { send } = createOutside();
    const answer = await send(PEOPLE, { headers: { Authorization: authorization } });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('(CAPUCHIN)');
  },
);

it.each([
  ['Basic', basic({ applicationId: 'emulator', secret: 'wrong' })],
  ['Bearer', 'Bearer pco_tok_stranger'],
])('says nothing to browsers and counts nothing after a refused %s', async (_, authorization) => {
  const { send } = createOutside();
  const answer = await send(PEOPLE, { headers: { Authorization: authorization } });
  const names = [...answer.headers.keys()];
  expect(names.filter((name) => /access-control|x-pco/.test(name))).toEqual([]);
  expect((await send(PEOPLE)).headers.get('X-PCO-API-Request-Rate-Count')).toBe('1');
});

it.each(['OrganizationToken', 'Bearer'])('lets organization tokens read, sent as %s', async (scheme) => {
  const { send, emulator, calls } = createOutside();
  const authorization = `${scheme} ${await organizationToken(emulator)}`;
  const answer = await send(PEOPLE, { headers: { Authorization: authorization } });
  expect(answer.status).toBe(200);
  expect(answer.headers.has('X-PCO-API-Auth-Method')).toBe(false);
  expect(calls[0]?.principal).toEqual({ kind: 'organization', personId: '' });
});

it.each(['POST', 'PATCH', 'DELETE'])('forbids organization tokens to %s', async (method) => {
  const { send, emulator, calls } = createOutside();
  const headers = { Authorization: `OrganizationToken ${await organizationToken(emulator)}` };
  const answer = await send(`${PEOPLE}/1`, { method, headers });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toEqual({
    errors: [{ status: '403', title: 'Forbidden', detail: 'You do not have access to this resource' }],
  });
  expect(calls).toEqual([]);
});

it('gives organization tokens two hours', async () => {
  const clock = fakeClock();
  const { send, emulator } = createOutside({ clock });
  const headers = { Authorization: `OrganizationToken ${await organizationToken(emulator)}` };
  clock.advance(2 * HOUR - 1);
  expect((await send(PEOPLE, { headers })).status).toBe(200);
  clock.advance(1);
  const late = await send(PEOPLE, { headers });
  expect([late.status, await late.text()]).toEqual([401, expect.stringContaining('(BABOON)')]);
});

it('gives out organization tokens at the address of any church', async () => {
  const clock = fakeClock('2026-01-02T03:04:05Z');
  const { emulator } = createOutside({ clock });
  const answer = await emulator.fetch('https://emulator.churchcenter.com/sessions/tokens', {
    method: 'POST',
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(await answer.json()).toEqual({
    data: {
      attributes: { token: expect.stringMatching(/^ort_\w{64}$/), expires_at: '2026-01-02T05:04:05Z' },
    },
  });
});
