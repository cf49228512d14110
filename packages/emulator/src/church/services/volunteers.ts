import type { Json, Ref, StoredRecord } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Dice } from '../dice.ts';
import type { ReachableMember } from '../people/households.ts';
import type { Seeding } from '../seeding.ts';

/** Somebody who serves on a team. */
export type Volunteer = ReachableMember;

/**
 * Chooses a third of the adults, up to a number with which the largest church has the plans of a large one, and
 * the administrator, who comes first.
 */
export function chooseVolunteers(dice: Dice, members: readonly ReachableMember[]): readonly Volunteer[] {
  const [administrator, ...others] = members;
  if (!administrator) return [];
  const adults = others.filter(({ adult, inactiveReason }) => adult && !inactiveReason);
  const chosen = new Set(dice.some(adults, Math.min(Math.round(adults.length / 3), MOST_VOLUNTEERS)));
  // In the order of their ids, like everything else.
  return [administrator, ...adults.filter((adult) => chosen.has(adult))];
}

const MOST_VOLUNTEERS = 1000;

/** Puts the volunteers into the Services app, with what they let it know of them. */
export function seedVolunteers(
  seeding: Seeding,
  volunteers: readonly Volunteer[],
  tags: readonly Ref[],
): void {
  const { dice } = seeding;
  for (const volunteer of volunteers) {
    seeding.store.put({
      type: 'Person',
      id: volunteer.ref.id,
      attributes: personAttributes(dice, volunteer),
      relations: {
        collapsed_service_types: [],
        created_by: volunteer.first ? null : (volunteers[0]?.ref ?? null),
        current_folder: null,
        tags: dice.chance(0.4) ? [dice.pick(tags)] : [],
        updated_by: null,
      },
    });
    if (volunteer.email !== null) {
      seeding.add('Email', { address: volunteer.email, primary: true }, { person: volunteer.ref });
    }
    addTextSetting(seeding, volunteer);
  }
  seedSchedulingPreferences(seeding, volunteers);
}

function personAttributes(dice: Dice, volunteer: Volunteer): StoredRecord['attributes'] {
  const { first, record, name, avatar, checked } = volunteer;
  const permission = first ? 'Administrator' : dice.weighted(PERMISSIONS);
  const created = timestamp(volunteer.joined);
  const ofPeople = (attribute: string): Json => record.attributes[attribute] ?? null;
  return {
    access_media_attachments: true,
    access_plan_attachments: true,
    access_song_attachments: true,
    anniversary: ofPeople('anniversary'),
    archived: false,
    archived_at: null,
    assigned_to_rehearsal_team: false,
    birthdate: ofPeople('birthdate'),
    can_edit_all_people: first,
    can_view_all_people: first,
    created_at: created,
    facebook_id: null,
    first_name: volunteer.firstName,
    full_name: name,
    given_name: ofPeople('given_name'),
    ical_code: null,
    last_name: volunteer.lastName,
    legacy_id: null,
    logged_in_at: dice.maybe(0.7, () => timestamp(volunteer.updated)),
    max_permissions: permission,
    max_plan_permissions: permission,
    me_tab: null,
    media_permissions: permission,
    media_tab: null,
    middle_name: ofPeople('middle_name'),
    name_prefix: null,
    name_suffix: null,
    nickname: ofPeople('nickname'),
    notes: null,
    onboardings: [],
    passed_background_check: checked,
    people_tab: null,
    permissions: permission,
    photo_thumbnail_url: avatar,
    photo_url: avatar,
    plans_tab: null,
    praise_charts_enabled: false,
    preferred_app: null,
    preferred_max_plans_per_day: dice.maybe(0.15, () => 1),
    preferred_max_plans_per_month: dice.maybe(0.2, () => dice.int(1, 4)),
    profile_name: name,
    signature: null,
    site_administrator: first,
    song_permissions: permission,
    songs_tab: null,
    status: 'active',
    updated_at: timestamp(volunteer.updated),
  };
}

const PERMISSIONS = [
  { weight: 80, value: 'Scheduled Viewer' },
  { weight: 10, value: 'Viewer' },
  { weight: 6, value: 'Scheduler' },
  { weight: 4, value: 'Editor' },
];

function addTextSetting(seeding: Seeding, { ref, phone }: Volunteer): void {
  if (!phone) return;
  const { dice } = seeding;
  const requests = dice.chance(0.8);
  seeding.add(
    'TextSetting',
    {
      carrier: null,
      display_number: phone.national,
      general_emails_enabled: dice.chance(0.3),
      normalized_number: phone.e164,
      reminders_enabled: requests,
      scheduling_replies_enabled: requests,
      scheduling_requests_enabled: requests,
    },
    { person: ref },
  );
}

/** Volunteers of one household: each says about the others whether they want to serve together. */
function seedSchedulingPreferences(seeding: Seeding, volunteers: readonly Volunteer[]): void {
  const households = new Map<number, Volunteer[]>();
  for (const volunteer of volunteers) {
    const before = households.get(volunteer.household) ?? [];
    households.set(volunteer.household, [...before, volunteer]);
  }
  for (const together of households.values()) {
    for (const { ref: person } of together) {
      for (const { ref: member } of together) {
        if (member === person) continue;
        const preference = seeding.dice.pick(['Serve together', 'Serve at different times']);
        seeding.add('SchedulingPreference', { preference }, { household_member: member, person });
      }
    }
  }
}
