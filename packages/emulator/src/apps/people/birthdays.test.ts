import { expect, it } from 'vitest';
import { ask, churchOf } from '../../../test/support/small-church.ts';

// In Los Angeles, where the church is, it is still 3 March.
const BIRTHDATES = {
  1: '1990-03-02',
  2: '1991-03-09',
  3: '1992-03-03',
  4: '1993-03-10',
  5: null,
  6: '1994-03-04',
};

it('birthday_people are those who have a birthday in the coming week, the next one first', async () => {
  const people = Object.entries(BIRTHDATES).map(([id, birthdate]) => ({
    type: 'Person',
    id,
    attributes: { first_name: 'Ada', last_name: id, birthdate, status: 'active', avatar: null, child: false },
    relations: {},
  }));
  const gone = { ...people[2], id: '7', attributes: { status: 'inactive', birthdate: '1992-03-03' } };
  const church = churchOf({ people: [...people, { ...gone, type: 'Person', relations: {} }] });
  const { status, document } = await ask(church, 'GET', '/people/v2/birthday_people');
  expect(status).toBe(200);
  expect(document.data.type).toBe('BirthdayPeople');
  expect(document.data.attributes['people']).toEqual([
    { id: '3', name: 'Ada 3', avatar: null, birthdate: '1992-03-03', child: false },
    { id: '6', name: 'Ada 6', avatar: null, birthdate: '1994-03-04', child: false },
    { id: '2', name: 'Ada 2', avatar: null, birthdate: '1991-03-09', child: false },
  ]);
});
