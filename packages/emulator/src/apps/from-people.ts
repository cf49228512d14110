import { personName } from '../accounts/person-name.ts';
import type { AppModel, ComputedValue, Surroundings } from '../schema/app-model.ts';
import { refs } from '../store/identifiers.ts';
import type { Json, Ref, StoredRecord } from '../store/record.ts';

/** The person or campus of the same id in People; nobody when only another app knows of them. */
export function inPeople(twin: Ref | undefined, { church }: Surroundings): StoredRecord | undefined {
  return twin && church.app('people').get(twin.type, twin.id);
}

/** An attribute that another app shows as it is in People. */
export function asInPeople(attribute: string): ComputedValue {
  return (twin, around) => inPeople(twin, around)?.attributes[attribute] ?? null;
}

/** First and last name as one text; null for nobody. */
export const nameInPeople: ComputedValue = (twin, around) => {
  const person = inPeople(twin, around);
  return person ? personName(person) : null;
};

/** What somebody has of one of People's lists, such as `name_prefix`. */
export function listedInPeople(relation: string): ComputedValue {
  return (twin, around) => {
    const [ref] = refs(inPeople(twin, around)?.relations[relation]);
    return (ref && around.church.app('people').get(ref.type, ref.id)?.attributes['value']) ?? null;
  };
}

/** The list of somebody's contacts of a kind, each shown as the app shows it. */
export function contactsInPeople(
  type: 'Address' | 'Email' | 'PhoneNumber',
  show: (attributes: StoredRecord['attributes']) => { [key: string]: Json },
): ComputedValue {
  return (twin, { church }) =>
    church
      .app('people')
      .pointingAt(type, 'person', twin)
      .map(({ attributes }) => show(attributes));
}

/** The primary contact of a kind, else null. */
export function primaryContact(type: 'Email' | 'PhoneNumber', attribute: string): ComputedValue {
  return (twin, { church }) =>
    church
      .app('people')
      .pointingAt(type, 'person', twin)
      .find(({ attributes }) => attributes['primary'] === true)?.attributes[attribute] ?? null;
}

/** What apps show of an address. */
export function shownAddress(address: StoredRecord['attributes']): { [key: string]: Json } {
  const { street_line_1: first = null, street_line_2: second = null } = address;
  return {
    city: address['city'] ?? null,
    state: address['state'] ?? null,
    zip: address['zip'] ?? null,
    street: [first, second].filter((line) => typeof line === 'string').join('\n'),
    street_line_1: first,
    street_line_2: second,
    line_1: first,
    line_2: second,
    location: address['location'] ?? null,
    primary: address['primary'] === true,
  };
}

/** What Check-Ins and Groups show of an e-mail address. */
export function shownEmailAddress(email: StoredRecord['attributes']): { [key: string]: Json } {
  const { address = null, location = null, primary } = email;
  return { address, location, primary: primary === true };
}

/** What apps show of a phone number. */
export function shownPhoneNumber(phone: StoredRecord['attributes']): { [key: string]: Json } {
  return {
    carrier: phone['carrier'] ?? null,
    location: phone['location'] ?? null,
    number: phone['number'] ?? null,
    primary: phone['primary'] === true,
  };
}

/** What apps show of the people and campuses that they know under the ids that these have in People. */
export const namesFromPeople: AppModel['values'][string] = {
  first_name: asInPeople('first_name'),
  last_name: asInPeople('last_name'),
};
