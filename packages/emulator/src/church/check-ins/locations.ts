import type { Church } from '../../store/church.ts';
import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { FIRST_DAY } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import type { RoomOutline } from '../words/check-ins.ts';
import type { Equipment } from './equipment.ts';
import type { SeededEvent } from './events.ts';
import { linkTo } from './link-to.ts';

/** A room that somebody can be checked in to. */
export interface SeededLocation {
  readonly ref: Ref;
  readonly outline: RoomOutline;
  readonly options: readonly Ref[];
}

const created = timestamp(FIRST_DAY);

/** Adds the rooms of an event, and that they are open on its days; returns those that are no folders. */
export function seedLocations(
  seeding: Seeding,
  event: SeededEvent,
  { labels }: Equipment,
  church: Church,
): readonly SeededLocation[] {
  const rooms: SeededLocation[] = [];
  const add = (outline: RoomOutline, position: number, parent: Ref | null): void => {
    const options = (outline.options ?? []).map((body) =>
      seeding.addRef(
        'Option',
        { body, created_at: created, quantity: 1, updated_at: created },
        { label: labels['Name Label'] },
      ),
    );
    const relations = { event: event.ref, options, parent };
    const ref = seeding.addRef('Location', locationAttributes(outline, position), relations);
    for (const [index, inner] of (outline.rooms ?? []).entries()) add(inner, index + 1, ref);
    if (outline.rooms) return;
    rooms.push({ ref, outline, options });
    if (options.length > 0) seedLabel(seeding, ref, labels['Allergy Label']);
  };
  for (const [index, outline] of event.outline.rooms.entries()) add(outline, index + 1, null);
  for (const { ref, outline } of rooms) {
    openOnDays(seeding, ref, event);
    if (outline.name === event.outline.team) linkToTeam(seeding, ref, { event, church });
  }
  return rooms;
}

function locationAttributes(
  { name, ages, most, rooms }: RoomOutline,
  position: number,
): Parameters<Seeding['add']>[1] {
  return {
    age_max_in_months: ages ? ages[1] * 12 + 11 : null,
    age_min_in_months: ages ? ages[0] * 12 : null,
    age_on: null,
    age_range_by: ages ? 'months' : null,
    attendees_per_volunteer: ages ? 6 : null,
    child_or_adult: ages ? 'child' : null,
    created_at: created,
    effective_date: null,
    gender: null,
    grade_max: null,
    grade_min: null,
    kind: rooms ? 'Folder' : 'Location',
    max_occupancy: most ?? null,
    milestone: null,
    min_volunteers: ages ? 2 : null,
    name,
    opened: true,
    position,
    questions: [],
    updated_at: created,
  };
}

function seedLabel(seeding: Seeding, location: Ref, label: Ref): void {
  seeding.add(
    'LocationLabel',
    {
      created_at: created,
      for_guest: true,
      for_regular: true,
      for_volunteer: false,
      quantity: 1,
      updated_at: created,
    },
    { label, location },
  );
}

function openOnDays(seeding: Seeding, location: Ref, { periods }: SeededEvent): void {
  for (const { ref: event_period, times } of periods) {
    const { created_at = null } = seeding.store.get(event_period.type, event_period.id)?.attributes ?? {};
    const attributes = { created_at, updated_at: created_at };
    seeding.add('LocationEventPeriod', attributes, { event_period, location });
    for (const { ref: event_time } of times)
      seeding.add('LocationEventTime', { ...attributes }, { event_time, location });
  }
}

/** Whoever serves in a room belongs to a team in Services. */
function linkToTeam(
  seeding: Seeding,
  location: Ref,
  { event: { outline }, church }: { event: SeededEvent; church: Church },
): void {
  const services = church.app('services');
  const serviceType = services
    .all('ServiceType')
    .find(({ attributes }) => attributes['name'] === outline.serviceType);
  const team = serviceType && services.pointingAt('Team', 'service_type', serviceType).at(-1);
  if (team) linkTo(seeding, location, { app: 'Services', remote: team, future: true });
}
