import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { MINUTE } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import type { Calendar } from '../services/calendar.ts';
import { CheckInBook, type Attending } from './check-in-book.ts';
import type { Station } from './equipment.ts';
import type { SeededEvent, SeededPeriod, SeededTime } from './events.ts';
import type { SeededLocation } from './locations.ts';
import type { Party } from './parties.ts';

interface CheckInOptions {
  readonly locations: readonly SeededLocation[];
  readonly parties: readonly Party[];
  readonly station: Station;
  readonly calendar: Calendar;
}

/** Checks in, on each day of an event that has begun, whoever comes. */
export function seedCheckInsOf(seeding: Seeding, event: SeededEvent, options: CheckInOptions): void {
  const { now } = options.calendar;
  const visits = new Map<string, { readonly person: Ref; readonly at: number }>();
  for (const period of event.periods) {
    const times = period.times.filter(({ starts }) => starts <= now);
    if (times.length === 0) continue;
    for (const { person, at } of seedDay(seeding, event, { ...options, period, times }))
      if (!visits.has(person.id)) visits.set(person.id, { person, at });
  }
  for (const { person, at } of visits.values()) {
    const first = timestamp(at);
    seeding.add('PersonEvent', { created_at: first, updated_at: first }, { event: event.ref, person });
  }
}

type Day = CheckInOptions & { readonly period: SeededPeriod; readonly times: readonly SeededTime[] };

function seedDay(
  seeding: Seeding,
  event: SeededEvent,
  { locations, parties, station, period, times, calendar: { now } }: Day,
): { person: Ref; at: number }[] {
  const { dice } = seeding;
  const book = new CheckInBook(seeding, { event: event.ref, period: period.ref, station, now });
  const team = locations.find(({ outline }) => outline.name === event.outline.team);
  const children = locations.filter((location) => location !== team);
  const visits: { person: Ref; at: number }[] = [];
  for (const { members, adults, kind, likely } of parties) {
    if (!dice.chance(likely)) continue;
    const stay = chooseTimes(seeding, times);
    const at = (stay[0]?.starts ?? now) - dice.int(1, 20) * MINUTE;
    const attending = members.flatMap((member): Attending[] => {
      const location = kind === 'Volunteer' ? team : roomFor(member.relative.age, children);
      return location ? [{ member, location }] : [];
    });
    if (attending.length === 0) continue;
    book.checkIn({ attending, adults, kind, times: stay, at });
    visits.push(...attending.map(({ member }) => ({ person: member.ref, at })));
  }
  const guestRoom = children.at(-1);
  if (guestRoom && parties.length > 0 && event.outline.headcounts.length > 0)
    book.checkInGuest({ location: guestRoom, times: times.slice(0, 1) });
  return visits;
}

/** One of a day's times, and now and then all of them. */
function chooseTimes({ dice }: Seeding, times: readonly SeededTime[]): readonly SeededTime[] {
  return dice.chance(0.1) ? times : [dice.pick(times)];
}

function roomFor(age: number, rooms: readonly SeededLocation[]): SeededLocation | undefined {
  return rooms.find(({ outline: { ages } }) => !ages || (age >= ages[0] && age <= ages[1]));
}
