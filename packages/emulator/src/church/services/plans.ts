import { identify } from '../../store/identifiers.ts';
import type { Json, Ref, StoredRecord } from '../../store/record.ts';
import { DAY, TIME_ZONE } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { PLAN_NOTES } from '../words/services.ts';
import type { Blockouts } from './blockouts.ts';
import { writtenDay } from '../../apps/services/written-day.ts';
import { PLANNED_AHEAD, type Calendar } from './calendar.ts';
import { seedItems, type Repertoire } from './items.ts';
import { seedPlanPeople } from './plan-people.ts';
import { seedPlanTimes } from './plan-times.ts';
import type { SeededServiceType } from './service-types.ts';
import type { SeededSong } from './songs.ts';
import type { SeededTeam } from './teams.ts';
import type { Volunteer } from './volunteers.ts';

/** A plan while it is being filled. */
export interface PlanDraft {
  readonly plan: Ref;
  readonly record: StoredRecord;
  readonly serviceType: SeededServiceType;
  readonly title: string | null;
  /** Counted from the current one. */
  readonly week: number;
  /** When its first service begins. */
  readonly starts: number;
  readonly created: number;
}

export interface PlanningOptions {
  readonly calendar: Calendar;
  readonly serviceTypes: readonly SeededServiceType[];
  readonly teams: readonly SeededTeam[];
  readonly repertoire: Repertoire;
  readonly blockouts: Blockouts;
  readonly administrator: Volunteer;
}

/** Plans every service from 16 weeks ago to 6 weeks ahead. */
export function seedPlans(seeding: Seeding, options: PlanningOptions): void {
  for (const serviceType of options.serviceTypes) {
    let previous: PlanDraft | null = null;
    for (const outline of outlinePlans(seeding, serviceType, options)) {
      const draft = addPlan(seeding, outline, { ...options, previous });
      fillPlan(seeding, draft, options);
      previous = draft;
    }
  }
}

const FIRST_WEEK = -16;
const LAST_WEEK = 6;

/** A week of a service type. */
interface PlanOutline {
  readonly serviceType: SeededServiceType;
  readonly week: number;
  readonly title: string | null;
  readonly series: { readonly ref: Ref; readonly title: string } | null;
}

/** Spreads the series of a service type over its weeks. */
function outlinePlans(
  seeding: Seeding,
  serviceType: SeededServiceType,
  { calendar }: PlanningOptions,
): readonly PlanOutline[] {
  const { series, weekday } = serviceType.kind;
  const outlines: PlanOutline[] = [];
  for (const { title, plans } of series) {
    const begins = calendar.at(FIRST_WEEK + outlines.length, weekday, 0);
    const ref = addSeries(seeding, title, begins - PLANNED_AHEAD);
    for (const plan of plans) {
      outlines.push({
        serviceType,
        week: FIRST_WEEK + outlines.length,
        title: plan,
        series: { ref, title },
      });
    }
  }
  for (let week = FIRST_WEEK + outlines.length; week <= LAST_WEEK; week++) {
    outlines.push({ serviceType, week, title: null, series: null });
  }
  return outlines;
}

function addSeries(seeding: Seeding, title: string, created: number): Ref {
  return seeding.addRef('Series', {
    artwork_content_type: null,
    artwork_file_name: null,
    artwork_file_size: null,
    artwork_for_dashboard: null,
    artwork_for_mobile: null,
    artwork_for_plan: null,
    artwork_original: null,
    created_at: timestamp(created),
    has_artwork: false,
    title,
    updated_at: timestamp(created),
  });
}

function addPlan(
  seeding: Seeding,
  { serviceType, week, title, series }: PlanOutline,
  { calendar, administrator, previous }: PlanningOptions & { previous: PlanDraft | null },
): PlanDraft {
  const { kind, ref } = serviceType;
  const services = kind.starts.map((minute) => calendar.at(week, kind.weekday, minute));
  const [starts = 0] = services;
  const created = starts - PLANNED_AHEAD;
  const times = { starts, lastStarts: services.at(-1) ?? starts, created };
  const attributes = planAttributes(seeding.store.nextId('Plan'), times, {
    title,
    seriesTitle: series?.title ?? null,
  });
  const record = seeding.add('Plan', attributes, {
    attachment_types: [],
    created_by: administrator.ref,
    linked_publishing_episode: null,
    live_controller: null,
    live_item_time: null,
    live_next_item_time: null,
    next_plan: null,
    previous_plan: previous?.plan ?? null,
    series: series?.ref ?? null,
    service_type: ref,
    updated_by: administrator.ref,
  });
  const plan = identify(record);
  if (previous) seeding.store.relate(previous.record, { next_plan: plan });
  return { plan, record, serviceType, title, week, starts, created };
}

function planAttributes(
  id: string,
  { starts, lastStarts, created }: { starts: number; lastStarts: number; created: number },
  { title, seriesTitle }: { title: string | null; seriesTitle: string | null },
): Record<string, Json> {
  return {
    can_view_order: true,
    created_at: timestamp(created),
    dates: writtenDay(starts, 'long', TIME_ZONE),
    files_expire_at: timestamp(lastStarts + 15 * DAY),
    last_time_at: timestamp(lastStarts),
    multi_day: false,
    permissions: 'Administrator',
    planning_center_url: `https://services.planningcenteronline.com/plans/${id}`,
    prefers_order_view: true,
    public: false,
    public_by_schedule: false,
    rehearsable: true,
    reminders_disabled: false,
    series_title: seriesTitle,
    short_dates: writtenDay(starts, 'short', TIME_ZONE),
    sort_date: timestamp(starts),
    title,
    updated_at: timestamp(created),
  };
}

function fillPlan(seeding: Seeding, draft: PlanDraft, options: PlanningOptions): void {
  const { calendar, blockouts, administrator, repertoire } = options;
  const teams = options.teams.filter(({ serviceType }) => serviceType === draft.serviceType);
  const times = seedPlanTimes(seeding, calendar, { draft, teams });
  for (const song of seedItems(seeding, draft, repertoire)) {
    if (draft.starts <= calendar.now) noteScheduled(song, draft);
  }
  seedPlanPeople(seeding, { draft, times, teams, blockouts, scheduler: administrator });
  if (seeding.dice.chance(0.5)) addPlanNote(seeding, draft, { administrator, teams });
}

/** Remembers when a song was last sung. */
function noteScheduled({ record: { attributes } }: SeededSong, { record: plan }: PlanDraft): void {
  const [before, date] = [attributes['last_scheduled_at'], plan.attributes['sort_date']];
  if (typeof before === 'string' && typeof date === 'string' && before >= date) return;
  attributes['last_scheduled_at'] = date ?? null;
  attributes['last_scheduled_short_dates'] = plan.attributes['short_dates'] ?? null;
}

function addPlanNote(
  seeding: Seeding,
  { plan, created, serviceType }: PlanDraft,
  { administrator, teams }: { administrator: Volunteer; teams: readonly SeededTeam[] },
): void {
  const { dice } = seeding;
  const category = dice.pick(serviceType.planNoteCategories);
  seeding.add(
    'PlanNote',
    {
      category_name: category.name,
      content: dice.pick(PLAN_NOTES),
      created_at: timestamp(created),
      updated_at: timestamp(created),
    },
    {
      created_by: administrator.ref,
      plan,
      plan_note_category: category.ref,
      plan_template: null,
      teams: dice.some(
        teams.map(({ ref }) => ref),
        dice.int(1, 2),
      ),
    },
  );
}
