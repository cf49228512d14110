import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { plantedSecrets } from '../../test/support/secrets.ts';
import { PCOCredentialsError } from '../errors.ts';
import { PCO } from '../pco.ts';
import type { PCOOptions } from '../options.ts';
import { AuthConfig } from './auth-config.ts';
import { fingerprint } from './credentials.ts';
import { oauthToken } from './oauth.ts';
import { personalAccessToken } from './personal-access-token.ts';

const { secret, token } = plantedSecrets;
const pat = { applicationId: 'app-1', secret };

describe('impossible credentials are refused at construction', () => {
  const session = {
    id: 'grant-1',
    accessToken: () => Promise.resolve(token),
    renew: () => Promise.resolve(false),
  };
  test.each<[string, object]>([
    ['none', {}],
    ['all undefined', { applicationId: undefined, token: undefined }],
    ['an id without a secret', { applicationId: 'app-1' }],
    ['a secret without an id', { secret }],
    ['two kinds', { ...pat, token }],
    ['half of one kind and another', { applicationId: 'app-1', token }],
    ['a token and a session', { token, session }],
    ['an empty id', { applicationId: '', secret }],
    ['an empty secret', { applicationId: 'app-1', secret: '' }],
    ['an empty token', { token: '' }],
    ['null', { token: null }],
    ['a number', { token: 12345 }],
    ['a line end', { token: `${token}\n` }],
    ['a space', { applicationId: 'app-1', secret: ` ${secret}` }],
    ['a letter that headers cannot carry', { token: `${token}ö` }],
    ['a colon in the id', { applicationId: 'a:b', secret }],
    ['a session without functions', { session: { id: 'x' } }],
    ['a session that is no object', { session: 'grant' }],
    ['an id in quotes', { applicationId: `"app-1"`, secret }],
    ['a secret in quotes', { applicationId: 'app-1', secret: `'${secret}'` }],
    ['an empty church', { ccName: '' }],
    ['a host instead of a church', { ccName: 'grace.churchcenter.com' }],
    ['an address instead of a church', { ccName: 'https://grace' }],
    ['a path in a church', { ccName: 'grace/..' }],
    ['a church that ends with a hyphen', { ccName: 'grace-' }],
    ['a church of more than 63 letters', { ccName: 'a'.repeat(64) }],
  ])('%s', (_, options) => {
    const create = (): unknown => new PCO(options as PCOOptions);
    expect(create).toThrow(PCOCredentialsError);
    expect(create).toThrow(expect.objectContaining({ code: 'ERR_CREDENTIALS' }));
    expect(create).not.toThrow(new RegExp(secret));
    expect(create).not.toThrow(new RegExp(token));
  });
});

test('each scheme writes its own header', async () => {
  expect(new AuthConfig(pat).authType).toBe('PAT');
  expect(await new AuthConfig(pat).authHeader()).toBe(
    `Basic ${Buffer.from(`app-1:${secret}`).toString('base64')}`,
  );
  expect(new AuthConfig({ token }).authType).toBe('OAUTH');
  expect(await new AuthConfig({ token }).authHeader()).toBe(`Bearer ${token}`);
  expect(await new AuthConfig({ token: () => Promise.resolve(token) }).authHeader()).toBe(`Bearer ${token}`);
  expect(new AuthConfig({ ccName: 'grace' }).authType).toBe('ORGTOKEN');
});

test('a token function that gives an impossible token fails without repeating it', async () => {
  const broken = new AuthConfig({ token: () => `${token}\r\nx: y` });
  await expect(broken.authHeader()).rejects.toThrow(PCOCredentialsError);
  await expect(broken.authHeader()).rejects.not.toThrow(new RegExp(token));
});

test('inspecting a client or its credentials shows no secret', async () => {
  const tokenFunction = new AuthConfig({ token: () => token });
  await tokenFunction.authHeader();
  for (const shown of [new PCO(pat), new PCO({ token }), new AuthConfig(pat), tokenFunction]) {
    const text = inspect(shown, { depth: 20, showHidden: true }) + JSON.stringify(shown);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(token);
    expect(text).not.toContain(btoa(`app-1:${secret}`));
  }
});

test('budget keys tell persons apart and show no credential', () => {
  const source = (): string => token;
  const keys = [
    personalAccessToken('app-1', secret),
    personalAccessToken('app-2', secret),
    oauthToken(token),
    oauthToken(`${token}x`),
    oauthToken(source),
    oauthToken(() => token),
  ].map(({ budgetKey }) => budgetKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.join()).not.toContain(token);
  expect(personalAccessToken('app-1', 'another').budgetKey).toBe(keys[0]);
  expect(oauthToken(token).budgetKey).toBe(keys[2]);
  expect(oauthToken(source).budgetKey).toBe(keys[4]);
});

test('fingerprints of 20,000 similar ids do not collide', () => {
  expect(new Set(Array.from({ length: 20_000 }, (_, index) => fingerprint(`app-${index}`))).size).toBe(
    20_000,
  );
});
