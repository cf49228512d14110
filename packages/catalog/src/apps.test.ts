import { expect, test } from 'vitest';
import { APP_NAMES, apps, isAppName } from './index.ts';

test('every app is listed once, in alphabetical order, under the names of the type', () => {
  expect(apps().map(({ app }) => app)).toEqual(APP_NAMES);
  expect(APP_NAMES).toEqual([...APP_NAMES].sort());
  expect(APP_NAMES).toHaveLength(11);
});

test('an entry tells base path, versions, the newest one, and a newer one that is only known to exist', () => {
  const entries = new Map(apps().map((entry) => [entry.app, entry]));
  expect(entries.get('check-ins')).toEqual({
    app: 'check-ins',
    path: '/check-ins/v2',
    versions: ['2018-08-01', '2019-07-17', '2023-04-05', '2024-09-03', '2024-11-07', '2025-05-28'],
    newest: '2025-05-28',
  });
  expect(entries.get('people')?.knownNewer).toBe('2026-06-04');
  expect(entries.get('people')?.versions).toHaveLength(16);
});

test('the newest version is the last one', () => {
  for (const { versions, newest } of apps()) expect(versions.at(-1)).toBe(newest);
});

test('the list cannot be changed', () => {
  expect(() => (apps() as unknown[]).pop()).toThrow(TypeError);
  for (const { versions } of apps())
    expect(() => (versions as string[]).push('2030-01-01')).toThrow(TypeError);
  expect(() => (APP_NAMES as string[]).pop()).toThrow(TypeError);
});

test('app names are recognized as they stand in URLs', () => {
  expect(isAppName('check-ins')).toBe(true);
  for (const name of ['check_ins', 'People', '', 'constructor', 'home']) expect(isAppName(name)).toBe(false);
});
