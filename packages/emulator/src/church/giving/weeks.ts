import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { DAY, HOUR, MINUTE } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import type { Calendar } from '../services/calendar.ts';
import type { Books } from './books.ts';
import { seedDonation } from './donations.ts';
import type { Donor } from './donors.ts';

/** What is needed to write down what is given. */
export interface Giving {
  readonly books: Books;
  readonly calendar: Calendar;
  readonly donors: readonly Donor[];
  readonly recurring: ReadonlyMap<Donor, Ref>;
}

/** A quarter of a year, week by week: what came online, and a batch of what was given on Sunday. */
export function seedWeeks(seeding: Seeding, giving: Giving): void {
  seedShowcase(seeding, giving);
  let group: Ref | null = null;
  for (let week = -WEEKS; week < 0; week++) {
    if ((week + WEEKS) % WEEKS_IN_GROUP === 0) group = seedGroup(seeding, giving, week);
    seedWeek(seeding, giving, { week, group });
  }
}

const WEEKS = 12;
const WEEKS_IN_GROUP = 4;

/** Shows on one donation of the administrator's what a donation can have: two funds, a note, a refund. */
function seedShowcase(seeding: Seeding, { books, calendar, donors, recurring }: Giving): void {
  const [donor] = donors;
  if (!donor) return;
  const received = calendar.at(-WEEKS, 1, 9 * 60);
  seedDonation(seeding, books, { donor, received, recurring: recurring.get(donor) ?? null, showcase: true });
}

function isOpen(week: number): boolean {
  return week === -1;
}

function seedGroup(seeding: Seeding, { calendar, donors }: Giving, first: number): Ref {
  const last = first + WEEKS_IN_GROUP - 1;
  const made = timestamp(calendar.at(first, 0, 13 * 60));
  const open = isOpen(last);
  return seeding.addRef(
    'BatchGroup',
    {
      created_at: made,
      description: `Offerings ${first + WEEKS + 1} to ${last + WEEKS + 1}`,
      status: open ? 'in_progress' : 'committed',
      total_currency: 'USD',
      updated_at: open ? made : timestamp(calendar.at(last, 1, 10 * 60)),
    },
    { owner: donors[0]?.member.ref ?? null },
  );
}

function seedWeek(
  seeding: Seeding,
  giving: Giving,
  { week, group }: { week: number; group: Ref | null },
): void {
  const { calendar, donors, books, recurring } = giving;
  const { dice } = seeding;
  const sunday = calendar.at(week, 0, 13 * 60);
  const committed = isOpen(week) ? null : calendar.at(week, 1, 10 * 60);
  const batch = seeding.addRef(
    'Batch',
    {
      committed_at: committed === null ? null : timestamp(committed),
      created_at: timestamp(sunday),
      description: `Sunday offering ${week + WEEKS + 1}`,
      status: committed === null ? 'in_progress' : 'committed',
      total_currency: 'USD',
      updated_at: timestamp(committed ?? sunday),
    },
    { batch_group: group, owner: donors[0]?.member.ref ?? null },
  );
  for (const donor of donors) {
    if (!dice.chance(donor.weekly)) continue;
    const online = donor.way === 'card' || donor.way === 'ach';
    const plan = recurring.get(donor) ?? null;
    const received = online
      ? plan
        ? calendar.at(week, 1, 9 * 60)
        : sunday - 8 * HOUR + dice.int(0, 6) * DAY + dice.int(0, 600) * MINUTE
      : sunday + dice.int(1, 90) * MINUTE;
    const gift = {
      donor,
      received: Math.min(received, calendar.now - HOUR),
      recurring: plan,
      showcase: false,
    };
    seedDonation(seeding, books, online ? gift : { ...gift, batch: { ref: batch, committed } });
  }
}
