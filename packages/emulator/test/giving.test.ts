import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refs } from '../src/store/identifiers.ts';
import { first, payload, seededChurch, type Seeded } from './support/seeded-church.ts';
import { ask, NOW, ORIGIN, smallChurch } from './support/small-church.ts';

const GIVING = '/giving/v2';

const to = (type: string, id: string): { type: string; id: string } => ({ type, id });

/** A designation to come along with a donation. */
const part = (fund: string, amount_cents: number | null, others: object = {}): object => ({
  type: 'Designation',
  attributes: { amount_cents },
  relationships: { fund: { data: to('Fund', fund) } },
  ...others,
});

function fundsOf({ church }: Seeded): [string, string] {
  const [one, other] = church.app('giving').all('Fund');
  return [one?.id ?? '', other?.id ?? ''];
}

const openBatch = ({ church }: Seeded): string =>
  `${GIVING}/batches/${first(church, 'giving', 'Batch', ({ attributes }) => attributes['status'] === 'in_progress').id}`;

/** A new donation of 30 and 20 dollars in the open batch. */
async function donate(seeded: Seeded, attributes: object = { payment_method: 'cash' }): Promise<string> {
  const [one, other] = fundsOf(seeded);
  const { document } = await seeded.post(
    `${openBatch(seeded)}/donations`,
    payload(attributes, {}, [part(one, 3000), part(other, 2000)]),
  );
  return `${GIVING}/donations/${document.data.id}`;
}

describe('a donation', () => {
  it('is worth what it is designated for, and its batch is worth as much more', async () => {
    const seeded = seededChurch();
    const [one, other] = fundsOf(seeded);
    const batch = openBatch(seeded);
    const before = Number((await seeded.attributes(batch))['total_cents']);
    const person = first(seeded.church, 'giving', 'Person');
    const label = first(seeded.church, 'giving', 'Label');
    const source = first(seeded.church, 'giving', 'PaymentSource');
    const { status, document } = await seeded.post(
      `${batch}/donations?include=designations,labels`,
      payload(
        { payment_method: 'check', payment_check_number: 17 },
        {
          person: to('Person', person.id),
          payment_source: to('PaymentSource', source.id),
          labels: [to('Label', label.id)],
        },
        [part(one, 3000), part(other, 2050)],
      ),
    );
    expect(status).toBe(201);
    expect(document.data.attributes).toMatchObject({
      amount_cents: 5050,
      amount_currency: 'USD',
      completed_at: null,
      fee_cents: 0,
      payment_channel: 'api',
      payment_check_number: 17,
      payment_method: 'check',
      payment_status: 'pending',
      received_at: NOW,
      refundable: false,
      refunded: false,
    });
    expect(document.data.relationships).toMatchObject({
      labels: { data: [to('Label', label.id)] },
      person: { data: to('Person', person.id) },
    });
    expect(document.included?.map(({ type, attributes }) => [type, attributes['amount_cents']])).toEqual([
      ['Designation', 3000],
      ['Designation', 2050],
      ['Label', undefined],
    ]);
    expect((await seeded.attributes(batch))['total_cents']).toBe(before + 5050);
  });

  it('is not created at the top, and not without a batch that exists', async () => {
    const seeded = seededChurch();
    const [fund] = fundsOf(seeded);
    const body = payload({ payment_method: 'cash' }, {}, [part(fund, 100)]);
    expect((await seeded.post(`${GIVING}/donations`, body)).status).toBe(403);
    expect((await seeded.post(`${GIVING}/batches/1/donations`, body)).status).toBe(404);
  });

  it.each([
    ['without designations', undefined, 'designations', "can't be blank"],
    ['with an empty list of them', [], 'designations', "can't be blank"],
    ['with one of nothing', ['fund', 0], 'designations.amount_cents', 'must be greater than 0'],
    ['with one without an amount', ['fund', null], 'designations.amount_cents', "can't be blank"],
    ['with one for no fund', ['', 5], 'designations.fund', "can't be blank"],
  ] as const)('is not kept %s', async (_, designation, parameter, detail) => {
    const seeded = seededChurch();
    const [fund] = fundsOf(seeded);
    const store = seeded.church.app('giving');
    const before = [store.all('Donation').length, store.all('Designation').length];
    const [named, amount] = designation ?? [];
    const plain = { type: 'Designation', attributes: { amount_cents: amount } };
    const included =
      named === undefined ? designation && [] : [named === '' ? plain : part(fund, amount ?? null)];
    const told = await seeded.post(
      `${openBatch(seeded)}/donations`,
      payload({ payment_method: 'cash' }, {}, included),
    );
    expect(told).toMatchObject({
      status: 422,
      document: { errors: [{ title: 'Validation Error', detail, source: { parameter } }] },
    });
    expect([store.all('Donation').length, store.all('Designation').length]).toEqual(before);
  });

  it('tells at once all that is wrong with it and what comes along', async () => {
    const seeded = seededChurch();
    const [fund] = fundsOf(seeded);
    const { document } = await seeded.post(
      `${openBatch(seeded)}/donations`,
      payload({}, {}, [part(fund, -1)]),
    );
    expect(document.errors?.map(({ source }) => source)).toEqual([
      { parameter: 'payment_method' },
      { parameter: 'designations.amount_cents' },
    ]);
  });

  it('is changed with its designations: new ones, changed ones and removed ones', async () => {
    const seeded = seededChurch();
    const [one, other] = fundsOf(seeded);
    const donation = await donate(seeded);
    const { document } = await seeded.get(`${donation}/designations`);
    const [kept, removed] = document.data;
    const told = await seeded.patch(
      donation,
      payload({ payment_last4: '1234' }, {}, [
        { type: 'Designation', id: kept?.id, attributes: { amount_cents: 100 } },
        { type: 'Designation', id: removed?.id, attributes: { _destroy: true } },
        part(one, 7),
        part(other, 8),
      ]),
    );
    expect(told.status).toBe(200);
    expect(told.document.data.attributes).toMatchObject({ amount_cents: 115, payment_last4: '1234' });
    const after = await seeded.get(`${donation}/designations?include=fund`);
    expect(after.document.data.map(({ attributes }) => attributes['amount_cents'])).toEqual([100, 7, 8]);
    expect(after.document.data[0]?.relationships).toMatchObject({ fund: { data: to('Fund', one) } });
    expect((await seeded.get(`${donation}/designations/${removed?.id}`)).status).toBe(404);
  });

  it('keeps the last of its designations', async () => {
    const seeded = seededChurch();
    const donation = await donate(seeded);
    const { document } = await seeded.get(`${donation}/designations`);
    const none = document.data.map(({ id }) => ({ type: 'Designation', id, attributes: { _destroy: true } }));
    expect((await seeded.patch(donation, payload({}, {}, none))).status).toBe(422);
    expect((await seeded.attributes(donation))['amount_cents']).toBe(5000);
  });

  it('takes along only designations, and changes only its own', async () => {
    const seeded = seededChurch();
    const donation = await donate(seeded);
    const foreign = first(seeded.church, 'giving', 'Designation');
    const refused = async (item: object): Promise<unknown> =>
      (await seeded.patch(donation, payload({}, {}, [item]))).document.errors;
    expect(await refused({ type: 'Fund', attributes: { name: 'New' } })).toMatchObject([
      { title: 'Forbidden Attribute', detail: '`Fund` cannot be assigned' },
    ]);
    expect(
      await refused({ type: 'Designation', id: foreign.id, attributes: { amount_cents: 1 } }),
    ).toMatchObject([{ code: 'attribute_resource_not_found', source: { parameter: 'designations' } }]);
    expect(
      await refused({ type: 'Designation', attributes: { amount_cents: 1, fee_cents: 1 } }),
    ).toMatchObject([{ title: 'Forbidden Attribute', detail: '`fee_cents` cannot be assigned' }]);
    expect(await refused(part('77', 5))).toMatchObject([
      { code: 'attribute_resource_not_found', source: { parameter: 'fund' } },
    ]);
    expect((await seeded.attributes(donation))['amount_cents']).toBe(5000);
  });

  it('shares its fee among its designations, to the cent', async () => {
    const seeded = seededChurch();
    const donation = await donate(seeded, { payment_method: 'card', fee_cents: -101 });
    const { document } = await seeded.get(`${donation}/designations`);
    expect(document.data.map(({ attributes }) => attributes['fee_cents'])).toEqual([-60, -41]);
  });

  it('goes with everything that belongs to it', async () => {
    const seeded = seededChurch();
    const store = seeded.church.app('giving');
    const refund = first(seeded.church, 'giving', 'Refund');
    const [donation] = refs(refund.relations['donation']);
    expect((await seeded.remove(`${GIVING}/donations/${donation?.id}`)).status).toBe(204);
    const left = ['Designation', 'Note', 'Refund', 'DesignationRefund'].flatMap((type) =>
      store
        .all(type)
        .filter(({ relations }) =>
          [relations['donation'], relations['refund']].some((relation) =>
            refs(relation).some(({ id }) => id === donation?.id || id === refund.id),
          ),
        ),
    );
    expect(left).toEqual([]);
  });

  it('is found by its fund and by its status', async () => {
    const seeded = seededChurch();
    const [, other] = fundsOf(seeded);
    const store = seeded.church.app('giving');
    const given = store.pointingAt('Designation', 'fund', to('Fund', other));
    const wanted = [
      ...new Set(given.flatMap(({ relations }) => refs(relations['donation'])).map(({ id }) => id)),
    ];
    const found = await seeded.get(`${GIVING}/donations?per_page=100&where[fund_id]=${other}`);
    expect(found.document.data.map(({ id }) => id).sort()).toEqual(wanted.sort());
    expect(wanted.length).toBeGreaterThan(0);
    const succeeded = await seeded.get(`${GIVING}/donations?per_page=100&filter=succeeded`);
    expect(new Set(succeeded.document.data.map(({ attributes }) => attributes['payment_status']))).toEqual(
      new Set(['succeeded']),
    );
    expect(succeeded.document.meta.total_count).toBeLessThan(store.all('Donation').length);
  });
});

it('what comes along is ignored where nothing can', async () => {
  const { status } = await ask(smallChurch(), 'POST', '/people/v2/people', {
    body: {
      data: { type: 'Person', attributes: { first_name: 'Ada', last_name: 'Rolfe' } },
      included: [{ type: 'Email', attributes: { address: 'ada@example.org' } }],
    },
  });
  expect(status).toBe(201);
});

describe('committing', () => {
  it('a batch takes a while, and completes its donations', async () => {
    const seeded = seededChurch();
    const batch = openBatch(seeded);
    const donation = await donate(seeded);
    const { status, document } = await seeded.post(`${batch}/commit`);
    expect([status, document.data.type, document.data.attributes['status']]).toEqual([
      201,
      'Batch',
      'updating',
    ]);
    seeded.advance(4999);
    expect(await seeded.attributes(batch)).toMatchObject({ status: 'updating', committed_at: null });
    expect((await seeded.attributes(donation))['payment_status']).toBe('pending');
    seeded.advance(1);
    const at = '2026-03-04T05:06:12Z';
    expect(await seeded.attributes(batch)).toMatchObject({ status: 'committed', committed_at: at });
    expect(await seeded.attributes(donation)).toMatchObject({
      completed_at: at,
      payment_status: 'succeeded',
      refundable: true,
    });
  });

  it.each([0, 10_000])('a batch twice is refused, also after %i ms', async (pause) => {
    const seeded = seededChurch();
    const batch = openBatch(seeded);
    await seeded.post(`${batch}/commit`);
    seeded.advance(pause);
    expect(await seeded.post(`${batch}/commit`)).toMatchObject({
      status: 422,
      document: { errors: [{ source: { parameter: 'base' } }] },
    });
  });

  it('a group commits its batches', async () => {
    const seeded = seededChurch();
    const group = first(
      seeded.church,
      'giving',
      'BatchGroup',
      ({ attributes }) => attributes['status'] === 'in_progress',
    );
    const url = `${GIVING}/batch_groups/${group.id}`;
    expect((await seeded.get(`${url}/batches?filter=in_progress`)).document.data).toHaveLength(1);
    expect((await seeded.post(`${url}/commit`)).status).toBe(201);
    seeded.advance(5000);
    expect(await seeded.attributes(url)).toMatchObject({ committed: true, status: 'committed' });
    expect((await seeded.get(`${url}/batches?filter=in_progress`)).document.data).toEqual([]);
    expect((await seeded.get(`${url}/batches?filter=committed`)).document.data).toHaveLength(4);
  });

  it('what comes into a committed batch counts at once', async () => {
    const seeded = seededChurch();
    const batch = openBatch(seeded);
    await seeded.post(`${batch}/commit`);
    seeded.advance(6000);
    const [fund] = fundsOf(seeded);
    const { document } = await seeded.post(
      `${batch}/donations`,
      payload({ payment_method: 'cash' }, {}, [part(fund, 500)]),
    );
    expect(document.data.attributes).toMatchObject({ payment_status: 'succeeded', refundable: true });
  });

  it('is not for GET, and not for what is no batch', async () => {
    const seeded = seededChurch();
    expect((await seeded.get(`${openBatch(seeded)}/commit`)).status).toBe(404);
    expect((await seeded.post(`${GIVING}/batches/1/commit`)).status).toBe(404);
  });
});

describe('a refund', () => {
  const refundable = ({ church }: Seeded): string => {
    const refunded = new Set(
      church
        .app('giving')
        .all('Refund')
        .flatMap(({ relations }) => refs(relations['donation']).map(({ id }) => id)),
    );
    const { id } = first(
      church,
      'giving',
      'Donation',
      (donation) => donation.attributes['payment_status'] === 'succeeded' && !refunded.has(donation.id),
    );
    return `${GIVING}/donations/${id}`;
  };

  it('gives back all of a donation, from each designation', async () => {
    const seeded = seededChurch();
    const donation = refundable(seeded);
    expect((await seeded.get(`${donation}/refund`)).status).toBe(404);
    const { status, document } = await seeded.post(
      `${donation}/issue_refund`,
      payload({ refunded_at: '2026-02-01' }),
    );
    expect([status, document.data.type]).toEqual([201, 'Donation']);
    expect(document.data.attributes).toMatchObject({ refundable: false, refunded: true });
    const { amount_cents } = document.data.attributes;
    const refund = await seeded.get(`${donation}/refund?include=designation_refunds`);
    expect(refund.document.data.attributes).toMatchObject({
      amount_cents,
      refunded_at: '2026-02-01T00:00:00Z',
    });
    const parts = refund.document.included?.map(({ attributes }) => Number(attributes['amount_cents'])) ?? [];
    expect(parts.reduce((sum, cents) => sum + cents, 0)).toBe(amount_cents);
    expect(refund.document.data.links['self']).toBe(`${ORIGIN}${donation}/refund`);
  });

  it('is given once, and not before the money came', async () => {
    const seeded = seededChurch();
    const donation = refundable(seeded);
    await seeded.post(`${donation}/issue_refund`);
    expect((await seeded.post(`${donation}/issue_refund`)).status).toBe(422);
    expect((await seeded.post(`${await donate(seeded)}/issue_refund`)).status).toBe(422);
  });
});

describe('funds', () => {
  it('get a slug, and a color for its number', async () => {
    const seeded = seededChurch();
    const made = await seeded.post(
      `${GIVING}/funds`,
      payload({ name: 'Café Überraschung!', visibility: 'everywhere', color_identifier: 3 }),
    );
    expect(made.document.data.attributes).toMatchObject({
      default: false,
      deletable: true,
      slug: 'cafe-uberraschung',
    });
    expect(made.document.data.attributes).not.toHaveProperty('color_identifier');
    expect(made.document.data.attributes['color']).toMatch(/^#[0-9a-f]{6}$/);
    const wrong = payload({ name: 'x', visibility: 'everywhere', color_identifier: 13 });
    expect((await seeded.post(`${GIVING}/funds`, wrong)).status).toBe(422);
  });

  it('stay when something was given to them', async () => {
    const seeded = seededChurch();
    const used = fundsOf(seeded)[0];
    expect(await seeded.remove(`${GIVING}/funds/${used}`)).toMatchObject({
      status: 400,
      document: { errors: [{ code: 'delete_restriction' }] },
    });
    const unused = first(
      seeded.church,
      'giving',
      'Fund',
      ({ attributes }) => attributes['visibility'] === 'nowhere',
    );
    expect((await seeded.remove(`${GIVING}/funds/${unused.id}`)).status).toBe(204);
  });
});

describe('the people of Giving', () => {
  it('are those of People, with what is true of them there', async () => {
    const seeded = seededChurch();
    const { document } = await seeded.post(
      '/people/v2/people',
      payload({ first_name: 'Ada', last_name: 'Rolfe' }),
    );
    const { id } = document.data;
    const url = `${GIVING}/people/${id}`;
    await seeded.post(`/people/v2/people/${id}/emails`, payload({ address: 'ada@example.org' }));
    expect(await seeded.attributes(url)).toMatchObject({
      first_name: 'Ada',
      donor_number: null,
      email_addresses: [{ address: 'ada@example.org', blocked: false, location: null, primary: true }],
      first_donated_at: null,
    });
    const [fund] = fundsOf(seeded);
    const given = await seeded.post(
      `${openBatch(seeded)}/donations`,
      payload({ payment_method: 'cash' }, { person: to('Person', id) }, [part(fund, 900)]),
    );
    expect(given.status).toBe(201);
    await seeded.patch(`/people/v2/people/${id}`, payload({ first_name: 'Ida' }));
    expect((await seeded.get(`${GIVING}/people?where[first_name]=ida`)).document.data).toHaveLength(1);
    await seeded.remove(`/people/v2/people/${id}`);
    expect((await seeded.get(`${url}/donations`)).document.data).toHaveLength(1);
    expect(await seeded.attributes(url)).toMatchObject({ first_name: 'Ida', last_name: 'Rolfe' });
  });

  it('belong to the campus that they belong to in People, as long as there is one', async () => {
    const seeded = seededChurch();
    const { document } = await seeded.post('/people/v2/campuses', payload({ name: 'Hill', city: 'Arcadia' }));
    const campus = document.data.id;
    const person = first(seeded.church, 'people', 'Person').id;
    await seeded.patch(`/people/v2/people/${person}`, payload({ primary_campus_id: campus }));
    expect(await seeded.attributes(`${GIVING}/people/${person}/primary_campus`)).toMatchObject({
      name: 'Hill',
      address: { city: 'Arcadia' },
    });
    expect((await seeded.remove(`/people/v2/campuses/${campus}`)).status).toBe(204);
    expect((await seeded.get(`${GIVING}/campuses/${campus}`)).status).toBe(404);
    expect((await seeded.get(`${GIVING}/people/${person}/primary_campus`)).status).toBe(404);
  });

  it('have donated or not', async () => {
    const seeded = seededChurch();
    const { document } = await seeded.get(`${GIVING}/people?filter=has_donated&per_page=100`);
    expect(document.data.length).toBeGreaterThan(5);
    expect(document.data.length).toBeLessThan(40);
    for (const { attributes } of document.data) expect(attributes['first_donated_at']).not.toBeNull();
  });

  it('pledge, and what they give counts', async () => {
    const seeded = seededChurch();
    const campaign = first(seeded.church, 'giving', 'PledgeCampaign');
    const [fund] = refs(campaign.relations['fund']);
    const person = first(
      seeded.church,
      'giving',
      'Person',
      ({ id }) => seeded.church.app('giving').pointingAt('Donation', 'person', to('Person', id)).length === 0,
    ).id;
    const pledged = await seeded.post(
      `${GIVING}/people/${person}/pledges?include=pledge_campaign`,
      payload({ amount_cents: 90_000, pledge_campaign_id: campaign.id }),
    );
    expect(pledged.status).toBe(201);
    expect(pledged.document.data.attributes).toMatchObject({ amount_cents: 90_000, donated_total_cents: 0 });
    const pledge = `${GIVING}/people/${person}/pledges/${pledged.document.data.id}`;
    const before = await seeded.attributes(`${pledge}/pledge_campaign`);
    await seeded.post(
      `${openBatch(seeded)}/donations`,
      payload({ payment_method: 'cash' }, { person: to('Person', person) }, [
        part(fund?.id ?? '', 700),
        part(fundsOf(seeded)[0], 300),
      ]),
    );
    expect((await seeded.attributes(pledge))['donated_total_cents']).toBe(0);
    await seeded.post(`${openBatch(seeded)}/commit`);
    seeded.advance(5000);
    expect((await seeded.attributes(pledge))['donated_total_cents']).toBe(700);
    const after = await seeded.attributes(`${pledge}/pledge_campaign`);
    expect(Number(after['received_total_from_pledges_cents'])).toBeGreaterThanOrEqual(
      Number(before['received_total_from_pledges_cents']) + 700,
    );
  });
});

it('the first version knows no pledges', async () => {
  const seeded = seededChurch();
  const person = first(seeded.church, 'giving', 'Person').id;
  const url = `${GIVING}/people/${person}/pledges`;
  expect((await seeded.get(url, { version: '2018-08-01' })).status).toBe(404);
  expect((await seeded.get(url)).status).toBe(200);
});

it('nothing points at what was deleted', async () => {
  const deletable = [
    'batches',
    'batch_groups',
    'donations',
    'funds',
    'in_kind_donations',
    'labels',
    'payment_sources',
  ];
  const choice = fc.array(fc.tuple(fc.constantFrom(...deletable), fc.nat(200)), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(choice, async (chosen) => {
      const seeded = seededChurch(10);
      const store = seeded.church.app('giving');
      for (const [collection, index] of chosen) {
        const { document } = await seeded.get(`${GIVING}/${collection}?per_page=100`);
        const gone = document.data[index % Math.max(1, document.data.length)];
        if (!gone) continue;
        const { status } = await seeded.remove(`${GIVING}/${collection}/${gone.id}`);
        expect(status === 204 || (status === 400 && collection === 'funds')).toBe(true);
        expect(store.get(gone.type, gone.id) === undefined).toBe(status === 204);
      }
      const dangling = store.types
        .flatMap((type) => store.all(type))
        .filter(({ relations }) =>
          Object.values(relations).some((relation) =>
            refs(relation).some(({ type, id }) => store.get(type, id) === undefined),
          ),
        );
      expect(dangling).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
