import { expect, it } from 'vitest';
import { leastWidth, narrowed, wrapped } from './wrap.ts';

it.each([
  ['one, two, three', 10, ['one, two,', 'three']],
  ['exactly ten', 11, ['exactly ten']],
  ['exactly ten', 10, ['exactly', 'ten']],
  ['geolocation_set_manually, city', 10, ['geolocation_set_manually,', 'city']],
  ['/people/v2/people/{person_id}/emails', 20, ['/people/v2/people', '/{person_id}/emails']],
  ['at http://127.0.0.1:4010/people', 9, ['at', 'http://127.0.0.1:4010', '/people']],
  ['\u001B[1mbold\u001B[22m as well', 7, ['\u001B[1mbold\u001B[22m as', 'well']],
  ['', 10, ['']],
])('wraps %j at %i', (text, width, lines) => {
  expect(wrapped(text, width)).toEqual(lines);
});

it('makes the widest column narrower, and none narrower than its least', () => {
  const least = (column: number): number => [4, 10, 0][column] ?? 0;
  expect(narrowed([4, 30, 20], { width: 40, least })).toEqual([4, 18, 18]);
  expect(narrowed([4, 30, 20], { width: 16, least })).toEqual([4, 10, 2]);
  expect(narrowed([4, 30, 20], { width: 5, least })).toEqual([4, 10, 0]);
  expect(narrowed([4, 30], { width: 40, least })).toEqual([4, 30]);
});

it('knows the longest name', () => {
  expect(leastWidth('/people/v2/people/{person_id}')).toBe('/{person_id}'.length);
  expect(leastWidth('')).toBe(0);
});
