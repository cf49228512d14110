import fc from 'fast-check';
import { PCO, PCOInputError, PCONotFoundError, PCORequestError, PCOValidationError, related } from 'tspco';
import { customFields, getPerson, type CustomFields, type FieldName, type FieldValue } from 'tspco/people';
import { beforeEach, describe, expect, it } from 'vitest';
import { startServer } from './support/server.ts';
import { startChurch, type PracticeChurch } from './support/people.ts';

const PEOPLE = '/people/v2/people';
/** The emulator's administrator, who has a value in every field. */
const ADMINISTRATOR = '10000001';

let church: PracticeChurch;
let pco: PCO;
let fields: CustomFields;
/** Somebody without any values. */
let ada: string;

beforeEach(async () => {
  church = await startChurch();
  pco = church.pco;
  fields = customFields(pco);
  const { data } = await pco.post(PEOPLE, pco.template('Person', { first_name: 'Ada', last_name: 'Rolfe' }));
  ada = data.id;
  church.requests();
});

const valueOf = async (field: FieldName): Promise<FieldValue | undefined> =>
  (await fields.read(ada)).get(field);

const refusal = (message: string | RegExp) =>
  expect.objectContaining({ code: 'ERR_FIELD', sent: 'no', message: expect.stringMatching(message) });

/** Adds a tab with a field of each name, and options where there are any. */
async function addTab(name: string, names: Readonly<Record<string, readonly string[]>>): Promise<string> {
  const { data: tab } = await pco.post('/people/v2/tabs', pco.template('Tab', { name }));
  for (const [field, options] of Object.entries(names)) {
    const { data: definition } = await pco.post(
      `/people/v2/tabs/${tab.id}/field_definitions`,
      pco.template('FieldDefinition', {
        name: field,
        data_type: options.length > 0 ? 'select' : 'string',
      }),
    );
    for (const value of options) await addOption(definition.id, value);
  }
  return tab.id;
}

async function addOption(definition: string, value: string): Promise<void> {
  const url = `/people/v2/field_definitions/${definition}/field_options` as const;
  await pco.post(url, pco.template('FieldOption', { value }));
}

describe('reading custom fields', () => {
  it('knows the fields in use, with their tabs and options', async () => {
    const known = await fields.definitions();
    // Not 'Membership Number', which was deleted.
    expect(known.map(({ tab, name, dataType }) => [tab, name, dataType])).toEqual([
      ['Faith Journey', 'Baptized', 'boolean'],
      ['Faith Journey', 'Baptism Date', 'date'],
      ['Faith Journey', 'Testimony', 'text'],
      ['Faith Journey', 'Former Church', 'string'],
      ['Serving', 'T-Shirt Size', 'select'],
      ['Serving', 'Interests', 'checkboxes'],
      ['Serving', 'Hours a Month', 'number'],
      ['Serving', 'Signed Consent', 'file'],
    ]);
    expect(known.find(({ name }) => name === 'T-Shirt Size')?.options).toEqual(['S', 'M', 'L', 'XL']);
  });

  it('reads one person by name, each value as what it is', async () => {
    const values = await fields.read(ADMINISTRATOR);
    expect(values.toObject()).toEqual({
      Baptized: expect.any(Boolean),
      'Baptism Date': expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      Testimony: expect.any(String),
      'Former Church': expect.stringMatching(/ Church$/),
      'T-Shirt Size': expect.stringMatching(/^(S|M|L|XL)$/),
      Interests: expect.any(Array),
      'Hours a Month': expect.any(Number),
      'Signed Consent': 'consent.pdf',
    });
    expect(values.get('Faith Journey / Baptized')).toBe(values.get('Baptized'));
    expect(JSON.parse(JSON.stringify(values))).toEqual(values.toObject());
    const [datum] = values.data('Signed Consent');
    expect(datum?.attributes.file).toEqual({ url: expect.stringContaining('consent.pdf') });
  });

  it('reads the definitions once, whoever asks and how many at once', async () => {
    await Promise.all([fields.read(ada), fields.read(ADMINISTRATOR), fields.definitions()]);
    await fields.read(ada);
    expect(church.requests().filter((request) => request.includes('definitions'))).toHaveLength(1);
  });

  it('gives the values of everybody in a list without further requests', async () => {
    await fields.definitions();
    church.requests();
    let seen = 0;
    for await (const person of pco.iterate(PEOPLE, { include: ['field_data'] })) {
      const values = await fields.valuesOf(person);
      seen += related(person, 'field_data').length;
      if (person.data.id === ADMINISTRATOR) expect(values.get('Signed Consent')).toBe('consent.pdf');
      if (person.data.id === ada) expect(values.toObject()).toEqual({});
    }
    expect(seen).toBeGreaterThan(5);
    expect(church.requests()).toEqual([`GET ${PEOPLE}`]);
    const page = await pco.get(PEOPLE, { include: ['field_data'] });
    const [first] = page.data;
    if (!first) throw new Error('nobody is there');
    const ofFirst = await fields.valuesOf({ data: first, included: page.included });
    expect(ofFirst.toObject()).toEqual((await fields.read(first.id)).toObject());
    const one = await getPerson(pco, ADMINISTRATOR, { include: ['field_data'] });
    expect((await fields.valuesOf(one)).toObject()).toEqual((await fields.read(ADMINISTRATOR)).toObject());
  });

  it('says so when the field data did not come along', async () => {
    const person = await pco.get(`${PEOPLE}/${ADMINISTRATOR}`);
    await expect(fields.valuesOf(person)).rejects.toMatchObject({
      code: 'ERR_NOT_INCLUDED',
      message: expect.stringContaining("include: ['field_data']"),
    });
  });

  it.each(['value', 'field_definition'] as const)('says so when only the %s came along', async (name) => {
    const person = await pco.get(`${PEOPLE}/${ADMINISTRATOR}`, {
      include: ['field_data'],
      fields: { FieldDatum: [name] },
    });
    await expect(fields.valuesOf(person)).rejects.toMatchObject({
      code: 'ERR_NOT_INCLUDED',
      message: expect.stringContaining("fields: { FieldDatum: ['value', 'field_definition'] }"),
    });
    const both = await pco.get(`${PEOPLE}/${ADMINISTRATOR}`, {
      include: ['field_data'],
      fields: { FieldDatum: ['value', 'field_definition'] },
    });
    expect((await fields.valuesOf(both)).toObject()).toEqual((await fields.read(ADMINISTRATOR)).toObject());
  });

  it('has nothing for a field that was not filled in, and an error for one that does not exist', async () => {
    const values = await fields.read(ada);
    expect(values.get('Baptized')).toBeUndefined();
    expect(values.data('Baptized')).toEqual([]);
    expect(() => values.get('Baptised')).toThrow(
      refusal(/no custom field called "Baptised"\. There are .*'Baptized', .*'T-Shirt Size'/),
    );
  });

  it('leaves deleted fields out, and looks for them once', async () => {
    await fields.set(ada, 'Former Church', 'Elm Street');
    const former = (await fields.definitions()).find(({ name }) => name === 'Former Church');
    await pco.delete(`/people/v2/field_definitions/${former?.id ?? ''}`);
    await fields.refresh();
    church.requests();
    for (let turn = 0; turn < 3; turn++) expect((await fields.read(ada)).toObject()).toEqual({});
    expect(church.requests().filter((request) => request.includes('definitions'))).toHaveLength(1);
    await expect(fields.set(ada, 'Former Church', 'Oak Street')).rejects.toThrow(refusal('no custom field'));
  });

  it('finds fields that were added meanwhile: by their names, and by their values', async () => {
    await fields.definitions();
    await addTab('Kitchen', { Food: [] });
    await fields.set(ada, 'Food', 'Fish');
    const other = customFields(pco);
    await other.definitions();
    await addTab('Garden', { Tool: [] });
    await fields.set(ada, 'Tool', 'Rake');
    expect((await other.read(ada)).toObject()).toEqual({ Food: 'Fish', Tool: 'Rake' });
  });

  it('fails as the client does, and reads the definitions again after that', async () => {
    church.emulator.control.faults.add({
      fault: 'error',
      status: 500,
      path: '/people/v2/field_definitions',
      times: 1,
    });
    const once = customFields(church.client({ maxRetries: 0 }));
    await expect(once.read(ada)).rejects.toBeInstanceOf(PCORequestError);
    expect((await once.read(ada)).toObject()).toEqual({});
    await expect(fields.read('99999999')).rejects.toBeInstanceOf(PCONotFoundError);
  });
});

describe('names of custom fields', () => {
  it('are ambiguous when several tabs have them, until the tab is named', async () => {
    await addTab('Kitchen', { Allergies: [], Food: [] });
    await addTab('Nursery', { Allergies: [] });
    await expect(fields.set(ada, 'Allergies', 'Nuts')).rejects.toThrow(
      refusal(/2 custom fields called "Allergies".*'Kitchen \/ Allergies', 'Nursery \/ Allergies'/),
    );
    await fields.set(ada, 'Kitchen / Allergies', 'Nuts');
    await fields.set(ada, { tab: 'Nursery', name: 'Allergies' }, 'Milk');
    await fields.set(ada, 'Food', 'Fish');
    const values = await fields.read(ada);
    expect(() => values.get('Allergies')).toThrow(refusal('2 custom fields'));
    expect(values.toObject()).toEqual({
      'Kitchen / Allergies': 'Nuts',
      'Nursery / Allergies': 'Milk',
      Food: 'Fish',
    });
  });

  it('need an id when a tab has two of them', async () => {
    const tab = await addTab('Kitchen', { Food: [] });
    await pco.post(
      `/people/v2/tabs/${tab}/field_definitions`,
      pco.template('FieldDefinition', { name: 'Food', data_type: 'string' }),
    );
    const [first, second] = (await fields.definitions()).filter(({ name }) => name === 'Food');
    if (!first || !second) throw new Error('two were added');
    await expect(fields.set(ada, { tab: 'Kitchen', name: 'Food' }, 'Fish')).rejects.toThrow(
      refusal(`by its id: '${first.id} \\(Kitchen\\)', '${second.id} \\(Kitchen\\)'`),
    );
    await fields.set(ada, { id: second.id }, 'Fish');
    expect(await valueOf({ id: second.id })).toBe('Fish');
    expect((await fields.read(ada)).toObject()).toEqual({ [`Kitchen / Food (${second.id})`]: 'Fish' });
  });

  it('can be ids of definitions, and are checked where there is no compiler', async () => {
    const [field] = await fields.definitions();
    if (!field) throw new Error('there are fields');
    const values = await fields.read(ADMINISTRATOR);
    expect(values.get({ id: Number(field.id) })).toBe(values.get(field.name));
    for (const wrong of [undefined, null, 7])
      expect(() => values.get(wrong as unknown as string)).toThrow(refusal("by 'Name', 'Tab / Name'"));
    expect(() => values.get({} as unknown as string)).toThrow(refusal('no custom field called {}'));
  });

  it('in the object lead back to their fields, whatever tabs and fields are called', async () => {
    const word = fc.constantFrom('A', 'B', 'A / B', 'B / A', '__proto__');
    let drawn: readonly (readonly [string, string])[] = [];
    const { url } = await startServer(({ url: { pathname } }) => ({
      body: pathname.endsWith('field_definitions') ? definitionsOf(drawn) : dataOf(drawn),
    }));
    const served = new PCO({ token: 'x', apiBase: url });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(word, word), { maxLength: 6 }), async (tabsAndNames) => {
        drawn = tabsAndNames;
        const values = await customFields(served).read('1');
        const object = values.toObject();
        expect(Object.values(object)).toHaveLength(drawn.length);
        for (const [key, value] of Object.entries(object))
          if (!key.endsWith(`(${String(value)})`)) expect(values.get(key)).toBe(value);
      }),
      { numRuns: 60 },
    );
  });
});

const listOf = (data: readonly object[], included: readonly object[] = []) => ({
  data,
  included,
  links: {},
  meta: { total_count: data.length, count: data.length },
});

/** A field for each tab and name, the first with id 100. */
function definitionsOf(drawn: readonly (readonly [string, string])[]): object {
  const tabs = [...new Set(drawn.map(([tab]) => tab))];
  return listOf(
    drawn.map(([tab, name], index) => ({
      type: 'FieldDefinition',
      id: String(100 + index),
      attributes: { name, data_type: 'string', deleted_at: null },
      relationships: {
        tab: { data: { type: 'Tab', id: String(tabs.indexOf(tab)) } },
        field_options: { data: [] },
      },
    })),
    tabs.map((name, id) => ({ type: 'Tab', id: String(id), attributes: { name } })),
  );
}

/** In each field its own id. */
function dataOf(drawn: readonly unknown[]): object {
  return listOf(
    drawn.map((_, index) => ({
      type: 'FieldDatum',
      id: String(index),
      attributes: { value: String(100 + index) },
      relationships: { field_definition: { data: { type: 'FieldDefinition', id: String(100 + index) } } },
    })),
  );
}

describe('setting custom fields', () => {
  it.each<readonly [FieldName, FieldValue, FieldValue]>([
    ['Baptized', true, false],
    ['Baptism Date', '2024-03-31', '2025-04-20'],
    ['Testimony', 'A neighbor\nbrought me along.', ''],
    ['Hours a Month', 4, 2.5],
    ['T-Shirt Size', 'XL', 'S'],
    [{ tab: 'Faith Journey', name: 'Former Church' }, 'Elm Street', 'Oak Street'],
  ])('creates, changes and clears %j', async (field, first, second) => {
    await fields.set(ada, field, first);
    expect(await valueOf(field)).toBe(first);
    await fields.set(ada, field, second);
    const values = await fields.read(ada);
    expect(values.get(field)).toBe(second);
    expect(values.data(field)).toHaveLength(1);
    await fields.clear(ada, field);
    expect(await valueOf(field)).toBeUndefined();
  });

  it('posts what is not there, patches what is, and does not write what is the same', async () => {
    await fields.definitions();
    church.requests();
    const [LOOK, POST] = ['GET', 'POST'].map((method) => `${method} ${PEOPLE}/${ada}/field_data`);
    await fields.set(ada, 'T-Shirt Size', 'M');
    expect(church.requests()).toEqual([LOOK, POST]);
    const id = (await fields.read(ada)).data('T-Shirt Size')[0]?.id;
    church.requests();
    await fields.set(ada, 'T-Shirt Size', 'L');
    expect(church.requests()).toEqual([LOOK, `PATCH /people/v2/field_data/${id}`]);
    await fields.set(ada, 'T-Shirt Size', 'L');
    expect(church.requests()).toEqual([LOOK]);
    await fields.clear(ada, 'T-Shirt Size');
    expect(church.requests()).toEqual([LOOK, `DELETE /people/v2/field_data/${id}`]);
    await fields.clear(ada, 'T-Shirt Size');
    expect(church.requests()).toEqual([LOOK]);
  });

  it('checks exactly the boxes that are given, and writes only what changes', async () => {
    await fields.set(ada, 'Interests', ['Music', 'Prayer', 'Music']);
    expect(await valueOf('Interests')).toEqual(['Music', 'Prayer']);
    church.requests();
    await fields.set(ada, 'Interests', ['Prayer', 'Children']);
    expect(church.requests().map((request) => request.split(' ')[0])).toEqual(['GET', 'POST', 'DELETE']);
    expect(await valueOf('Interests')).toEqual(['Prayer', 'Children']);
    await fields.set(ada, 'Interests', 'Music');
    expect(await valueOf('Interests')).toEqual(['Music']);
    await fields.set(ada, 'Interests', []);
    expect(await valueOf('Interests')).toBeUndefined();
  });

  it('clears what somebody else clears at the same moment', async () => {
    await fields.set(ada, 'Interests', ['Music', 'Prayer']);
    const others = customFields(church.client());
    await Promise.all([fields.clear(ada, 'Interests'), others.clear(ada, 'Interests')]);
    expect(await valueOf('Interests')).toBeUndefined();
  });

  it('unchecks a box that was checked twice', async () => {
    const interests = (await fields.definitions()).find(({ name }) => name === 'Interests');
    const payload = pco.template('FieldDatum', { field_definition_id: interests?.id ?? '', value: 'Music' });
    for (let turn = 0; turn < 2; turn++) await pco.post(`${PEOPLE}/${ada}/field_data`, payload);
    await fields.set(ada, 'Interests', ['Music']);
    expect(await valueOf('Interests')).toEqual(['Music']);
  });

  it('ends at the boxes that were given last, whatever was checked before', async () => {
    const boxes = fc.subarray(['Children', 'Hospitality', 'Music', 'Prayer']);
    await fc.assert(
      fc.asyncProperty(boxes, async (checked) => {
        await fields.set(ada, 'Interests', checked);
        expect(
          new Set((await fields.read(ada)).data('Interests').map(({ attributes }) => attributes.value)),
        ).toEqual(new Set(checked));
      }),
      { numRuns: 15 },
    );
  });

  it('makes one value when it is set twice at once', async () => {
    await Promise.all([
      fields.set(ada, 'Former Church', 'Elm Street'),
      fields.set(ada, 'Former Church', 'Oak Street'),
    ]);
    const values = await fields.read(ada);
    expect(values.data('Former Church')).toHaveLength(1);
    expect(values.get('Former Church')).toBe('Oak Street');
  });

  it('goes on after a call that failed before it', async () => {
    church.emulator.control.faults.add({
      fault: 'error',
      status: 500,
      method: 'POST',
      path: '/**',
      times: 1,
    });
    const [first, second] = await Promise.allSettled([
      fields.set(ada, 'Former Church', 'Elm Street'),
      fields.set(ada, 'Former Church', 'Oak Street'),
    ]);
    expect(first).toMatchObject({
      status: 'rejected',
      reason: { statusCode: 500, sent: 'yes', method: 'POST' },
    });
    expect(second.status).toBe('fulfilled');
    expect(await valueOf('Former Church')).toBe('Oak Street');
  });

  it('puts an uploaded file into a field for files', async () => {
    const { data } = await pco.upload(new Blob(['signed']), {}, { name: 'consent.txt' });
    await fields.set(ada, 'Signed Consent', data[0].id);
    const values = await fields.read(ada);
    expect(values.get('Signed Consent')).toBe('consent.txt');
    const [datum] = values.data('Signed Consent');
    if (!datum) throw new Error('there is a file');
    expect(await (await pco.download(datum)).text()).toBe('signed');
  });

  it('knows an option that was added meanwhile', async () => {
    const size = (await fields.definitions()).find(({ name }) => name === 'T-Shirt Size');
    await addOption(size?.id ?? '', 'XXL');
    await fields.set(ada, 'T-Shirt Size', 'XXL');
    expect(await valueOf('T-Shirt Size')).toBe('XXL');
  });

  it.each<readonly [string, unknown, RegExp]>([
    [
      'T-Shirt Size',
      'Medium',
      /'Serving \/ T-Shirt Size' has no option "Medium"\. There are 'S', 'M', 'L', 'XL'\./,
    ],
    ['Interests', ['Music', 'Chess'], /has no option "Chess"/],
    ['T-Shirt Size', ['S'], /takes one value and no array/],
    ['Baptized', 1, /is of kind boolean and takes no number/],
    ['Testimony', true, /is of kind text and takes no boolean/],
    ['Hours a Month', Number.NaN, /takes no NaN/],
    ['Baptism Date', new Date(0), /takes a day as text, '2026-03-31'/],
    ['Baptism Date', 20240331, /is of kind date and takes no number/],
    ['Former Church', null, /got null\. To take a value away, there is clear/],
    ['Former Church', { name: 'Elm' }, /got object/],
  ])('refuses for %s the value %j', async (field, value, message) => {
    await expect(fields.set(ada, field, value as FieldValue)).rejects.toThrow(refusal(message));
    const written = church.requests().filter((request) => !request.startsWith('GET'));
    expect(written).toEqual([]);
  });

  it('leaves the errors of a client that only reads as they are', async () => {
    const reader = customFields(church.client({ readOnly: true }));
    await expect(reader.set(ada, 'Baptized', true)).rejects.toMatchObject({
      code: 'ERR_READ_ONLY',
      sent: 'no',
    });
    await fields.set(ada, 'Baptized', true);
    await expect(reader.clear(ada, 'Baptized')).rejects.toMatchObject({ code: 'ERR_READ_ONLY' });
    expect((await reader.read(ada)).get('Baptized')).toBe(true);
  });

  it('passes on what the server says', async () => {
    await expect(fields.set('99999999', 'Baptized', true)).rejects.toBeInstanceOf(PCONotFoundError);
    await expect(fields.set('../1', 'Baptized', true)).rejects.toBeInstanceOf(PCOInputError);
    const refused = fields.set(ada, 'Signed Consent', 'no-upload');
    await expect(refused).rejects.toBeInstanceOf(PCOValidationError);
    await expect(refused).rejects.toMatchObject({ method: 'POST', sent: 'yes' });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(fields.set(ada, 'Baptized', true, { signal })).rejects.toThrow('enough');
  });

  it('does not write over other fields when the server ignores the condition', async () => {
    const drawn = [
      ['A', 'One'],
      ['A', 'Two'],
    ] as const;
    const { url, requests } = await startServer(({ method, url: { pathname } }) => ({
      body:
        method === 'POST'
          ? { data: { type: 'FieldDatum', id: '9', attributes: { value: 'x' } } }
          : pathname.endsWith('field_definitions')
            ? definitionsOf(drawn)
            : dataOf(drawn.slice(0, 1)),
    }));
    await customFields(new PCO({ token: 'x', apiBase: url })).set('1', 'Two', 'x');
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
    expect(JSON.parse(requests[2]?.body ?? '')).toEqual({
      data: { type: 'FieldDatum', attributes: { field_definition_id: '101', value: 'x' } },
    });
  });
});
