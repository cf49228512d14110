import { expect, test } from 'vitest';
import { versionFor, type AppName } from './index.ts';

test.each([
  ['2018-08-01', '2018-08-01'],
  ['2019-01-13', '2018-08-01'],
  ['2022-01-27', '2022-01-05'],
  ['2022-01-28', '2022-01-28'],
  ['2025-11-10', '2025-11-10'],
  ['2026-06-04', '2025-11-10'],
  ['9999-12-31', '2025-11-10'],
  ['LATEST', '2025-11-10'],
])('People serves %s with version %s', (date, version) => {
  expect(versionFor('people', date)).toBe(version);
});

test('before the first version there is none', () => {
  expect(versionFor('people', '2018-07-31')).toBeUndefined();
  expect(versionFor('registrations', '2025-04-30')).toBeUndefined();
  expect(versionFor('registrations', '2025-05-01')).toBe('2025-05-01');
});

test.each([
  '',
  'latest',
  '2025',
  '2025-11-1',
  '20251110',
  '2025-11-10T00:00:00Z',
  ' 2025-11-10',
  '2025-11-10\n',
])('%j is no date', (text) => {
  expect(versionFor('people', text)).toBeUndefined();
});

test('an unknown app is an error that lists the known ones', () => {
  expect(() => versionFor('home' as AppName, 'LATEST')).toThrow(
    /^There is no app "home"\. Known: api, calendar/,
  );
});
