import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../src/emulator-interface.ts';
import { basic, createOutside, DAY, fakeClock, HOUR, MINUTE } from './support/outside.ts';
import { authorize, authorizeRequest, postToken, signIn, type Tokens } from './support/sign-in.ts';

const REDIRECT_URI = 'https://app.example.org/callback';
const CLIENT = { client_id: 'emulator', client_secret: 'emulator-secret' };
const VERIFIER = 'a-verifier-that-only-this-program-knows';
const CHALLENGE = {
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
};

const exchange = (emulator: Emulator, parameters: Record<string, string>): Promise<Response> =>
  postToken(emulator, { grant_type: 'authorization_code', redirect_uri: REDIRECT_URI, ...parameters });

const refresh = (
  emulator: Emulator,
  token: string,
  client: Record<string, string> = CLIENT,
): Promise<Response> => postToken(emulator, { grant_type: 'refresh_token', refresh_token: token, ...client });

async function problem(answer: Promise<Response>): Promise<[number, unknown]> {
  const { status, headers, body } = await answer.then(async (it) => ({
    status: it.status,
    headers: it.headers,
    body: (await it.json()) as Record<string, unknown>,
  }));
  expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(Object.keys(body)).toEqual(['error', 'error_description']);
  return [status, body['error']];
}

async function isAccepted(emulator: Emulator, token: string): Promise<string> {
  const answer = await emulator.fetch('https://api.example.org/people/v2', {
    headers: { Authorization: `Bearer ${token}`, 'User-Agent': 'test' },
  });
  return answer.status === 200 ? 'yes' : (/[A-Z]{6,}/.exec(await answer.text())?.[0] ?? 'no');
}

describe('authorize', () => {
  it('consents by itself and sends the browser back with a code and the state', async () => {
    const { emulator } = createOutside();
    const answer = await authorizeRequest(emulator, {
      redirect_uri: 'http://localhost:3000/callback?from=pco',
      state: 'a b&c',
    });
    expect(answer.status).toBe(302);
    const location = new URL(answer.headers.get('Location') ?? '');
    expect(location.origin + location.pathname).toBe('http://localhost:3000/callback');
    expect(Object.fromEntries(location.searchParams)).toEqual({
      from: 'pco',
      code: expect.stringMatching(/^\w{64}$/),
      state: 'a b&c',
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('sends an app back by its own scheme', async () => {
    const answer = await authorizeRequest(createOutside().emulator, {
      redirect_uri: 'org.example.app://callback',
    });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('Location')).toMatch(/^org\.example\.app:\/\/callback\?code=/);
  });

  it('sends no state back when none was given', async () => {
    const { emulator } = createOutside();
    const answer = await authorizeRequest(emulator);
    expect([...new URL(answer.headers.get('Location') ?? '').searchParams.keys()]).toEqual(['code']);
  });

  it.each([
    ['an unknown application', { client_id: 'stranger' }, 'client_id'],
    ['no application', { client_id: undefined }, 'client_id'],
    ['no way back', { redirect_uri: undefined }, 'redirect_uri is missing'],
    ['an empty way back', { redirect_uri: '' }, 'redirect_uri is missing'],
    ['a relative way back', { redirect_uri: '/callback' }, 'must begin with https://'],
    ['a script', { redirect_uri: 'javascript:alert(1)' }, 'must begin with https://'],
    ['a script that looks like an address', { redirect_uri: 'JavaScript://%0aalert(1)' }, 'must begin with'],
    ['a page of its own', { redirect_uri: 'data://text/html,hello' }, 'must begin with https://'],
    ['a way back without a server', { redirect_uri: 'myapp:callback' }, 'must begin with https://'],
    ['a fragment in the way back', { redirect_uri: `${REDIRECT_URI}#top` }, 'fragment'],
    ['an unknown scope', { scope: 'people <b>' }, 'scope &#60;b&#62; is unknown'],
    ['a scope for identity that is refused', { scope: 'profile' }, 'scope profile is unknown'],
    ['the other one', { scope: 'openid email' }, 'scope email is unknown'],
  ])('shows a page for %s', async (_, parameters, text) => {
    const { emulator } = createOutside();
    const answer = await authorizeRequest(emulator, parameters);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.has('Location')).toBe(false);
    expect(await answer.text()).toContain(text);
  });

  it.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['unsupported_response_type', { response_type: undefined }],
    ['invalid_request', { code_challenge: 'plain text' }],
    ['invalid_request', { code_challenge: 'plain text', code_challenge_method: 'plain' }],
  ])('sends the browser back with %s for %j', async (error, parameters) => {
    const { emulator } = createOutside();
    const answer = await authorizeRequest(emulator, { state: 's', ...parameters });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('Location')).toBe(`${REDIRECT_URI}?error=${error}&state=s`);
  });
});

describe('a code', () => {
  it('buys tokens', async () => {
    const clock = fakeClock('2026-01-02T03:04:05.678Z');
    const { emulator } = createOutside({ clock });
    const answer = await exchange(emulator, { ...CLIENT, code: await authorize(emulator) });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    const names = [...answer.headers.keys()];
    expect(names.filter((name) => /access-control|x-pco/.test(name))).toEqual([]);
    expect(await answer.json()).toEqual({
      access_token: expect.stringMatching(/^pco_tok_[\w-]{72}$/),
      token_type: 'bearer',
      expires_in: 7200,
      refresh_token: expect.stringMatching(/^\w{64}$/),
      scope: 'people services',
      created_at: Date.parse('2026-01-02T03:04:05Z') / 1000,
    });
  });

  const bodyOf = (code: string): Record<string, string> => ({
    ...CLIENT,
    grant_type: 'authorization_code',
    redirect_uri: REDIRECT_URI,
    code,
  });
  const multipart = (fields: Record<string, string>): FormData => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return form;
  };

  it.each([
    ['a form', {}, (code: string) => new URLSearchParams(bodyOf(code))],
    ['a multipart form', {}, (code: string) => multipart(bodyOf(code))],
    [
      'JSON',
      { 'Content-Type': 'application/json; charset=utf-8' },
      (code: string) => JSON.stringify(bodyOf(code)),
    ],
  ])('can be sent in %s', async (_, headers, body) => {
    const { emulator, send } = createOutside();
    const answer = await send('/oauth/token', {
      method: 'POST',
      headers: { ...headers, Authorization: '' },
      body: body(await authorize(emulator)),
    });
    expect(answer.status).toBe(200);
  });

  it('can come with the application in a Basic header', async () => {
    const { emulator } = createOutside();
    const parameters = {
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT_URI,
      code: await authorize(emulator),
    };
    const wrong = basic({ applicationId: 'emulator', secret: 'wrong' });
    expect(await problem(postToken(emulator, parameters, { headers: { Authorization: wrong } }))).toEqual([
      401,
      'invalid_client',
    ]);
    const answer = await postToken(emulator, parameters, { headers: { Authorization: basic(emulator) } });
    expect(answer.status).toBe(200);
  });

  it('works once', async () => {
    const { emulator } = createOutside();
    const parameters = { ...CLIENT, code: await authorize(emulator) };
    expect((await exchange(emulator, parameters)).status).toBe(200);
    expect(await problem(exchange(emulator, parameters))).toEqual([400, 'invalid_grant']);
  });

  it('works for ten minutes', async () => {
    const clock = fakeClock();
    const { emulator } = createOutside({ clock });
    const early = await authorize(emulator);
    const late = await authorize(emulator);
    clock.advance(10 * MINUTE - 1);
    expect((await exchange(emulator, { ...CLIENT, code: early })).status).toBe(200);
    clock.advance(1);
    expect(await problem(exchange(emulator, { ...CLIENT, code: late }))).toEqual([400, 'invalid_grant']);
  });

  it.each([
    ['an unknown code', { code: 'stranger' }, 400, 'invalid_grant'],
    ['another way back', { redirect_uri: `${REDIRECT_URI}/` }, 400, 'invalid_grant'],
    ['a verifier without a challenge', { code_verifier: VERIFIER }, 400, 'invalid_grant'],
    ['no way back', { redirect_uri: '' }, 400, 'invalid_request'],
    ['no code', { code: '' }, 400, 'invalid_request'],
    ['no grant type', { grant_type: '' }, 400, 'invalid_request'],
    ['another grant type', { grant_type: 'client_credentials' }, 400, 'unsupported_grant_type'],
    ['an unknown application', { client_id: 'stranger' }, 401, 'invalid_client'],
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['an empty secret', { client_secret: '' }, 401, 'invalid_client'],
  ])('is refused with %s, and still works after that', async (_, parameters, status, error) => {
    const { emulator } = createOutside();
    const right = { ...CLIENT, code: await authorize(emulator) };
    expect(await problem(exchange(emulator, { ...right, ...parameters }))).toEqual([status, error]);
    expect((await exchange(emulator, right)).status).toBe(200);
  });

  it.each([
    ['application/json', '{'],
    ['application/json', 'null'],
    ['multipart/form-data; boundary=x', 'no form'],
    ['multipart/form-data', 'no boundary'],
  ])('cannot be read out of %s %j', async (contentType, body) => {
    const { send } = createOutside();
    const request = send('/oauth/token', { method: 'POST', headers: { 'Content-Type': contentType }, body });
    expect(await problem(request)).toEqual([400, 'invalid_request']);
  });

  it('with a challenge needs the verifier, with a secret and without', async () => {
    const { emulator } = createOutside();
    const code = await authorize(emulator, CHALLENGE);
    const { client_id } = CLIENT;
    expect(await problem(exchange(emulator, { ...CLIENT, code }))).toEqual([400, 'invalid_grant']);
    const wrong = { code, client_id, code_verifier: 'wrong' };
    expect(await problem(exchange(emulator, wrong))).toEqual([400, 'invalid_grant']);
    expect((await exchange(emulator, { ...CLIENT, code, code_verifier: VERIFIER })).status).toBe(200);
    const another = await authorize(emulator, CHALLENGE);
    const publicly = { code: another, client_id, code_verifier: VERIFIER };
    expect((await exchange(emulator, publicly)).status).toBe(200);
  });

  it('without a challenge needs the secret', async () => {
    const { emulator } = createOutside();
    const request = exchange(emulator, { client_id: CLIENT.client_id, code: await authorize(emulator) });
    expect(await problem(request)).toEqual([401, 'invalid_client']);
  });
});

describe('a refresh token', () => {
  it('buys a new pair once, and leaves the access token its time', async () => {
    const { emulator } = createOutside();
    const first = await signIn(emulator);
    const second = (await (await refresh(emulator, first.refresh_token)).json()) as Tokens;
    expect(second).toMatchObject({ expires_in: 7200, scope: 'people services' });
    expect(second.access_token).not.toBe(first.access_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await isAccepted(emulator, first.access_token)).toBe('yes');
    expect(await isAccepted(emulator, second.access_token)).toBe('yes');
    expect(await problem(refresh(emulator, first.refresh_token))).toEqual([400, 'invalid_request']);
    expect((await refresh(emulator, second.refresh_token)).status).toBe(200);
  });

  it('works for ninety days', async () => {
    const clock = fakeClock();
    const { emulator } = createOutside({ clock });
    const early = await signIn(emulator);
    const late = await signIn(emulator);
    clock.advance(90 * DAY - 1);
    expect((await refresh(emulator, early.refresh_token)).status).toBe(200);
    clock.advance(1);
    expect(await problem(refresh(emulator, late.refresh_token))).toEqual([400, 'invalid_grant']);
  });

  it('is refused when nobody knows it, or when it is not there', async () => {
    const { emulator } = createOutside();
    expect(await problem(refresh(emulator, 'stranger'))).toEqual([400, 'invalid_grant']);
    expect(await problem(refresh(emulator, ''))).toEqual([400, 'invalid_request']);
    const { refresh_token } = await signIn(emulator);
    const wrong = { ...CLIENT, client_secret: 'wrong' };
    expect(await problem(refresh(emulator, refresh_token, wrong))).toEqual([401, 'invalid_client']);
    expect((await refresh(emulator, refresh_token)).status).toBe(200);
  });

  it('needs the secret unless its grant was given without', async () => {
    const { emulator } = createOutside();
    const { client_id } = CLIENT;
    const { refresh_token } = await signIn(emulator);
    expect(await problem(refresh(emulator, refresh_token, { client_id }))).toEqual([401, 'invalid_client']);
    const code = await authorize(emulator, CHALLENGE);
    const answer = await exchange(emulator, { code, client_id, code_verifier: VERIFIER });
    const { refresh_token: publicToken } = (await answer.json()) as Tokens;
    const renewed = (await (await refresh(emulator, publicToken, { client_id })).json()) as Tokens;
    expect((await refresh(emulator, renewed.refresh_token, { client_id })).status).toBe(200);
  });
});

describe('revoke', () => {
  const revoke = (emulator: Emulator, parameters: Record<string, string>): Promise<Response> =>
    postToken(emulator, parameters, { path: '/oauth/revoke' });

  it.each(['access_token', 'refresh_token'] as const)('ends a pair by its %s', async (name) => {
    const { emulator } = createOutside();
    const tokens = await signIn(emulator);
    const others = await signIn(emulator);
    const answer = await revoke(emulator, { ...CLIENT, token: tokens[name] });
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    expect(await isAccepted(emulator, tokens.access_token)).toBe('CAPUCHIN');
    expect(await problem(refresh(emulator, tokens.refresh_token))).toEqual([400, 'invalid_grant']);
    expect(await isAccepted(emulator, others.access_token)).toBe('yes');
  });

  it('does not let a token come back as expired', async () => {
    const clock = fakeClock();
    const { emulator } = createOutside({ clock });
    const { access_token } = await signIn(emulator);
    await revoke(emulator, { ...CLIENT, token: access_token });
    clock.advance(3 * HOUR);
    expect(await isAccepted(emulator, access_token)).toBe('CAPUCHIN');
  });

  it('is content with tokens that nobody knows', async () => {
    const { emulator } = createOutside();
    expect((await revoke(emulator, { ...CLIENT, token: 'stranger' })).status).toBe(200);
  });

  it('wants to know who asks, and for what', async () => {
    const { emulator } = createOutside();
    const { access_token } = await signIn(emulator);
    const wrong = { ...CLIENT, client_secret: 'wrong', token: access_token };
    expect(await problem(revoke(emulator, wrong))).toEqual([401, 'invalid_client']);
    expect(await problem(revoke(emulator, CLIENT))).toEqual([400, 'invalid_request']);
    expect(await isAccepted(emulator, access_token)).toBe('yes');
  });
});

it.each([
  ['GET', '/oauth/token'],
  ['POST', '/oauth/authorize'],
  ['OPTIONS', '/oauth/token'],
  ['POST', '/oauth/refresh'],
])('answers %s %s with a page and without CORS', async (method, path) => {
  const { send } = createOutside();
  const answer = await send(path, { method });
  expect(answer.status).toBe(404);
  expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.has('Access-Control-Allow-Origin')).toBe(false);
});
