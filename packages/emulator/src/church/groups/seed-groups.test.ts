import { describe, expect, it } from 'vitest';
import { refs } from '../../store/identifiers.ts';
import { Church } from '../../store/church.ts';
import type { StoredRecord } from '../../store/record.ts';
import { seedChurch } from '../seed-church.ts';

const NOW = Date.UTC(2026, 10, 23, 12);

const church = new Church({ now: () => NOW });
seedChurch(church, { people: 500, seed: 1 });
const store = church.app('groups');

const idOf = (record: StoredRecord, relation: string): string =>
  refs(record.relations[relation])[0]?.id ?? '';

const peopleOf = (type: string, relation: string, record: StoredRecord): string[] =>
  store.pointingAt(type, relation, record).map((between) => idOf(between, 'person'));

describe('groups', () => {
  it('have one leader, and nobody twice', () => {
    for (const group of store.all('Group')) {
      const memberships = store.pointingAt('Membership', 'group', group);
      expect(memberships.filter(({ attributes }) => attributes['role'] === 'leader')).toHaveLength(1);
      const people = peopleOf('Membership', 'group', group);
      expect(new Set(people).size).toBe(people.length);
      expect(people.length).toBeGreaterThan(3);
    }
    expect(store.all('Group').length).toBe(20);
  });

  it('are made of adults, whose leader can be written to', () => {
    for (const group of store.all('Group')) {
      const [leader] = peopleOf('Membership', 'group', group);
      const people = church.app('people');
      for (const id of peopleOf('Membership', 'group', group))
        expect(people.get('Person', id)?.attributes['child']).toBe(false);
      const addresses = people
        .pointingAt('Email', 'person', { type: 'Person', id: leader ?? '' })
        .map(({ attributes }) => attributes['address']);
      if (addresses.length > 0) expect(addresses).toContain(group.attributes['contact_email']);
    }
  });

  it('have names of their own, in small churches and in large ones', () => {
    const large = new Church({ now: () => NOW });
    seedChurch(large, { people: 5000, seed: 1 });
    const names = large
      .app('groups')
      .all('Group')
      .map(({ attributes }) => attributes['name']);
    expect(names).toHaveLength(120);
    expect(new Set(names).size).toBe(120);
  });

  it('have a location unless they meet online', () => {
    const online = store.all('Group').filter(({ attributes }) => attributes['virtual_location_url'] !== null);
    for (const group of store.all('Group')) {
      expect(refs(group.relations['location'])).toHaveLength(online.includes(group) ? 0 : 1);
      expect(store.pointingAt('Enrollment', 'group', group)).toHaveLength(1);
    }
    expect(online.length).toBeGreaterThan(0);
  });
});

describe('meetings', () => {
  it('are weekly, on both sides of today, at the group’s place', () => {
    for (const group of store.all('Group').filter(({ attributes }) => attributes['archived_at'] === null)) {
      const events = store.pointingAt('Event', 'group', group);
      const starts = events.map(({ attributes }) => Date.parse(String(attributes['starts_at'])));
      const gaps = starts.slice(1).map((start, index) => (start - (starts[index] ?? 0)) / 3_600_000);
      expect(gaps.every((gap) => Math.abs(gap - 168) <= 1)).toBe(true);
      expect(starts.some((start) => start < NOW) && starts.some((start) => start > NOW)).toBe(true);
      for (const event of events) expect(event.relations['location']).toEqual(group.relations['location']);
    }
  });

  it('have attendances of the whole group when they took place, and none otherwise', () => {
    for (const event of store.all('Event')) {
      const { canceled, ends_at: ends } = event.attributes;
      const took = canceled === false && Date.parse(String(ends)) < NOW;
      const [group] = refs(event.relations['group']).map(({ id }) => store.get('Group', id));
      const belonging = group ? peopleOf('Membership', 'group', group) : [];
      expect(peopleOf('Attendance', 'event', event).sort()).toEqual(took ? belonging.sort() : []);
    }
    expect(store.all('Attendance').length).toBeGreaterThan(500);
  });

  it('have notes by the leader', () => {
    for (const note of store.all('EventNote')) {
      const [event] = refs(note.relations['annotatable']).map(({ id }) => store.get('Event', id));
      const [group] = event ? refs(event.relations['group']).map(({ id }) => store.get('Group', id)) : [];
      expect(group && peopleOf('Membership', 'group', group)[0]).toBe(idOf(note, 'owner'));
    }
    expect(store.all('EventNote').length).toBeGreaterThan(19);
  });
});

it('only who was approved belongs to the group that they applied to', () => {
  for (const application of store.all('GroupApplication')) {
    const [group] = refs(application.relations['group']).map(({ id }) => store.get('Group', id));
    const belongs = group && peopleOf('Membership', 'group', group).includes(idOf(application, 'person'));
    expect(belongs).toBe(application.attributes['status'] === 'approved');
  }
  const statuses = new Set(store.all('GroupApplication').map(({ attributes }) => attributes['status']));
  expect(statuses).toEqual(new Set(['approved', 'pending', 'rejected']));
});
