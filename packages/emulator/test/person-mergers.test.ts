import { expect, it } from 'vitest';
import { loadDocuments } from '../src/apps/load-documents.ts';
import { ask, idsOf, smallChurch } from './support/small-church.ts';

const MERGERS = '/people/v2/person_mergers';

it('finds mergers by the ids of people, those who are gone among them', async () => {
  const church = smallChurch();
  loadDocuments(church, 'people', [
    {
      data: [
        { type: 'PersonMerger', id: '1', attributes: { person_to_keep_id: 9, person_to_remove_id: 8 } },
        { type: 'PersonMerger', id: '2', attributes: { person_to_keep_id: 9, person_to_remove_id: 12 } },
        {
          type: 'PersonMerger',
          id: '3',
          relationships: {
            person_to_keep: { data: { type: 'Person', id: '9' } },
            person_to_remove: { data: { type: 'Person', id: '10' } },
          },
        },
      ],
    },
  ]);
  await ask(church, 'DELETE', '/people/v2/people/12');
  expect(await idsOf(church, `${MERGERS}?where[person_to_remove_id]=8`)).toEqual(['1']);
  expect(await idsOf(church, `${MERGERS}?where[person_to_remove_id]=12`)).toEqual(['2']);
  expect(await idsOf(church, `${MERGERS}?where[person_to_remove_id]=10`)).toEqual(['3']);
  expect(await idsOf(church, `${MERGERS}?where[person_to_remove_id]=9`)).toEqual([]);
  expect(await idsOf(church, `${MERGERS}?where[person_to_keep_id]=9`)).toEqual(['1', '2', '3']);
});
