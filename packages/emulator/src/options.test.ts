import { describe, expect, it } from 'vitest';
import { DEFAULTS, settingsFrom, type EmulatorOptions } from './options.ts';

describe('settingsFrom', () => {
  it('fills in the defaults', () => {
    expect(settingsFrom({})).toEqual(DEFAULTS);
    expect(settingsFrom({ people: undefined, rateLimit: undefined })).toEqual(DEFAULTS);
  });

  it('takes what is given', () => {
    const clock = { now: () => 5 };
    const given = {
      people: 100_000,
      seed: 0,
      church: 'empty',
      latency: 0.5,
      faults: [{ fault: 'error', nth: 3 }],
      requestLog: 7,
      deliver: fetch,
      webhookVersion: '2026-06-04',
      clock,
      strict: true,
      emptyIncluded: true,
      requireUserAgent: false,
      applicationId: 'a:b c',
      secret: 's',
      accessToken: 't',
      subdomain: 'grace',
      churches: [
        { subdomain: 'hope', name: 'Hope', people: 3, seed: 9, church: 'empty' },
        { subdomain: 'new-life' },
      ],
      applications: [
        { id: 'web', secret: 'x', name: 'Web', redirectUris: ['https://app.example.org/back'] },
        { id: 'phone', redirectUris: ['org.example.app://back'] },
      ],
      consent: 'page',
      refuseLoopbackRedirects: true,
      host: '::1',
      allowedHosts: ['emulator', 'pco.test', '[fd00::1]'],
    } as const;
    const rateLimit = { limit: 4, period: 1, window: 'epoch-grid', highOffsetLimit: 2 } as const;
    expect(settingsFrom({ ...given, rateLimit })).toEqual({ ...given, rateLimit });
  });

  it.each([
    [{ limit: 10 }, { limit: 10, period: 20 }],
    [{ period: 5 }, { limit: 100, period: 5 }],
    [
      { limit: 10, period: undefined },
      { limit: 10, period: 20 },
    ],
    [false, false],
  ] as const)('completes the rate limit %j', (rateLimit, expected) => {
    expect(settingsFrom({ rateLimit }).rateLimit).toEqual(
      expected && { ...expected, window: 'first-request' },
    );
  });

  it.each([
    ['people', 0, 'a whole number from 1 to 100000; got 0.'],
    ['people', 100_001, 'a whole number from 1 to 100000; got 100001.'],
    ['people', 1.5, 'a whole number from 1 to 100000; got 1.5.'],
    ['people', Number.NaN, 'got NaN.'],
    ['seed', -1, 'got -1.'],
    ['church', 'full', `'seeded' or 'empty'; got "full".`],
    ['subdomain', 'grace.churchcenter.com', "a label of a host name in small letters, such as 'grace'"],
    ['subdomain', 'api', "and not 'api' or 'www'; got \"api\"."],
    ['churches', [{}], 'a list of churches, objects with subdomain (a label'],
    [
      'churches',
      [{ subdomain: 'grace', size: 5 }],
      'name? (a text that is not empty), people? (a whole number',
    ],
    ['churches', [{ subdomain: 'grace', people: 0 }], 'got [{"subdomain":"grace","people":0}].'],
    ['applications', [{ id: 'web', secret: '' }], 'got something else.'],
    ['applications', [{ id: 'web', redirectUris: ['javascript:alert(1)'] }], 'redirectUris? (a list of'],
    ['consent', 'ask', "'browser', 'page' or 'automatic'; got \"ask\"."],
    ['rateLimit', { limit: 0 }, 'got {"limit":0}.'],
    [
      'rateLimit',
      { limit: 10, seconds: 5 },
      'like { limit: 100, period: 20 }; got {"limit":10,"seconds":5}.',
    ],
    ['rateLimit', { period: 0.5 }, 'got {"period":0.5}.'],
    ['rateLimit', { window: 'fixed' }, 'got {"window":"fixed"}.'],
    ['rateLimit', { highOffsetLimit: 0 }, 'got {"highOffsetLimit":0}.'],
    ['latency', -1, 'a number of milliseconds from 0 to 2147483647; got -1.'],
    ['latency', Number.POSITIVE_INFINITY, 'got Infinity.'],
    ['clock', {}, 'like { now: () => Date.now() }; got {}.'],
    ['applicationId', '', 'a text that is not empty; got "".'],
    ['host', '', 'got "".'],
    ['allowedHosts', ['emulator:4726'], 'got ["emulator:4726"].'],
  ])('refuses %s: %j with a RangeError', (name, value, message) => {
    const create = () => settingsFrom({ [name]: value });
    expect(create).toThrow(RangeError);
    expect(create).toThrow(`The option ${name} must be `);
    expect(create).toThrow(message);
  });

  it.each([
    ['people', '500', 'got "500".'],
    ['people', null, 'got null.'],
    ['rateLimit', true, 'got true.'],
    ['faults', { fault: 'error' }, 'a list of rules like { fault: "error", nth: 3 }; got {"fault":"error"}.'],
    ['rateLimit', null, 'got null.'],
    ['latency', 5n, 'got 5.'],
    ['clock', () => 5, 'got a function.'],
    ['clock', null, 'got null.'],
    ['strict', 'yes', 'true or false; got "yes".'],
    ['host', 127, 'got 127.'],
    ['allowedHosts', 'emulator', 'a list of host names without a port'],
    ['allowedHosts', {}, 'a list of host names without a port'],
    ['churches', { subdomain: 'grace' }, 'a list of churches'],
    ['rateLimit', [], 'got [].'],
    ['clock', [], 'got [].'],
  ])('refuses %s: %s with a TypeError', (name, value, message) => {
    const create = () => settingsFrom({ [name]: value });
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
  });

  it.each([
    [Number.NaN, 'it returned NaN.'],
    [Number.POSITIVE_INFINITY, 'it returned Infinity.'],
    [8.65e15, 'it returned 8650000000000000.'],
    ['2026-01-02', 'it returned "2026-01-02".'],
    [undefined, 'it returned undefined.'],
  ])('refuses a clock that says %s', (time, message) => {
    const create = () => settingsFrom({ clock: { now: () => time as number } });
    expect(create).toThrow(RangeError);
    expect(create).toThrow(
      `The option clock must have a function now that returns milliseconds since 1970, in the years 1 to 9999; ${message}`,
    );
  });

  it('refuses churches and applications of the same name, the own ones included', () => {
    expect(() => settingsFrom({ churches: [{ subdomain: 'emulator' }] })).toThrow(
      "Each of the churches, the emulator's own included, needs another subdomain; emulator is there twice.",
    );
    expect(() => settingsFrom({ applications: [{ id: 'web' }, { id: 'web' }] })).toThrow(
      "Each of the applications, the emulator's own included, needs another id; web is there twice.",
    );
  });

  it('does not repeat secrets in messages', () => {
    for (const accessToken of ['top secret', 'ort_secret']) {
      expect(() => settingsFrom({ accessToken })).toThrow(
        /^The option accessToken must be a text without spaces [^;]*; got something else\.$/,
      );
    }
  });

  it('refuses names that nobody knows, and lists the others', () => {
    expect(() => settingsFrom({ ratelimit: false } as EmulatorOptions)).toThrow(
      /^There is no option ratelimit\. There are: people, seed, .*, rateLimit, /,
    );
    expect(() => settingsFrom({ constructor: 5 } as unknown as EmulatorOptions)).toThrow(
      'There is no option constructor.',
    );
  });

  it.each([null, 5, [], 'people'])('refuses %j in place of options', (options) => {
    expect(() => settingsFrom(options as EmulatorOptions)).toThrow('must be an object like { people: 50');
  });
});
