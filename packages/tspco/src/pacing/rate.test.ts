import { expect, test } from 'vitest';
import { periodOf, rateOf } from './rate.ts';

const headers = (period: string, count = '3'): Headers =>
  new Headers({
    'x-pco-api-request-rate-limit': '100',
    'x-pco-api-request-rate-period': period,
    'x-pco-api-request-rate-count': count,
  });

test('the period is a number of seconds, with or without the word', () => {
  expect(rateOf(headers('20'))).toEqual({ limit: 100, period: 20, count: 3 });
  expect(rateOf(headers('20 seconds'))).toEqual({ limit: 100, period: 20, count: 3 });
});

test('headers that are missing or garbage say nothing', () => {
  expect(rateOf(new Headers())).toBeUndefined();
  expect(rateOf(headers('soon'))).toBeUndefined();
  expect(rateOf(headers('20', ''))).toBeUndefined();
});

test('the period is told also without limit and count', () => {
  expect(periodOf(new Headers({ 'x-pco-api-request-rate-period': '20 seconds' }))).toBe(20);
  expect(periodOf(new Headers())).toBeUndefined();
});
