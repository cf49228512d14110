import type { Ref, StoredRecord } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { DAY, MINUTE } from '../dates.ts';
import type { Member } from '../people/person.ts';
import type { Seeding } from '../seeding.ts';
import type { Calendar } from '../services/calendar.ts';
import { EVENTS, type EventOutline } from '../words/calendar.ts';
import { tagEvent, type Named } from './lists.ts';
import { seedRequest, type SeededRequest } from './requests.ts';
import type { SeededResource } from './resources.ts';

export interface EventOptions {
  readonly weeks: Calendar;
  readonly calendars: Named;
  readonly tags: Named;
  readonly feed: Ref;
  readonly resources: ReadonlyMap<string, SeededResource>;
  readonly staff: readonly Member[];
  /** Of the Services app. */
  readonly serviceTypes: readonly StoredRecord[];
}

/** The church's events with all that hangs on them, by name. */
export function seedEvents(seeding: Seeding, options: EventOptions): ReadonlyMap<string, Ref> {
  return new Map(EVENTS.map((outline, index) => [outline.name, seedEvent(seeding, outline, index, options)]));
}

/** How long before its first instance an event is put into the calendar: before today in any case. */
const PLANNED_AHEAD = 70 * DAY;

function seedEvent(seeding: Seeding, outline: EventOutline, index: number, options: EventOptions): Ref {
  const { calendars, feed, staff, tags, weeks, resources } = options;
  const [first] = outline.weeks;
  const created = weeks.at(first, outline.weekday, outline.starts[0] ?? 0) - PLANNED_AHEAD;
  const owner = (staff[index % staff.length] ?? staff[0])?.ref ?? null;
  const event = seeding.addRef('Event', eventAttributes(seeding, outline, created), {
    calendar: calendars.get(outline.calendar) ?? null,
    feed: outline.feed ? feed : null,
    owner,
  });
  for (const tag of outline.tags) tagEvent(seeding, tags.get(tag), event);
  const requests = outline.books.flatMap((booking) => {
    const resource = resources.get(booking.resource);
    return resource ? [seedRequest(seeding, { booking, resource, event, owner, created })] : [];
  });
  for (let week = first; week <= outline.weeks[1]; week++)
    seedInstance(seeding, outline, { event, week, weeks, created, requests });
  if (outline.featured) seedAttachment(seeding, event, created);
  seedConnection(seeding, outline, event, options);
  return event;
}

function eventAttributes(
  seeding: Seeding,
  outline: EventOutline,
  created: number,
): StoredRecord['attributes'] {
  return {
    created_at: timestamp(created),
    description: `<div>${outline.summary}</div>`,
    featured: outline.featured === true,
    image_url: null,
    link_only: false,
    name: outline.name,
    registration_url: null,
    summary: outline.summary,
    updated_at: timestamp(created + seeding.dice.int(0, 20) * DAY),
    visible_in_church_center: outline.isPublic,
  };
}

interface InstanceOptions {
  readonly event: Ref;
  readonly week: number;
  readonly weeks: Calendar;
  readonly created: number;
  readonly requests: readonly SeededRequest[];
}

/** A day of an event, with a time for each of its beginnings. */
function seedInstance(seeding: Seeding, outline: EventOutline, options: InstanceOptions): void {
  const { event, week, weeks, requests } = options;
  const starts = outline.starts.map((minute) => weeks.at(week, outline.weekday, minute));
  const from = starts[0] ?? 0;
  const until = (starts.at(-1) ?? from) + outline.minutes * MINUTE;
  const created = timestamp(options.created);
  const recurring = outline.weeks[0] !== outline.weeks[1];
  const every = recurring ? `Every week on ${WEEKDAYS[outline.weekday] ?? ''}` : null;
  const span = { ends_at: timestamp(until), starts_at: timestamp(from) };
  const instance = seeding.addRef(
    'EventInstance',
    {
      all_day_event: false,
      church_center_url: null,
      compact_recurrence_description: recurring ? 'Weekly' : null,
      created_at: created,
      description: `<div>${outline.summary}</div>`,
      ends_at: span.ends_at,
      image_url: null,
      kind: outline.feed ? 'feed' : 'event',
      location: outline.books[0]?.resource ?? null,
      name: outline.name,
      published_ends_at: span.ends_at,
      published_starts_at: span.starts_at,
      recurrence: recurring ? 'weekly' : 'None',
      recurrence_description: every,
      starts_at: span.starts_at,
      updated_at: created,
    },
    { event },
  );
  for (const [index, start] of starts.entries()) {
    const end = timestamp(start + outline.minutes * MINUTE);
    const name = starts.length > 1 ? `Service ${index + 1}` : outline.name;
    seeding.add(
      'EventTime',
      {
        ends_at: end,
        name,
        starts_at: timestamp(start),
        visible_on_kiosks: outline.isPublic,
        visible_on_widget_and_ical: outline.isPublic,
      },
      { event, event_instance: instance },
    );
  }
  for (const { ref, resource, quantity } of requests) {
    seeding.add(
      'ResourceBooking',
      {
        created_at: created,
        ends_at: span.ends_at,
        quantity,
        starts_at: span.starts_at,
        updated_at: created,
      },
      { event, event_instance: instance, event_resource_request: ref, resource },
    );
  }
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function seedAttachment(seeding: Seeding, event: Ref, created: number): void {
  const times = { created_at: timestamp(created), updated_at: timestamp(created) };
  seeding.add(
    'Attachment',
    {
      content_type: 'application/pdf',
      created_at: times.created_at,
      description: null,
      file_size: seeding.dice.int(20_000, 900_000),
      name: 'flyer.pdf',
      updated_at: times.updated_at,
      url: 'https://files.church.example.org/flyer.pdf',
    },
    { event },
  );
}

/** Where the event comes from in another product. */
function seedConnection(
  seeding: Seeding,
  { serviceType }: EventOutline,
  event: Ref,
  { serviceTypes }: EventOptions,
): void {
  const found = serviceTypes.find(({ attributes }) => attributes['name'] === serviceType);
  if (!found) return;
  seeding.add(
    'EventConnection',
    {
      connected_to_id: Number(found.id),
      connected_to_name: found.attributes['name'] ?? null,
      connected_to_type: 'service_type',
      connected_to_url: `https://services.planningcenteronline.com/service_types/${found.id}`,
      product_name: 'services',
      promoted: false,
    },
    { event },
  );
}
