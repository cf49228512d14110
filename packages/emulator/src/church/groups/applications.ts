import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import type { ReachableMember } from '../people/households.ts';
import type { Calendar } from '../services/calendar.ts';
import type { SeededGroup } from './group.ts';

/** Adds those who want to belong to a group, and one who wanted to and now does. */
export function seedApplications(
  seeding: Seeding,
  calendar: Calendar,
  { group, everybody }: { group: SeededGroup; everybody: readonly ReachableMember[] },
): void {
  const { dice } = seeding;
  const inside = new Set(group.belonging.map(({ ref }) => ref.id));
  const apply = (person: ReachableMember, status: string): void => {
    seeding.add(
      'GroupApplication',
      {
        applied_at: timestamp(calendar.at(-dice.int(1, 4), dice.int(0, 6), 20 * 60)),
        message: dice.maybe(0.4, () => 'May I come along?'),
        status,
      },
      { group: group.ref, person: person.ref },
    );
  };
  const accepted = group.belonging[1];
  if (accepted) apply(accepted, 'approved');
  for (const stranger of dice.some(everybody.slice(0, NEAREST), 2)) {
    if (!inside.has(stranger.ref.id) && stranger.adult)
      apply(stranger, dice.chance(0.7) ? 'pending' : 'rejected');
  }
}

/** Whom to draw from: to copy a large church for each group would take long. */
const NEAREST = 200;
