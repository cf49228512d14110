import { parsePhoneNumber } from 'libphonenumber-js/min';
import { expect, it } from 'vitest';
import { Dice } from '../dice.ts';
import { PhoneBook } from './phone-book.ts';

it('gives 3,000 numbers that belong to nobody before one comes again', () => {
  const book = new PhoneBook(new Dice(1));
  const numbers = Array.from({ length: 3000 }, () => book.next().e164);
  expect(numbers.filter((number) => !/^\+1[2-9]\d{2}55501\d{2}$/.test(number))).toEqual([]);
  expect(new Set(numbers).size).toBe(3000);
  expect(book.next().e164).toBe(numbers[0]);
});

it('writes a number in each of the forms that the API shows', () => {
  const book = new PhoneBook(new Dice(1));
  for (let count = 0; count < 100; count++) {
    const phone = book.next();
    const parsed = parsePhoneNumber(phone.e164);
    expect(parsed.country).toBe('US');
    expect(phone.national).toBe(parsed.formatNational());
    // The service has hyphens where the library has spaces: +1 714-555-0144.
    expect(phone.international.replaceAll('-', ' ')).toBe(parsed.formatInternational());
    expect(phone.international).toMatch(/^\+1 \d{3}-\d{3}-\d{4}$/);
  }
});
