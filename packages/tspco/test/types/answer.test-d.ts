/**
 * What answers look like. Checked by `npm run check:types`; nothing here runs.
 */
import { expectTypeOf } from 'vitest';
import {
  PCO,
  related,
  type AnyDocument,
  type DocumentAt,
  type JsonObject,
  type RecordAt,
  type RecordDocument,
  type Resource,
  type ResourceAt,
  type ResourceDocument,
} from 'tspco';

const pco = new PCO({ applicationId: 'a', secret: 'b' });
declare const id: string;
declare const anyPath: string;

export async function included(): Promise<void> {
  const bare = await pco.get('/people/v2/people/1');
  expectTypeOf(bare.included).toEqualTypeOf<never[] | undefined>();
  const { data, included } = await pco.get('/people/v2/people/1', {
    include: ['emails', 'households.people'],
  });
  const [first] = included ?? [];
  expectTypeOf(first?.type).toEqualTypeOf<'Email' | 'Household' | 'Person' | undefined>();
  if (first?.type === 'Email') expectTypeOf(first.attributes.address).toEqualTypeOf<string | null>();
  if (first?.type === 'Household') expectTypeOf(first.attributes.member_count).toEqualTypeOf<number | null>();
  // What was asked for is among the relationships, whatever is documented.
  expectTypeOf(data.relationships?.emails.data[0]?.type).toEqualTypeOf<'Email' | undefined>();
  expectTypeOf(data.relationships?.households.data[0]?.type).toEqualTypeOf<'Household' | undefined>();
  expectTypeOf(data.relationships?.primary_campus?.data?.type).toEqualTypeOf<'PrimaryCampus' | undefined>();
  // @ts-expect-error -- was not asked for
  void data.relationships?.phone_numbers;
  const one = await pco.get('/people/v2/people/1', { include: 'emails' });
  expectTypeOf(one.included?.[0]?.type).toEqualTypeOf<'Email' | undefined>();
  const list = await pco.get('/people/v2/people/1', { include: 'emails,phone_numbers' });
  expectTypeOf(list.included?.[0]?.type).toEqualTypeOf<'Email' | 'PhoneNumber' | undefined>();
}

export async function records(): Promise<void> {
  const people = pco.iterate('/people/v2/people', { include: ['emails'] });
  for await (const person of people) {
    expectTypeOf(person.data.attributes.last_name).toEqualTypeOf<string | null>();
    expectTypeOf(person.included[0]?.attributes.address).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(person.meta.can_include).toEqualTypeOf<readonly string[] | undefined>();
    // A typed record can be given to what takes any.
    expectTypeOf(person).toExtend<RecordDocument>();
    expectTypeOf(person.data).toExtend<Resource>();
    await pco.download(person.data);
  }
  for await (const page of people.pages()) {
    expectTypeOf(page.data[0]?.type).toEqualTypeOf<'Person' | undefined>();
    expectTypeOf(page.included?.[0]?.type).toEqualTypeOf<'Email' | undefined>();
  }
  expectTypeOf((await people.first())?.data.type).toEqualTypeOf<'Person' | undefined>();
  expectTypeOf((await people.toArray({ limit: 3 }))[0]?.data.type).toEqualTypeOf<'Person' | undefined>();
  for await (const nothing of pco.iterate('/people/v2/people/1')) {
    // @ts-expect-error -- one resource is no list
    void nothing.data.id;
  }
}

export async function fields(): Promise<void> {
  const { data, included } = await pco.get('/people/v2/people/1', {
    include: ['emails', 'addresses'],
    fields: { Person: ['first_name', 'name'], Email: 'address', Address: 'city,zip' },
  });
  expectTypeOf(data.attributes).toEqualTypeOf<{
    readonly first_name: string | null;
    readonly name: string | null;
  }>();
  for (const resource of included ?? []) {
    if (resource.type === 'Email')
      expectTypeOf(resource.attributes).toEqualTypeOf<{ readonly address: string | null }>();
    else
      expectTypeOf(resource.attributes).toEqualTypeOf<{
        readonly city: string | null;
        readonly zip: string | null;
      }>();
  }
  // Of names that only the running program knows, any may be there.
  const names = 'first_name,name' as `first_name,${string}`;
  const some = await pco.get('/people/v2/people/1', { fields: { Person: names } });
  expectTypeOf(some.data.attributes.last_name).toEqualTypeOf<string | null | undefined>();
}

export async function values(): Promise<void> {
  const { attributes } = (await pco.get('/people/v2/people/1')).data;
  expectTypeOf(attributes.created_at).toEqualTypeOf<string | null>();
  expectTypeOf(attributes.grade).toEqualTypeOf<number | null>();
  // Sent on request only.
  const { attributes: song } = (await pco.get('/services/v2/songs/1')).data;
  expectTypeOf(song.ccli_number).toEqualTypeOf<number | null>();
  const donation = (await pco.get('/giving/v2/donations/1')).data.attributes;
  // The listed values are completed, and others may come.
  expectTypeOf('cash' as const).toExtend<typeof donation.payment_method>();
  expectTypeOf<string>().toExtend<typeof donation.payment_method>();
  const group = (await pco.get('/groups/v2/groups/1')).data.attributes;
  // @ts-expect-error -- an object is no text
  group.header_image?.toUpperCase();
  expectTypeOf<JsonObject>().not.toBeAny();
}

export async function churchCenter(): Promise<void> {
  const cc = new PCO({ ccName: 'grace' });
  const { data } = await cc.get('/groups/v2/groups/1', { include: ['group_type'] });
  // Any attribute may be missing there.
  expectTypeOf(data.attributes.name).toEqualTypeOf<string | null | undefined>();
  // Functions that take a client take this one, too.
  const client: PCO = cc;
  void client;
}

export async function relatives(): Promise<void> {
  const person = await pco
    .iterate('/people/v2/people', { include: ['emails', 'primary_campus', 'households.people'] })
    .first();
  if (!person) return;
  expectTypeOf(related(person, 'emails')[0]?.attributes.address).toEqualTypeOf<string | null | undefined>();
  expectTypeOf(related(person, 'primary_campus')?.attributes.name).toEqualTypeOf<string | null | undefined>();
  const [household] = related(person, 'households');
  if (household) {
    const [member] = related({ data: household, included: person.included }, 'people');
    expectTypeOf(member?.attributes.first_name).toEqualTypeOf<string | null | undefined>();
  }
  for await (const both of pco.iterate('/people/v2/people', {
    include: ['households', 'households.people'],
  })) {
    for (const data of related(both, 'households')) {
      const members = related({ data, included: both.included }, 'people');
      expectTypeOf(members[0]?.type).toEqualTypeOf<'Person' | undefined>();
    }
  }
  const { data, included } = await pco.get('/people/v2/people', { include: ['emails'] });
  for (const one of data) related({ data: one, included }, 'emails').sort();
  // @ts-expect-error -- no such relationship
  related(person, 'emial');
  // @ts-expect-error -- was not asked for
  related(person, 'phone_numbers');
  const document = await pco.get('/people/v2/people/1', {
    include: ['emails'],
    fields: { Email: ['address'] },
  });
  expectTypeOf(related(document, 'emails')[0]?.attributes).toEqualTypeOf<
    { readonly address: string | null } | undefined
  >();
  const any = await pco.iterate(anyPath).first();
  if (any) expectTypeOf(related(any, 'anything')).toEqualTypeOf<Resource[] | Resource | undefined>();
}

export async function named(
  people: DocumentAt<'/people/v2/people', 'emails'>,
  record: RecordAt<'/people/v2/people', 'emails'>,
): Promise<ResourceAt<'/people/v2/people'>> {
  expectTypeOf(people.included?.[0]?.type).toEqualTypeOf<'Email' | undefined>();
  expectTypeOf(related(record, 'emails')[0]?.attributes.address).toEqualTypeOf<string | null | undefined>();
  const document: typeof people = await pco.get('/people/v2/people', { include: ['emails'] });
  for await (const found of pco.iterate('/people/v2/people', { include: ['emails'] })) record = found;
  expectTypeOf<
    ResourceAt<'/people/v2/addresses', never, { people: '2022-07-14' }>['attributes']
  >().toHaveProperty('street');
  return document.data[0] ?? (await pco.get('/people/v2/people/1')).data;
}

export function narrowing(document: AnyDocument): string {
  return Array.isArray(document.data) ? `${document.data.length}` : document.data.id;
}

export async function writes(): Promise<void> {
  const created = await pco.post('/people/v2/people', pco.template('Person', { first_name: 'Ada' }), {
    include: ['emails'],
  });
  expectTypeOf(created.data.id).toEqualTypeOf<string>();
  expectTypeOf(created.data.attributes.first_name).toEqualTypeOf<string | null>();
  expectTypeOf(created.included?.[0]?.type).toEqualTypeOf<'Email' | undefined>();
  const changed = await pco.patch(`/people/v2/people/${id}`, pco.template('Person', { first_name: 'Ada' }));
  expectTypeOf(changed.data.type).toEqualTypeOf<'Person'>();
  const approved = await pco.post('/groups/v2/group_applications/1/approve');
  expectTypeOf(approved?.data.type).toEqualTypeOf<'GroupApplication' | undefined>();
  const run = await pco.post('/people/v2/lists/1/run');
  expectTypeOf(run).toEqualTypeOf<AnyDocument | null>();
  expectTypeOf(await pco.put('/people/v2/people/1', {})).toEqualTypeOf<AnyDocument | null>();
  expectTypeOf(await pco.requestJson('GET', '/people/v2/people/1')).toEqualTypeOf<AnyDocument | null>();
  expectTypeOf(await pco.requestJson<ResourceDocument>('GET', anyPath)).toEqualTypeOf<ResourceDocument>();
}

export async function versions(): Promise<void> {
  const old = new PCO({ token: 'a', versions: { people: '2022-07-14', check_ins: '2018-08-01' } });
  const [address] = (await old.get('/people/v2/addresses')).data;
  expectTypeOf(address?.attributes.street).toEqualTypeOf<string | null | undefined>();
  // @ts-expect-error -- came later
  void address?.attributes.street_line_1;
  // @ts-expect-error -- can be asked for only later
  await old.get('/people/v2/addresses', { where: { street_line_1: 'Main' } });
  expectTypeOf((await old.get('/people/v2/people/1')).data.relationships?.gender?.data?.type).toEqualTypeOf<
    'Gender' | undefined
  >();
  expectTypeOf((await old.get('/check-ins/v2/check_ins/1/location')).data.type).toEqualTypeOf<'Location'>();
  // Other apps stay at the newest version.
  expectTypeOf((await old.get('/services/v2/songs/1')).data.type).toEqualTypeOf<'Song'>();
  const view = old.with({ versions: { people: 'LATEST' } });
  expectTypeOf((await view.get('/people/v2/addresses/1')).data.attributes.street_line_1).toEqualTypeOf<
    string | null
  >();
  expectTypeOf((await view.get('/check-ins/v2/check_ins/1/location')).data.type).toEqualTypeOf<'Location'>();
  const every = pco.with({ version: '2018-08-01' });
  expectTypeOf((await every.get('/people/v2/addresses/1')).data.attributes.street).toEqualTypeOf<
    string | null
  >();
  expectTypeOf((await every.get('/webhooks/v2/subscriptions/1')).data.type).toEqualTypeOf<'Subscription'>();
  const back = every.with({ versions: { people: '2025-11-10' } });
  expectTypeOf((await back.get('/people/v2/addresses/1')).data.attributes.street_line_1).toEqualTypeOf<
    string | null
  >();
  expectTypeOf((await pco.with({ timeout: 5 }).get('/people/v2/me')).data.type).toEqualTypeOf<'Person'>();
  // A call's own version.
  const call = { version: '2022-07-14' } as const;
  expectTypeOf((await pco.get('/people/v2/addresses/1', {}, call)).data.attributes.street).toEqualTypeOf<
    string | null
  >();
  // @ts-expect-error -- came later
  void (await pco.get('/people/v2/addresses/1', {}, { version: '2022-07-14' })).data.attributes.street_line_1;
  const first = await pco.iterate('/people/v2/addresses', {}, { version: '2022-07-14' }).first();
  expectTypeOf(first?.data.attributes.street).toEqualTypeOf<string | null | undefined>();
  expectTypeOf(
    await pco.get('/people/v2/people/1', {}, { version: anyPath }),
  ).toEqualTypeOf<AnyDocument | null>();
  // Of a date that is no version's own, nothing is known; nor of one that only the running program knows.
  const between = new PCO({ token: 'a', versions: { people: '2023-05-05' } });
  expectTypeOf(await between.get('/people/v2/people/1')).toEqualTypeOf<AnyDocument | null>();
  const configured: Record<string, string> = {};
  const runtime = new PCO({ token: 'a', versions: configured });
  expectTypeOf(await runtime.get('/people/v2/people/1')).toEqualTypeOf<AnyDocument | null>();
  const env = PCO.fromEnv({ versions: { people: '2022-07-14' } });
  expectTypeOf((await env.get('/people/v2/addresses/1')).data.attributes.street).toEqualTypeOf<
    string | null
  >();
  // @ts-expect-error -- no such app
  new PCO({ token: 'a', versions: { peple: '2022-07-14' } });
}
