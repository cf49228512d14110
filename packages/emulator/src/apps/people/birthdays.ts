import { personName } from '../../accounts/person-name.ts';
import type { Surroundings } from '../../schema/app-model.ts';
import { dayOf, daysLater } from '../../query/time.ts';
import { textOf, type Json, type StoredRecord } from '../../store/record.ts';

/** Today is the first of them. How far the service looks ahead is not documented. */
const DAYS = 7;

/** Who of the active people has a birthday in the coming days, the next one first. */
export function birthdayPeople(around: Surroundings): StoredRecord {
  const { store, church, timeZone } = around;
  const days = Array.from({ length: DAYS }, (_, index) =>
    (dayOf(church.timestamp(daysLater(church.now(), index, timeZone)), timeZone) ?? '').slice(5),
  );
  const people = store
    .all('Person')
    .filter(({ attributes }) => attributes['status'] === 'active')
    .map((person) => ({ person, soon: days.indexOf(textOf(person.attributes['birthdate']).slice(5)) }))
    .filter(({ soon }) => soon !== -1)
    .sort((a, b) => a.soon - b.soon);
  return {
    type: 'BirthdayPeople',
    id: store.all('Organization')[0]?.id ?? '1',
    attributes: { people: people.map(({ person }) => shown(person)) },
    relations: {},
  };
}

function shown({ id, attributes }: StoredRecord): Json {
  const value = (name: string): Json => attributes[name] ?? null;
  const name = personName({ attributes });
  return { id, name, avatar: value('avatar'), birthdate: value('birthdate'), child: value('child') };
}
