import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { basic, createOutside } from './support/outside.ts';
import { authorizeRequest, postToken } from './support/sign-in.ts';

const WEB = 'https://web.example.org/back';
const PHONE = 'org.example.phone://back';
const VERIFIER = 'a-verifier-that-only-this-program-knows-and-is-long';
const PKCE = {
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
};

const { emulator } = createOutside({
  applications: [
    { id: 'web', secret: 'web-secret', redirectUris: [WEB, `${WEB}/2`] },
    { id: 'phone', redirectUris: [PHONE] },
  ],
});
const web = { client_id: 'web', client_secret: 'web-secret' };

async function codeFor(parameters: Record<string, string>): Promise<string> {
  const answer = await authorizeRequest(emulator, parameters);
  return new URL(answer.headers.get('Location') ?? '').searchParams.get('code') ?? '';
}

async function tokenAnswer(parameters: Record<string, string>): Promise<Record<string, unknown>> {
  const answer = await postToken(emulator, parameters);
  return { status: answer.status, ...((await answer.json()) as object) };
}

const exchange = (parameters: Record<string, string>) =>
  tokenAnswer({ grant_type: 'authorization_code', ...parameters });

describe('an application with a secret', () => {
  it('gets tokens with it, in the body or in a header, and not without', async () => {
    const code = await codeFor({ client_id: 'web', redirect_uri: WEB, ...PKCE });
    const sent = { code, redirect_uri: WEB, code_verifier: VERIFIER };
    expect(await exchange({ ...sent, client_id: 'web' })).toMatchObject({
      status: 401,
      error: 'invalid_client',
    });
    expect(
      await exchange({ ...sent, client_id: 'emulator', client_secret: 'emulator-secret' }),
    ).toMatchObject({ status: 400, error: 'invalid_grant' });
    const tokens = await exchange({ ...sent, ...web });
    expect(tokens).toMatchObject({ status: 200 });
    const refresh = { grant_type: 'refresh_token', refresh_token: String(tokens['refresh_token']) };
    expect(await tokenAnswer({ ...refresh, client_id: 'web' })).toMatchObject({ error: 'invalid_client' });
    const header = { Authorization: basic({ applicationId: 'web', secret: 'web-secret' }) };
    expect((await postToken(emulator, refresh, { headers: header })).status).toBe(200);
  });

  it('needs no challenge', async () => {
    const code = await codeFor({ client_id: 'web', redirect_uri: WEB });
    expect(await exchange({ ...web, code, redirect_uri: WEB })).toMatchObject({ status: 200 });
  });
});

describe('an application without a secret', () => {
  const asking = { client_id: 'phone', redirect_uri: PHONE };

  it('must bring a challenge', async () => {
    for (const parameters of [{}, { ...PKCE, code_challenge_method: 'plain' }]) {
      const answer = await authorizeRequest(emulator, { ...asking, state: 's', ...parameters });
      expect(answer.headers.get('Location')).toBe(`${PHONE}?error=invalid_request&state=s`);
    }
  });

  it('gets and refreshes tokens without one, and must not show one', async () => {
    const code = await codeFor({ ...asking, ...PKCE });
    const sent = { ...asking, code, code_verifier: VERIFIER };
    expect(await exchange({ ...sent, client_secret: 'guessed' })).toMatchObject({ error: 'invalid_client' });
    const tokens = await exchange(sent);
    const refresh = { grant_type: 'refresh_token', refresh_token: String(tokens['refresh_token']) };
    expect(await tokenAnswer({ ...refresh, ...web })).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await tokenAnswer({ ...refresh, client_id: 'phone' })).toMatchObject({ status: 200 });
  });
});

describe('registered addresses', () => {
  it.each([`${WEB}/`, `${WEB}?x=1`, 'https://web.example.org/', PHONE])('do not include %s', async (uri) => {
    const answer = await authorizeRequest(emulator, { client_id: 'web', redirect_uri: uri });
    expect(answer.status).toBe(400);
    expect(answer.headers.has('Location')).toBe(false);
    expect(await answer.text()).toContain('none that the application has registered');
  });

  it('may be several', async () => {
    const answer = await authorizeRequest(emulator, { client_id: 'web', redirect_uri: `${WEB}/2` });
    expect(answer.status).toBe(302);
  });
});

it('lets applications revoke their own tokens only', async () => {
  const code = await codeFor({ client_id: 'web', redirect_uri: WEB });
  const tokens = await exchange({ ...web, code, redirect_uri: WEB });
  const token = String(tokens['access_token']);
  const revoke = (client: Record<string, string>) =>
    postToken(emulator, { token, ...client }, { path: '/oauth/revoke' });
  const refused = await revoke({ client_id: 'phone' });
  expect([refused.status, await refused.json()]).toEqual([
    403,
    expect.objectContaining({ error: 'unauthorized_client' }),
  ]);
  expect((await revoke(web)).status).toBe(200);
});

describe('refuseLoopbackRedirects', () => {
  const strict = createOutside({ refuseLoopbackRedirects: true }).emulator;

  it.each(['http://localhost:3000/back', 'http://127.0.0.1/back', 'https://app.example.org/?to=localhost'])(
    'answers %s as the firewall does',
    async (redirect_uri) => {
      const answer = await authorizeRequest(strict, { redirect_uri });
      expect([answer.status, answer.headers.get('Content-Type')]).toEqual([403, 'text/html; charset=utf-8']);
      expect(await answer.text()).toContain('CloudFront');
      expect((await authorizeRequest(emulator, { redirect_uri })).status).toBe(302);
    },
  );

  it('lets others through', async () => {
    expect((await authorizeRequest(strict)).status).toBe(302);
  });
});
