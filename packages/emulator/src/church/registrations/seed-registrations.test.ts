import { expect, it } from 'vitest';
import { refs } from '../../store/identifiers.ts';
import { Church } from '../../store/church.ts';
import type { StoredRecord } from '../../store/record.ts';
import { seedChurch } from '../seed-church.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

const church = new Church({ now: () => NOW });
seedChurch(church, { people: 500, seed: 1 });
const store = church.app('registrations');

const target = (record: StoredRecord | undefined, relation: string): StoredRecord | undefined => {
  const [ref] = refs(record?.relations[relation]);
  return ref && store.get(ref.type, ref.id);
};

it('attendees belong to the signup of their registration and chose something of it', () => {
  for (const attendee of store.all('Attendee')) {
    const signup = target(attendee, 'signup');
    expect(target(target(attendee, 'registration'), 'signup')).toBe(signup);
    expect(target(target(attendee, 'selection_type'), 'signup')).toBe(signup);
  }
  expect(store.all('Attendee').length).toBeGreaterThan(100);
});

it('attendees are of the household of whoever registered them, and each attends once', () => {
  const people = church.app('people');
  for (const registration of store.all('Registration')) {
    const attendees = store.pointingAt('Attendee', 'registration', registration);
    const [contact] = refs(registration.relations['registrant_contact']);
    expect(attendees.length).toBeGreaterThan(0);
    for (const attendee of attendees) {
      const [person] = refs(attendee.relations['person']);
      expect(person && people.pointingAt('Household', 'people', person)).toEqual(
        contact && people.pointingAt('Household', 'people', contact),
      );
    }
  }
  for (const signup of store.all('Signup')) {
    const ids = store
      .pointingAt('Attendee', 'signup', signup)
      .flatMap(({ relations }) => refs(relations['person']).map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  }
});

it('nobody comes when there is no place left, and nobody waits while there is one', () => {
  for (const signup of store.all('Signup')) {
    const all = store.pointingAt('Attendee', 'signup', signup);
    const coming = all.filter(({ attributes }) => attributes['active'] === true);
    const waiting = all.filter(({ attributes }) => attributes['waitlisted'] === true);
    const { maximum_capacity: most } = signup.attributes;
    if (typeof most !== 'number') expect(waiting).toEqual([]);
    else expect(coming.length).toBeLessThanOrEqual(most);
    for (const attendee of waiting) {
      const selection = target(attendee, 'selection_type');
      const taken = coming.filter((other) => target(other, 'selection_type') === selection).length;
      const limit = selection?.attributes['maximum_capacity'];
      expect(coming.length === most || taken === limit).toBe(true);
    }
  }
});

it('each attendee comes, waits or canceled, since the signup opened', () => {
  for (const attendee of store.all('Attendee')) {
    const { active, canceled, waitlisted, waitlisted_at: since, created_at: made } = attendee.attributes;
    expect([active, canceled, waitlisted].filter((state) => state === true)).toHaveLength(1);
    expect(since !== null).toBe(waitlisted);
    const signup = target(attendee, 'signup')?.attributes;
    expect(String(made) >= String(signup?.['open_at'])).toBe(true);
    expect(String(made) <= String(signup?.['close_at'])).toBe(true);
    expect(Date.parse(String(made))).toBeLessThan(NOW);
  }
});

it('signups lie on both sides of today, each with its times and a place', () => {
  const starts = store.all('Signup').map((signup) => {
    const times = store.pointingAt('SignupTime', 'signup', signup);
    expect(times.length).toBeGreaterThan(0);
    expect(store.pointingAt('SignupLocation', 'signup', signup)).toHaveLength(1);
    const [first = ''] = times.map(({ attributes }) => String(attributes['starts_at']));
    expect(String(signup.attributes['close_at']) < first).toBe(true);
    return Date.parse(first);
  });
  expect(starts.some((start) => start < NOW) && starts.some((start) => start > NOW)).toBe(true);
});
