import { personName } from '../../accounts/person-name.ts';
import type { Surroundings, WhereRule } from '../../schema/app-model.ts';
import { fold } from '../../query/fold.ts';
import type { StoredRecord } from '../../store/record.ts';

/** The fields in which a name is looked for: all but the middle name. */
const NAMES = ['first_name', 'nickname', 'given_name', 'last_name'];

/** Every word of the search begins a word of some name. */
const searchName: WhereRule = (person, search) => {
  const words = namesOf(person).flatMap((name) => name.split(/[\s-]+/));
  const wanted = fold(search).split(/\s+/).filter(Boolean);
  return wanted.length > 0 && wanted.every((start) => words.some((word) => word.startsWith(start)));
};

/** The whole search is one piece of a name or of an e-mail address. */
const searchNameOrEmail: WhereRule = (person, search, around) => {
  const wanted = fold(search.trim());
  if (wanted === '') return false;
  return [...namesOf(person), fold(personName(person)), ...contacts(person, 'Email', 'address', around)].some(
    (text) => text.includes(wanted),
  );
};

/** The digits of the search are the last digits of a number. */
const searchPhoneNumber: WhereRule = (person, search, around) => {
  const wanted = digits(search);
  return (
    wanted !== '' &&
    contacts(person, 'PhoneNumber', 'number', around).some((number) => digits(number).endsWith(wanted))
  );
};

/** The same number, however it is punctuated. */
const searchPhoneNumberE164: WhereRule = (person, search, around) => {
  const wanted = digits(search);
  return (
    wanted !== '' &&
    contacts(person, 'PhoneNumber', 'e164', around).some((number) => digits(number) === wanted)
  );
};

/** `where` keys of people that search instead of comparing. */
export const peopleSearch: Readonly<Record<string, WhereRule>> = {
  search_name: searchName,
  search_name_or_email: searchNameOrEmail,
  search_name_or_email_or_phone_number: (person, search, around) =>
    searchNameOrEmail(person, search, around) || searchPhoneNumber(person, search, around),
  search_phone_number: searchPhoneNumber,
  search_phone_number_e164: searchPhoneNumberE164,
};

function namesOf({ attributes }: StoredRecord): string[] {
  return NAMES.map((name) => attributes[name])
    .filter((name) => typeof name === 'string')
    .map(fold);
}

function contacts(person: StoredRecord, type: string, attribute: string, { store }: Surroundings): string[] {
  return store
    .pointingAt(type, 'person', person)
    .map(({ attributes }) => attributes[attribute])
    .filter((value) => typeof value === 'string')
    .map(fold);
}

function digits(text: string): string {
  return text.replaceAll(/\D/g, '');
}
