import { commaList } from '../../query/comma-list.ts';
import type { AppModel, ComputedValue, Surroundings } from '../../schema/app-model.ts';
import { emptyModel } from '../empty-model.ts';
import { beforeToday, fromToday, keep } from '../filter-rules.ts';
import { asInPeople, inPeople, nameInPeople, namesFromPeople } from '../from-people.ts';
import { me, relatedOne } from '../related.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type Json, type Ref, type StoredRecord } from '../../store/record.ts';

/** What people sign up for, and who did. All of it can only be read. */
export const registrationsModel: AppModel = {
  ...emptyModel,
  relations: {
    Attendee: {
      emergency_contact: 'EmergencyContact',
      person: 'Person',
      registration: 'Registration',
      selection_type: 'SelectionType',
      signup: 'Signup',
    },
    Registration: { created_by: 'Person', registrant_contact: 'Person', signup: 'Signup' },
    SelectionType: { signup: 'Signup' },
    Signup: { campuses: 'Campus', categories: 'Category' },
    SignupLocation: { signup: 'Signup' },
    SignupTime: { signup: 'Signup' },
  },
  edges: {
    'Organization.me': me,
    'Signup.next_signup_time': {
      records: (signup, { store, church }) =>
        store
          .pointingAt('SignupTime', 'signup', signup)
          .filter(({ attributes }) => textOf(attributes['ends_at']) >= church.timestamp())
          .sort((a, b) => (textOf(a.attributes['starts_at']) < textOf(b.attributes['starts_at']) ? -1 : 1))
          .slice(0, 1),
    },
  },
  values: {
    Attendee: { name: nameOf },
    Campus: Object.fromEntries(
      ['city', 'country', 'created_at', 'name', 'state', 'street', 'updated_at', 'zip']
        .map((name): [string, ComputedValue] => [name, asInPeople(name)])
        .concat([['full_formatted_address', addressOfCampus]]),
    ),
    Person: { ...namesFromPeople, name: nameInPeople },
    SelectionType: {
      at_maximum_capacity: (type, around) => placesLeft(type, 'selection_type', around) === 0,
      available_capacity: (type, around) => placesLeft(type, 'selection_type', around),
      price_currency: () => 'USD',
      price_currency_symbol: () => '$',
      price_formatted: ({ attributes }) => `$${(Number(attributes['price_cents'] ?? 0) / 100).toFixed(2)}`,
    },
    Signup: {
      at_maximum_capacity: (signup, around) => placesLeft(signup, 'signup', around) === 0,
      closed: ({ attributes }, { church }) => isPast(attributes['close_at'], church),
      open: ({ attributes }, { church }) =>
        isPast(attributes['open_at'], church) && !isPast(attributes['close_at'], church),
    },
  },
  where: {
    Signup: {
      campuses: ({ relations }, value) => isAmong(relations['campuses'], value),
      categories: ({ relations }, value) => isAmong(relations['categories'], value),
    },
  },
  filters: {
    'Organization.signups': {
      archived: keep(({ attributes }) => attributes['archived'] === true),
      unarchived: keep(({ attributes }) => attributes['archived'] !== true),
    },
    'Signup.attendees': {
      active: keep(({ attributes }) => attributes['active'] === true),
      canceled: keep(({ attributes }) => attributes['canceled'] === true),
      waitlist: keep(({ attributes }) => attributes['waitlisted'] === true),
    },
    'Signup.selection_types': {
      publicly_available: keep(({ attributes }) => attributes['publicly_available'] === true),
    },
    'Signup.signup_times': { future: fromToday('starts_at'), past: beforeToday('starts_at') },
  },
};

function nameOf(attendee: StoredRecord, around: Surroundings): string | null {
  const person = relatedOne(attendee, 'person', around);
  const name = person && (person.attributes['name'] ?? nameInPeople(person, around));
  return typeof name === 'string' ? name : null;
}

function addressOfCampus(campus: Ref, around: Surroundings): string | null {
  const original = inPeople(campus, around);
  if (!original) return null;
  const { street, city, state, zip } = original.attributes;
  return `${textOf(street)}, ${textOf(city)}, ${textOf(state)} ${textOf(zip)}`;
}

/** Those who come take a place; who canceled or waits does not. Null where there is no limit. */
function placesLeft(
  limited: StoredRecord,
  relation: 'selection_type' | 'signup',
  { store }: Surroundings,
): number | null {
  const { maximum_capacity: most } = limited.attributes;
  if (typeof most !== 'number') return null;
  const coming = store
    .pointingAt('Attendee', relation, limited)
    .filter(({ attributes }) => attributes['active'] === true);
  return Math.max(0, most - coming.length);
}

function isPast(moment: Json | undefined, church: Surroundings['church']): boolean {
  return typeof moment === 'string' && moment <= church.timestamp();
}

/** One id or several with commas. */
function isAmong(relation: StoredRecord['relations'][string] | undefined, value: string): boolean {
  const ids = new Set(commaList(value));
  return refs(relation).some(({ id }) => ids.has(id));
}
