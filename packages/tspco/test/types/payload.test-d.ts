/**
 * What can be sent. Checked by `npm run check:types`; nothing here runs.
 */
import { PCO, type PayloadAt } from 'tspco';

const pco = new PCO({ applicationId: 'a', secret: 'b' });
declare const id: string;
declare const anyPath: string;

export async function accepted(): Promise<void> {
  await pco.post('/people/v2/people', {
    data: {
      type: 'Person',
      attributes: { first_name: 'Ada', last_name: 'Rolfe', child: false, grade: null },
    },
  });
  await pco.post(
    `/people/v2/people/${id}/emails`,
    pco.template('Email', { address: 'a@example.org', location: 'Home' }),
  );
  await pco.patch('/people/v2/people/1', {
    data: { type: 'Person', id: '1', attributes: { nickname: null } },
  });
  await pco.post('/people/v2/households', {
    data: {
      type: 'Household',
      attributes: { name: 'Rolfe' },
      relationships: {
        people: { data: [{ type: 'Person', id: '1' }] },
        primary_contact: { data: { type: 'Person', id: '1' } },
      },
    },
  });
  await pco.post(
    '/people/v2/households',
    pco.template(
      'Household',
      { name: 'Rolfe' },
      {
        people: { data: [{ type: 'Person', id }] },
        primary_contact: { data: { type: 'Person', id } },
      },
    ),
  );
  await pco.post('/giving/v2/batches/1/donations', {
    data: { type: 'Donation', attributes: { payment_method: 'cash', person_id: '5' } },
    included: [
      {
        type: 'Designation',
        attributes: { amount_cents: 500 },
        relationships: { fund: { data: { type: 'Fund', id: '1' } } },
      },
    ],
  });
  // What can be assigned though no resource shows it.
  await pco.patch('/people/v2/people/1', pco.template('Person', { primary_campus_id: '1' }));
  // Ids are texts, whatever they are called.
  await pco.post('/people/v2/people/1/notes', pco.template('Note', { note: 'x', note_category_id: '5' }));
  // In a variable, a type is just a text, and a table's names may be anything.
  const payload = { data: { type: 'Person', attributes: { first_name: 'Ada' } } };
  await pco.post('/people/v2/people', payload);
  const columns: Record<string, string> = {};
  await pco.patch('/people/v2/people/1', { data: { type: 'Person', attributes: columns } });
  const parsed: Parameters<typeof JSON.parse> extends never ? never : ReturnType<typeof JSON.parse> = {};
  await pco.post('/people/v2/people', parsed);
  // Where nothing is known, anything is taken.
  await pco.post(anyPath, { anything: 5 });
}

export async function actions(): Promise<void> {
  await pco.post('/people/v2/lists/1/run');
  await pco.post('/services/v2/songs/1/assign_tags', {
    data: { type: 'TagAssignment', relationships: { tags: { data: [{ type: 'Tag', id: '5' }] } } },
  });
  const tags = { data: [{ type: 'Tag', id: '5' }] } as const;
  await pco.post('/services/v2/songs/1/assign_tags', pco.template('TagAssignment', {}, { tags }));
  const teams = { data: [{ type: 'Team', id: '5' }] } as const;
  // @ts-expect-error -- teams are no tags
  await pco.post('/services/v2/songs/1/assign_tags', pco.template('TagAssignment', {}, { tags: teams }));
  await pco.post('/people/v2/people/1/workflow_cards/2/snooze', { data: { attributes: { duration: 7 } } });
  // @ts-expect-error -- not what this action wants to know
  await pco.post('/people/v2/people/1/workflow_cards/2/snooze', { data: { attributes: { days: 7 } } });
  // @ts-expect-error -- required
  await pco.post('/groups/v2/groups/1/duplicate', { data: { attributes: { name: 'Copy' } } });
}

export function named(payload: PayloadAt<'/people/v2/people'>): string | undefined {
  void pco.post('/people/v2/people', payload);
  return payload.data.attributes?.first_name ?? undefined;
}

/** What a household must know: who is in it, and whom to call. */
export async function relationships(ids: readonly string[]): Promise<void> {
  const primary_contact = { data: { type: 'Person', id: '1' } } as const;
  await pco.post(
    '/people/v2/households',
    pco.template(
      'Household',
      { name: 'Rolfe' },
      {
        people: { data: [{ type: 'Person', id: '1' }] },
        primary_contact: { data: { type: 'Person', id: '1' } },
      },
    ),
  );
  // Also when it was written before, for as many as there are, and when nothing may change any more.
  const family = pco.template(
    'Household',
    { name: 'Rolfe' },
    { people: { data: ids.map((id) => ({ type: 'Person' as const, id })) }, primary_contact },
  );
  await pco.post('/people/v2/households', family);
  const written = {
    data: { type: 'Household', relationships: { people: { data: [] }, primary_contact } },
  } as const;
  await pco.post('/people/v2/households', written);
  await pco.patch('/people/v2/households/1', pco.template('Household', {}, { primary_contact }));

  const wrongPeople = pco.template(
    'Household',
    { name: 'Rolfe' },
    { people: { data: [{ type: 'Email', id: '1' }] }, primary_contact },
  );
  // @ts-expect-error -- e-mail addresses do not live in a household
  await pco.post('/people/v2/households', wrongPeople);
  const wrongContact = pco.template(
    'Household',
    { name: 'Rolfe' },
    { people: { data: [] }, primary_contact: { data: { type: 'Household', id: '1' } } },
  );
  // @ts-expect-error -- another type is refused among several relationships, too
  await pco.post('/people/v2/households', wrongContact);
  const one = pco.template('Household', { name: 'Rolfe' }, { people: primary_contact, primary_contact });
  // @ts-expect-error -- one where any number belongs
  await pco.post('/people/v2/households', one);
  const bare = pco.template(
    'Household',
    { name: 'Rolfe' },
    { people: [primary_contact.data], primary_contact },
  );
  // @ts-expect-error -- references stand in `data`
  await pco.post('/people/v2/households', bare);
  const numbered = pco.template(
    'Household',
    {},
    { people: { data: [{ type: 'Person', id: 1 }] }, primary_contact },
  );
  // @ts-expect-error -- ids are texts
  await pco.post('/people/v2/households', numbered);
  // @ts-expect-error -- required
  await pco.post('/people/v2/households', pco.template('Household', { name: 'Rolfe' }, { primary_contact }));
}

declare const maybe: boolean;

export async function refused(): Promise<void> {
  const either = maybe ? { first_name: 'Ada' } : { frist_name: 'Ada' };
  await pco.post(
    '/people/v2/households',
    // @ts-expect-error -- a list of another type
    pco.template(
      'Household',
      { name: 'Rolfe' },
      { people: { data: [{ type: 'Email', id }] }, primary_contact: { data: { type: 'Person', id } } },
    ),
  );
  await pco.post(
    '/people/v2/households',
    // @ts-expect-error -- one resource where a list belongs
    pco.template(
      'Household',
      { name: 'Rolfe' },
      { people: { data: { type: 'Person', id } }, primary_contact: { data: { type: 'Person', id } } },
    ),
  );
  // @ts-expect-error -- one of them cannot be assigned
  await pco.post('/people/v2/people', pco.template('Person', either));
  await pco.post('/people/v2/people', {
    // @ts-expect-error -- no such attribute beside a correct one
    data: { type: 'Person', attributes: { first_name: 'Ada', lst_name: 'Rolfe' } },
  });
  const attributes = { first_name: 'Ada', lst_name: 'Rolfe' };
  // @ts-expect-error -- no such attribute, in a variable
  await pco.post('/people/v2/people', { data: { type: 'Person', attributes } });
  // @ts-expect-error -- no such attribute, through template
  await pco.post('/people/v2/people', pco.template('Person', attributes));
  // @ts-expect-error -- can be read, but not assigned
  await pco.patch('/people/v2/people/1', pco.template('Person', { created_at: '2026-01-01' }));
  // @ts-expect-error -- another type
  await pco.post('/people/v2/people', pco.template('Email', { first_name: 'Ada' }));
  // @ts-expect-error -- another kind of value
  await pco.post('/people/v2/people', pco.template('Person', { first_name: 5 }));
  // @ts-expect-error -- the envelope is missing
  await pco.post('/people/v2/people', { first_name: 'Ada' });
  const relationships = { composer: { data: null } };
  // @ts-expect-error -- no such relationship
  await pco.post('/services/v2/songs', pco.template('Song', { title: 'X' }, relationships));
  // @ts-expect-error -- required
  await pco.post('/giving/v2/batches/1/donations', pco.template('Donation', {}));
  // @ts-expect-error -- required relationships
  await pco.post('/people/v2/households', { data: { type: 'Household', attributes: { name: 'Rolfe' } } });
  // @ts-expect-error -- donations are created in a batch
  await pco.post('/giving/v2/donations', pco.template('Donation', { payment_method: 'cash' }));
  // @ts-expect-error -- Check-Ins is read only
  await pco.post('/check-ins/v2/events', pco.template('Event', { name: 'Sunday' }));
  // @ts-expect-error -- a list cannot be changed
  await pco.patch('/people/v2/people', pco.template('Person', { first_name: 'Ada' }));
  // @ts-expect-error -- nothing is created below one resource but by its edges
  await pco.post('/people/v2/people/1', pco.template('Person', { first_name: 'Ada' }));
}
