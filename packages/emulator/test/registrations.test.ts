import { describe, expect, it } from 'vitest';
import { refs } from '../src/store/identifiers.ts';
import { first, payload, seededChurch } from './support/seeded-church.ts';
import { NOW } from './support/small-church.ts';

const REGISTRATIONS = '/registrations/v2';
const DAY = 24 * 3600 * 1000;

describe('a signup', () => {
  it('is open from its opening until its closing', async () => {
    const seeded = seededChurch();
    const { id, attributes } = first(
      seeded.church,
      'registrations',
      'Signup',
      (signup) => String(signup.attributes['close_at']) > NOW,
    );
    const url = `${REGISTRATIONS}/signups/${id}`;
    expect(await seeded.attributes(url)).toMatchObject({ closed: false, open: true });
    seeded.advance(Date.parse(String(attributes['close_at'])) - Date.parse(NOW) - 1000);
    expect(await seeded.attributes(url)).toMatchObject({ closed: false, open: true });
    seeded.advance(1000);
    expect(await seeded.attributes(url)).toMatchObject({ closed: true, open: false });
  });

  it('has its next time until the last one is over', async () => {
    const seeded = seededChurch();
    const camp = first(
      seeded.church,
      'registrations',
      'Signup',
      ({ attributes }) => attributes['name'] === 'Family Camp',
    );
    const url = `${REGISTRATIONS}/signups/${camp.id}`;
    const { document } = await seeded.get(`${url}/signup_times`);
    const [one, two, three] = document.data;
    expect((await seeded.get(`${url}/next_signup_time`)).document.data.id).toBe(one?.id);
    expect((await seeded.get(`${url}/signup_times?filter=future`)).document.data).toHaveLength(3);
    seeded.advance(Date.parse(String(two?.attributes['ends_at'])) - Date.parse(NOW) + 1000);
    expect((await seeded.get(`${url}/next_signup_time`)).document.data.id).toBe(three?.id);
    seeded.advance(2 * DAY);
    expect((await seeded.get(`${url}/next_signup_time`)).status).toBe(404);
    expect((await seeded.get(`${url}/signup_times?filter=past`)).document.data).toHaveLength(3);
  });

  it('counts the places that are left', async () => {
    const seeded = seededChurch(500);
    const store = seeded.church.app('registrations');
    const url = `${REGISTRATIONS}/selection_types`;
    expect((await seeded.get(url)).status).toBe(404);
    for (const signup of store.all('Signup')) {
      const { document } = await seeded.get(
        `${REGISTRATIONS}/signups/${signup.id}/selection_types?fields[SelectionType]=available_capacity,maximum_capacity,at_maximum_capacity,price_formatted`,
      );
      for (const { id, attributes } of document.data) {
        const coming = store
          .pointingAt('Attendee', 'selection_type', { type: 'SelectionType', id })
          .filter((attendee) => attendee.attributes['active'] === true).length;
        const { maximum_capacity: most } = attributes;
        const left = most === null ? null : Number(most) - coming;
        expect(attributes).toMatchObject({ at_maximum_capacity: left === 0, available_capacity: left });
        expect(attributes['price_formatted']).toMatch(/^\$\d+\.\d\d$/);
      }
    }
  });

  it.each([
    ['archived', true],
    ['unarchived', false],
  ])('is listed as %s', async (filter, archived) => {
    const { document } = await seededChurch().get(`${REGISTRATIONS}/signups?filter=${filter}`);
    expect(new Set(document.data.map(({ attributes }) => attributes['archived']))).toEqual(
      new Set([archived]),
    );
  });

  it('is found by category and campus', async () => {
    const seeded = seededChurch();
    const category = first(
      seeded.church,
      'registrations',
      'Category',
      ({ attributes }) => attributes['name'] === 'Camps',
    );
    const named = async (condition: string): Promise<unknown[]> =>
      (await seeded.get(`${REGISTRATIONS}/signups?where${condition}`)).document.data.map(
        ({ attributes }) => attributes['name'],
      );
    expect(await named(`[categories]=${category.id}`)).toEqual(['Family Camp', 'Spring Retreat']);
    expect(await named(`[categories]=1,${category.id}`)).toHaveLength(2);
    const campus = first(seeded.church, 'people', 'Campus');
    expect(await named(`[campuses]=${campus.id}`)).toHaveLength(5);
    expect(await named('[campuses]=1')).toEqual([]);
  });
});

describe('attendees', () => {
  it.each([
    ['active', { active: true, canceled: false, waitlisted: false }],
    ['canceled', { active: false, canceled: true, waitlisted: false }],
    ['waitlist', { active: false, canceled: false, waitlisted: true }],
  ])('are %s', async (filter, expected) => {
    const seeded = seededChurch(500);
    const found = await Promise.all(
      seeded.church
        .app('registrations')
        .all('Signup')
        .map(({ id }) =>
          seeded.get(`${REGISTRATIONS}/signups/${id}/attendees?per_page=100&filter=${filter}`),
        ),
    );
    const attendees = found.flatMap(({ document }) => document.data);
    expect(attendees.length).toBeGreaterThan(0);
    for (const { attributes } of attendees) expect(attributes).toMatchObject(expected);
  });

  it('have the name that they have in People, and are found by their registration', async () => {
    const seeded = seededChurch();
    const attendee = first(seeded.church, 'registrations', 'Attendee');
    const [person] = refs(attendee.relations['person']);
    const [registration] = refs(attendee.relations['registration']);
    await seeded.patch(`/people/v2/people/${person?.id}`, payload({ first_name: 'Ada', last_name: 'Rolfe' }));
    const url = `${REGISTRATIONS}/attendees`;
    expect(await seeded.attributes(`${url}/${attendee.id}?fields[Attendee]=name,complete`)).toEqual({
      complete: true,
      name: 'Ada Rolfe',
    });
    const { document } = await seeded.get(
      `${url}?where[registration_id]=${registration?.id}&include=person,registration,emergency_contact,selection_type`,
    );
    expect(document.data.map(({ id }) => id)).toContain(attendee.id);
    const included = document.included?.map(({ type }) => type);
    expect(new Set(included)).toEqual(
      new Set(['EmergencyContact', 'Person', 'Registration', 'SelectionType']),
    );
  });
});

it.each([
  ['POST', 'signups', 403],
  ['POST', 'signups/{id}/attendees', 403],
  ['PATCH', 'signups/{id}', 403],
  ['DELETE', 'signups/{id}', 403],
] as const)('nothing can be written: %s %s', async (method, path, status) => {
  const seeded = seededChurch();
  const { id } = first(seeded.church, 'registrations', 'Signup');
  const url = `${REGISTRATIONS}/${path.replace('{id}', id)}`;
  const send = {
    POST: () => seeded.post(url, payload({})),
    PATCH: () => seeded.patch(url, payload({})),
    DELETE: () => seeded.remove(url),
  };
  expect((await send[method]()).status).toBe(status);
});
