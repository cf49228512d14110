import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PCOInputError } from '../errors.ts';
import { href, parseBase, resolveAddress } from './address.ts';
import { path, segment } from './path.ts';

test('ids are encoded', () => {
  expect(path`/people/v2/people/${12}/emails/${'a b?c#d&é%'}`).toBe(
    '/people/v2/people/12/emails/a%20b%3Fc%23d%26%C3%A9%25',
  );
  expect(path`/people/v2/people/${9007199254740993n}`).toBe('/people/v2/people/9007199254740993');
});

test('segment encodes one value as the tag does', () => {
  expect(segment('a b?c#d&é%')).toBe('a%20b%3Fc%23d%26%C3%A9%25');
  expect(segment(12)).toBe('12');
  expect(() => segment('../giving')).toThrow(PCOInputError);
});

test.each([
  [''],
  ['.'],
  ['..'],
  ['../giving'],
  ['a/b'],
  ['a\\b'],
  [Number.NaN],
  [2 ** 53],
  [1.5],
  [null],
  [undefined],
  [{}],
  ['\ud800'],
])('the value %j is refused', (value) => {
  expect(() => path`/people/v2/people/${value as string}`).toThrow(PCOInputError);
});

test('an inserted value stays one segment and can be read back', () => {
  const base = parseBase('https://api.example.org', 'apiBase');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
      let address: string;
      try {
        address = path`/people/v2/people/${id}/emails`;
        address = href(resolveAddress(address, base));
      } catch (error) {
        expect(error).toBeInstanceOf(PCOInputError);
        return;
      }
      const segments = new URL(address).pathname.split('/');
      expect(segments).toHaveLength(6);
      expect(decodeURIComponent(segments[4] ?? '')).toBe(id);
    }),
  );
});
