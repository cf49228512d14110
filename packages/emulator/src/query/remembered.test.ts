import { expect, it } from 'vitest';
import { Church } from '../store/church.ts';
import { remembered } from './remembered.ts';

const record = (id: string): { type: string; id: string; attributes: object; relations: object } => ({
  type: 'Person',
  id,
  attributes: {},
  relations: {},
});

it('selects again when a record was changed or a second went by, and not before', () => {
  let now = 0;
  let selections = 0;
  const church = new Church({ now: () => now });
  const ids = (key: string): string[] =>
    remembered(church, key, () => {
      selections += 1;
      return [...church.app('people').all('Person')];
    }).map(({ id }) => id);
  church.app('people').put(record('1') as never);
  expect([ids('a'), ids('a'), selections]).toEqual([['1'], ['1'], 1]);
  church.app('people').put(record('2') as never);
  expect([ids('a'), selections]).toEqual([['1', '2'], 2]);
  const copy = church.copy();
  church.app('people').delete({ type: 'Person', id: '1' });
  expect([ids('a'), selections]).toEqual([['2'], 3]);
  church.become(copy);
  expect([ids('a'), selections]).toEqual([['1', '2'], 4]);
  now += 999;
  expect([ids('a'), selections]).toEqual([['1', '2'], 4]);
  now += 1;
  expect([ids('a'), selections]).toEqual([['1', '2'], 5]);
  expect([ids('b'), selections]).toEqual([['1', '2'], 6]);
  for (const other of 'cdefghij') ids(other);
  selections = 0;
  expect([ids('j'), ids('a'), selections]).toEqual([['1', '2'], ['1', '2'], 1]);
});
