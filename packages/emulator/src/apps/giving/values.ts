import type { AppModel, ComputedValue, Surroundings } from '../../schema/app-model.ts';
import {
  asInPeople,
  contactsInPeople,
  inPeople,
  namesFromPeople,
  shownAddress,
  shownPhoneNumber,
} from '../from-people.ts';
import { counted, related, relatedOne } from '../related.ts';
import type { StoredRecord } from '../../store/record.ts';

/** Attributes of Giving that follow from others: every sum is one of what it is made of. */
export const givingValues: AppModel['values'] = {
  Batch: {
    donations_count: counted('Donation', 'batch'),
    total_cents: (batch, around) => totalOfBatch(batch, around),
  },
  BatchGroup: {
    committed: ({ attributes }) => attributes['status'] === 'committed',
    total_cents: (group, around) =>
      around.store
        .pointingAt('Batch', 'batch_group', group)
        .reduce((total, batch) => total + totalOfBatch(batch, around), 0),
  },
  Campus: { address: addressOfCampus, name: asInPeople('name') },
  Designation: { fee_cents: shareOfFee },
  Donation: {
    amount_cents: (donation, around) => amountOf(donation, around),
    refundable: (donation, { store }) =>
      donation.attributes['payment_status'] === 'succeeded' && !refundOf(donation, store),
    refunded: (donation, { store }) => refundOf(donation, store) !== undefined,
  },
  Fund: { deletable: isDeletable },
  Person: {
    ...namesFromPeople,
    addresses: contactsInPeople('Address', shownAddress),
    email_addresses: contactsInPeople('Email', ({ address = null, blocked, location = null, primary }) => ({
      address,
      blocked: blocked === true,
      location,
      primary: primary === true,
    })),
    first_donated_at: firstDonatedAt,
    phone_numbers: contactsInPeople('PhoneNumber', shownPhoneNumber),
  },
  Pledge: {
    donated_total_cents: (pledge, around) => givenFor(pledge, 'person', around),
    joint_giver_donated_total_cents: (pledge, around) => givenFor(pledge, 'joint_giver', around),
  },
  PledgeCampaign: {
    received_total_from_pledges_cents: (campaign, around) => receivedFromPledges(campaign, around),
    received_total_outside_of_pledges_cents: (campaign, around) => {
      const [fund] = related(campaign, 'fund', around);
      const all = fund ? sumOf(designationsDuring(campaign, fund, around), 'amount_cents') : 0;
      return all - receivedFromPledges(campaign, around);
    },
  },
  RecurringDonation: {
    amount_cents: (recurring, { store }) =>
      sumOf(
        store.pointingAt('RecurringDonationDesignation', 'recurring_donation', recurring),
        'amount_cents',
      ),
  },
};

/** What a donation is worth: what it is designated for. One that was loaded alone says it itself. */
export function amountOf(donation: StoredRecord, { store }: Pick<Surroundings, 'store'>): number {
  const { amount_cents: stored } = donation.attributes;
  return typeof stored === 'number'
    ? stored
    : sumOf(store.pointingAt('Designation', 'donation', donation), 'amount_cents');
}

/** Whether a fund may go: it is not the one by default, and nothing was given to it. */
export function isDeletable(fund: StoredRecord, { store }: Surroundings): boolean {
  return (
    fund.attributes['default'] !== true &&
    ['Designation', 'InKindDonation', 'PledgeCampaign', 'RecurringDonationDesignation'].every(
      (type) => store.pointingAt(type, 'fund', fund).length === 0,
    )
  );
}

/** The refund of a donation that was given back. */
export function refundOf(donation: StoredRecord, store: Surroundings['store']): StoredRecord | undefined {
  return store.pointingAt('Refund', 'donation', donation)[0];
}

function totalOfBatch(batch: StoredRecord, { store }: Surroundings): number {
  return store
    .pointingAt('Donation', 'batch', batch)
    .reduce((total, donation) => total + amountOf(donation, { store }), 0);
}

/** A donation's fee is shared out by amount; the last designation bears what rounding leaves. */
function shareOfFee(designation: StoredRecord, { store }: Surroundings): number {
  const donation = relatedOne(designation, 'donation', { store });
  const fee = Number(donation?.attributes['fee_cents'] ?? 0);
  if (!donation || fee === 0) return 0;
  const all = store.pointingAt('Designation', 'donation', donation);
  const total = sumOf(all, 'amount_cents');
  const shares = all.map(({ attributes }) =>
    total === 0 ? 0 : Math.trunc((fee * Number(attributes['amount_cents'] ?? 0)) / total),
  );
  const index = all.findIndex(({ id }) => id === designation.id);
  const rest = fee - shares.reduce((sum, share) => sum + share, 0);
  return (shares[index] ?? 0) + (index === all.length - 1 ? rest : 0);
}

const ADDRESS = ['city', 'country', 'state', 'street', 'zip'] as const;

function addressOfCampus(campus: StoredRecord, around: Surroundings): ReturnType<ComputedValue> {
  const original = inPeople(campus, around);
  if (!original) return null;
  return Object.fromEntries(ADDRESS.map((name) => [name, original.attributes[name] ?? null]));
}

/** When somebody gave for the first time what did arrive. */
function firstDonatedAt(person: StoredRecord, { store }: Surroundings): string | null {
  const [first] = store
    .pointingAt('Donation', 'person', person)
    .filter(({ attributes }) => attributes['payment_status'] === 'succeeded')
    .map(({ attributes }) => attributes['received_at'])
    .filter((received) => typeof received === 'string')
    .sort();
  return first ?? null;
}

function receivedFromPledges(campaign: StoredRecord, around: Surroundings): number {
  return around.store
    .pointingAt('Pledge', 'pledge_campaign', campaign)
    .reduce(
      (total, pledge) => total + givenFor(pledge, 'person', around) + givenFor(pledge, 'joint_giver', around),
      0,
    );
}

/** What one of the givers of a pledge gave to the campaign's fund while it ran. */
function givenFor(pledge: StoredRecord, giver: 'person' | 'joint_giver', around: Surroundings): number {
  const campaign = relatedOne(pledge, 'pledge_campaign', around);
  const fund = relatedOne(campaign, 'fund', around);
  const person = relatedOne(pledge, giver, around);
  if (!campaign || !fund || !person) return 0;
  const given = around.store
    .pointingAt('Donation', 'person', person)
    .filter((donation) => counts(donation, campaign, around))
    .flatMap((donation) => around.store.pointingAt('Designation', 'donation', donation))
    .filter((designation) => relatedOne(designation, 'fund', around)?.id === fund.id);
  return sumOf(given, 'amount_cents');
}

function designationsDuring(
  campaign: StoredRecord,
  fund: StoredRecord,
  around: Surroundings,
): StoredRecord[] {
  return around.store.pointingAt('Designation', 'fund', fund).filter((designation) => {
    const donation = relatedOne(designation, 'donation', around);
    return donation !== undefined && counts(donation, campaign, around);
  });
}

/** Whether a donation arrived, stayed and fell into the time of a campaign. */
function counts(donation: StoredRecord, { attributes }: StoredRecord, { store }: Surroundings): boolean {
  const { payment_status: status, received_at: received } = donation.attributes;
  const { starts_at: starts, ends_at: ends } = attributes;
  return (
    status === 'succeeded' &&
    !refundOf(donation, store) &&
    typeof received === 'string' &&
    (typeof starts !== 'string' || received >= starts) &&
    (typeof ends !== 'string' || received <= ends)
  );
}

function sumOf(records: readonly StoredRecord[], attribute: string): number {
  return records.reduce((total, { attributes }) => total + Number(attributes[attribute] ?? 0), 0);
}
