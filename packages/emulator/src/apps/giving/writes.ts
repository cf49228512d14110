import type { AppModel, Complaint, Surroundings } from '../../schema/app-model.ts';
import { badRequest } from '../../basics/api-error.ts';
import { related } from '../related.ts';
import { slugOf } from '../slug.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import { isDeletable } from './values.ts';

/** What writes to Giving require and set off. */
export const givingWrites: AppModel['writes'] = {
  Batch: { defaults: { status: 'in_progress', total_currency: 'USD' }, saved: own },
  BatchGroup: { defaults: { status: 'in_progress', total_currency: 'USD' }, saved: own },
  Designation: { defaults: { amount_currency: 'USD' }, check: checkAmount },
  Donation: {
    defaults: {
      amount_currency: 'USD',
      fee_cents: 0,
      fee_currency: 'USD',
      payment_channel: 'api',
      payment_status: 'pending',
    },
    parts: {
      designations: {
        assignable: ['amount_cents', 'fund_id'],
        relationships: ['fund'],
        required: ['amount_cents'],
        requiredRelationships: ['fund'],
      },
    },
    check: checkDonation,
    deleted: dropPapers,
  },
  Fund: { check: colorFund, saved: keepSlug, refusesDelete: refuseUsedFund },
  InKindDonation: { defaults: { fair_market_value_currency: 'USD' } },
  Label: { required: ['slug'] },
  PaymentSource: { defaults: { status: 'active' } },
  Pledge: { defaults: { amount_currency: 'USD' } },
  PledgeCampaign: { defaults: { goal_currency: 'USD' } },
};

function own(record: StoredRecord, { store, personId }: Surroundings, before?: StoredRecord): void {
  if (before || !store.get('Person', personId)) return;
  store.change(record, { relations: { owner: { type: 'Person', id: personId } } });
}

function checkAmount({ attributes }: StoredRecord): readonly Complaint[] {
  const amount = attributes['amount_cents'] ?? null;
  return amount === null || Number(amount) > 0
    ? []
    : [{ parameter: 'amount_cents', detail: 'must be greater than 0' }];
}

/** A donation is worth what it is designated for, so one for nothing is none. */
function checkDonation(
  donation: StoredRecord,
  around: Surroundings,
  parts: Readonly<Record<string, readonly StoredRecord[]>>,
): readonly Complaint[] {
  const { attributes } = donation;
  attributes['received_at'] ??= around.church.timestamp();
  const [batch] = related(donation, 'batch', around);
  // What is added to a batch that was committed before counts at once.
  if (batch?.attributes['status'] === 'committed' && attributes['payment_status'] === 'pending')
    Object.assign(attributes, { payment_status: 'succeeded', completed_at: around.church.timestamp() });
  return parts['designations']?.length === 0 ? [{ parameter: 'designations', detail: "can't be blank" }] : [];
}

const COLORS = [
  '#e8e8e8',
  '#d9534f',
  '#f0ad4e',
  '#f7e463',
  '#5cb85c',
  '#3aa99f',
  '#5bc0de',
  '#4a90e2',
  '#6c5ce7',
  '#b06fc6',
  '#e084b5',
  '#8d6e63',
];

/** A fund's color is assigned as one of twelve numbers and shown as what a style sheet takes. */
function colorFund({ attributes }: StoredRecord): readonly Complaint[] {
  const number = attributes['color_identifier'] ?? null;
  const color = colorOf(Number(number ?? 1));
  if (color === undefined) return [{ parameter: 'color_identifier', detail: 'is not included in the list' }];
  attributes['color'] = number === null ? (attributes['color'] ?? color) : color;
  return [];
}

/** The color of a number. */
export function colorOf(identifier: number): string | undefined {
  return COLORS[identifier - 1];
}

/** The fund by default stays, and so does one that was given to. */
function refuseUsedFund(fund: StoredRecord, around: Surroundings): void {
  if (!isDeletable(fund, around)) throw badRequest('delete_restriction');
}

/** What belongs to a donation and has no address but below it. */
function dropPapers(donation: StoredRecord, { store }: Surroundings): void {
  for (const note of store.pointingAt('Note', 'donation', donation)) store.delete(note);
  for (const refund of store.pointingAt('Refund', 'donation', donation)) {
    for (const part of store.pointingAt('DesignationRefund', 'refund', refund)) store.delete(part);
    store.delete(refund);
  }
}

function keepSlug(fund: StoredRecord, { store }: Surroundings, before?: StoredRecord): void {
  if (before) return;
  store.change(fund, { attributes: { slug: slugOf(textOf(fund.attributes['name'])) } });
}
