import { identify } from '../../store/identifiers.ts';
import type { Church } from '../../store/church.ts';
import { textOf, type Ref, type StoredRecord } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { DAY, FIRST_DAY, HOUR, MINUTE, TIME_ZONE } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import { PLANNED_AHEAD, type Calendar } from '../services/calendar.ts';
import type { CheckInEventOutline } from '../words/check-ins.ts';
import type { Equipment } from './equipment.ts';
import { linkTo } from './link-to.ts';
import { localTime } from './local-time.ts';

/** An event that is in the store. */
export interface SeededEvent {
  readonly ref: Ref;
  readonly outline: CheckInEventOutline;
  readonly periods: readonly SeededPeriod[];
  /** What people signed up for, in the Registrations app. */
  readonly signup: Ref | null;
}

/** A day of an event. */
export interface SeededPeriod {
  readonly ref: Ref;
  readonly times: readonly SeededTime[];
}

export interface SeededTime {
  readonly ref: Ref;
  readonly starts: number;
  readonly ends: number;
}

interface EventOptions {
  readonly equipment: Equipment;
  readonly calendar: Calendar;
  readonly church: Church;
}

/** Adds an event with its days, its times, and what is printed and counted at it. */
export function seedEvent(
  seeding: Seeding,
  outline: CheckInEventOutline,
  { equipment, calendar, church }: EventOptions,
): SeededEvent {
  const signup = signupOf(outline, church);
  const days = daysOf(outline, calendar, { church, signup });
  const last = days.at(-1)?.at(-1) ?? church.now();
  const over = last + DAY < church.now();
  const created = signup ? timestamp((days[0]?.[0] ?? last) - PLANNED_AHEAD) : timestamp(FIRST_DAY);
  const [campus] = church.app('check-ins').all('Campus');
  const ref = seeding.addRef(
    'Event',
    {
      app_source: signup ? 'registrations' : 'check_ins',
      archived_at: over ? timestamp(last + DAY) : null,
      created_at: created,
      enable_services_integration: outline.serviceType !== undefined,
      frequency: signup ? 'None' : 'Weekly',
      integration_key: null,
      location_times_enabled: false,
      name: outline.name,
      pre_select_enabled: false,
      updated_at: over ? timestamp(last + DAY) : created,
    },
    { campuses: campus ? [identify(campus)] : [] },
  );
  seedLabels(seeding, ref, { equipment, created });
  seedLinks(seeding, ref, { outline, signup, church });
  const counted = outline.headcounts.map((name) =>
    seedAttendanceType(seeding, { name, event: ref, created }),
  );
  const periods = days.map((starts) => seedPeriod(seeding, outline, { event: ref, starts }));
  seedHeadcounts(seeding, { counted, periods, now: church.now() });
  return { ref, outline, periods, signup: signup ? identify(signup) : null };
}

function signupOf({ when }: CheckInEventOutline, church: Church): StoredRecord | undefined {
  if (!('signup' in when)) return undefined;
  return church
    .app('registrations')
    .all('Signup')
    .find(({ attributes }) => attributes['name'] === when.signup);
}

/** When the times of each day begin. */
function daysOf(
  { when }: CheckInEventOutline,
  calendar: Calendar,
  { church, signup }: { church: Church; signup: StoredRecord | undefined },
): readonly (readonly number[])[] {
  if ('weeks' in when) {
    const [first, last] = when.weeks;
    const weeks = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return weeks.map((week) => when.starts.map((minute) => calendar.at(week, when.weekday, minute)));
  }
  const [time] = signup ? church.app('registrations').pointingAt('SignupTime', 'signup', signup) : [];
  return time ? [[Date.parse(textOf(time.attributes['starts_at']))]] : [];
}

/** What is printed for whom. */
function seedLabels(
  seeding: Seeding,
  event: Ref,
  { equipment: { labels }, created }: { equipment: Equipment; created: string },
): void {
  for (const name of ['Name Label', 'Security Label'] as const) {
    seeding.add(
      'EventLabel',
      {
        created_at: created,
        for_guest: true,
        for_regular: true,
        for_volunteer: name === 'Name Label',
        quantity: 1,
        updated_at: created,
      },
      { event, label: labels[name] },
    );
  }
}

/** What it is in the other products. */
function seedLinks(
  seeding: Seeding,
  event: Ref,
  {
    outline,
    signup,
    church,
  }: { outline: CheckInEventOutline; signup: StoredRecord | undefined; church: Church },
): void {
  const serviceType = church
    .app('services')
    .all('ServiceType')
    .find(({ attributes }) => attributes['name'] === outline.serviceType);
  if (serviceType) linkTo(seeding, event, { app: 'Services', remote: serviceType });
  if (signup) linkTo(seeding, event, { app: 'Registrations', remote: signup });
}

function seedAttendanceType(
  seeding: Seeding,
  { name, event, created }: { name: string; event: Ref; created: string },
): Ref {
  const color = seeding.dice.pick(['#3f9ee6', '#f2b644', '#7ac74f']);
  const attributes = { color, created_at: created, limit: null, name, updated_at: created };
  return seeding.addRef('AttendanceType', attributes, { event });
}

function seedPeriod(
  seeding: Seeding,
  { minutes }: CheckInEventOutline,
  { event, starts }: { event: Ref; starts: readonly number[] },
): SeededPeriod {
  const from = starts[0] ?? 0;
  const created = timestamp(from - PLANNED_AHEAD);
  const ends = (starts.at(-1) ?? from) + minutes * MINUTE;
  const ref = seeding.addRef(
    'EventPeriod',
    {
      created_at: created,
      ends_at: timestamp(ends),
      note: null,
      starts_at: timestamp(from),
      updated_at: created,
    },
    { event },
  );
  const times = starts.map((start, index) => {
    const local = localTime(start, TIME_ZONE);
    const end = start + minutes * MINUTE;
    const time = seeding.addRef(
      'EventTime',
      {
        created_at: created,
        day_of_week: local.dayOfWeek,
        hides_at: timestamp(end),
        hour: local.hour,
        minute: local.minute,
        name: starts.length > 1 ? `Service ${index + 1}` : null,
        shows_at: timestamp(start - HOUR),
        starts_at: timestamp(start),
        updated_at: created,
      },
      { event, event_period: ref },
    );
    return { ref: time, starts: start, ends: end };
  });
  return { ref, times };
}

/** Of what is over. */
function seedHeadcounts(
  seeding: Seeding,
  { counted, periods, now }: { counted: readonly Ref[]; periods: readonly SeededPeriod[]; now: number },
): void {
  for (const { ref, ends } of periods.flatMap(({ times }) => times)) {
    if (ends > now) continue;
    for (const attendance_type of counted) {
      const at = timestamp(ends);
      const attributes = { created_at: at, total: seeding.dice.int(20, 180), updated_at: at };
      seeding.add('Headcount', attributes, { attendance_type, event_time: ref });
    }
  }
}
