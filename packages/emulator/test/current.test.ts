import { expect, it } from 'vitest';
import { loadDocuments } from '../src/apps/load-documents.ts';
import { ask, idsOf, smallChurch } from './support/small-church.ts';

it('shows the people of People, whoever asks among them', async () => {
  const church = smallChurch();
  expect(await idsOf(church, '/current/v2/people')).toEqual(await idsOf(church, '/people/v2/people'));
  const { document } = await ask(church, 'GET', '/current/v2/me');
  expect(document.data).toMatchObject({
    type: 'Person',
    id: '9',
    attributes: { email: 'Asa@Example.org', first_name: 'Åsa', last_name: 'Lindqvist' },
  });
});

it('knows at once what happens in People', async () => {
  const church = smallChurch();
  const made = await ask(church, 'POST', '/people/v2/people', {
    body: { data: { type: 'Person', attributes: { first_name: 'Ada', last_name: 'Rolfe' } } },
  });
  const { id } = made.document.data;
  const read = await ask(church, 'GET', `/current/v2/people/${id}`);
  expect(read.document.data.attributes).toEqual({ email: null, first_name: 'Ada', last_name: 'Rolfe' });
  await ask(church, 'DELETE', `/people/v2/people/${id}`);
  expect((await ask(church, 'GET', `/current/v2/people/${id}`)).status).toBe(404);
});

it('shows a loaded person as they were loaded', async () => {
  const church = smallChurch();
  loadDocuments(church, 'current', [
    {
      data: {
        type: 'Person',
        id: '12',
        attributes: { email: 'o@example.org', first_name: 'Ø', last_name: 'L' },
      },
    },
    { data: { type: 'Person', id: '70', attributes: { email: null, first_name: 'New', last_name: 'N' } } },
  ]);
  const { document } = await ask(church, 'GET', '/current/v2/people/12');
  expect(document.data.attributes).toEqual({ email: 'o@example.org', first_name: 'Ø', last_name: 'L' });
  expect(await idsOf(church, '/current/v2/people')).toContain('70');
});
