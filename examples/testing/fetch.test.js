import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshChurch } from '@tspco/emulator/testing';

test('a new person is found by name', async () => {
  const { fetch, headers } = freshChurch({ people: 20 });
  const people = 'https://api.planningcenteronline.com/people/v2/people';

  const created = await fetch(people, {
    method: 'POST',
    headers,
    body: JSON.stringify({ data: { attributes: { first_name: 'Ada', last_name: 'Rolfe' } } }),
  });
  assert.equal(created.status, 201);

  const found = await fetch(`${people}?where[last_name]=Rolfe`, { headers });
  const { data } = await found.json();
  assert.deepEqual(
    data.map((person) => person.attributes.first_name),
    ['Ada'],
  );
});
