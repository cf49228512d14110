import { describe, expect, it } from 'vitest';
import { dayOf, isDate, momentOf, spanOf } from './time.ts';

const LOS_ANGELES = 'America/Los_Angeles';
const written = (span: ReturnType<typeof spanOf>): string[] | undefined =>
  span && [span.start, span.end].map((time) => new Date(time).toISOString());

describe('spanOf', () => {
  it.each([
    ['2026-01-15', LOS_ANGELES, '2026-01-15T08:00:00.000Z', '2026-01-16T08:00:00.000Z'],
    // The day that loses an hour and the one that gains one.
    ['2026-03-08', LOS_ANGELES, '2026-03-08T08:00:00.000Z', '2026-03-09T07:00:00.000Z'],
    ['2026-11-01', LOS_ANGELES, '2026-11-01T07:00:00.000Z', '2026-11-02T08:00:00.000Z'],
    ['2025-12-31', LOS_ANGELES, '2025-12-31T08:00:00.000Z', '2026-01-01T08:00:00.000Z'],
    ['2024-02-29', LOS_ANGELES, '2024-02-29T08:00:00.000Z', '2024-03-01T08:00:00.000Z'],
    ['2026-01-15', 'UTC', '2026-01-15T00:00:00.000Z', '2026-01-16T00:00:00.000Z'],
    ['2026-01-15', 'Pacific/Auckland', '2026-01-14T11:00:00.000Z', '2026-01-15T11:00:00.000Z'],
    // Where the clocks change at midnight, the day begins at one.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
  ])('takes %s in %s for the whole day', (text, zone, start, end) => {
    expect(written(spanOf(text, zone))).toEqual([start, end]);
  });

  it.each([
    ['2026-03-01T08:00:00Z', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01T08:00:00.250Z', '2026-03-01T08:00:00.250Z'],
    ['2026-03-01T08:00:00+02:00', '2026-03-01T06:00:00.000Z'],
    ['2026-03-01T08:00:00-0730', '2026-03-01T15:30:00.000Z'],
    ['2026-03-01T08:00', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01 08:00:00', '2026-03-01T08:00:00.000Z'],
  ])('takes %s for one moment', (text, moment) => {
    expect(written(spanOf(text, LOS_ANGELES))).toEqual([moment, moment]);
  });

  it.each(['', 'abc', '2026', '2026-02-29', '2026-13-01', '2026-00-10', '2026-1-5', '2026-02-30T00:00:00Z'])(
    'takes %j for no time at all',
    (text) => {
      expect(spanOf(text, LOS_ANGELES)).toBeUndefined();
    },
  );
});

describe('dayOf', () => {
  it.each([
    ['2026-03-01T07:59:59Z', '2026-02-28'],
    ['2026-03-01T08:00:00Z', '2026-03-01'],
    ['2026-07-01T06:59:59Z', '2026-06-30'],
    ['2026-07-01T07:00:00Z', '2026-07-01'],
    ['2026-03-01T00:30:00-08:00', '2026-03-01'],
    ['2026-03-01', '2026-03-01'],
    ['2026-02-29', undefined],
    ['2026-03-01T25:00:00Z', undefined],
    ['today', undefined],
  ])('puts %s on %s in Los Angeles', (text, day) => {
    expect(dayOf(text, LOS_ANGELES)).toBe(day);
  });
});

it.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2026-04-31', false],
  ['0000-01-01', true],
  ['2026-01-01T00:00:00Z', false],
  [' 2026-01-01', false],
])('isDate(%j) is %s', (text, answer) => {
  expect(isDate(text)).toBe(answer);
});

it.each(['2026-01-01', '2026-01-01T24:01:00Z', '2026-02-30T10:00:00Z', '2026-01-01T1:00:00Z', 'T10:00'])(
  '%s is no moment',
  (text) => {
    expect(momentOf(text)).toBeUndefined();
  },
);
