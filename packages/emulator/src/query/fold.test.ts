import { expect, it } from 'vitest';
import { fold } from './fold.ts';

it.each([
  ['ANNA', 'anna'],
  ['Åsa', 'asa'],
  ['Éric', 'eric'],
  // The same letter in two characters.
  ['E\u0301ric', 'eric'],
  ['Zoë Ångström', 'zoe angstrom'],
  ['İ', 'i'],
  ["O'Brien-Smith", "o'brien-smith"],
  ['', ''],
])('compares %s as %s', (text, folded) => {
  expect(fold(text)).toBe(folded);
  expect(fold(fold(text))).toBe(folded);
});

it('tells letters apart that are no accented ones', () => {
  expect(new Set(['o', 'a', 'ß', 'ss', 'я', '\u4e2d'].map(fold)).size).toBe(6);
});
