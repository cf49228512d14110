import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { DAY, FIRST_DAY } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import type { Calendar } from '../services/calendar.ts';
import type { Books } from './books.ts';
import { brandOf, lastDigits } from './donations.ts';
import type { Donor } from './donors.ts';

/** Adds the cards and accounts of those who pay online, and what they give by themselves every week or month. */
export function seedRecurring(
  seeding: Seeding,
  { books, calendar, donors }: { books: Books; calendar: Calendar; donors: readonly Donor[] },
): ReadonlyMap<Donor, Ref> {
  const recurring = new Map<Donor, Ref>();
  for (const donor of donors.filter(({ way }) => way === 'card' || way === 'ach')) {
    const method = seedPaymentMethod(seeding, donor);
    if (donor.member.first || seeding.dice.chance(0.35))
      recurring.set(donor, seedRecurringDonation(seeding, { books, calendar, donor, method }));
  }
  return recurring;
}

function seedPaymentMethod(seeding: Seeding, { member, way }: Donor): Ref {
  const created = timestamp(Math.max(member.joined, FIRST_DAY));
  const card = way === 'card';
  return seeding.addRef(
    'PaymentMethod',
    {
      brand: card ? brandOf(member.ref.id) : 'Valley Bank',
      created_at: created,
      expiration: card ? `${2027 + (Number(member.ref.id) % 4)}-08-01` : null,
      last4: lastDigits(member.ref.id),
      method_subtype: card ? 'credit' : 'checking',
      method_type: card ? 'card' : 'us_bank_account',
      updated_at: created,
      verified: card ? null : true,
    },
    { person: member.ref },
  );
}

interface Recurring {
  readonly books: Books;
  readonly calendar: Calendar;
  readonly donor: Donor;
  readonly method: Ref;
}

function seedRecurringDonation(seeding: Seeding, { books, calendar, donor, method }: Recurring): Ref {
  const { dice } = seeding;
  const status = donor.member.first ? 'active' : dice.weighted(STATUSES);
  const begun = timestamp(calendar.at(-WEEKS_BEFORE, 1, 9 * 60));
  const recurring = seeding.addRef(
    'RecurringDonation',
    {
      amount_currency: 'USD',
      created_at: begun,
      last_donation_received_at: status === 'active' ? timestamp(calendar.at(-1, 1, 9 * 60)) : null,
      next_occurrence: status === 'indefinite_hold' ? null : timestamp(calendar.at(1, 1, 9 * 60)),
      release_hold_at: status === 'temporary_hold' ? timestamp(calendar.at(1, 0, 0) + 30 * DAY) : null,
      schedule: { frequency: 'weekly' },
      status,
      updated_at: begun,
    },
    { payment_method: method, person: donor.member.ref },
  );
  seeding.add(
    'RecurringDonationDesignation',
    { amount_cents: donor.cents, amount_currency: 'USD' },
    { fund: dice.weighted(books.funds), recurring_donation: recurring },
  );
  return recurring;
}

const WEEKS_BEFORE = 30;

const STATUSES = [
  { weight: 85, value: 'active' },
  { weight: 10, value: 'indefinite_hold' },
  { weight: 5, value: 'temporary_hold' },
];
