import { nearNames as catalogNearNames } from '@tspco/catalog';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { nearNames } from './near-names.ts';

const NAMES = ['first_name', 'last_name', 'emails', 'created_at', 'updated_at', 'search_phone_number_e164'];

test.each([
  ['lastname', ['last_name']],
  ['lastName', ['last_name']],
  ['frist_name', ['first_name']],
  ['emial', ['emails']],
  ['created', ['created_at']],
  ['name', ['last_name', 'first_name']],
  ['zebra', []],
  ['', []],
  ['[]', []],
])('somebody who wrote %j may have meant %j', (typed, meant) => {
  expect([...nearNames(typed, NAMES)].sort()).toEqual([...meant].sort());
});

it('finds no more than three, and only of those there are', () => {
  const name = fc.stringMatching(/^[a-c_]{0,8}$/);
  fc.assert(
    fc.property(name, fc.uniqueArray(name), (typed, names) => {
      const near = nearNames(typed, names);
      expect(near.length).toBeLessThanOrEqual(3);
      expect(names).toEqual(expect.arrayContaining([...near]));
    }),
  );
});

it('thinks of the same name first as the catalog does, for every typing error of one letter', () => {
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), fc.nat(), fc.nat(), (name, at, letter) => {
      const place = at % name.length;
      const typed = name.slice(0, place) + String.fromCharCode(97 + (letter % 26)) + name.slice(place + 1);
      expect(nearNames(typed, NAMES)[0]).toBe(catalogNearNames(typed, NAMES)[0]);
    }),
  );
});

it('is done at once with a name that is far too long', () => {
  expect(nearNames('a'.repeat(100_000), NAMES)).toEqual([]);
});
