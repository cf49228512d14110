import { describe, expect, test } from 'vitest';
import { outlookOf, sentOf, type Failure } from './failure.ts';

const status = (code: number, text = ''): Failure => ({
  kind: 'status',
  received: { response: new Response(null, { status: code }), text, bytes: undefined },
});
const hint = (name: string): Failure =>
  status(
    401,
    `{"errors":[{"detail":"This request could not be authenticated. Error Code Hint: (${name})"}]}`,
  );
const network = (cause: unknown): Failure => ({ kind: 'network', cause });
const withCode = (code: string): Error => Object.assign(new Error(code), { code });

describe('what a failure means for the next attempt', () => {
  test.each<[string, Failure, string]>([
    ['429', status(429), 'rate-limit'],
    ['500', status(500), 'passing'],
    ['502', status(502, '<html>'), 'passing'],
    ['503', status(503), 'passing'],
    ['504', status(504), 'passing'],
    ['501', status(501), 'final'],
    ['400', status(400), 'final'],
    ['404', status(404), 'final'],
    ['409', status(409), 'final'],
    ['422', status(422), 'final'],
    ['403 in JSON', status(403, '{"errors":[]}'), 'final'],
    ['403 in HTML', status(403, '\n<!DOCTYPE html><title>ERROR</title>'), 'passing'],
    ['401 without a hint', status(401, 'HTTP Basic: Access denied.'), 'expired'],
    ['401 expired', hint('BABOON'), 'expired'],
    ['401 revoked', hint('CAPUCHIN'), 'revoked'],
    ['401 no access to the app', hint('TRASH_PANDA'), 'final'],
    ['401 scope missing', hint('PELICAN'), 'final'],
    ['a time-out', { kind: 'timeout', ms: 1 }, 'passing'],
    ['a network fault', network(new Error('reset')), 'passing'],
    ['a refused redirect', { kind: 'redirect', reason: '' }, 'final'],
    ['JSON that stops short', { ...status(200, '{"data":['), kind: 'malformed' } as Failure, 'passing'],
    ['a page instead of JSON', { ...status(200, '<html>'), kind: 'malformed' } as Failure, 'final'],
  ])('%s', (_, failure, expected) => {
    expect(outlookOf(failure)).toBe(expected);
  });
});

describe('whether a failed attempt may have reached the server', () => {
  test.each<[string, Failure, string]>([
    ['an answer', status(500), 'yes'],
    ['a refused redirect', { kind: 'redirect', reason: '' }, 'yes'],
    ['a time-out', { kind: 'timeout', ms: 1 }, 'maybe'],
    ['a reset', network(new TypeError('fetch failed', { cause: withCode('ECONNRESET') })), 'maybe'],
    ['an unknown fault', network('something'), 'maybe'],
    ['nobody listening', network(new TypeError('fetch failed', { cause: withCode('ECONNREFUSED') })), 'no'],
    ['no such host', network(new TypeError('fetch failed', { cause: withCode('ENOTFOUND') })), 'no'],
    [
      'a slow connection',
      network(new TypeError('fetch failed', { cause: withCode('UND_ERR_CONNECT_TIMEOUT') })),
      'no',
    ],
    [
      'a bad certificate',
      network(new TypeError('fetch failed', { cause: withCode('CERT_HAS_EXPIRED') })),
      'no',
    ],
    ['Bun, nobody listening', network(withCode('ConnectionRefused')), 'no'],
    [
      'Deno, nobody listening',
      network(new TypeError('error sending request: client error (Connect): tcp connect error')),
      'no',
    ],
  ])('%s', (_, failure, expected) => {
    expect(sentOf(failure)).toBe(expected);
  });
});
