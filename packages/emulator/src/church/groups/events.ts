import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { DAY, HOUR } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import type { Calendar } from '../services/calendar.ts';
import { EVENT_NOTES } from '../words/groups.ts';
import type { SeededGroup } from './group.ts';

/** A group's weekly meetings: who came to those that were, and who wants to come to the next one. */
export function seedEvents(seeding: Seeding, calendar: Calendar, group: SeededGroup): void {
  const last = group.archived ? LAST_OF_ARCHIVED : WEEKS_AHEAD;
  for (let week = -WEEKS_BEHIND; week <= last; week++) {
    const starts = calendar.at(week, group.weekday, group.minute);
    const canceled = week !== -WEEKS_BEHIND && seeding.dice.chance(0.06);
    const met = starts + LENGTH < calendar.now && !canceled;
    const event = seedEvent(seeding, group, { starts, canceled, met });
    if (met) seedAttendances(seeding, group, event);
    if (week === -WEEKS_BEHIND || (met && seeding.dice.chance(0.1))) seedNote(seeding, group, event);
    if (week === -WEEKS_BEHIND || (!met && week <= 1 && !canceled)) seedRsvps(seeding, group, event);
  }
}

const WEEKS_BEHIND = 6;
const WEEKS_AHEAD = 3;
const LAST_OF_ARCHIVED = -4;
const LENGTH = 1.5 * HOUR;

function seedEvent(
  seeding: Seeding,
  { record, ref, leader, location }: SeededGroup,
  { starts, canceled, met }: { starts: number; canceled: boolean; met: boolean },
): Ref {
  const { location_type_preference: preference = null, virtual_location_url: url = null } = record.attributes;
  return seeding.addRef(
    'Event',
    {
      attendance_requests_enabled: true,
      automated_reminder_enabled: true,
      canceled,
      canceled_at: canceled ? timestamp(starts - 3 * DAY) : null,
      description: null,
      ends_at: timestamp(starts + LENGTH),
      image: null,
      location_type_preference: preference,
      multi_day: false,
      name: record.attributes['name'] ?? null,
      reminders_sent: met,
      reminders_sent_at: met ? timestamp(starts - DAY) : null,
      repeating: true,
      starts_at: timestamp(starts),
      virtual_location_url: url,
    },
    { attendance_submitter: met ? leader.ref : null, group: ref, location, repeating_event: null },
  );
}

/** Everybody who belongs to the group was there or not. */
function seedAttendances(seeding: Seeding, { belonging, leader }: SeededGroup, event: Ref): void {
  for (const { ref: person } of belonging) {
    const leads = person.id === leader.ref.id;
    seeding.add(
      'Attendance',
      { attended: leads || seeding.dice.chance(0.75), role: leads ? 'leader' : 'member' },
      { event, person },
    );
  }
}

function seedNote(seeding: Seeding, { leader }: SeededGroup, event: Ref): void {
  const owner = { type: 'Owner', id: leader.ref.id };
  seeding.store.put({ ...owner, attributes: {}, relations: {} });
  seeding.add('EventNote', { body: seeding.dice.pick(EVENT_NOTES) }, { annotatable: event, owner });
}

function seedRsvps(seeding: Seeding, { belonging, ref: group }: SeededGroup, event: Ref): void {
  for (const { ref: person } of belonging)
    seeding.add('RSVP', { response: seeding.dice.weighted(RESPONSES) }, { event, group, person });
}

const RESPONSES = [
  { weight: 45, value: 'yes' },
  { weight: 15, value: 'no' },
  { weight: 10, value: 'maybe' },
  { weight: 30, value: 'awaiting_response' },
];
