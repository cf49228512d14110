import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { DAY } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import { CONFLICTS } from '../words/calendar.ts';
import type { SeededResource } from './resources.ts';

export interface ConflictOptions {
  readonly events: ReadonlyMap<string, Ref>;
  readonly resources: ReadonlyMap<string, SeededResource>;
  readonly administrator: Ref;
  readonly now: number;
}

/** Two events want the same room: one pair was told who has it, the other is not yet. */
export function seedConflicts(
  seeding: Seeding,
  { events, resources, administrator, now }: ConflictOptions,
): void {
  for (const { resource, events: names, winner } of CONFLICTS) {
    const found = names.map((name) => events.get(name)).filter((event) => event !== undefined);
    seeding.add(
      'Conflict',
      {
        created_at: timestamp(now - 40 * DAY),
        note: winner === null ? null : `${winner} was there first`,
        resolved_at: winner === null ? null : timestamp(now - 30 * DAY),
        updated_at: timestamp(now - 30 * DAY),
      },
      {
        events: found,
        resolved_by: winner === null ? null : administrator,
        resource: resources.get(resource)?.ref ?? null,
        winner: (winner === null ? undefined : events.get(winner)) ?? null,
      },
    );
  }
}
