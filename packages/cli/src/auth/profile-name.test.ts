import { expect, it } from 'vitest';
import type { Profile } from '../credentials/profiles.ts';
import { profileName } from './profile-name.ts';

const grace: Profile = { kind: 'church-center', ccName: 'grace', churchId: '1' };

it.each([
  ['Grace Chapel', 'grace-chapel'],
  ['  Évangélique — Zürich! ', 'evangelique-zurich'],
  ['教会', 'default'],
  [undefined, 'default'],
  ['constructor', 'constructor'],
])('%j is %s', (church, name) => {
  expect(profileName({ church, churchId: '1' }, {})).toBe(name);
});

it('takes the place of the same church, and of no other', () => {
  expect(profileName({ church: 'Grace', churchId: '1' }, { grace })).toBe('grace');
  expect(profileName({ church: 'Grace', churchId: '2' }, { grace })).toBe('grace-2');
});
