/** The entry for people. Checked by `npm run check:types`; nothing here runs. */
import { PCO, type ResourceAt } from 'tspco';
import {
  currentPersonId,
  customFields,
  getPerson,
  mergedIds,
  type CustomField,
  type FieldDatum,
  type FieldValue,
} from 'tspco/people';
import { expectTypeOf } from 'vitest';

const pco = new PCO({ applicationId: 'a', secret: 'b' });
const pinned = new PCO({ token: 'a', versions: { people: '2022-07-14' } });
const strict = new PCO({ token: 'a', strictPaths: true });

export async function aPersonHasTheTypesOfTheQuery(): Promise<void> {
  const query = { include: ['emails', 'primary_campus'], fields: { Email: 'address' } } as const;
  expectTypeOf(await getPerson(pco, '1', query)).toEqualTypeOf(await pco.get('/people/v2/people/1', query));
  expectTypeOf(await getPerson(pco, '1')).toEqualTypeOf(await pco.get('/people/v2/people/1'));
  expectTypeOf(await getPerson(strict, '1')).toEqualTypeOf(await pco.get('/people/v2/people/1'));
  const { data, included } = await getPerson(pco, 1, {
    include: ['emails'],
    fields: { Person: ['first_name', 'name'] },
  });
  expectTypeOf(data.attributes).toEqualTypeOf<{
    readonly first_name: string | null;
    readonly name: string | null;
  }>();
  for (const email of included ?? []) expectTypeOf(email.attributes.address).toEqualTypeOf<string | null>();
}

export async function aPersonHasTheVersionThatIsAskedFor(): Promise<void> {
  expectTypeOf(await getPerson(pinned, '1')).toEqualTypeOf(await pinned.get('/people/v2/people/1'));
  const options = { version: '2018-08-01' } as const;
  expectTypeOf(await getPerson(pco, '1', {}, options)).toEqualTypeOf(
    await pco.get('/people/v2/people/1', {}, options),
  );
  expectTypeOf(await getPerson(pco.with({ version: 'LATEST' }), '1')).toEqualTypeOf(
    await pco.get('/people/v2/people/1'),
  );
}

export async function everyClientIsTaken(): Promise<void> {
  for (const client of [pco, pinned, strict, pco.with({ readOnly: true })] as const) {
    expectTypeOf(await currentPersonId(client, '1')).toEqualTypeOf<string | undefined>();
    expectTypeOf(await mergedIds(client, { since: new Date(), timeout: 1 })).toEqualTypeOf<
      Map<string, string>
    >();
    expectTypeOf(await customFields(client).definitions()).toEqualTypeOf<readonly CustomField[]>();
  }
}

export async function valuesHaveTypes(): Promise<void> {
  const fields = customFields(pco);
  for await (const person of pco.iterate('/people/v2/people', { include: ['field_data'] })) {
    const values = await fields.valuesOf(person);
    expectTypeOf(values.get({ tab: 'Serving', name: 'Interests' })).toEqualTypeOf<FieldValue | undefined>();
    expectTypeOf(values.data({ id: '1' })).toEqualTypeOf<readonly FieldDatum[]>();
    expectTypeOf(values.toObject()).toEqualTypeOf<Record<string, FieldValue>>();
  }
  expectTypeOf<FieldDatum>().toEqualTypeOf<ResourceAt<'/people/v2/field_data'>>();
  expectTypeOf<FieldDatum>().not.toBeAny();
  await fields.set('1', 'Interests', ['Music'] as const);
  await fields.set(1, { id: '1' }, 2, { timeout: 1 });
}

export function refused(): void {
  const fields = customFields(pco);
  // @ts-expect-error -- no such include
  void getPerson(pco, '1', { include: ['emial'] });
  // @ts-expect-error -- a person is no list
  void getPerson(pco, '1', { where: { last_name: 'Rolfe' } });
  // @ts-expect-error -- that is an attribute of later versions
  void getPerson(pco, '1', {}, { version: '2018-08-01' }).then(({ data }) => data.attributes.nothing_like_it);
  // @ts-expect-error -- an id is needed
  void currentPersonId(pco);
  // @ts-expect-error -- no such option
  void mergedIds(pco, { sincce: '2026-01-01' });
  // @ts-expect-error -- the version of all requests is that of the client
  void currentPersonId(pco, '1', { version: '2018-08-01' });
  // @ts-expect-error -- to take a value away, there is clear
  void fields.set('1', 'Baptized', null);
  // @ts-expect-error -- a Date is another day in another time zone
  void fields.set('1', 'Baptism Date', new Date());
  // @ts-expect-error -- a tab alone is no field
  void fields.set('1', { tab: 'Serving' }, 'M');
  // @ts-expect-error -- a list has no values, each of its records does
  void fields.valuesOf([]);
}
