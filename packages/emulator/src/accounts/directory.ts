import { fold } from '../query/fold.ts';
import type { Church } from '../store/church.ts';
import { textOf, type StoredRecord } from '../store/record.ts';
import { isActive } from './account.ts';
import { appsOf } from './app-access.ts';
import { personName } from './person-name.ts';

/** The primary e-mail address, or else the first. */
export function emailOf(person: StoredRecord, church: Church): string | undefined {
  const emails = church.app('people').pointingAt('Email', 'person', person);
  const email = emails.find(({ attributes }) => attributes['primary'] === true) ?? emails[0];
  const address = email?.attributes['address'];
  return typeof address === 'string' ? address : undefined;
}

/** The one person who has this id or e-mail address; an id goes first. */
export function findPerson(idOrEmail: string, church: Church): StoredRecord | undefined {
  const people = church.app('people');
  const wanted = idOrEmail.toLowerCase();
  return (
    people.get('Person', idOrEmail) ??
    people.all('Person').find((person) => addressesOf(person, church).includes(wanted))
  );
}

/** Active people whose name or e-mail address contains the text, in the order of their ids. */
export function searchPeople(text: string, church: Church): readonly StoredRecord[] {
  const wanted = fold(text.trim());
  return activePeople(church).filter(
    (person) =>
      fold(personName(person)).includes(wanted) ||
      addressesOf(person, church).some((address) => address.includes(wanted)),
  );
}

/** Active people of whom each may do something else, the first of their kind: who works in apps, and who has none. */
export function notablePeople(church: Church, most: number): readonly StoredRecord[] {
  const found = new Map<string, StoredRecord>();
  for (const person of activePeople(church)) {
    const access = JSON.stringify(appsOf(person, church));
    const isChild = person.attributes['child'] === true;
    if (!isChild && !found.has(access)) found.set(access, person);
    if (found.size === most) break;
  }
  return [...found.values()];
}

function activePeople(church: Church): readonly StoredRecord[] {
  return church.app('people').all('Person').filter(isActive);
}

function addressesOf(person: StoredRecord, church: Church): readonly string[] {
  return church
    .app('people')
    .pointingAt('Email', 'person', person)
    .map(({ attributes }) => textOf(attributes['address']).toLowerCase());
}
