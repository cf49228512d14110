import type { Surroundings } from '../../schema/app-model.ts';
import { dayOf } from '../../query/time.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type Json, type StoredRecord } from '../../store/record.ts';

const AGES: readonly (readonly [string, number])[] = [
  ['0-3', 3],
  ['4-11', 11],
  ['12-18', 18],
  ['19-25', 25],
  ['26-35', 35],
  ['36-50', 50],
  ['51-64', 64],
  ['65+', Number.POSITIVE_INFINITY],
];
const MONTH = 30 * 24 * 3600 * 1000;

/** How many people there are, by age, gender, campus and membership: those who are active. */
export function statistics({ store, church, timeZone }: Surroundings): StoredRecord {
  const people = store.all('Person').filter(({ attributes }) => attributes['status'] === 'active');
  const today = dayOf(church.timestamp(), timeZone) ?? '';
  const since = church.timestamp(church.now() - MONTH);
  return {
    type: 'OrganizationStatistics',
    id: store.all('Organization')[0]?.id ?? '1',
    relations: {},
    attributes: {
      age: Object.fromEntries(
        AGES.map(([name]) => [name, genders(people.filter((person) => ageGroup(person, today) === name))]),
      ),
      campuses: store.all('Campus').map((campus) => ({
        id: campus.id,
        name: campus.attributes['name'] ?? null,
        count: people.filter(({ relations }) => refs(relations['primary_campus'])[0]?.id === campus.id)
          .length,
      })),
      created_last_30_days: people.filter(({ attributes }) => textOf(attributes['created_at']) >= since)
        .length,
      elasticsearch: true,
      gender: genders(people),
      gender_ids: { male: 1, female: 2 },
      membership: memberships(people),
      total: people.length,
    },
  };
}

function ageGroup({ attributes }: StoredRecord, today: string): string | undefined {
  const birthdate = attributes['birthdate'];
  if (typeof birthdate !== 'string') return undefined;
  const years = Number(today.slice(0, 4)) - Number(birthdate.slice(0, 4));
  const age = today.slice(5) < birthdate.slice(5) ? years - 1 : years;
  return AGES.find(([, oldest]) => age <= oldest)?.[0];
}

function genders(people: readonly StoredRecord[]): { [key: string]: Json } {
  const withGender = (gender: string): number =>
    people.filter(({ attributes }) => attributes['gender'] === gender).length;
  const [male, female] = [withGender('Male'), withGender('Female')];
  return { male, female, unassigned: people.length - male - female };
}

function memberships(people: readonly StoredRecord[]): Json[] {
  const counts = new Map<string, number>();
  for (const { attributes } of people) {
    const name = attributes['membership'];
    if (typeof name === 'string') counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ id: name, name, count }));
}
