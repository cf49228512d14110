import { expect, test } from 'vitest';
import { appOf, checkVersion, versionFor } from './versions.ts';

test('the app is the first part of the path, and check_ins is check-ins', () => {
  expect(['/people/v2/people', '/check_ins/v2', '/check-ins/v2', '/'].map(appOf)).toEqual([
    'people',
    'check-ins',
    'check-ins',
    '',
  ]);
});

test('a pinned version wins over the newest; unknown apps get none', () => {
  expect(versionFor('/people/v2/people', {}, true)).toBe('2025-11-10');
  expect(versionFor('/people/v2/people', { people: '2023-03-21' }, true)).toBe('2023-03-21');
  expect(versionFor('/check_ins/v2/events', { check_ins: '2024-09-03' }, true)).toBe('2024-09-03');
  expect(versionFor('/people/v2/people', {}, false)).toBeUndefined();
  expect(versionFor('/bogus', {}, true)).toBeUndefined();
  expect(versionFor('/constructor/v2', {}, true)).toBeUndefined();
});

test.each(['2025-11-10', 'LATEST'])('%s is a version', (version) => {
  expect(checkVersion(version)).toBe(version);
});

test.each(['', 'newest', '2025', '2025-1-1', '2025-11-10\r\nx: y'])('%j is not a version', (version) => {
  expect(() => checkVersion(version)).toThrow(/not an API version/);
});
