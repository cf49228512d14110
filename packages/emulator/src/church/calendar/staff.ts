import type { StoredRecord } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Dice } from '../dice.ts';
import type { ReachableMember } from '../people/households.ts';
import type { Seeding } from '../seeding.ts';
import { shareOf } from '../share-of.ts';

/** Chooses the few who plan what happens in the church's rooms; the administrator comes first. */
export function chooseStaff(dice: Dice, members: readonly ReachableMember[]): readonly ReachableMember[] {
  const [administrator, ...others] = members;
  if (!administrator) return [];
  const adults = others.filter(({ adult, inactiveReason }) => adult && !inactiveReason);
  if (adults.length === 0) return [administrator];
  const chosen = new Set(dice.some(adults, shareOf(adults, 0.05, MOST_STAFF)));
  return [administrator, ...adults.filter((adult) => chosen.has(adult))];
}

const MOST_STAFF = 40;

/** Puts them into the Calendar app. */
export function seedStaff(seeding: Seeding, staff: readonly ReachableMember[]): void {
  for (const member of staff) {
    seeding.store.put({
      type: 'Person',
      id: member.ref.id,
      attributes: attributesOf(member),
      relations: {},
    });
  }
}

function attributesOf(member: ReachableMember): StoredRecord['attributes'] {
  const { first } = member;
  const permission = first ? 'manager' : 'viewer';
  return {
    can_edit_people: first,
    can_edit_resources: first,
    can_edit_rooms: first,
    created_at: timestamp(member.joined),
    event_permissions_type: permission,
    has_access: true,
    has_full_access_to_any_calendar: first,
    people_permissions_type: permission,
    permissions: first ? 4 : 1,
    resolves_conflicts: first,
    resources_permissions_type: permission,
    room_permissions_type: permission,
    site_administrator: first,
    status: 'active',
    updated_at: timestamp(member.updated),
  };
}
