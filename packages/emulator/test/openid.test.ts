import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { freshChurch } from '../src/testing.ts';
import { fakeClock } from './support/outside.ts';
import { askAs, bearer, castOf } from './support/people.ts';
import { authorize, postToken } from './support/sign-in.ts';

const clock = fakeClock();
const church = freshChurch({ people: 60, clock });
const cast = await castOf(church);
const ORIGIN = 'https://api.example.org';
const NOW = clock.now() / 1000;

const CLIENT = { client_id: 'emulator', client_secret: 'emulator-secret' };

async function tokensFor(parameters: Record<string, string>): Promise<Record<string, string>> {
  const code = await authorize(church, parameters);
  const redirect_uri = 'https://app.example.org/callback';
  const answer = await postToken(church, { ...CLIENT, grant_type: 'authorization_code', code, redirect_uri });
  return (await answer.json()) as Record<string, string>;
}

async function keys(): Promise<(JsonWebKey & { kid: string })[]> {
  const answer = await church.fetch(`${ORIGIN}/oauth/discovery/keys`, { headers: { 'User-Agent': 'test' } });
  return ((await answer.json()) as { keys: (JsonWebKey & { kid: string })[] }).keys;
}

/** The claims of a token whose signature is right. */
async function verified(token = ''): Promise<Record<string, unknown>> {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const { kid, alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, string>;
  expect(alg).toBe('RS256');
  const key = (await keys()).find((one) => one.kid === kid);
  const isGenuine = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${claims}`),
    createPublicKey({ key: key ?? {}, format: 'jwk' }),
    Buffer.from(signature, 'base64url'),
  );
  expect(isGenuine).toBe(true);
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}

const WHO = {
  sub: cast.administrator,
  name: expect.stringMatching(/^\S+ \S+/),
  email: expect.stringMatching(/@example\./),
  organization_id: '10000001',
  organization_name: expect.stringContaining('Community Church'),
};

describe('an id token', () => {
  it('says who it is, signed with a key that can be fetched', async () => {
    const { id_token, scope } = await tokensFor({ scope: 'openid people', nonce: 'n-1' });
    expect(scope).toBe('openid people');
    expect(await verified(id_token)).toEqual({
      iss: ORIGIN,
      aud: 'emulator',
      iat: NOW,
      exp: NOW + 7200,
      nonce: 'n-1',
      ...WHO,
    });
  });

  it('comes with a refresh, too, without the nonce', async () => {
    const { refresh_token = '' } = await tokensFor({ scope: 'openid', nonce: 'n-2' });
    const answer = await postToken(church, { ...CLIENT, grant_type: 'refresh_token', refresh_token });
    const { id_token } = (await answer.json()) as Record<string, string>;
    expect(await verified(id_token)).toEqual({
      iss: ORIGIN,
      aud: 'emulator',
      iat: NOW,
      exp: NOW + 7200,
      ...WHO,
    });
  });

  it('is not there without the scope', async () => {
    expect(Object.keys(await tokensFor({ scope: 'people' }))).not.toContain('id_token');
  });

  it('cannot be had in a church without anybody', async () => {
    const empty = freshChurch({ church: 'empty' });
    const code = await authorize(empty, { scope: 'openid' });
    const redirect_uri = 'https://app.example.org/callback';
    const answer = await postToken(empty, {
      ...CLIENT,
      grant_type: 'authorization_code',
      code,
      redirect_uri,
    });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: 'invalid_grant', error_description: 'The person of this grant is gone.' },
    ]);
  });
});

describe('user info', () => {
  const ask = (authorization: string) => askAs(church, authorization, `${ORIGIN}/oauth/userinfo`);

  it('says whose token it is', async () => {
    const { access_token = '' } = await tokensFor({ scope: 'openid' });
    const { status, text } = await ask(`Bearer ${access_token}`);
    expect([status, JSON.parse(text)]).toEqual([200, WHO]);
    const editor = await ask(bearer(await church.control.signIn({ person: cast.editor })));
    expect(JSON.parse(editor.text)).toMatchObject({ sub: cast.editor });
  });

  it.each([
    [
      'a token without the scope',
      async () => bearer(await church.control.signIn({ scopes: ['people'] })),
      'PELICAN',
    ],
    ['a token that nobody knows', async () => 'Bearer stranger', 'CAPUCHIN'],
    ['a personal access token', async () => `Basic ${btoa('emulator:emulator-secret')}`, undefined],
    ['nothing', async () => '', undefined],
  ])('refuses %s', async (_, authorization, hint) => {
    const answer = await ask(await authorization());
    expect([answer.status, answer.hint]).toEqual([401, hint]);
  });
});

it('has a document that says where everything is, on the host that was asked', async () => {
  const document = async (origin: string): Promise<Record<string, unknown>> => {
    const { status, text } = await askAs(church, '', `${origin}/.well-known/openid-configuration`);
    expect(status).toBe(200);
    return JSON.parse(text) as Record<string, unknown>;
  };
  expect(await document(ORIGIN)).toMatchObject({
    issuer: ORIGIN,
    authorization_endpoint: `${ORIGIN}/oauth/authorize`,
    token_endpoint: `${ORIGIN}/oauth/token`,
    userinfo_endpoint: `${ORIGIN}/oauth/userinfo`,
    jwks_uri: `${ORIGIN}/oauth/discovery/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  });
  expect(await document('http://127.0.0.1:4726')).toMatchObject({ issuer: 'http://127.0.0.1:4726' });
});

it('has one public key, and shows nothing of the private one', async () => {
  const [key, ...others] = await keys();
  expect(others).toEqual([]);
  expect(Object.keys(key ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
});
