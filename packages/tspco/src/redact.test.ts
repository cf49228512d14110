import { expect, test } from 'vitest';
import { codeOf, redact, redactCause } from './redact.ts';

test('secrets are taken out of texts, wherever they stand', () => {
  expect(redact('a s3cret b s3cret', ['s3cret', 'other'])).toBe('a [redacted] b [redacted]');
});

test('a cause without secrets is kept as it is', () => {
  const cause = new Error('reset', { cause: new Error('inner') });
  expect(redactCause(cause, ['s3cret'])).toBe(cause);
});

test('a cause with a secret anywhere becomes a copy without it', () => {
  const inner = Object.assign(new Error('bad header "s3cret"'), { code: 'ERR_INVALID' });
  const safe = redactCause(new TypeError('fetch failed', { cause: inner }), ['s3cret']) as Error;
  expect(safe).toMatchObject({ name: 'TypeError', message: 'fetch failed' });
  expect(codeOf(safe.cause)).toBe('ERR_INVALID');
  expect((safe.cause as Error).message).toBe('bad header "[redacted]"');
  expect(`${safe.stack} ${(safe.cause as Error).stack}`).not.toContain('s3cret');
});

test('a cause that carries a secret in a property of its own loses the property', () => {
  const safe = redactCause(Object.assign(new Error('failed'), { header: 'Bearer s3cret' }), ['s3cret']);
  expect(JSON.stringify(Object.entries(safe as Error))).not.toContain('s3cret');
});

test('what is no error is kept only as text', () => {
  expect(redactCause('lost s3cret', ['s3cret'])).toBe('lost [redacted]');
  expect(redactCause({ authorization: 's3cret' }, ['s3cret'])).toBeUndefined();
});
