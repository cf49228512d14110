import { expect, test } from 'vitest';
import { codeOf, redact, redactCause, redactJson } from './redact.ts';

test('secrets are taken out of texts, wherever they stand', () => {
  expect(redact('a s3cret b s3cret', ['s3cret', 'other'])).toBe('a [redacted] b [redacted]');
});

test('a cause keeps its name, code, message, stack and causes', () => {
  const inner = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
  const cause = new TypeError('fetch failed', { cause: new AggregateError([inner], 'all failed') });
  const safe = redactCause(cause, ['s3cret']) as Error;
  expect(safe).toMatchObject({ name: 'TypeError', message: 'fetch failed', stack: cause.stack });
  expect(safe.cause).toMatchObject({
    name: 'AggregateError',
    errors: [{ code: 'ECONNRESET', message: 'reset' }],
  });
});

test('a secret anywhere in a cause is taken out', () => {
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

test('secrets are taken out of JSON, names and escaped ones included', () => {
  const value = JSON.parse('{"s3cret=":["a \\u00733cret=","s3cret="],"n":1}') as unknown;
  expect(redactJson(value, ['s3cret='])).toEqual({ '[redacted]': ['a [redacted]', '[redacted]'], n: 1 });
  expect(redactJson({ a: 'x"y\\z' }, ['x"y\\z'])).toEqual({ a: '[redacted]' });
});
