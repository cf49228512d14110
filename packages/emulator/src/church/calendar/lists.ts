import type { Ref } from '../../store/record.ts';
import { refs } from '../../store/identifiers.ts';
import { timestamp } from '../../store/timestamp.ts';
import { DAY, FIRST_DAY, HOUR } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import { CALENDARS, LONE_TAGS, TAG_GROUPS } from '../words/calendar.ts';

const created = timestamp(FIRST_DAY);

/** By their names. */
export type Named = ReadonlyMap<string, Ref>;

export function seedCalendars(seeding: Seeding): Named {
  return new Map(
    CALENDARS.map(({ name, color, description }, index) => [
      name,
      seeding.addRef('Calendar', {
        access: 'full',
        access_restricted: index > 0,
        color,
        created_at: created,
        default: index === 0,
        description,
        name,
        updated_at: created,
      }),
    ]),
  );
}

/** Tags in groups and alone. Their events are added by {@link tagEvent}. */
export function seedTags(seeding: Seeding): Named {
  const tags = new Map<string, Ref>();
  const add = (name: string, position: number, group: Ref | null): void => {
    const attributes = {
      church_center_category: group === null,
      color: seeding.dice.pick(['#3f9ee6', '#f2b644', '#7ac74f']),
      created_at: created,
      name,
      position,
      updated_at: created,
    };
    const relations = { event_instances: [], events: [], tag_group: group };
    tags.set(name, seeding.addRef('Tag', attributes, relations));
  };
  for (const { name, required, tags: names } of TAG_GROUPS) {
    const group = seeding.addRef('TagGroup', { created_at: created, name, required, updated_at: created });
    for (const [index, tag] of names.entries()) add(tag, index + 1, group);
  }
  for (const [index, tag] of LONE_TAGS.entries()) add(tag, index + 1, null);
  return tags;
}

export function tagEvent({ store }: Seeding, tag: Ref | undefined, event: Ref): void {
  const kept = tag && store.get(tag.type, tag.id);
  if (kept) store.relate(kept, { events: [...refs(kept.relations['events']), event] });
}

export function seedFeed(seeding: Seeding, { calendars, owner }: { calendars: Named; owner: Ref }): Ref {
  return seeding.addRef(
    'Feed',
    {
      can_delete: true,
      default_church_center_visibility: 'published',
      deleting: false,
      feed_type: 'ical',
      imported_at: created,
      name: 'Clubs in town',
      prefix_event_names: false,
      source_id: '1',
      sync_campus_tags: false,
    },
    { default_calendar: calendars.get(CALENDARS[0].name) ?? null, event_owner: owner },
  );
}

export function seedReportTemplates(seeding: Seeding): void {
  for (const title of ['Rooms by Day', 'Events by Owner']) {
    seeding.add('ReportTemplate', {
      body: `<h1>${title}</h1>`,
      created_at: created,
      description: null,
      title,
      updated_at: created,
    });
  }
}

export function seedJobs(seeding: Seeding, now: number): void {
  seeding.add('JobStatus', {
    errors: {},
    message: 'The feed was imported',
    retries: 0,
    started_at: timestamp(now - DAY - HOUR),
    status: 'completed',
  });
}
