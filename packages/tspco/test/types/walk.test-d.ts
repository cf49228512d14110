/**
 * Where paths lead. Checked by `npm run check:types`; nothing here runs.
 */
import { expectTypeOf } from 'vitest';
import { PCO, path, segment, type AnyDocument, type Link } from 'tspco';

const pco = new PCO({ applicationId: 'a', secret: 'b' });
declare const id: string;
declare const number: number;
declare const anyPath: string;
declare const edge: 'emails' | 'phone_numbers';

export async function lists(): Promise<void> {
  const people = await pco.get('/people/v2/people');
  expectTypeOf(people.data[0]?.type).toEqualTypeOf<'Person' | undefined>();
  expectTypeOf(people.data[0]?.attributes.first_name).toEqualTypeOf<string | null | undefined>();
  expectTypeOf(people.meta?.total_count).toEqualTypeOf<number | undefined>();
  const plans = await pco.get('/services/v2/service_types/1/plans');
  expectTypeOf(plans.data[0]?.type).toEqualTypeOf<'Plan' | undefined>();
  const instances = await pco.get('/calendar/v2/events/1/event_instances');
  expectTypeOf(instances.data[0]?.type).toEqualTypeOf<'EventInstance' | undefined>();
}

export async function single(): Promise<void> {
  const person = await pco.get('/people/v2/people/123');
  expectTypeOf(person.data.type).toEqualTypeOf<'Person'>();
  expectTypeOf(person.data.attributes.child).toEqualTypeOf<boolean | null>();
  const me = await pco.get('/people/v2/me');
  expectTypeOf(me.data.type).toEqualTypeOf<'Person'>();
  const campus = await pco.get('/people/v2/people/1/primary_campus');
  expectTypeOf(campus.data.type).toEqualTypeOf<'Campus'>();
  const organization = await pco.get('/people/v2');
  expectTypeOf(organization.data.type).toEqualTypeOf<'Organization'>();
  // The same name is another resource in each app.
  const inServices = await pco.get('/services/v2/people/1');
  // @ts-expect-error -- a person of Services has no birthday list
  void inServices.data.attributes.accounting_administrator;
  void inServices.data.attributes.passed_background_check;
}

export async function deep(): Promise<void> {
  const item = await pco.get('/services/v2/service_types/1/plans/2/items/3/item_notes/4/item_note_category');
  expectTypeOf(item.data.type).toEqualTypeOf<'ItemNoteCategory'>();
}

export async function ids(): Promise<void> {
  const emails = await pco.get(`/people/v2/people/${id}/emails`);
  expectTypeOf(emails.data[0]?.type).toEqualTypeOf<'Email' | undefined>();
  const one = await pco.get(`/people/v2/people/${number}`);
  expectTypeOf(one.data.type).toEqualTypeOf<'Person'>();
  const deepId = await pco.get(`/people/v2/people/${id}/emails/${segment(id)}`);
  expectTypeOf(deepId.data.type).toEqualTypeOf<'Email'>();
  const either = await pco.get(`/people/v2/people/${id}/${edge}`);
  expectTypeOf(either.data[0]?.type).toEqualTypeOf<'Email' | 'PhoneNumber' | undefined>();
}

export async function addresses(): Promise<void> {
  const absolute = await pco.get('https://api.planningcenteronline.com/people/v2/people/1/emails');
  expectTypeOf(absolute.data[0]?.type).toEqualTypeOf<'Email' | undefined>();
  const local = await pco.get(`http://127.0.0.1:4726/people/v2/people/${id}`);
  expectTypeOf(local.data.type).toEqualTypeOf<'Person'>();
  const bare = await pco.get('people/v2/people/');
  expectTypeOf(bare.data[0]?.type).toEqualTypeOf<'Person' | undefined>();
  const doubled = await pco.get('//people/v2//people//1');
  expectTypeOf(doubled.data.type).toEqualTypeOf<'Person'>();
  const query = await pco.get(
    `/people/v2/people?where[last_name]=${id}&include=emails,households.people#top`,
  );
  expectTypeOf(query.data[0]?.type).toEqualTypeOf<'Person' | undefined>();
  expectTypeOf(query.included?.[0]?.type).toEqualTypeOf<'Email' | 'Household' | 'Person' | undefined>();
  const encoded = await pco.get('/people/v2/me?include=emails%2Cphone_numbers');
  expectTypeOf(encoded.included?.[0]?.type).toEqualTypeOf<'Email' | 'PhoneNumber' | undefined>();
  const root = await pco.get('/people/v2?include=x');
  expectTypeOf(root.data.type).toEqualTypeOf<'Organization'>();
  const otherName = await pco.get('/check_ins/v2/check_ins');
  expectTypeOf(otherName.data[0]?.type).toEqualTypeOf<'CheckIn' | undefined>();
}

export async function links(): Promise<void> {
  const { data: person } = await pco.get('/people/v2/people/1', { include: ['emails'] });
  expectTypeOf(person.links.self).toExtend<string>();
  const again = await pco.get(person.links.self);
  expectTypeOf(again.data.type).toEqualTypeOf<'Person'>();
  const link = person.links.emails;
  expectTypeOf(link).toExtend<string | null | undefined>();
  if (link) {
    const emails = await pco.get(link, { where: { primary: true } });
    expectTypeOf(emails.data[0]?.type).toEqualTypeOf<'Email' | undefined>();
    for await (const email of pco.iterate(link))
      expectTypeOf(email.data.attributes.address).toEqualTypeOf<string | null>();
    // @ts-expect-error -- a misspelt condition on a link
    await pco.get(link, { where: { primry: true } });
  }
  await pco.patch(person.links.self, pco.template('Person', { nickname: 'A' }));
  // @ts-expect-error -- any text is no link
  const forged: typeof person.links.self = '/people/v2/people/1';
  expectTypeOf<Link<unknown, never>>().toExtend<string>();
  void forged;
}

export async function unknown(): Promise<void> {
  expectTypeOf(await pco.get(anyPath)).toEqualTypeOf<AnyDocument | null>();
  expectTypeOf(
    await pco.get(new URL('https://api.planningcenteronline.com')),
  ).toEqualTypeOf<AnyDocument | null>();
  expectTypeOf(await pco.get(path`/people/v2/people/${id}`)).toEqualTypeOf<AnyDocument | null>();
  expectTypeOf(await pco.get('/home/v2/me/tasks')).toEqualTypeOf<AnyDocument | null>();
  expectTypeOf(await pco.get('/people/v2/poeple')).toEqualTypeOf<AnyDocument | null>();
  expectTypeOf(await pco.get('/people/v2/people/1/emials')).toEqualTypeOf<AnyDocument | null>();
  expectTypeOf(await pco.get(`/${id}/v2/people`)).toEqualTypeOf<AnyDocument | null>();
  expectTypeOf(await pco.get(`/people/v2/${id}`)).toEqualTypeOf<AnyDocument | null>();
  // An edge's name where an id belongs: the id was forgotten.
  expectTypeOf(await pco.get('/people/v2/people/emails')).toEqualTypeOf<AnyDocument | null>();
  // Whatever a query may hold is taken where nothing is known.
  await pco.get(anyPath, { where: { anything: 1 }, include: 'whatever', order: ['x'], filter: 'y' });
}

export async function strict(): Promise<void> {
  const pco = new PCO({ token: 'a', strictPaths: true });
  expectTypeOf((await pco.get(`/people/v2/people/${id}/emails`)).data[0]?.type).toEqualTypeOf<
    'Email' | undefined
  >();
  await pco.get(anyPath);
  await pco.get(`${anyPath}/emails`);
  await pco.get(new URL('https://api.planningcenteronline.com'));
  const { data } = await pco.get('/people/v2/me');
  await pco.get(data.links.self);
  await pco.post('/groups/v2/group_applications/1/approve');
  // @ts-expect-error -- no such edge
  await pco.get('/people/v2/poeple');
  // @ts-expect-error -- no such edge below an id
  await pco.get(`/people/v2/people/${id}/emials`);
  // @ts-expect-error -- no such app
  await pco.get('/peple/v2/people');
  // @ts-expect-error -- the id is missing
  await pco.get('/people/v2/people/emails');
  // @ts-expect-error -- views are strict, too
  await pco.with({ timeout: 5 }).delete('/people/v2/poeple/1');
  // @ts-expect-error -- and so is iterate
  pco.iterate('/people/v2/poeple');
}
