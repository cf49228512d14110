import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { plantedSecrets } from '../../test/support/secrets.ts';
import { startServer } from '../../test/support/server.ts';
import {
  PCOAuthenticationError,
  PCOCredentialsError,
  PCOMalformedAnswerError,
  PCORequestError,
  PCORequestTimeoutError,
  PCOUnexpectedRequestError,
} from '../errors.ts';
import { systemWorld } from '../world.ts';
import { checkApplication } from './application.ts';
import { getBrowserRedirectUrl } from './authorize-url.ts';
import { getCcOrgToken } from './church-center-token.ts';
import { revokeGrant } from './revoke-grant.ts';
import { getOAuthAccessToken, getOAuthRefreshToken } from './tokens.ts';
import { requestOwner, requestUserInfo } from './user-info.ts';

const { clientSecret, refreshToken, organizationToken } = plantedSecrets;
const redirect = 'https://www.site.com/callback?a=b';
const tokens = {
  access_token: 'a',
  token_type: 'bearer',
  expires_in: 7200,
  refresh_token: 'r',
  scope: 'people',
};

describe('the authorize address', () => {
  test("has exactly pypco's parameters", () => {
    expect(getBrowserRedirectUrl('abc123', 'https://www.site.com', ['people', 'giving'])).toBe(
      'https://api.planningcenteronline.com/oauth/authorize?client_id=abc123&redirect_uri=https%3A%2F%2Fwww.site.com&response_type=code&scope=people+giving',
    );
  });

  test('takes state, PKCE, prompt and another server', () => {
    const url = new URL(
      getBrowserRedirectUrl('abc', redirect, ['people'], {
        state: 's&t',
        codeChallenge: 'c',
        prompt: 'select_account',
        apiBase: 'http://127.0.0.1:1/',
      }),
    );
    expect(url.origin + url.pathname).toBe('http://127.0.0.1:1/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'abc',
      redirect_uri: redirect,
      response_type: 'code',
      scope: 'people',
      state: 's&t',
      code_challenge: 'c',
      code_challenge_method: 'S256',
      prompt: 'select_account',
    });
  });
});

describe('values that cannot be meant are refused before anything is sent', () => {
  test.each<[string, () => unknown]>([
    ['no client id', () => getBrowserRedirectUrl(undefined as never, redirect, ['people'])],
    ['no redirect address', () => getBrowserRedirectUrl('abc', '', ['people'])],
    ['scopes as text', () => getBrowserRedirectUrl('abc', redirect, 'people' as never)],
    ['no scopes', () => getBrowserRedirectUrl('abc', redirect, [])],
    ['no code', () => getOAuthAccessToken('abc', clientSecret, null as never, redirect)],
    ['no refresh token', () => getOAuthRefreshToken('abc', clientSecret, '')],
  ])('%s', async (_, call) => {
    await expect((async () => call())()).rejects.toMatchObject({ code: 'ERR_OPTIONS', sent: 'no' });
  });
});

describe('token requests', () => {
  test('send their fields as they are and give the document of the server', async () => {
    const server = await startServer(() => ({ body: tokens }));
    const extras = { apiBase: server.url };
    expect(await getOAuthAccessToken('abc', clientSecret, 'c+d&e', redirect, extras)).toEqual(tokens);
    expect(
      await getOAuthAccessToken('abc', undefined, 'c', redirect, { ...extras, codeVerifier: 'v' }),
    ).toEqual(tokens);
    expect(await getOAuthRefreshToken('abc', clientSecret, refreshToken, extras)).toEqual(tokens);
    expect(
      server.requests.map(({ method, url, body }) => [
        method,
        url.pathname,
        Object.fromEntries(new URLSearchParams(body)),
      ]),
    ).toEqual([
      [
        'POST',
        '/oauth/token',
        {
          client_id: 'abc',
          client_secret: clientSecret,
          code: 'c+d&e',
          redirect_uri: redirect,
          grant_type: 'authorization_code',
        },
      ],
      [
        'POST',
        '/oauth/token',
        {
          client_id: 'abc',
          code: 'c',
          redirect_uri: redirect,
          code_verifier: 'v',
          grant_type: 'authorization_code',
        },
      ],
      [
        'POST',
        '/oauth/token',
        {
          client_id: 'abc',
          client_secret: clientSecret,
          refresh_token: refreshToken,
          grant_type: 'refresh_token',
        },
      ],
    ]);
    expect(server.requests[0]?.headers).toMatchObject({
      'content-type': expect.stringContaining('application/x-www-form-urlencoded'),
      'user-agent': expect.stringMatching(/^tspco\//),
    });
  });

  test.each([
    [401, 'invalid_client', PCOAuthenticationError],
    [400, 'invalid_grant', PCORequestError],
    [400, 'invalid_request', PCORequestError],
  ])('%s %s becomes a request error with that code, after one request', async (status, error, type) => {
    const server = await startServer(() => ({
      status,
      body: { error, error_description: `about ${refreshToken}` },
    }));
    const failure = await getOAuthRefreshToken('abc', clientSecret, refreshToken, {
      apiBase: server.url,
    }).catch((caught: unknown) => caught);
    expect(failure).toBeInstanceOf(type);
    expect(failure).toMatchObject({
      code: error,
      statusCode: status,
      sent: 'yes',
      errors: [{ code: error }],
    });
    expect(inspect(failure, { depth: 5 })).not.toContain(refreshToken);
    expect(server.requests).toHaveLength(1);
  });

  test.each([500, 502, 429])('%s is not sent again', async (status) => {
    const server = await startServer(() => ({ status, body: '' }));
    await expect(
      getOAuthRefreshToken('abc', clientSecret, refreshToken, { apiBase: server.url }),
    ).rejects.toMatchObject({ statusCode: status });
    expect(server.requests).toHaveLength(1);
  });

  test('a lost answer and a time-out are not sent again, and say that the token may be used up', async () => {
    const reset = await startServer((_, { response }) => void response.destroy());
    const lost = getOAuthRefreshToken('abc', clientSecret, refreshToken, { apiBase: reset.url });
    await expect(lost).rejects.toBeInstanceOf(PCOUnexpectedRequestError);
    await expect(lost).rejects.toMatchObject({ sent: 'maybe' });
    expect(reset.requests).toHaveLength(1);
    const silent = await startServer(() => {});
    const late = getOAuthRefreshToken('abc', clientSecret, refreshToken, {
      apiBase: silent.url,
      timeout: 40,
    });
    await expect(late).rejects.toBeInstanceOf(PCORequestTimeoutError);
    // On a busy machine the time may be up before it arrives.
    expect(silent.requests.length).toBeLessThan(2);
  });

  test('an abort comes back as the reason that was given', async () => {
    const server = await startServer(() => {});
    const controller = new AbortController();
    const pending = getOAuthRefreshToken('abc', clientSecret, refreshToken, {
      apiBase: server.url,
      signal: controller.signal,
    });
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
  });

  test.each([
    ['<html>'],
    ['"text"'],
    [{}],
    [{ access_token: 1 }],
    [{ access_token: '' }],
    [{ data: { access_token: 'a' } }],
  ])('the answer %j has no tokens, and is an error', async (body) => {
    const server = await startServer(() => ({ body }));
    await expect(
      getOAuthRefreshToken('abc', clientSecret, refreshToken, { apiBase: server.url }),
    ).rejects.toMatchObject({ name: 'PCOMalformedAnswerError', code: 'ERR_MALFORMED_ANSWER', sent: 'yes' });
  });
});

test('tokenUrl is the whole address of a token endpoint', async () => {
  const server = await startServer(() => ({ body: tokens }));
  const tokenUrl = `${server.url}/elsewhere`;
  await getOAuthAccessToken('abc', clientSecret, 'c', redirect, { tokenUrl });
  await getOAuthRefreshToken('abc', clientSecret, refreshToken, { tokenUrl });
  expect(server.requests.map(({ url }) => url.pathname)).toEqual(['/elsewhere', '/elsewhere']);
});

test('a grant is taken back when the answer says nothing, and not when it is a refusal', async () => {
  const grant = { accessToken: 'a', refreshToken, receivedAt: 0, expiresAt: 1 };
  const revokeAt = (url: string) =>
    revokeGrant(checkApplication({ clientId: 'abc', apiBase: url }), grant, systemWorld);
  const silent = await startServer(() => ({ body: '' }));
  await revokeAt(silent.url);
  expect(silent.requests.map(({ body }) => new URLSearchParams(body).get('token'))).toEqual([
    refreshToken,
    'a',
  ]);
  const refusing = await startServer(() => ({ status: 403, body: '' }));
  await expect(revokeAt(refusing.url)).rejects.toMatchObject({ statusCode: 403 });
});

describe('whose token it is', () => {
  const ask = async (body: object, ask: typeof requestOwner | typeof requestUserInfo) => {
    const { url } = await startServer(() => ({ body }));
    const application = checkApplication({ clientId: 'abc', apiBase: url });
    return ask(application, 'token', systemWorld);
  };

  test('is told by the server, with ids as text', async () => {
    const body = { sub: 7, name: 'Ada Rolfe', organization_id: 2, organization_name: 'Grace' };
    expect(await ask(body, requestUserInfo)).toEqual({ ...body, sub: '7' });
    expect(await ask(body, requestOwner)).toEqual({
      personId: '7',
      organizationId: '2',
      organizationName: 'Grace',
    });
  });

  test('is an error when the server does not say it', async () => {
    const noChurch = { sub: '7', name: 'Ada Rolfe' };
    await expect(ask({}, requestUserInfo)).rejects.toBeInstanceOf(PCOMalformedAnswerError);
    await expect(ask({ organization_id: '2' }, requestOwner)).rejects.toBeInstanceOf(PCOMalformedAnswerError);
    for (const organization_id of [null, '', { id: 2 }])
      await expect(ask({ ...noChurch, organization_id }, requestOwner)).rejects.toThrow(
        PCOMalformedAnswerError,
      );
    await expect(ask({ sub: '' }, requestUserInfo)).rejects.toThrow(PCOMalformedAnswerError);
    await expect(ask(noChurch, requestOwner)).rejects.toThrow(
      /something else than a person and their church/,
    );
  });
});

describe('an organization token', () => {
  const extrasOf = (url: string) => ({ tokenUrl: `${url}/sessions/tokens` });

  test('is taken out of the answer', async () => {
    const server = await startServer(() => ({
      body: { data: { attributes: { token: organizationToken, expires_at: '2026-01-01T02:00:00Z' } } },
    }));
    expect(await getCcOrgToken('grace', extrasOf(server.url))).toBe(organizationToken);
    expect(await getCcOrgToken('grace', { apiBase: server.url })).toBe(organizationToken);
    expect(server.requests.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      'POST /sessions/tokens',
      'POST /sessions/tokens',
    ]);
  });

  test('is fetched from the host of the church unless told otherwise', async () => {
    const asked: string[] = [];
    const fetch = (url: string): Promise<Response> => {
      asked.push(url);
      return Promise.resolve(Response.json({ data: { attributes: { token: organizationToken } } }));
    };
    await getCcOrgToken('Grace', { fetch });
    expect(asked).toEqual(['https://grace.churchcenter.com/sessions/tokens']);
  });

  test('is not asked for under an impossible name', async () => {
    await expect(getCcOrgToken('evil.test/')).rejects.toBeInstanceOf(PCOCredentialsError);
  });

  test('that is missing is an error, and a 404 asks whether the name is right', async () => {
    const empty = await startServer(() => ({ body: { data: {} } }));
    await expect(getCcOrgToken('grace', extrasOf(empty.url))).rejects.toThrow(PCOMalformedAnswerError);
    const missing = await startServer(() => ({ status: 404, body: '' }));
    await expect(getCcOrgToken('grcae', extrasOf(missing.url))).rejects.toThrow(
      /Is "grcae" the church's name/,
    );
  });
});
