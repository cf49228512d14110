import { timestamp } from '../../store/timestamp.ts';
import { DAY, FIRST_DAY, REFERENCE_DAY, day } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import { shareOf } from '../share-of.ts';
import { IN_KIND } from '../words/giving.ts';
import type { Giving } from './weeks.ts';

/** Adds a campaign for the building, and what people promised to give to it, some together with their spouse. */
export function seedPledges(seeding: Seeding, { books, calendar, donors }: Giving): void {
  const { dice } = seeding;
  const fund = books.funds[2]?.value ?? null;
  const begun = timestamp(calendar.at(-20, 0, 0));
  const campaign = seeding.addRef(
    'PledgeCampaign',
    {
      created_at: begun,
      description: 'A roof that does not leak',
      ends_at: timestamp(calendar.at(32, 0, 0)),
      goal_cents: 25_000_000,
      goal_currency: 'USD',
      name: 'New Roof',
      show_goal_in_church_center: true,
      starts_at: begun,
      updated_at: begun,
    },
    { fund },
  );
  const [administrator, ...others] = donors;
  const pledging = [administrator, ...dice.some(others, shareOf(others, 0.2, 300))];
  for (const donor of pledging.filter((found) => found !== undefined)) {
    const made = timestamp(calendar.at(-dice.int(13, 19), dice.int(0, 6), 12 * 60));
    const joint = donor.spouse && dice.chance(0.5) ? donor.spouse : null;
    seeding.add(
      'Pledge',
      {
        amount_cents: donor.cents * 12,
        amount_currency: 'USD',
        created_at: made,
        joint_giver_amount_cents: joint ? donor.cents * 6 : null,
        updated_at: made,
      },
      { joint_giver: joint, person: donor.member.ref, pledge_campaign: campaign },
    );
  }
}

/** Adds things that were given instead of money. */
export function seedInKindDonations(seeding: Seeding, { books, donors }: Giving): void {
  const { dice } = seeding;
  const [fund] = books.funds;
  for (const [index, description] of IN_KIND.entries()) {
    const donor = index === 0 ? donors[0] : dice.pick(donors);
    if (!donor) return;
    const received = dice.between(FIRST_DAY, REFERENCE_DAY - 9 * DAY);
    const acknowledged = dice.maybe(0.6, () => timestamp(received + 7 * DAY));
    seeding.add(
      'InKindDonation',
      {
        acknowledgment_last_sent_at: acknowledged,
        created_at: timestamp(received),
        description,
        exchange_details: null,
        fair_market_value_cents: dice.int(20, 900) * 100,
        fair_market_value_currency: 'USD',
        received_on: day(received),
        updated_at: acknowledged ?? timestamp(received),
        valuation_details: dice.maybe(0.5, () => 'As estimated by the donor'),
      },
      { campus: donor.campus, fund: fund?.value ?? null, person: donor.member.ref },
    );
  }
}
