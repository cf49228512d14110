import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { credentials, plantedSecrets } from '../test/support/secrets.ts';
import { fakeWorld } from '../test/support/world.ts';
import { PCOCredentialsError, PCOInputError } from './errors.ts';
import { optionsFromEnv, settingsFrom, viewOf } from './options.ts';
import type { WarningEvent } from './hooks.ts';
import { PCO } from './pco.ts';

const settings = (options: object = {}) => settingsFrom({ ...credentials, ...options }, fakeWorld());

test('what is not given has the documented default', () => {
  expect(settings()).toMatchObject({
    base: { origin: 'https://api.planningcenteronline.com', prefix: '' },
    uploadUrl: 'https://upload.planningcenteronline.com/v2/files',
    timeout: 60_000,
    uploadTimeout: 300_000,
    deadline: undefined,
    maxRetries: 3,
    retry: 'safe',
    readOnly: false,
    sendNewestVersion: true,
  });
  expect(settingsFrom({ ccName: 'grace' }, fakeWorld())).toMatchObject({
    base: { origin: 'https://api.churchcenter.com' },
    sendNewestVersion: false,
  });
});

describe('an option that cannot be used is refused by name', () => {
  test.each([
    ['timeout', 0],
    ['timeout', -1],
    ['timeout', Number.NaN],
    ['timeout', 'soon'],
    ['uploadTimeout', 0],
    ['deadline', -5],
    ['maxRetries', -1],
    ['maxRetries', 1.5],
    ['retry', 'never'],
    ['apiBase', 'api.planningcenteronline.com'],
    ['apiBase', 'https://me:pw@example.org'],
    ['uploadUrl', '/v2/files'],
    ['aliases', ['example.org']],
    ['userAgent', 'line\r\nend'],
    ['fetch', 'fetch'],
    ['logger', true],
    ['pacer', {}],
    ['aliases', 'https://example.org'],
    ['versions', '2025-11-10'],
    ['readonly', true],
    ['timeOut', 5],
    ['on', { requests: () => {} }],
    ['on', { request: true }],
  ])('%s: %j', (name, value) => {
    expect(() => settings({ [name]: value })).toThrow(PCOInputError);
    expect(() => settings({ [name]: value })).toThrow(new RegExp(name));
  });

  test('a version', () => {
    expect(() => settings({ versions: { people: 'newest' } })).toThrow(/"newest" is not an API version/);
  });
});

test('requests carry the name of the library and that of the caller', () => {
  expect(settings().headers['user-agent']).toMatch(/^tspco\/\d+\.\d+\.\d+$/);
  expect(settings({ userAgent: 'my-app/1.0 (me@example.org)' }).headers['user-agent']).toMatch(
    /^tspco\/\d+\.\d+\.\d+ my-app\/1\.0 \(me@example\.org\)$/,
  );
});

test.each([
  ['http://pco.example.org', 1],
  ['https://pco.example.org', 0],
  ['http://127.0.0.1:3000', 0],
  ['http://localhost:3000', 0],
  ['http://church.localhost', 0],
  ['http://[::1]:3000', 0],
  ['http://localhost.example.org', 1],
])('%s raises %s warnings about plain http', (apiBase, expected) => {
  const warnings: WarningEvent[] = [];
  settings({ apiBase, on: { warning: (event: WarningEvent) => warnings.push(event) } });
  expect(warnings.filter(({ code }) => code === 'plain-http')).toHaveLength(expected);
});

test("Church Center's tokenUrl is looked at before it is needed", () => {
  const warnings: WarningEvent[] = [];
  const made = (tokenUrl: string): unknown =>
    settingsFrom(
      { ccName: 'grace', tokenUrl, on: { warning: (event: WarningEvent) => warnings.push(event) } },
      fakeWorld(),
    );
  for (const wrong of ['tokens.example.org', '', null as never])
    expect(() => made(wrong)).toThrow(/tokenUrl/);
  made('http://tokens.example.org/sessions/tokens');
  expect(warnings).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(/^tokenUrl is http:\/\/tokens\.example\.org:/),
    }),
  ]);
});

describe('a view', () => {
  test('changes what it names and keeps the rest, the pacer and the state', () => {
    const original = settings({ versions: { people: '2023-03-21' } });
    const view = viewOf(original, {
      timeout: 5,
      versions: { giving: '2018-08-01' },
      headers: { 'X-Test': '1' },
    });
    expect(view).toMatchObject({
      timeout: 5,
      uploadTimeout: 300_000,
      versions: { people: '2023-03-21', giving: '2018-08-01' },
    });
    expect(view.headers).toMatchObject({ 'x-test': '1', 'user-agent': original.headers['user-agent'] });
    expect([view.pacer, view.state, view.credentials]).toEqual([
      original.pacer,
      original.state,
      original.credentials,
    ]);
  });

  test('cannot make a read-only client write', () => {
    expect(viewOf(settings({ readOnly: true }), { readOnly: false }).readOnly).toBe(true);
  });

  test.each([{ token: 'x' }, { readonly: true }, { apiBase: 'https://example.org' }, 'bulk', null])(
    'does not take %o',
    (options) => {
      expect(() => viewOf(settings(), options as object)).toThrow(
        expect.objectContaining({ code: 'ERR_OPTIONS' }),
      );
    },
  );

  test.each(['Authorization', 'Content-Length', 'Transfer-Encoding', 'Expect'])(
    'cannot replace the header %s',
    (name) => {
      expect(() => viewOf(settings(), { headers: { [name]: '1' } })).toThrow(
        `The client writes the header ${name.toLowerCase()} itself.`,
      );
    },
  );
});

describe('the environment', () => {
  const saved = { ...process.env };
  beforeEach(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith('PCO_')) delete process.env[name];
  });
  afterEach(() => {
    process.env = { ...saved };
  });

  test.each<[Record<string, string>, object]>([
    [
      { PCO_APPLICATION_ID: 'a', PCO_SECRET: 'b' },
      { applicationId: 'a', secret: 'b' },
    ],
    [{ PCO_TOKEN: 't', PCO_SECRET: '' }, { token: 't' }],
    [
      { PCO_CC_NAME: 'grace', PCO_API_BASE: 'http://127.0.0.1:1' },
      { ccName: 'grace', apiBase: 'http://127.0.0.1:1' },
    ],
    [
      { PCO_TOKEN: 't', PCO_UPLOAD_URL: 'http://127.0.0.1:1/u' },
      { token: 't', uploadUrl: 'http://127.0.0.1:1/u' },
    ],
  ])('%o gives %o', (variables, expected) => {
    Object.assign(process.env, variables);
    expect(optionsFromEnv({})).toEqual(expect.objectContaining(expected));
    expect(PCO.fromEnv()).toBeInstanceOf(PCO);
  });

  test('without credentials names the variables', () => {
    expect(() => PCO.fromEnv()).toThrow(/PCO_APPLICATION_ID and PCO_SECRET, or PCO_TOKEN, or PCO_CC_NAME/);
  });

  test.each([
    [{ PCO_APPLICATION_ID: 'a' }, /PCO_APPLICATION_ID is set .* PCO_SECRET is not/],
    [{ PCO_SECRET: 'b', PCO_APPLICATION_ID: '' }, /PCO_SECRET is set .* PCO_APPLICATION_ID is not/],
  ])('with half of a personal access token (%o) names the other half', (variables, message) => {
    Object.assign(process.env, variables);
    expect(() => PCO.fromEnv()).toThrow(message);
  });

  test('with two kinds of credentials is refused', () => {
    Object.assign(process.env, { PCO_TOKEN: plantedSecrets.token, PCO_CC_NAME: 'grace' });
    expect(() => PCO.fromEnv()).toThrow(PCOCredentialsError);
  });

  test('gives way to credentials and options in the code', () => {
    Object.assign(process.env, { PCO_TOKEN: 'environment', PCO_API_BASE: 'http://127.0.0.1:1' });
    expect(optionsFromEnv({ token: 'code', timeout: 5 })).toEqual({
      apiBase: 'http://127.0.0.1:1',
      uploadUrl: undefined,
      token: 'code',
      timeout: 5,
    });
    expect(optionsFromEnv({ apiBase: 'http://127.0.0.1:2' })).toMatchObject({
      token: 'environment',
      apiBase: 'http://127.0.0.1:2',
    });
  });
});
