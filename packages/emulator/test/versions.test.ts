import { beforeEach, describe, expect, it } from 'vitest';
import type { Church } from '../src/store/church.ts';
import { createOutside } from './support/outside.ts';
import { ask, idsOf, smallChurch, type Told } from './support/small-church.ts';

it.each([
  ['people', undefined, '2025-11-10'],
  ['people', 'LATEST', '2025-11-10'],
  ['people', '2018-08-01', '2018-08-01'],
  ['people', '2022-07-13', '2022-01-28'],
  ['people', '2022-07-14', '2022-07-14'],
  ['people', '2199-12-31', '2025-11-10'],
  ['services', '2018-10-31', '2018-08-01'],
  ['registrations', '2025-05-01', '2025-05-01'],
])('processes %s at %s as %s', async (app, date, version) => {
  const { send, calls } = createOutside();
  const answer = await send(`/${app}/v2`, { headers: date ? { 'X-PCO-API-Version': date } : {} });
  expect(answer.headers.get('X-PCO-API-Processed-As-Version')).toBe(version);
  expect(calls[0]?.version).toMatchObject({ app, version });
});

it.each([
  ['people', '2018-07-31'],
  ['people', '2020-02-30'],
  ['people', '2020-13-01'],
  ['people', '2020-1-1'],
  ['people', 'newest'],
  ['people', '2020-01-01T00:00:00Z'],
  ['registrations', '2025-04-30'],
])('does not have a version of %s for %s', async (app, date) => {
  const { send, calls } = createOutside();
  const answer = await send(`/${app}/v2`, { headers: { 'X-PCO-API-Version': date } });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    errors: [{ status: '400', title: 'Invalid Version', code: 'unsupported_version_error' }],
  });
  expect(answer.headers.has('X-PCO-API-Processed-As-Version')).toBe(false);
  expect(answer.headers.get('X-PCO-API-Request-Rate-Count')).toBe('1');
  expect(calls).toEqual([]);
});

describe('what older versions show in another way', () => {
  const shown = async (url: string, version?: string): Promise<Told['document']> => {
    const { status, document } = await ask(church, 'GET', url, version ? { version } : {});
    expect(status).toBe(200);
    return document;
  };
  const write = (method: string, url: string, attributes: object, version: string): Promise<Told> =>
    ask(church, method, url, { body: { data: { attributes } }, version });
  let church: Church;
  beforeEach(() => {
    church = smallChurch();
  });

  it('a gender is a letter before 2022-07-14, in answers, conditions and writes', async () => {
    await write('PATCH', '/people/v2/people/9', { gender: 'F' }, '2022-01-28');
    const gender = async (version: string): Promise<unknown> =>
      (await shown('/people/v2/people/9', version)).data.attributes['gender'];
    expect([await gender('2022-01-28'), await gender('2022-07-14')]).toEqual(['F', 'Female']);
    expect(await idsOf(church, '/people/v2/people?where[gender]=F', { version: '2018-08-01' })).toContain(
      '9',
    );
    expect(await idsOf(church, '/people/v2/people?where[gender]=F')).toEqual([]);
    expect(await idsOf(church, '/people/v2/people?where[gender]=female')).toContain('9');
  });

  it('a person has a relationship gender before 2025-11-10', async () => {
    const has = async (version: string): Promise<boolean> =>
      'gender' in ((await shown('/people/v2/people/9', version)).data.relationships ?? {});
    expect([await has('2025-07-17'), await has('2025-11-10')]).toEqual([true, false]);
  });

  it('a street is one text before 2023-03-21', async () => {
    const { document } = await write(
      'POST',
      '/people/v2/people/9/addresses',
      { street: '1 Road\nHouse 2', city: 'Ojai' },
      '2023-02-15',
    );
    const url = `/people/v2/addresses/${document.data.id}`;
    expect((await shown(url, '2023-02-15')).data.attributes).toMatchObject({ street: '1 Road\nHouse 2' });
    expect((await shown(url)).data.attributes).toMatchObject({
      street_line_1: '1 Road',
      street_line_2: 'House 2',
    });
    expect((await shown(url)).data.attributes).not.toHaveProperty('street');
  });

  it('what is made in an old version has all that the newest shows', async () => {
    const made = await write('POST', '/people/v2/people/9/addresses', { city: 'Ojai' }, '2018-08-01');
    const kept = church.app('people').get('Address', made.document.data.id);
    expect(kept?.attributes).toMatchObject({ street_line_1: null, street_line_2: null });
    expect(kept?.attributes).not.toHaveProperty('street');
  });

  it.each([
    ['/people/v2/workflows/900', 1],
    ['/people/v2/lists/800', 1],
  ])('%s counts in its meta before 2024-09-12', async (url, count) => {
    expect((await shown(url, '2023-03-21')).meta.total_count).toBe(count);
    expect((await shown(url, '2024-09-12')).meta).not.toHaveProperty('total_count');
  });

  it('archived workflows are listed before 2025-03-20, and later by the filter that asks for them', async () => {
    const people = church.app('people');
    people.change({ type: 'Workflow', id: '900' }, { attributes: { archived_at: '2026-01-01T00:00:00Z' } });
    expect(await idsOf(church, '/people/v2/workflows', { version: '2024-09-12' })).toEqual(['900']);
    expect(await idsOf(church, '/people/v2/workflows')).toEqual([]);
    expect(await idsOf(church, '/people/v2/workflows?filter=archived')).toEqual(['900']);
    expect((await shown('/people/v2/workflows/900')).data.id).toBe('900');
  });

  it('a list is nameless before 2025-07-17 when its name was generated', async () => {
    const people = church.app('people');
    people.change({ type: 'List', id: '800' }, { attributes: { auto_generated_name: true } });
    expect((await shown('/people/v2/lists/800', '2025-07-02')).data.attributes['name']).toBeNull();
    expect((await shown('/people/v2/lists/800')).data.attributes['name']).toBe('Adults');
  });

  it('counts that were taken away are still right where they were', async () => {
    const category = (await shown('/people/v2/note_categories/840', '2020-07-22')).data;
    expect(category.attributes).toMatchObject({ note_count: 1, note_person_count: 1 });
    const step = (await shown('/people/v2/workflows/900/steps/910', '2019-10-10')).data;
    expect(step.attributes['total_snoozed_card_count']).toBe(0);
  });
});
