import { expect, test } from 'vitest';
import { describeApp, search } from '../index.ts';

test('a text is found in names of any kind, whatever separates its words', () => {
  const places = search('Phone Number', describeApp('people')).map(
    ({ type, kind, name }) => `${type} ${kind} ${name}`,
  );
  expect(places).toContain('PhoneNumber type PhoneNumber');
  expect(places).toContain('Person edge phone_numbers');
  expect(places).toContain('Person where search_phone_number');
  expect(places).toContain('Organization edge phone_numbers');
});

test('without an app all apps are searched, in their newest versions', () => {
  const hits = search('isrc');
  expect(hits).toEqual([
    { app: 'services', version: '2018-11-01', type: 'Arrangement', kind: 'attribute', name: 'isrc' },
  ]);
});

test('a condition that is also an attribute is named once', () => {
  const hits = search('birthdate', describeApp('people'));
  expect(hits.map(({ kind }) => kind)).toEqual(['attribute']);
});

test('actions are found', () => {
  expect(search('rotate_secret').map(({ kind }) => kind)).toEqual(['action']);
});

test('nothing is found for a text without letters', () => {
  expect(search('')).toEqual([]);
  expect(search(' _-')).toEqual([]);
});
