import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearNames } from './near-names.ts';

const NAMES = [
  'email',
  'emails',
  'first_name',
  'households',
  'last_name',
  'name',
  'phone_numbers',
  'primary_campus',
];

test.each([
  ['emial', ['email', 'emails']],
  ['emali', ['email', 'emails']],
  ['frist_name', ['first_name']],
  ['PhoneNumbers', ['phone_numbers']],
  ['phone-number', ['phone_numbers']],
  ['house', ['households']],
  ['campus', ['primary_campus']],
  ['nam', ['name']],
  ['na', []],
  ['qwertyuiop', []],
  ['', []],
  ['_', []],
])('for %s: %j', (typed, near) => {
  expect(nearNames(typed, NAMES).slice(0, near.length || 9)).toEqual(near);
});

test('what differs in case and separators alone comes first', () => {
  expect(nearNames('Firstname', ['first_named', 'first_name'])[0]).toBe('first_name');
});

test('no more are given than were asked for, and none twice', () => {
  expect(nearNames('name', ['name1', 'name2', 'name2', 'name3', 'name4'])).toEqual([
    'name1',
    'name2',
    'name3',
  ]);
  expect(nearNames('name', ['name1', 'name2'], 1)).toEqual(['name1']);
});

test('a name with one letter left out, added, replaced or exchanged is found again', () => {
  const wrong = fc
    .tuple(fc.constantFrom(...NAMES), fc.nat(), fc.constantFrom('out', 'added', 'replaced', 'exchanged'))
    .map(([name, place, how]) => {
      const at = place % (name.length - 1);
      const [start, rest] = [name.slice(0, at), name.slice(at + 2)];
      const [a, b] = [name.slice(at, at + 1), name.slice(at + 1, at + 2)];
      const middle = { out: b, added: `${a}q${b}`, replaced: `q${b}`, exchanged: b + a }[how];
      return { name, typed: start + middle + rest };
    });
  fc.assert(
    fc.property(wrong, ({ name, typed }) => {
      expect(nearNames(typed, NAMES, NAMES.length)).toContain(name);
    }),
  );
});

test('a long text from outside costs nothing', () => {
  expect(nearNames('x'.repeat(1_000_000), NAMES)).toEqual([]);
});
