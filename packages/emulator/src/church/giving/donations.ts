import { identify } from '../../store/identifiers.ts';
import type { Ref, StoredRecord } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Dice } from '../dice.ts';
import { DAY, MINUTE, day } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import { GIVING_NOTES } from '../words/giving.ts';
import type { Books } from './books.ts';
import type { Donor } from './donors.ts';

/** One donation as it is to be written down. */
export interface Gift {
  readonly donor: Donor;
  /** Milliseconds. */
  readonly received: number;
  /** Absent for what was paid online. */
  readonly batch?: { readonly ref: Ref; readonly committed: number | null };
  readonly recurring: Ref | null;
  /** The one that shows everything a donation can have. */
  readonly showcase: boolean;
}

/** Adds a donation with its designations, and sometimes a note or a refund. */
export function seedDonation(seeding: Seeding, books: Books, gift: Gift): StoredRecord {
  const { dice } = seeding;
  const { donor, received, batch, showcase } = gift;
  const online = donor.way === 'card' || donor.way === 'ach';
  const failed = online && !showcase && dice.chance(0.01);
  const completed = batch ? batch.committed : received + 5 * MINUTE;
  const donation = seeding.add(
    'Donation',
    {
      amount_currency: 'USD',
      completed_at: failed || completed === null ? null : timestamp(completed),
      created_at: timestamp(received),
      fee_cents: online ? -feeOf(donor) : 0,
      fee_covered: online && dice.chance(0.2),
      fee_currency: 'USD',
      memo: dice.maybe(0.02, () => dice.pick(['Thank you', 'For the choir', 'Tithe'])),
      ...paymentOf(dice, gift),
      payment_status: failed ? 'failed' : completed === null ? 'pending' : 'succeeded',
      received_at: timestamp(received),
      updated_at: timestamp(completed ?? received),
    },
    {
      batch: batch?.ref ?? null,
      campus: donor.campus,
      labels: dice.chance(0.03) ? [dice.pick(books.labels)] : [],
      payment_source: !online && dice.chance(0.03) ? books.otherSource : books.source,
      person: donor.member.ref,
      recurring_donation: gift.recurring,
    },
  );
  const designations = seedDesignations(seeding, books, { donation, cents: donor.cents, split: showcase });
  if (showcase || dice.chance(0.01))
    seeding.add('Note', { body: dice.pick(GIVING_NOTES) }, { donation: identify(donation) });
  if (completed !== null && !failed && (showcase || dice.chance(0.008)))
    seedRefund(seeding, { donation, designations, at: completed + DAY / 8 });
  return donation;
}

/** What a card costs: 2.15 % and 30 cents; a bank transfer is cheaper. */
function feeOf({ way, cents }: Donor): number {
  return way === 'card' ? Math.round(cents * 0.0215) + 30 : 30;
}

function paymentOf(dice: Dice, { donor, received }: Gift): StoredRecord['attributes'] {
  const online = donor.way === 'card' || donor.way === 'ach';
  const check = donor.way === 'check';
  const { id } = donor.member.ref;
  return {
    payment_brand: donor.way === 'card' ? brandOf(id) : null,
    payment_channel: online ? dice.weighted(CHANNELS) : 'admin',
    payment_check_dated_at: check ? day(received) : null,
    payment_check_number: check ? dice.int(100, 9999) : null,
    payment_last4: online ? lastDigits(id) : null,
    payment_method: donor.way,
    payment_method_sub: donor.way === 'card' ? 'credit' : null,
  };
}

const BRANDS = ['Visa', 'Mastercard', 'American Express'];

const CHANNELS = [
  { weight: 50, value: 'web' },
  { weight: 35, value: 'mobile_app' },
  { weight: 15, value: 'sms' },
];

/** Who made somebody's card. */
export function brandOf(id: string): string {
  return BRANDS[Number(id) % BRANDS.length] ?? '';
}

/** The last digits of somebody's card or account. */
export function lastDigits(id: string): string {
  return String((Number(id) * 7919) % 10_000).padStart(4, '0');
}

interface Split {
  readonly donation: StoredRecord;
  readonly cents: number;
  readonly split: boolean;
}

/** One designation, or two for different funds: together they are the whole amount. */
function seedDesignations(
  seeding: Seeding,
  { funds }: Books,
  { donation, cents, split }: Split,
): StoredRecord[] {
  const { dice } = seeding;
  const fund = dice.weighted(funds);
  const other = split || dice.chance(0.15) ? dice.weighted(funds) : fund;
  const second = funds.find(({ value }) => value.id !== fund.id)?.value ?? fund;
  const rest = other.id !== fund.id ? other : split ? second : null;
  const part = rest ? Math.round(cents * 0.3) : 0;
  return [
    { fund, amount: cents - part },
    { fund: rest, amount: part },
  ]
    .filter((share) => share.fund !== null)
    .map((share) =>
      seeding.add(
        'Designation',
        { amount_cents: share.amount, amount_currency: 'USD' },
        { donation: identify(donation), fund: share.fund },
      ),
    );
}

function seedRefund(
  seeding: Seeding,
  {
    donation,
    designations,
    at,
  }: { donation: StoredRecord; designations: readonly StoredRecord[]; at: number },
): void {
  const amount = designations.reduce((sum, { attributes }) => sum + Number(attributes['amount_cents']), 0);
  const moment = timestamp(at);
  const refund = seeding.addRef(
    'Refund',
    {
      amount_cents: amount,
      amount_currency: 'USD',
      created_at: moment,
      fee_cents: 0,
      fee_currency: 'USD',
      refunded_at: moment,
      updated_at: moment,
    },
    { donation: identify(donation) },
  );
  donation.attributes['updated_at'] = moment;
  for (const designation of designations)
    seeding.add(
      'DesignationRefund',
      { amount_cents: designation.attributes['amount_cents'] ?? 0, amount_currency: 'USD', fee_cents: 0 },
      { designation: identify(designation), fund: designation.relations['fund'] ?? null, refund },
    );
}
