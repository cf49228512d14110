import { describe, expect, it } from 'vitest';
import { refs } from '../src/store/identifiers.ts';
import { textOf, type StoredRecord } from '../src/store/record.ts';
import { payload, first, seededChurch } from './support/seeded-church.ts';
import { ask, idsOf, NOW, ORIGIN } from './support/small-church.ts';

const CHECK_INS = '/check-ins/v2';
const HOUR = 3_600_000;

/** Nobody writes to it but the tests that say so. */
const seeded = seededChurch(120);
const { church } = seeded;
const store = church.app('check-ins');
const personId = church.app('people').all('Person')[0]?.id ?? '';

const named = (type: string, name: string): StoredRecord =>
  first(church, 'check-ins', type, ({ attributes }) => attributes['name'] === name);

const get = async (path: string, version?: string): Promise<Awaited<ReturnType<typeof ask>>['document']> => {
  const { status, document } = await ask(church, 'GET', `${CHECK_INS}${path}`, {
    personId,
    ...(version ? { version } : {}),
  });
  expect([path, status]).toEqual([path, 200]);
  return document;
};

const total = async (path: string): Promise<number> => Number((await get(path)).meta.total_count);

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const MOST = Math.max(...store.all('EventPeriod').map(checkInsAt));
/** A day with as many check-ins as any. */
const period = first(church, 'check-ins', 'EventPeriod', (one) => checkInsAt(one) === MOST);

function checkInsAt(at: StoredRecord): number {
  return store.pointingAt('CheckIn', 'event_period', at).length;
}

/** Periods have their address below their event. */
const periodPath = `/events/${refs(period.relations['event'])[0]?.id}/event_periods/${period.id}`;

describe('counts', () => {
  it('of a day are its check-ins by kind', async () => {
    const { data } = await get(periodPath);
    const counts = await Promise.all(
      ['guest', 'regular', 'volunteer'].map((kind) => total(`${periodPath}/check_ins?filter=${kind}`)),
    );
    expect([
      data.attributes['guest_count'],
      data.attributes['regular_count'],
      data.attributes['volunteer_count'],
    ]).toEqual(counts);
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts[1]).toBeGreaterThan(5);
    expect(counts[2]).toBeGreaterThan(0);
    expect(await total(`${periodPath}/check_ins?filter=attendee`)).toBe(sum(counts.slice(0, 2)));
    expect(await total(`${periodPath}/check_ins`)).toBe(checkInsAt(period));
  });

  it('of a time and of its rooms add up, and who stays for two times counts at both', async () => {
    const { data: times } = await get(`${periodPath}/event_times`);
    let atTimes = 0;
    for (const { id, attributes } of times) {
      const checkIns = await total(`/event_times/${id}/check_ins`);
      expect(attributes['total_count']).toBe(checkIns);
      const { data: rooms } = await get(`/event_times/${id}/location_event_times`);
      const inRooms = rooms.map(
        (room) =>
          Number(room.attributes['guest_count']) +
          Number(room.attributes['regular_count']) +
          Number(room.attributes['volunteer_count']),
      );
      expect(sum(inRooms)).toBe(checkIns);
      atTimes += checkIns;
    }
    expect(times).toHaveLength(2);
    const stayed = store
      .pointingAt('CheckIn', 'event_period', period)
      .filter((checkIn) => store.pointingAt('CheckInTime', 'check_in', checkIn).length === 2).length;
    expect(stayed).toBeGreaterThan(0);
    expect(atTimes).toBe(checkInsAt(period) + stayed);
  });

  it('of a room on a day are those who were there, each once', async () => {
    const { data } = await get(`${periodPath}/location_event_periods?include=location`);
    const counts = data.map(({ attributes }) => Number(attributes['regular_count']));
    const listed = await Promise.all(
      data.map(({ id }) => total(`${periodPath}/location_event_periods/${id}/check_ins?filter=regular`)),
    );
    expect(counts).toEqual(listed);
    expect(sum(counts)).toBe(await total(`${periodPath}/check_ins?filter=regular`));
  });

  it('of a person are their check-ins, the last of which is remembered', async () => {
    const { data } = await get(`/people/${personId}`);
    const { data: own } = await get(`/people/${personId}/check_ins?order=created_at`);
    expect(data.attributes).toMatchObject({
      check_in_count: own.length,
      last_checked_in_at: own.at(-1)?.attributes['created_at'],
    });
    const { data: events } = await get(
      `/people/${personId}/person_events?include=first_check_in,last_check_in`,
    );
    const sunday = named('Event', 'Sunday Services').id;
    const onSundays = own.filter(({ id }) =>
      refs(store.get('CheckIn', id)?.relations['event']).some((event) => event.id === sunday),
    );
    const counts = events.map(({ attributes }) => Number(attributes['check_in_count']));
    expect(counts[0]).toBe(onSundays.length);
    expect(sum(counts)).toBe(own.length);
    expect(events[0]?.relationships).toMatchObject({
      first_check_in: { data: { id: onSundays[0]?.id } },
      last_check_in: { data: { id: onSundays.at(-1)?.id } },
    });
    const [most] = (await get('/people?order=-check_in_count&per_page=1')).data;
    const everybodys = store
      .all('Person')
      .map((person) => store.pointingAt('CheckIn', 'person', person).length);
    expect(most?.attributes['check_in_count']).toBe(Math.max(...everybodys));
  });

  it('of a group and of a station are its check-ins', async () => {
    const group = store
      .all('CheckInGroup')
      .find((one) => store.pointingAt('CheckIn', 'check_in_group', one).length > 1);
    const [member] = group ? store.pointingAt('CheckIn', 'check_in_group', group) : [];
    const { data } = await get(`/check_ins/${member?.id}/check_in_group`);
    expect(data.attributes['check_ins_count']).toBe(
      await total(`/check_ins/${member?.id}/check_in_group/check_ins`),
    );
    const { id } = named('Station', 'Lobby Kiosk');
    const station = (await get(`/stations/${id}?fields[Station]=check_in_count`)).data;
    expect(station.attributes).toEqual({
      check_in_count: await total(`/stations/${id}/checked_in_at_check_ins`),
    });
  });
});

describe('a check-in', () => {
  const checkIn = first(
    church,
    'check-ins',
    'CheckIn',
    (one) => store.pointingAt('CheckInTime', 'check_in', one).length === 2,
  );

  it('shows when and where somebody is by its times', async () => {
    const { data, included } = await get(
      `/check_ins/${checkIn.id}?include=check_in_times,event_times,locations,person,checked_in_by`,
    );
    const types = new Map<string, number>();
    for (const { type } of included ?? []) types.set(type, (types.get(type) ?? 0) + 1);
    expect(types.get('CheckInTime')).toBe(2);
    expect(types.get('EventTime')).toBe(2);
    expect(types.get('Location')).toBe(1);
    expect(data.relationships?.['locations']?.data).toHaveLength(1);
  });

  it('has one location in the first version, and times and locations later', async () => {
    const { data } = await get(`/check_ins/${checkIn.id}?include=location`, '2018-08-01');
    const now = (await get(`/check_ins/${checkIn.id}?include=locations`)).data;
    const location = data.relationships?.['location']?.data as { id: string } | undefined;
    expect(now.relationships?.['locations']?.data).toEqual([location]);
    const old = await ask(church, 'GET', `${CHECK_INS}/check_ins/${checkIn.id}/check_in_times`, {
      version: '2018-08-01',
    });
    expect(old.status).toBe(404);
    expect((await get(`/check_ins/${checkIn.id}/location`, '2018-08-01')).data.id).toBe(location?.id);
  });

  it('of a guest without a profile has no person', async () => {
    const [guest] = (await get('/check_ins?filter=one_time_guest')).data;
    expect(guest?.attributes).toMatchObject({ kind: 'Guest', one_time_guest: true });
    expect(guest?.relationships?.['person']?.data).toBeNull();
    expect((await ask(church, 'GET', `${CHECK_INS}/check_ins/${guest?.id}/person`)).status).toBe(404);
    expect(await total('/check_ins?filter=one_time_guest,first_time')).toBe(0);
  });

  it('cannot be made, changed or deleted', async () => {
    const at = `${CHECK_INS}/check_ins`;
    expect((await seeded.post(at, payload({ first_name: 'Eve' }))).status).toBe(403);
    expect((await seeded.patch(`${at}/${checkIn.id}`, payload({ first_name: 'Eve' }))).status).toBe(403);
    expect((await seeded.remove(`${at}/${checkIn.id}`)).status).toBe(403);
  });
});

describe('filters and conditions', () => {
  it('of check-ins divide them', async () => {
    const all = await total('/check_ins');
    for (const [one, other] of [
      ['checked_out', 'not_checked_out'],
      ['one_time_guest', 'not_one_time_guest'],
      ['attendee', 'volunteer'],
    ]) {
      const parts = [await total(`/check_ins?filter=${one}`), await total(`/check_ins?filter=${other}`)];
      expect(Math.min(...parts)).toBeGreaterThan(0);
      expect(sum(parts)).toBe(all);
    }
  });

  it('find the first time that somebody came to an event', async () => {
    expect(await total('/check_ins?filter=first_time')).toBe(store.all('PersonEvent').length);
    const own = await idsOf(church, `${CHECK_INS}/people/${personId}/check_ins?filter=first_time`);
    const { data } = await get(`/people/${personId}/person_events?include=first_check_in`);
    const firsts = data.map(({ relationships }) => relationships?.['first_check_in']?.data);
    expect(firsts).toEqual(expect.arrayContaining(own.map((id) => ({ type: 'CheckIn', id }))));
    expect(own).toHaveLength(firsts.length);
  });

  it('find check-ins by event, place, person and security code', async () => {
    const { id } = named('Location', 'Nursery');
    const event = named('Event', 'Youth Night').id;
    expect(await total(`/check_ins?where[location_ids]=${id}`)).toBe(
      await total(`/events/${named('Event', 'Sunday Services').id}/locations/${id}/check_ins`),
    );
    expect(await total(`/check_ins?where[event_id]=${event}`)).toBe(
      await total(`/events/${event}/check_ins`),
    );
    expect(await total(`/check_ins?where[account_center_person_id]=${personId}`)).toBe(
      await total(`/people/${personId}/check_ins`),
    );
    const [some] = store.all('CheckIn');
    const code = textOf(some?.attributes['security_code']);
    expect(
      await idsOf(church, `${CHECK_INS}/check_ins?where[security_code]=${code.toLowerCase()}`),
    ).toContain(some?.id);
  });

  it.each([
    ['archived', ['Spring Retreat']],
    ['not_archived', ['Sunday Services', 'Youth Night', 'Family Camp']],
    ['for_headcounts', ['Sunday Services']],
    ['for_registrations', ['Family Camp', 'Spring Retreat']],
  ])('events?filter=%s', async (filter, names) => {
    const { data } = await get(`/events?filter=${filter}`);
    expect(data.map(({ attributes }) => attributes['name'])).toEqual(names);
  });

  it('find the event of a signup, in the version that means the new Registrations', async () => {
    const signup = first(
      church,
      'registrations',
      'Signup',
      ({ attributes }) => attributes['name'] === 'Family Camp',
    );
    const at = `/events?where[registration_event_id]=${signup.id}`;
    expect((await get(at)).data.map(({ attributes }) => attributes['name'])).toEqual(['Family Camp']);
    expect((await get(at, '2024-11-07')).data).toHaveLength(4);
  });

  it('of locations tell folders from rooms, and what is in them from what is not', async () => {
    const { id } = named('Event', 'Sunday Services');
    const names = async (filter: string): Promise<unknown[]> =>
      (await get(`/events/${id}/locations?filter=${filter}&order=name`)).data.map(
        ({ attributes }) => attributes['name'],
      );
    expect(await names('root')).toEqual(['Children', 'Children’s Team']);
    expect(await names('locations')).toEqual([
      'Children’s Team',
      'Elementary',
      'Nursery',
      'Preschool',
      'Toddlers',
    ]);
    const folder = named('Location', 'Children').id;
    const inside = await get(`/events/${id}/locations/${folder}/locations`);
    expect(inside.data.map(({ attributes }) => attributes['name'])).toEqual([
      'Nursery',
      'Toddlers',
      'Preschool',
      'Elementary',
    ]);
    expect(inside.data[0]?.relationships?.['parent']?.data).toEqual({ type: 'Location', id: folder });
  });

  it('that are not modelled are answered with 501', async () => {
    const { status } = await ask(church, 'GET', `${CHECK_INS}/events?filter=for_campus`);
    expect(status).toBe(501);
  });
});

describe('what goes with the clock', () => {
  it('stations open an hour before a time, until it is over', async () => {
    const clocked = seededChurch();
    const station = first(
      clocked.church,
      'check-ins',
      'Station',
      ({ attributes }) => attributes['name'] === 'Lobby Kiosk',
    );
    const [event] = refs(station.relations['event']);
    const at = `${CHECK_INS}/stations/${station.id}?fields[Station]=open_for_check_in,next_shows_at,closes_at`;
    const current = `${CHECK_INS}/events/${event?.id}/current_event_times`;
    const before = await clocked.attributes(at);
    expect(before).toMatchObject({ open_for_check_in: false, closes_at: null });
    expect(await idsOf(clocked.church, current)).toEqual([]);
    clocked.advance(Date.parse(textOf(before['next_shows_at'] as string)) - Date.parse(NOW));
    const open = await clocked.attributes(at);
    expect(open['open_for_check_in']).toBe(true);
    const [time] = (await clocked.get(current)).document.data;
    expect(open['closes_at']).toBe(time?.attributes['hides_at']);
    // In between the next time begins to be shown.
    clocked.advance(2.5 * HOUR);
    expect((await clocked.attributes(at))['open_for_check_in']).toBe(true);
    expect(await idsOf(clocked.church, current)).not.toContain(time?.id);
    clocked.advance(3 * HOUR);
    expect((await clocked.attributes(at))['open_for_check_in']).toBe(false);
  });
});

describe('its people', () => {
  it('are those of People, whatever is changed or added there', async () => {
    const changing = seededChurch();
    const { id } = first(
      changing.church,
      'people',
      'Person',
      ({ attributes }) => attributes['child'] === true,
    );
    await changing.patch(
      `/people/v2/people/${id}`,
      payload({ first_name: 'Renamed', medical_notes: 'Bees' }),
    );
    expect(await changing.attributes(`${CHECK_INS}/people/${id}`)).toMatchObject({
      first_name: 'Renamed',
      medical_notes: 'Bees',
      child: true,
    });
    const made = await changing.post(
      '/people/v2/people',
      payload({ first_name: 'Nova', last_name: 'Quill' }),
    );
    expect(await idsOf(changing.church, `${CHECK_INS}/people?where[search_name]=nov qui`)).toEqual([
      made.document.data.id,
    ]);
    expect(await changing.attributes(`${CHECK_INS}/people/${made.document.data.id}`)).toMatchObject({
      check_in_count: 0,
      last_checked_in_at: null,
      name: 'Nova Quill',
    });
  });

  it('stay with their check-ins when they go from People', async () => {
    const changing = seededChurch();
    const checkIn = first(
      changing.church,
      'check-ins',
      'CheckIn',
      ({ attributes }) => attributes['kind'] === 'Regular',
    );
    const [person] = refs(checkIn.relations['person']);
    await changing.remove(`/people/v2/people/${person?.id}`);
    const { document } = await changing.get(`${CHECK_INS}/check_ins/${checkIn.id}?include=person`);
    expect(document.included?.[0]?.attributes).toMatchObject({
      first_name: checkIn.attributes['first_name'],
      last_name: checkIn.attributes['last_name'],
    });
  });
});

describe('addresses', () => {
  it.each([
    'event_periods',
    'location_event_times',
    'check_in_times',
    'person_events',
    'attendance_types',
    'locations',
  ])('%s are found below what they belong to, and not at the top', async (name) => {
    expect((await ask(church, 'GET', `${CHECK_INS}/${name}`)).status).toBe(404);
  });

  it('of a nested resource is its own', async () => {
    const { data } = await get(periodPath);
    expect(data.links['self']).toBe(`${ORIGIN}${CHECK_INS}${periodPath}`);
    const [time] = (await get(`${periodPath}/event_times`)).data;
    expect(time?.links['self']).toBe(`${ORIGIN}${CHECK_INS}/event_times/${time?.id}`);
  });
});

it('the time zone has the name that Rails gives it before 2024-11-07, beside its own', async () => {
  expect((await get('', '2024-09-03')).data.attributes).toMatchObject({
    time_zone: 'Pacific Time (US & Canada)',
    time_zone_olson: 'America/Los_Angeles',
  });
  const { attributes } = (await get('')).data;
  expect(attributes).toMatchObject({ time_zone: 'America/Los_Angeles' });
  expect(attributes).not.toHaveProperty('time_zone_olson');
});

it('whether a station is online is sent before 2023-04-05, and later to those who ask', async () => {
  const at = `/stations/${named('Station', 'Lobby Kiosk').id}`;
  expect((await get(at, '2019-07-17')).data.attributes['online']).toBe(true);
  expect((await get(at)).data.attributes).not.toHaveProperty('online');
  expect((await get(`${at}?fields[Station]=online`)).data.attributes).toEqual({ online: true });
});
