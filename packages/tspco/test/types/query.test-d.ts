/**
 * What can be asked for. Checked by `npm run check:types`; nothing here runs.
 */
import { PCO, type QueryAt } from 'tspco';

const pco = new PCO({ applicationId: 'a', secret: 'b' });

export async function accepted(): Promise<void> {
  await pco.get('/people/v2/people', {
    where: {
      last_name: 'Rolfe',
      child: true,
      grade: 5,
      id: 1,
      birthdate: { gte: '2000-01-01', lt: '2010-01-01' },
      created_at: { gte: new Date(), lt: '2026-01-01' },
      updated_at: '2026-01-01',
      search_name: 'ro',
    },
    include: ['emails', 'households.people'],
    order: ['last_name', '-created_at'],
    filter: ['admins', 'organization_admins'],
    fields: { Person: ['first_name', 'emails'], Email: 'address', PhoneNumber: 'number,location' },
    per_page: 100,
    offset: 25,
    params: { test: 'hello' },
  });
  // pypco's habits.
  await pco.get('/people/v2/people', {
    'where[last_name]': 'Rolfe',
    'where[created_at][gte]': new Date(),
    'fields[Person]': 'first_name',
    include: 'emails,phone_numbers',
    order: '-last_name,first_name',
    filter: 'admins,organization_admins',
  });
  await pco.get('/people/v2/people', { include: undefined, where: undefined });
  const include = ['emails', 'addresses'] as const;
  await pco.get('/people/v2/people', { include });
  const query = { where: { last_name: 'Rolfe' }, order: 'last_name' } as const;
  await pco.get('/people/v2/people', query);
  pco.iterate('/services/v2/service_types/1/plans', { filter: 'future', order: 'sort_date' });
  await pco.get('/people/v2/people/1', { include: ['emails'], fields: { Email: ['address'] } });
  // Ids are texts, whatever they are called.
  await pco.get('/people/v2/people', { where: { primary_campus_id: '5' } });
  await pco.post('/people/v2/people', pco.template('Person', { first_name: 'A' }), { include: ['emails'] });
}

export async function related(): Promise<void> {
  // Conditions on what can be included, where the service knows them.
  await pco.get('/check-ins/v2/check_ins', { where: { event: { name: 'Sunday' } } });
  // @ts-expect-error -- no such condition on an event
  await pco.get('/check-ins/v2/check_ins', { where: { event: { nam: 'Sunday' } } });
  // @ts-expect-error -- People ignores them and answers with everybody
  await pco.get('/people/v2/people', { where: { emails: { address: 'a@example.org' } } });
}

declare const name: string | undefined;

export async function stepByStep(): Promise<void> {
  const where: QueryAt<'/people/v2/people'>['where'] = {};
  if (name !== undefined) where.last_name = name;
  await pco.get('/people/v2/people', { where });
  await pco.get('/people/v2/people', { where: { child: true, ...(name ? { last_name: name } : {}) } });
  await pco.get('/people/v2/people', { where: { child: true, ...(name && { last_name: name }) } });
  // Where the program itself does not know its names, nothing can be refused.
  const columns: Record<string, string> = {};
  await pco.get('/people/v2/people', { where: columns });
  // @ts-expect-error -- no such condition
  where.frist_name = 'Ada';
  const wrong = { last_name: 'Rolfe', frist_name: 'Ada' };
  // @ts-expect-error -- no such condition, in a variable
  await pco.get('/people/v2/people', { where: wrong });
  // @ts-expect-error -- no such condition, in a spread
  pco.iterate('/people/v2/people', { where: { ...wrong } });
  // @ts-expect-error -- no such condition, in a spread that depends
  await pco.get('/people/v2/people', { where: { child: true, ...(name ? { frist_name: name } : {}) } });
  // @ts-expect-error -- the same the other way
  await pco.get('/people/v2/people', { where: { child: true, ...(name && { frist_name: name }) } });
  const query = { where: wrong, include: ['emails'] } as const;
  // @ts-expect-error -- no such condition, in a query in a variable
  await pco.get('/people/v2/people', query);
}

export async function refused(): Promise<void> {
  // @ts-expect-error -- no such include
  await pco.get('/people/v2/people', { include: 'emial' });
  // @ts-expect-error -- no such include beside a correct one
  await pco.get('/people/v2/people', { include: ['emails', 'emial'] });
  // @ts-expect-error -- no such include of an include
  await pco.get('/people/v2/people', { include: ['households.emails'] });
  // @ts-expect-error -- no such parameter beside a correct one
  await pco.get('/people/v2/people', { include: ['emails'], wher: { last_name: 'Rolfe' } });
  // @ts-expect-error -- no such condition beside a correct one
  await pco.get('/people/v2/people', { where: { last_name: 'Rolfe', frist_name: 'Ada' } });
  // @ts-expect-error -- no such condition beside a correct include
  await pco.get('/people/v2/people', { where: { last_nam: 'Rolfe' }, include: ['emails'] });
  // @ts-expect-error -- the same in a list
  pco.iterate('/people/v2/people', { where: { last_name: 'Rolfe', frist_name: 'Ada' }, include: ['emails'] });
  // @ts-expect-error -- operators are for dates
  await pco.get('/people/v2/people', { where: { last_name: { gte: 'R' } } });
  // @ts-expect-error -- no such operator
  await pco.get('/people/v2/people', { where: { created_at: { after: new Date() } } });
  // @ts-expect-error -- a day has no time
  await pco.get('/people/v2/people', { where: { birthdate: new Date() } });
  // @ts-expect-error -- a truth value is no text
  await pco.get('/people/v2/people', { where: { child: 'yes' } });
  // @ts-expect-error -- a number is no text
  await pco.get('/people/v2/people', { where: { grade: '5th' } });
  // @ts-expect-error -- a filter that would be dropped
  await pco.get('/people/v2/people', { where: { last_name: undefined } });
  // @ts-expect-error -- a filter that would be dropped
  await pco.get('/people/v2/people', { where: { last_name: null } });
  // @ts-expect-error -- no such order
  await pco.get('/people/v2/people', { order: 'age' });
  // @ts-expect-error -- no such order beside a correct one
  await pco.get('/people/v2/people', { order: ['last_name', '-age'] });
  // @ts-expect-error -- no such filter on this path
  await pco.get('/people/v2/people', { filter: 'future' });
  // @ts-expect-error -- this path has no filters
  await pco.get('/people/v2/people/1/emails', { filter: 'future' });
  // @ts-expect-error -- no such type
  await pco.get('/people/v2/people', { fields: { Person: ['first_name'], Persn: ['last_name'] } });
  // @ts-expect-error -- no such field
  await pco.get('/people/v2/people', { fields: { Person: ['first_name', 'frist_name'] } });
  // @ts-expect-error -- one resource is not filtered
  await pco.get('/people/v2/people/1', { where: { last_name: 'Rolfe' } });
  // @ts-expect-error -- one resource has no pages
  await pco.get('/people/v2/people/1', { per_page: 5 });
  // @ts-expect-error -- neither has what was created
  await pco.post('/people/v2/people', pco.template('Person'), { order: 'last_name' });
  // @ts-expect-error -- no such include of what was created
  await pco.post('/people/v2/people', pco.template('Person'), { include: ['emial'] });
}
