import { DAY, TIME_ZONE } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { shareOf } from '../share-of.ts';
import { BLOCKOUT_REASONS } from '../words/services.ts';
import { writtenDay } from '../../apps/services/written-day.ts';
import type { Calendar } from './calendar.ts';
import type { Volunteer } from './volunteers.ts';

/** When volunteers cannot serve. */
export class Blockouts {
  readonly #spans = new Map<string, Span[]>();

  add(person: string, span: Span): void {
    this.#spans.set(person, [...(this.#spans.get(person) ?? []), span]);
  }

  covers(person: string, moment: number): boolean {
    return this.#spans.get(person)?.some(({ start, end }) => start <= moment && moment < end) ?? false;
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Lets some volunteers go away for days between two months ago and the last week that is planned. */
export function seedBlockouts(
  seeding: Seeding,
  calendar: Calendar,
  { volunteers, organizationName }: { volunteers: readonly Volunteer[]; organizationName: string },
): Blockouts {
  const { dice } = seeding;
  const blockouts = new Blockouts();
  const others = volunteers.filter(({ first }) => !first);
  for (const volunteer of dice.some(others, shareOf(others, 0.25, 60))) {
    const week = dice.int(-8, 5);
    const [firstDay, days] = [dice.int(0, 6), dice.int(1, 12)];
    const span = { start: calendar.at(week, firstDay, 0), end: calendar.at(week, firstDay + days, 0) };
    blockouts.add(volunteer.ref.id, span);
    addBlockout(seeding, span, { volunteer, organizationName, asked: calendar.now - dice.int(60, 90) * DAY });
  }
  return blockouts;
}

function addBlockout(
  seeding: Seeding,
  { start, end }: Span,
  { volunteer, organizationName, asked }: { volunteer: Volunteer; organizationName: string; asked: number },
): void {
  const reason = seeding.dice.pick(BLOCKOUT_REASONS);
  // The last second of the last day.
  const [starts, ends] = [timestamp(start), timestamp(end - 1000)];
  const created = timestamp(asked);
  const group = `blockout-${seeding.store.nextId('Blockout')}`;
  const blockout = seeding.addRef(
    'Blockout',
    {
      created_at: created,
      description: `${writtenDay(start, 'short', TIME_ZONE)} - ${writtenDay(end - 1000, 'short', TIME_ZONE)}`,
      ends_at: ends,
      group_identifier: group,
      organization_name: organizationName,
      reason,
      repeat_frequency: 'no_repeat',
      repeat_interval: null,
      repeat_period: null,
      repeat_until: null,
      settings: null,
      share: true,
      starts_at: starts,
      time_zone: TIME_ZONE,
      updated_at: created,
    },
    { organization: seeding.organization, person: volunteer.ref },
  );
  seeding.add(
    'BlockoutDate',
    {
      ends_at: ends,
      ends_at_utc: ends,
      group_identifier: group,
      reason,
      share: true,
      starts_at: starts,
      starts_at_utc: starts,
      time_zone: TIME_ZONE,
    },
    { blockout, person: volunteer.ref },
  );
}
