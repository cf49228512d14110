import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PCOInputError } from '../errors.ts';
import { href, parseBase, resolveAddress, withParameter } from './address.ts';

const api = parseBase('https://api.planningcenteronline.com', 'apiBase', ['https://people.example.org']);
const at = (input: string): string => href(resolveAddress(input, api));
const ORIGIN = 'https://api.planningcenteronline.com';

describe('an address without a scheme is a path on the API', () => {
  test.each([
    ['/people/v2/people', '/people/v2/people'],
    ['people/v2/people', '/people/v2/people'],
    ['//people//v2///people', '/people/v2/people'],
    ['//evil.test/x', '/evil.test/x'],
    ['@evil.test/people', '/@evil.test/people'],
    ['.evil.test/people', '/.evil.test/people'],
    ['/people/v2/people/', '/people/v2/people/'],
    ['', '/'],
    ['/people/v2/people?a=b//c&d=http://x/', '/people/v2/people?a=b//c&d=http://x/'],
    ['/people/v2/people?where[last_name]=O%27Neil', '/people/v2/people?where[last_name]=O%27Neil'],
    ['/people/v2/jos é', '/people/v2/jos%20%C3%A9'],
  ])('%s', (input, path) => {
    expect(at(input)).toBe(ORIGIN + path);
  });
});

describe('an absolute address is taken when it is on the API or an alias of it', () => {
  test.each([
    [`${ORIGIN}/people/v2/people?offset=25`, '/people/v2/people?offset=25'],
    [`${ORIGIN}//people//v2`, '/people/v2'],
    ['HTTPS://API.planningcenteronline.com:443/x', '/x'],
    ['https://people.example.org/people/v2/people', '/people/v2/people'],
    [ORIGIN, '/'],
  ])('%s', (input, path) => {
    expect(at(input)).toBe(ORIGIN + path);
  });
});

describe('what could leave the API is refused', () => {
  test.each([
    'https://evil.test/people/v2/people',
    'http://api.planningcenteronline.com/people',
    'https://api.planningcenteronline.com.evil.test/',
    'https://api.planningcenteronline.com./people',
    'https://api.planningcenteronline.com:8443/people',
    'https://API.PLANNINGCENTERONLINE.CОM/people',
    'https://evil.test@api.planningcenteronline.com/people',
    'https://api.planningcenteronline.com@evil.test/people',
    'https:evil.test/people',
    'https:/evil.test/people',
    'https:\\\\evil.test/people',
    '\\evil.test',
    '/\\evil.test',
    '/people\\..\\giving',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '/people/../giving',
    '/people/./v2',
    '/people/%2e%2e/giving',
    '/people/%2E./giving',
    '/people/..%2fgiving',
    '/people/%2fgiving',
    '/people/%5cgiving',
    '/people/%252e%252e/giving',
    '/people/a%2F..%2F..%2Fgiving',
    '/people/v2\r\nhost: evil.test',
    '/people/v2\tpeople',
    '/people/%0d%0a',
    'ht\ntps://evil.test/',
    `${ORIGIN}/people/../giving`,
    `${ORIGIN}/people/%2e%2e/giving`,
    '/people/v2/people#fragment',
    'https://[broken/',
    '/people/v2/people/undefined',
    '/people/v2/people/null/emails',
    '/people/v2/people/NaN',
    '/people/v2/people/[object Object]',
  ])('%j', (input) => {
    expect(() => at(input)).toThrow(PCOInputError);
    expect(() => at(input)).toThrow(expect.objectContaining({ code: 'ERR_ADDRESS', sent: 'no' }));
  });
});

test.each([undefined, null, 1, {}, ['/people']])('an address that is %o is refused', (input) => {
  expect(() => at(input as string)).toThrow(/must be a text such as/);
});

test('a base behind a proxy keeps its prefix, with and without it in the address', () => {
  const proxy = parseBase('https://proxy.example.org/pco/', 'apiBase', [ORIGIN]);
  for (const input of [
    '/people/v2/people',
    'https://proxy.example.org/pco/people/v2/people',
    `${ORIGIN}/people/v2/people`,
  ]) {
    expect(href(resolveAddress(input, proxy))).toBe('https://proxy.example.org/pco/people/v2/people');
  }
});

test.each(['not a url', 'ftp://example.org', 'https://user:pw@example.org', 'https://example.org?x=1', ''])(
  'a base that is %j is refused',
  (text) => {
    expect(() => parseBase(text, 'apiBase')).toThrow(/option apiBase/);
  },
);

test('whatever is passed either is refused or stays on the API, below its prefix', () => {
  const base = parseBase('https://api.example.org/pco', 'apiBase');
  const pieces = fc.constantFrom(
    '/',
    '//',
    '.',
    '..',
    '%2e',
    '%2f',
    '\\',
    '@',
    ':',
    'https:',
    'evil.test',
    '?',
    '&',
    '#',
    'a',
    '%',
    '\t',
    '{',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(anything, (input) => {
      let url: URL;
      try {
        url = new URL(href(resolveAddress(input, base)));
      } catch (error) {
        expect(error).toBeInstanceOf(PCOInputError);
        return;
      }
      expect(url.origin).toBe('https://api.example.org');
      expect(url.pathname.startsWith('/pco/')).toBe(true);
      expect(url.username + url.password).toBe('');
    }),
    { numRuns: 2000 },
  );
});

test('one parameter can be replaced without touching the others', () => {
  const address = resolveAddress('/people/v2/people?offset=5&where[name]=a%2Cb&offset=7', api);
  expect(href(withParameter(address, 'offset', '100'))).toBe(
    `${ORIGIN}/people/v2/people?where[name]=a%2Cb&offset=100`,
  );
});
