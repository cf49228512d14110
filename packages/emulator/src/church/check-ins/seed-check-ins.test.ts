import { describe, expect, it } from 'vitest';
import { refs } from '../../store/identifiers.ts';
import { Church } from '../../store/church.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import { seedChurch } from '../seed-church.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

const church = new Church({ now: () => NOW });
seedChurch(church, { people: 500, seed: 1 });
const store = church.app('check-ins');
const people = church.app('people');
const checkIns = store.all('CheckIn');

const target = (record: StoredRecord | undefined, relation: string): StoredRecord | undefined => {
  const [ref] = refs(record?.relations[relation]);
  return ref && store.get(ref.type, ref.id);
};

const timesOf = (checkIn: StoredRecord): StoredRecord[] =>
  store.pointingAt('CheckInTime', 'check_in', checkIn);

const named = (type: string, name: string): StoredRecord => {
  const found = store.all(type).find(({ attributes }) => attributes['name'] === name);
  if (!found) throw new Error(`There is no ${type} ${name}.`);
  return found;
};

const moment = (record: StoredRecord | undefined, attribute: string): number =>
  Date.parse(textOf(record?.attributes[attribute]));

describe('check-ins', () => {
  it('are for times of their own event and day, in rooms of that event', () => {
    for (const checkIn of checkIns) {
      const event = target(checkIn, 'event');
      const period = target(checkIn, 'event_period');
      expect(target(period, 'event')).toBe(event);
      const times = timesOf(checkIn);
      expect(times.length).toBeGreaterThan(0);
      for (const time of times) {
        expect(target(target(time, 'event_time'), 'event_period')).toBe(period);
        expect(target(target(time, 'location'), 'event')).toBe(event);
        expect(target(time, 'location')?.attributes['kind']).toBe('Location');
        expect(time.attributes['kind']).toBe(checkIn.attributes['kind']);
      }
      const starts = times.map((time) => target(time, 'event_time')?.attributes['starts_at']);
      expect(new Set(starts).size).toBe(times.length);
    }
    expect(checkIns.length).toBeGreaterThan(300);
  });

  it('happen shortly before the first of their times, and never after now', () => {
    for (const checkIn of checkIns) {
      const [first = 0] = timesOf(checkIn)
        .map((time) => moment(target(time, 'event_time'), 'starts_at'))
        .sort((a, b) => a - b);
      expect(first - moment(checkIn, 'confirmed_at')).toBeGreaterThan(0);
      expect(first - moment(checkIn, 'confirmed_at')).toBeLessThanOrEqual(20 * 60_000);
      for (const attribute of ['created_at', 'confirmed_at', 'updated_at'])
        expect(moment(checkIn, attribute)).toBeLessThanOrEqual(NOW);
    }
  });

  it('of children are for the room of their age', () => {
    const [sunday] = [named('Event', 'Sunday Services')];
    const seen = new Set<unknown>();
    for (const time of store.all('CheckInTime')) {
      const checkIn = target(time, 'check_in');
      const [person] = refs(checkIn?.relations['person']);
      const location = target(time, 'location')?.attributes;
      if (target(checkIn, 'event') !== sunday || !person || checkIn?.attributes['kind'] === 'Volunteer')
        continue;
      const born = textOf(people.get('Person', person.id)?.attributes['birthdate']);
      // Not everybody has told when they were born.
      if (born === '') continue;
      const [year, month, day] = born.split('-').map(Number) as [number, number, number];
      const months = (2026 - year) * 12 + (6 - month) - (day > 30 ? 1 : 0);
      expect(months).toBeGreaterThanOrEqual(Number(location?.['age_min_in_months']));
      expect(months).toBeLessThanOrEqual(Number(location?.['age_max_in_months']) + 1);
      seen.add(location?.['name']);
    }
    expect(seen).toEqual(new Set(['Nursery', 'Toddlers', 'Preschool', 'Elementary']));
  });

  it('of one party have one security code, and are made and ended by adults of the household', () => {
    for (const group of store.all('CheckInGroup')) {
      const party = store.pointingAt('CheckIn', 'check_in_group', group);
      expect(new Set(party.map(({ attributes }) => attributes['security_code'])).size).toBe(1);
      expect(group.attributes['name_labels_count']).toBe(party.length);
      for (const { relations, attributes } of party) {
        const [person] = refs(relations['person']);
        const [by] = refs(relations['checked_in_by']);
        const [out] = refs(relations['checked_out_by']);
        expect(out !== undefined).toBe(attributes['checked_out_at'] !== null);
        expect(person === undefined).toBe(attributes['one_time_guest']);
        if (!person) continue;
        const [household] = people.pointingAt('Household', 'people', person);
        const members = refs(household?.relations['people']).map(({ id }) => id);
        expect(members).toContain(by?.id);
        if (out) expect(members).toContain(out.id);
        if (out) expect(people.get('Person', out.id)?.attributes['child']).toBe(false);
      }
    }
  });

  it('are numbered anew on each day', () => {
    for (const period of store.all('EventPeriod')) {
      const numbers = store
        .pointingAt('CheckIn', 'event_period', period)
        .map(({ attributes }) => attributes['number']);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }
  });

  it('show names and medical notes of People', () => {
    for (const { attributes, relations } of checkIns) {
      const [person] = refs(relations['person']);
      const known = person && people.get('Person', person.id)?.attributes;
      if (!known) continue;
      expect(attributes).toMatchObject({
        first_name: known['first_name'],
        last_name: known['last_name'],
        medical_notes: known['medical_notes'],
      });
    }
  });

  it('are of all kinds, of guests without a profile, too', () => {
    const kinds = new Set(checkIns.map(({ attributes }) => attributes['kind']));
    expect(kinds).toEqual(new Set(['Regular', 'Guest', 'Volunteer']));
    expect(checkIns.filter(({ relations }) => refs(relations['person']).length === 0).length).toBeGreaterThan(
      3,
    );
  });

  it('of somebody to an event are counted in one place', () => {
    const pairs = store
      .all('PersonEvent')
      .map(({ relations }) => [refs(relations['person'])[0]?.id, refs(relations['event'])[0]?.id].join(' '));
    const wanted = new Set(
      checkIns
        .filter(({ relations }) => refs(relations['person']).length > 0)
        .map(({ relations }) =>
          [refs(relations['person'])[0]?.id, refs(relations['event'])[0]?.id].join(' '),
        ),
    );
    expect(new Set(pairs)).toEqual(wanted);
    expect(pairs).toHaveLength(wanted.size);
  });
});

describe('events', () => {
  it('begin when services of their service type do', () => {
    const services = church.app('services');
    const links = store
      .all('IntegrationLink')
      .filter(({ attributes }) => attributes['remote_type'] === 'ServiceType');
    for (const link of links) {
      const event = target(link, 'local');
      const planned = new Set(
        services
          .all('PlanTime')
          .filter(({ relations }) => {
            const [ref] = refs(relations['plan']);
            const plan = ref && services.get(ref.type, ref.id);
            return refs(plan?.relations['service_type'])[0]?.id === link.attributes['remote_id'];
          })
          .map(({ attributes }) => attributes['starts_at']),
      );
      const times = event ? store.pointingAt('EventTime', 'event', event) : [];
      expect(times.length).toBeGreaterThan(5);
      expect(times.filter(({ attributes }) => !planned.has(attributes['starts_at'] ?? null))).toEqual([]);
    }
    expect(links).toHaveLength(2);
  });

  it('on Sunday begin when the calendar says', () => {
    const calendar = church.app('calendar');
    const event = calendar.all('Event').find(({ attributes }) => attributes['name'] === 'Sunday Services');
    const known = new Set(
      (event ? calendar.pointingAt('EventTime', 'event', event) : []).map(
        ({ attributes }) => attributes['starts_at'],
      ),
    );
    const times = store.pointingAt('EventTime', 'event', named('Event', 'Sunday Services'));
    expect(times.map(({ attributes }) => known.has(attributes['starts_at'] ?? null))).not.toContain(false);
  });

  it('that are over and come no more are archived, and have the check-ins of those who signed up', () => {
    const retreat = named('Event', 'Spring Retreat');
    expect(retreat.attributes['archived_at']).not.toBeNull();
    const [link] = store.pointingAt('IntegrationLink', 'local', retreat);
    const registrations = church.app('registrations');
    const signup = registrations.get('Signup', textOf(link?.attributes['remote_id']));
    expect(signup?.attributes['name']).toBe('Spring Retreat');
    const attending = new Set(
      (signup ? registrations.pointingAt('Attendee', 'signup', signup) : []).flatMap(
        ({ relations, attributes }) =>
          attributes['active'] === true ? refs(relations['person']).map(({ id }) => id) : [],
      ),
    );
    const came = store.pointingAt('CheckIn', 'event', retreat);
    expect(came.length).toBeGreaterThan(5);
    for (const { relations } of came) expect(attending).toContain(refs(relations['person'])[0]?.id);
    expect(store.pointingAt('CheckIn', 'event', named('Event', 'Family Camp'))).toEqual([]);
  });

  it('have their days before and after now, and only the former have check-ins and headcounts', () => {
    const [past, ahead] = [true, false].map((over) =>
      store.all('EventTime').filter((time) => moment(time, 'starts_at') < NOW === over),
    );
    expect(past?.length).toBeGreaterThan(10);
    expect(ahead?.length).toBeGreaterThan(2);
    for (const time of ahead ?? []) {
      expect(store.pointingAt('CheckInTime', 'event_time', time)).toEqual([]);
      expect(store.pointingAt('Headcount', 'event_time', time)).toEqual([]);
    }
  });
});
