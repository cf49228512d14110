import { identify } from '../../store/identifiers.ts';
import type { Ref, StoredRecord } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { DAY, REFERENCE_DAY, day } from '../dates.ts';
import type { ReachableMember } from '../people/households.ts';
import type { Seeding } from '../seeding.ts';
import { PLACES } from '../words/places.ts';
import type { GroupTypeName } from '../words/groups.ts';
import type { SeededType } from './types-and-tags.ts';

/** A group that is in the store, and when it meets. */
export interface SeededGroup {
  readonly record: StoredRecord;
  readonly ref: Ref;
  readonly index: number;
  readonly leader: ReachableMember;
  readonly belonging: readonly ReachableMember[];
  readonly location: Ref | null;
  readonly weekday: number;
  /** From midnight. */
  readonly minute: number;
  readonly archived: boolean;
}

interface GroupOptions {
  /** How many were made before. */
  readonly index: number;
  /** The leader first. */
  readonly belonging: readonly ReachableMember[];
  readonly types: readonly SeededType[];
  readonly tags: readonly (readonly Ref[])[];
}

/** Adds a group with all who belong to it. */
export function seedGroup(seeding: Seeding, { index, belonging, types, tags }: GroupOptions): SeededGroup {
  const { dice } = seeding;
  const [leader] = belonging;
  const seeded = types[index % types.length];
  if (!leader || !seeded) throw new Error('A group needs a leader and a type.');
  // The last of the first four has ended.
  const archived = index === LAST_OF_FEWEST || (index > LAST_OF_FEWEST && dice.chance(0.08));
  const weekday = dice.int(1, 6);
  const minute = dice.pick([7 * 60, 18 * 60 + 30, 19 * 60]);
  const virtual = index > 0 && dice.chance(0.15);
  const record = seeding.add(
    'Group',
    {
      ...settingsOf(seeding, { type: seeded.type, index, leader, virtual, archived }),
      schedule: `${WEEKDAYS[weekday] ?? ''}s at ${clock(minute)} weekly`,
      virtual_location_url: virtual ? 'https://meet.example.org/group' : null,
      widget_status: {},
    },
    {
      campuses: campusOf(leader),
      group_type: seeded.ref,
      location: null,
      tags: tags.flatMap((choices) => (dice.chance(0.6) ? [dice.pick(choices)] : [])),
    },
  );
  const ref = identify(record);
  const location = virtual ? null : seedLocation(seeding, leader, ref);
  record.relations['location'] = location;
  seedEnrollment(seeding, ref, index);
  for (const member of belonging) seedMembership(seeding, ref, member, member === leader);
  if (index < LINKED) seedLink(seeding, ref, leader);
  return { record, ref, index, leader, belonging, location, weekday, minute, archived };
}

const LAST_OF_FEWEST = 3;
const LINKED = 10;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

interface Settings {
  readonly type: GroupTypeName;
  readonly index: number;
  readonly leader: ReachableMember;
  readonly virtual: boolean;
  readonly archived: boolean;
}

function settingsOf(
  { dice }: Seeding,
  { type, index, leader, virtual, archived }: Settings,
): StoredRecord['attributes'] {
  const round = Math.floor(index / GROUPS_OF_TYPES);
  const among = Math.floor(index / 3);
  const name = type.groups[among % type.groups.length] ?? type.name;
  const number = Math.floor(among / type.groups.length);
  return {
    archived_at: archived ? timestamp(REFERENCE_DAY - 20 * DAY) : null,
    chat_enabled: round % 2 === 0,
    contact_email: leader.email,
    created_at: timestamp(leader.joined),
    description: `<p>Led by ${leader.firstName}.</p>`,
    direct_messages_enabled: true,
    events_listed: type.visible,
    events_visibility: type.visible ? 'public' : 'members',
    header_image: {
      medium: 'https://groups.example.org/header/medium.png',
      original: 'https://groups.example.org/header/original.png',
      thumbnail: 'https://groups.example.org/header/thumbnail.png',
    },
    leaders_can_search_people_database: dice.chance(0.3),
    listed: type.visible && !archived,
    location_type_preference: virtual ? 'virtual' : 'physical',
    members_are_confidential: !type.visible,
    name: number === 0 ? name : `${name} ${number + 1}`,
  };
}

const GROUPS_OF_TYPES = 11;

function campusOf({ record }: ReachableMember): readonly Ref[] {
  const campus = record.relations['primary_campus'];
  return campus && 'type' in campus ? [campus] : [];
}

function seedLocation(seeding: Seeding, leader: ReachableMember, group: Ref): Ref {
  const { dice } = seeding;
  const place = dice.pick(PLACES);
  const shown = dice.pick(['hidden', 'approximate', 'exact']);
  return seeding.addRef(
    'Location',
    {
      display_preference: shown,
      full_formatted_address: `${dice.library.location.streetAddress()}, ${place.city}, CA ${place.zip}`,
      latitude: Number(place.latitude),
      longitude: Number(place.longitude),
      name: `${leader.lastName} home`,
      radius: shown === 'approximate' ? 805 : null,
      strategy: shown,
    },
    { group },
  );
}

function seedEnrollment(seeding: Seeding, group: Ref, index: number): void {
  const { dice } = seeding;
  seeding.add(
    'Enrollment',
    {
      date_limit: dice.maybe(0.1, () => day(REFERENCE_DAY)),
      member_limit: dice.maybe(0.5, () => dice.int(8, 16)),
      strategy: index === 0 ? 'request_to_join' : dice.pick(['request_to_join', 'open_signup', 'closed']),
    },
    { group },
  );
}

function seedMembership(
  seeding: Seeding,
  group: Ref,
  { ref, joined }: ReachableMember,
  leads: boolean,
): void {
  seeding.add(
    'Membership',
    {
      joined_at: timestamp(seeding.dice.between(joined, REFERENCE_DAY)),
      role: leads ? 'leader' : 'member',
    },
    { group, person: ref },
  );
}

function seedLink(seeding: Seeding, group: Ref, { ref, joined }: ReachableMember): void {
  seeding.add(
    'Resource',
    {
      description: 'What we read',
      last_updated: timestamp(joined),
      name: 'Reading plan',
      type: 'LinkResource',
      visibility: 'members',
    },
    { created_by: ref, group, group_type: null },
  );
}

/** Half past six in the evening is `6:30pm`. */
function clock(minute: number): string {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60];
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return `${twelve}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}${hour < 12 ? 'am' : 'pm'}`;
}
