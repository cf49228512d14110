import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isIdempotent, parseRetryAfter, rateLimitPause, retryDelay, type Trouble } from './retry.ts';

const trouble: Trouble = {
  outlook: 'passing',
  repeatable: true,
  idempotent: true,
  sent: 'maybe',
  retryAfter: undefined,
  period: undefined,
  refusals: 0,
  failures: 1,
  maxRetries: 3,
  random: 0.5,
};
const delay = (change: Partial<Trouble>): number | undefined => retryDelay({ ...trouble, ...change });

describe('the retry table', () => {
  test.each<[string, Partial<Trouble>, number | undefined]>([
    ['an idempotent request is sent again after half the first back-off', {}, 250],
    ['back-off doubles', { failures: 3 }, 1000],
    ['back-off has a ceiling', { failures: 12, maxRetries: 20 }, 4000],
    ['full jitter reaches down to nothing', { random: 0 }, 0],
    ['the last retry is the one that maxRetries allows', { failures: 3, maxRetries: 3 }, 1000],
    ['then it ends', { failures: 4, maxRetries: 3 }, undefined],
    ['no retries at all', { maxRetries: 0 }, undefined],
    ['a write that may have arrived is not sent again', { idempotent: false }, undefined],
    ['nor one that was answered', { idempotent: false, sent: 'yes' }, undefined],
    ['a write that never left is', { idempotent: false, sent: 'no' }, 250],
    ['a stream is never sent again', { repeatable: false }, undefined],
    ['not even after a 429', { repeatable: false, outlook: 'rate-limit', refusals: 1 }, undefined],
    ['a final failure stays', { outlook: 'final' }, undefined],
    ['an expired token is another matter', { outlook: 'expired' }, undefined],
    ['a 503 may ask for more time', { retryAfter: 5000 }, 5000],
    [
      'a 429 is sent again, even a write',
      { outlook: 'rate-limit', idempotent: false, sent: 'yes', retryAfter: 5000, refusals: 1 },
      5000,
    ],
    [
      'and does not count as a retry',
      { outlook: 'rate-limit', maxRetries: 0, failures: 9, retryAfter: 5000, refusals: 1 },
      5000,
    ],
  ])('%s', (_, change, expected) => {
    expect(delay(change)).toBe(expected);
  });

  test.each([
    ['GET', undefined, true],
    ['HEAD', undefined, true],
    ['PUT', { upload: false, creates: false }, true],
    ['DELETE', undefined, true],
    ['PATCH', { upload: false, creates: false }, true],
    ['PATCH', { upload: false, creates: true }, false],
    ['POST', { upload: false, creates: false }, false],
    ['POST', undefined, false],
    ['POST', { upload: true, creates: false }, true],
  ])('%s %o is idempotent: %s', (method, body, expected) => {
    expect(isIdempotent(method, body)).toBe(expected);
  });
});

describe('the pause after a 429', () => {
  test.each([
    [5000, 20, 1, 5000],
    [0, 20, 1, 250],
    [0, 20, 2, 500],
    [0, 20, 9, 20_000],
    [undefined, 20, 1, 20_000],
    [undefined, undefined, 1, 1000],
    [undefined, undefined, 3, 4000],
    [undefined, undefined, 30, 20_000],
  ])('Retry-After %s ms, period %s s, the %sth in a row: %s ms', (retryAfter, period, refusals, expected) => {
    expect(rateLimitPause(retryAfter, period, refusals)).toBe(expected);
  });

  test('is never under 250 ms, never shorter than the server asks, and never shrinks', () => {
    fc.assert(
      fc.property(
        fc.option(fc.nat(1e6), { nil: undefined }),
        fc.integer({ min: 1, max: 40 }),
        (asked, refusals) => {
          const pause = rateLimitPause(asked, undefined, refusals);
          expect(pause).toBeGreaterThanOrEqual(Math.max(250, asked ?? 0));
          expect(rateLimitPause(asked, undefined, refusals + 1)).toBeGreaterThanOrEqual(pause);
        },
      ),
    );
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  test.each([
    ['19', 19_000],
    ['1.5', 1500],
    ['0', 0],
    [' 7 ', 7000],
    ['-3', undefined],
    ['soon', undefined],
    ['', undefined],
    ['5 seconds', undefined],
    ['NaN', undefined],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', undefined],
  ])('%j', (value, expected) => {
    expect(parseRetryAfter(new Headers({ 'retry-after': value }), now)).toBe(expected);
  });

  test('as a date is read against the clock of the server', () => {
    const headers = new Headers({
      'retry-after': 'Thu, 01 Jan 2026 01:00:30 GMT',
      date: 'Thu, 01 Jan 2026 01:00:00 GMT',
    });
    expect(parseRetryAfter(headers, now)).toBe(30_000);
  });

  test('may be absent', () => {
    expect(parseRetryAfter(new Headers(), now)).toBeUndefined();
  });
});
