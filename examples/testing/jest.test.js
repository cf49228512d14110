import { expect, test } from '@jest/globals';
import { freshChurch } from '@tspco/emulator/testing';
import { PCO } from 'tspco';

test('a new person is found by name', async () => {
  const church = freshChurch({ people: 20 });
  const pco = new PCO(church.pcoOptions);

  await pco.post('/people/v2/people', pco.template('Person', { first_name: 'Ada', last_name: 'Rolfe' }));

  const { data } = await pco.get('/people/v2/people', { where: { last_name: 'Rolfe' } });
  expect(data.map((person) => person.attributes.first_name)).toEqual(['Ada']);
});

test('the next test has a church of its own', async () => {
  const pco = new PCO(freshChurch({ people: 20 }).pcoOptions);

  expect(await pco.iterate('/people/v2/people').count()).toBe(20);
});
