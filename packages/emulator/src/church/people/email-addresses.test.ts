import { expect, it } from 'vitest';
import { Dice } from '../dice.ts';
import { EmailAddresses } from './email-addresses.ts';

it.each([
  ['Zoë', 'Núñez', /^(zoe\.nunez|znunez)@/],
  ['Mary', 'de la Cruz', /^(mary\.delacruz|mdelacruz)@/],
  ['Sean', "O'Hara-Lind", /^(sean\.oharalind|soharalind)@/],
])('makes an address of the plain letters of %s %s', (firstName, lastName, expected) => {
  expect(new EmailAddresses(new Dice(1)).give(firstName, lastName)).toMatch(expected);
});

it('gives each address once', () => {
  const addresses = new EmailAddresses(new Dice(1));
  const given = Array.from({ length: 50 }, () => addresses.give('Ann', 'Lee'));
  expect(new Set(given).size).toBe(50);
});
