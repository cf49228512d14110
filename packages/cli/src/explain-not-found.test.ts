import { expect, it } from 'vitest';
import { notFoundRemedy } from './explain-not-found.ts';

it.each([
  ['/people/v2/people/1', 'pco list /people/v2/people'],
  ['https://api.example.org/people/v2/people/1/emails/2', 'pco list /people/v2/people/1/emails'],
  ['/people/v2/people/1/primary_campus', 'pco list /people/v2/people'],
  ['/people/v2/me', 'pco doctor says which apps you may see.'],
  ['/people/v2/people/1/emials', 'pco describe people/Person'],
  ['/poeple/v2', 'pco describe'],
  ['', 'pco describe'],
])('behind %s, there may be something in: %s', (url, remedy) => {
  expect(notFoundRemedy(url)).toBe(remedy);
});
