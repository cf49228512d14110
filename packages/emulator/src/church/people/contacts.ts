import { REFERENCE_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Dice } from '../dice.ts';
import type { Seeding } from '../seeding.ts';
import { PLACES } from '../words/places.ts';
import type { EmailAddresses } from './email-addresses.ts';
import type { Member } from './person.ts';
import type { Phone, PhoneBook } from './phone-book.ts';

/** Where the church gets new addresses and numbers from. */
export interface ContactSources {
  readonly emails: EmailAddresses;
  readonly phones: PhoneBook;
}

/** How to reach a person: their primary e-mail address and telephone number. */
export interface Contacts {
  readonly email: string | null;
  readonly phone: Phone | null;
}

/** What the people of a household share. */
export interface Home {
  readonly address: HomeAddress;
  readonly phone: Phone | null;
}

type HomeAddress = Record<'city' | 'street_line_1' | 'zip', string> & { street_line_2: string | null };

export function drawHome({ dice }: Seeding, { phones }: ContactSources): Home {
  const { city, zip } = dice.pick(PLACES);
  return {
    address: {
      city,
      street_line_1: dice.library.location.streetAddress(),
      street_line_2: dice.maybe(0.12, () => `Apt ${dice.int(1, 48)}`),
      zip,
    },
    phone: dice.maybe(0.12, () => phones.next()),
  };
}

/** Gives a person e-mails, telephone numbers and the household's address; whoever is the first has one of each. */
export function seedContacts(
  seeding: Seeding,
  sources: ContactSources,
  member: Member,
  home: Home,
): Contacts {
  seedAddress(seeding, member, home.address);
  return {
    email: seedEmails(seeding, sources.emails, member),
    phone: seedPhones(seeding, sources.phones, member, home.phone),
  };
}

function seedAddress(seeding: Seeding, member: Member, address: HomeAddress): void {
  const [created_at, updated_at] = lifetime(seeding.dice, member);
  seeding.add(
    'Address',
    {
      city: address.city,
      country_code: 'US',
      country_name: 'United States',
      created_at,
      location: 'Home',
      primary: true,
      state: 'CA',
      street_line_1: address.street_line_1,
      street_line_2: address.street_line_2,
      updated_at,
      zip: address.zip,
    },
    { person: member.ref },
  );
}

function seedEmails(seeding: Seeding, addresses: EmailAddresses, member: Member): string | null {
  const { dice } = seeding;
  const count = emailCount(dice, member);
  const primary = count > 1 && dice.chance(0.2) ? 2 : 1;
  let found: string | null = null;
  for (let number = 1; number <= count; number++) {
    const address = addresses.give(member.firstName, member.lastName);
    if (number === primary) found = address;
    const [created_at, updated_at] = lifetime(dice, member);
    seeding.add(
      'Email',
      {
        address,
        blocked: dice.chance(0.01),
        created_at,
        location: number === 1 ? 'Home' : dice.pick(['Work', 'Other']),
        primary: number === primary,
        updated_at,
      },
      { person: member.ref },
    );
  }
  return found;
}

function emailCount(dice: Dice, { first, adult, relative }: Member): number {
  if (first) return 1;
  if (adult) return dice.weighted(ADULT_EMAILS);
  return relative.age >= 13 && dice.chance(0.25) ? 1 : 0;
}

const ADULT_EMAILS = [
  { weight: 12, value: 0 },
  { weight: 72, value: 1 },
  { weight: 16, value: 2 },
];

function seedPhones(
  seeding: Seeding,
  phones: PhoneBook,
  member: Member,
  homePhone: Phone | null,
): Phone | null {
  const { dice } = seeding;
  const mobile = member.first || dice.chance(mobileShare(member)) ? phones.next() : null;
  if (mobile) addPhone(seeding, member, mobile, { location: 'Mobile', primary: true });
  if (homePhone && member.adult) {
    addPhone(seeding, member, homePhone, { location: 'Home', primary: mobile === null });
  }
  return mobile ?? (member.adult ? homePhone : null);
}

function mobileShare({ adult, relative }: Member): number {
  if (adult) return 0.86;
  return relative.age >= 13 ? 0.3 : 0;
}

function addPhone(
  seeding: Seeding,
  member: Member,
  phone: Phone,
  { location, primary }: { location: string; primary: boolean },
): void {
  const [created_at, updated_at] = lifetime(seeding.dice, member);
  seeding.add(
    'PhoneNumber',
    {
      carrier: null,
      country_code: 'US',
      created_at,
      e164: phone.e164,
      formatted_number: phone.national,
      international: phone.international,
      location,
      national: phone.national,
      // As it was typed in: some people leave out the punctuation.
      number: seeding.dice.chance(0.8) ? phone.national : phone.e164.slice(2),
      primary,
      updated_at,
    },
    { person: member.ref },
  );
}

/** When a part of a person's record was made and last changed: mostly together with the person. */
function lifetime(dice: Dice, { joined }: Member): [created: string, updated: string] {
  const created = dice.chance(0.85) ? joined : dice.between(joined, REFERENCE_DAY);
  if (dice.chance(0.85)) {
    const only = timestamp(created);
    return [only, only];
  }
  return [timestamp(created), timestamp(dice.between(created, REFERENCE_DAY))];
}
