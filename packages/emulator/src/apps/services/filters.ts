import type { AppModel, FilterRule, FilterSurroundings } from '../../schema/app-model.ts';
import { beforeToday, everything, fromToday, keep, nothing, timeOf } from '../filter-rules.ts';
import { spanOf } from '../../query/time.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';

const MEDIA_TYPES = [
  'audio',
  'background_audio',
  'background_image',
  'background_video',
  'countdown',
  'curriculum',
  'document',
  'drama',
  'image',
  'powerpoint',
  'song_video',
  'video',
];

const teamMembers: Readonly<Record<string, FilterRule>> = {
  confirmed: keep(({ attributes }) => ['C', 'Confirmed'].includes(textOf(attributes['status']))),
  not_declined: keep(({ attributes }) => !isDeclined(attributes)),
  // Nothing can be archived or deleted and stay.
  not_archived: everything,
  not_deleted: everything,
};

/** Filters of Services whose meaning is known. */
export const servicesFilters: AppModel['filters'] = {
  'Organization.media': {
    archived: keep((medium, { church }) => isArchived(medium, church.timestamp())),
    not_archived: keep((medium, { church }) => !isArchived(medium, church.timestamp())),
    ...Object.fromEntries(
      MEDIA_TYPES.map((type) => [type, keep(({ attributes }) => attributes['media_type'] === type)]),
    ),
  },
  'Organization.report_templates': {
    matrix: keep(({ attributes }) => attributes['type'] === 'ReportMatrix'),
    people: keep(({ attributes }) => attributes['type'] === 'ReportPeople'),
    plans: keep(({ attributes }) => attributes['type'] === 'ReportPlan'),
    without_defaults: keep(({ attributes }) => attributes['default'] !== true),
  },
  'Organization.service_types': {
    no_parent: keep(({ relations }) => refs(relations['parent']).length === 0),
  },
  'Organization.tag_groups': Object.fromEntries(
    ['arrangement', 'media', 'person', 'song'].map((kind) => [
      kind,
      keep(({ attributes }) => attributes['tags_for'] === kind),
    ]),
  ),
  'Person.available_signups': { current_organization: everything },
  'Person.blockouts': { future: fromToday('ends_at'), past: beforeToday('ends_at') },
  'Person.person_team_position_assignments': { not_archived: everything, not_deleted: everything },
  'Person.team_leaders': { not_archived: everything, not_deleted: everything },
  'Person.schedules': {
    after: after('sort_date'),
    all: everything,
    before: before('sort_date'),
    future: fromToday('sort_date'),
    past: beforeToday('sort_date'),
    not_across_organizations: everything,
    with_declined: everything,
  },
  'Plan.team_members': teamMembers,
  'PlanTemplate.team_members': teamMembers,
  'ServiceType.plan_times': {
    future: fromToday('starts_at'),
    past: beforeToday('starts_at'),
    named: keep(({ attributes }) => (attributes['name'] ?? '') !== ''),
    not_deleted: everything,
  },
  'ServiceType.plans': {
    after: after('sort_date'),
    before: before('sort_date'),
    future: fromToday('sort_date'),
    past: beforeToday('sort_date'),
    no_dates: keep(({ attributes }) => (attributes['sort_date'] ?? null) === null),
  },
  'ServiceType.unscoped_plans': { deleted: nothing },
  'Song.song_schedules': {
    after: after('plan_sort_date'),
    before: before('plan_sort_date'),
    most_recent: { cuts: (schedules, around) => pastOnes(schedules, around).slice(-1) },
    most_recent_with_upcoming: {
      cuts: (schedules, around) => {
        const past = pastOnes(schedules, around);
        return [...past.slice(-1), ...schedules.filter((schedule) => !past.includes(schedule))];
      },
    },
    three_most_recent: { cuts: (schedules, around) => pastOnes(schedules, around).slice(-3) },
  },
};

/** They can be archived at a moment that is still to come. */
function isArchived({ attributes }: StoredRecord, now: string): boolean {
  const { archived_at: archived } = attributes;
  return typeof archived === 'string' && archived <= now;
}

function isDeclined(attributes: StoredRecord['attributes']): boolean {
  return ['D', 'Declined'].includes(textOf(attributes['status']));
}

/** With the parameter `after`, a date or a timestamp; without it everything. */
function after(attribute: string): FilterRule {
  return (records, { param, timeZone }) => {
    const start = spanOf(param('after') ?? '', timeZone)?.start;
    return start === undefined ? records : records.filter((record) => timeOf(record, attribute) >= start);
  };
}

function before(attribute: string): FilterRule {
  return (records, { param, timeZone }) => {
    const start = spanOf(param('before') ?? '', timeZone)?.start;
    return start === undefined ? records : records.filter((record) => timeOf(record, attribute) < start);
  };
}

function pastOnes(schedules: readonly StoredRecord[], around: FilterSurroundings): readonly StoredRecord[] {
  return schedules
    .filter((record) => timeOf(record, 'plan_sort_date') < around.church.now())
    .sort((a, b) => timeOf(a, 'plan_sort_date') - timeOf(b, 'plan_sort_date'));
}
