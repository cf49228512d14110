import { describe, expect, it } from 'vitest';
import { ask, churchOf, idsOf } from '../../test/support/small-church.ts';
import { loadDocuments } from './load-documents.ts';

const PERSON = {
  type: 'Person',
  id: '100000001',
  attributes: { first_name: 'Ada', last_name: 'Rolfe', name: 'Ada Rolfe' },
  relationships: { primary_campus: { data: { type: 'PrimaryCampus', id: '3' } } },
  links: {
    marital_status: 'https://api.planningcenteronline.com/people/v2/marital_statuses/7',
    school: null,
    html: 'https://example.org/ada',
    self: 'https://api.planningcenteronline.com/people/v2/people/100000001',
  },
};

describe('loadDocuments', () => {
  it('keeps resources, what is included, and what they point at', async () => {
    const church = churchOf({});
    const campus = { type: 'PrimaryCampus', id: '3', attributes: { name: 'Main' } };
    loadDocuments(church, 'people', [{ data: PERSON, included: [campus] }]);
    const { document } = await ask(church, 'GET', '/people/v2/people/100000001?include=primary_campus');
    expect(document.data.attributes).toMatchObject({ name: 'Ada Rolfe', grade: null });
    expect(document.data.links).toMatchObject({
      marital_status: 'https://api.test/people/v2/marital_statuses/7',
      school: null,
      html: 'https://example.org/ada',
    });
    expect(document.included?.map(({ type, id }) => [type, id])).toEqual([['PrimaryCampus', '3']]);
    expect(await idsOf(church, '/people/v2/campuses')).toEqual(['3']);
  });

  it('changes what is there already where the documents say something', async () => {
    const church = churchOf({});
    loadDocuments(church, 'people', [{ data: PERSON }]);
    const attributes = { nickname: 'A' };
    loadDocuments(church, 'people', [{ data: [{ type: 'Person', id: '100000001', attributes }] }]);
    const { document } = await ask(church, 'GET', '/people/v2/people/100000001');
    expect(document.data.attributes).toMatchObject({ first_name: 'Ada', nickname: 'A' });
    expect(document.data.relationships?.['primary_campus']?.data).toEqual({ type: 'PrimaryCampus', id: '3' });
  });

  it('loads nothing when something cannot be loaded', async () => {
    const church = churchOf({});
    const documents = [{ data: PERSON }, { data: { type: 'Spaceship', id: '1' } }];
    expect(() => loadDocuments(church, 'people', documents)).toThrow('no resources of the type Spaceship');
    expect(await idsOf(church, '/people/v2/people')).toEqual([]);
  });

  it('makes the owner of a collection, and calls the organization as the documents do', async () => {
    const church = churchOf({});
    const parent = { type: 'Person', id: '5' };
    loadDocuments(church, 'people', [
      { data: [], meta: { parent } },
      { data: [], meta: { parent: { type: 'Organization', id: '907' } } },
    ]);
    expect(await idsOf(church, '/people/v2/people')).toEqual(['5']);
    const { document } = await ask(church, 'GET', '/people/v2');
    expect([document.data.id, document.data.attributes['name']]).toEqual(['907', 'Small Church']);
    expect((await ask(church, 'GET', '/services/v2')).document.data.id).toBe('907');
  });

  it('makes people and campuses known to the other apps, as creating them does', async () => {
    const church = churchOf({});
    const campus = { type: 'PrimaryCampus', id: '3', attributes: { name: 'Main' } };
    loadDocuments(church, 'people', [{ data: PERSON, included: [campus] }]);
    for (const app of ['check-ins', 'giving', 'groups', 'registrations']) {
      const { status, document } = await ask(church, 'GET', `/${app}/v2/people/100000001`);
      expect([app, status, document.data.attributes['first_name']]).toEqual([app, 200, 'Ada']);
    }
    const { document } = await ask(church, 'GET', '/giving/v2/people/100000001');
    expect(document.data.relationships?.['primary_campus']?.data).toMatchObject({ id: '3' });
    expect(await idsOf(church, '/groups/v2/campuses')).toEqual(['3']);
  });

  it.each(['people first', 'giving first'])('keeps what Giving says of a person, %s', async (order) => {
    const church = churchOf({});
    const donor = { type: 'Person', id: PERSON.id, attributes: { donor_number: 42 } };
    if (order === 'people first') loadDocuments(church, 'people', [{ data: PERSON }]);
    loadDocuments(church, 'giving', [{ data: donor }]);
    loadDocuments(church, 'people', [{ data: PERSON }]);
    const { document } = await ask(church, 'GET', `/giving/v2/people/${PERSON.id}`);
    expect(document.data.attributes).toMatchObject({ donor_number: 42, last_name: 'Rolfe' });
  });

  it('refuses another app, an unknown type and what is no resource', () => {
    const church = churchOf({});
    expect(() => loadDocuments(church, 'dogs', [])).toThrow(RangeError);
    expect(() => loadDocuments(church, 'people', [{ data: { type: 'Dog', id: '1' } }])).toThrow(
      'no resources of the type Dog',
    );
    const broken = { data: JSON.parse('[{"type":"Person","id":5}]') as [] };
    expect(() => loadDocuments(church, 'people', [{ data: [] }, broken])).toThrow('Document 2');
  });
});
