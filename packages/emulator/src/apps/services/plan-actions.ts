import { bySequence } from '../places.ts';
import { actionRefused, attributeResourceNotFound } from '../../basics/api-error.ts';
import { dayOf, daysLater } from '../../query/time.ts';
import { identify } from '../../store/identifiers.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { ActionCall, AppModel, Surroundings } from '../../schema/app-model.ts';
import { whoAsks } from '../../schema/who-asks.ts';
import { copyInto, type CopyOptions } from './copy-plan.ts';
import { setDates } from './writes.ts';

/** How plans come about from others. */
export const planActions: AppModel['actions'] = {
  'Plan.import_template': { run: importTemplate },
  'Plan.item_reorder': { run: reorderItems },
  'PlanTemplate.item_reorder': { run: reorderItems },
  'ServiceType.create_plans': { run: createPlans },
};

/** Items that are not named come after those that are. */
function reorderItems({ record, attributes, around: { store } }: ActionCall): undefined {
  const { sequence } = attributes;
  if (!Array.isArray(sequence)) throw actionRefused(record.type, "can't be blank", 'sequence');
  const relation = record.type === 'Plan' ? 'plan' : 'plan_template';
  const items = store.pointingAt('Item', relation, record).sort(bySequence);
  const wanted = sequence.map((id) => textOf(id));
  const unknown = wanted.find((id) => !items.some((item) => item.id === id));
  if (unknown !== undefined) throw attributeResourceNotFound('sequence');
  const named = [...new Set(wanted)].flatMap((id) => items.filter((item) => item.id === id));
  const ordered = [...named, ...items.filter((item) => !named.includes(item))];
  ordered.forEach((item, index) => store.change(item, { attributes: { sequence: index + 1 } }));
}

/** `plan_id` may be a plan's or a template's. */
function importTemplate({ record: plan, attributes, around }: ActionCall): undefined {
  const { store } = around;
  const id = textOf(attributes['plan_id']);
  const source = store.get('Plan', id) ?? store.get('PlanTemplate', id);
  if (!source) throw attributeResourceNotFound('plan_id');
  copyInto(plan, source, copyOptions(attributes), around);
  store.change(plan, { attributes: { updated_at: around.church.timestamp() } });
}

function copyOptions(attributes: ActionCall['attributes']): CopyOptions {
  return {
    items: attributes['copy_items'] === true,
    notes: attributes['copy_notes'] === true,
    people: attributes['copy_people'] === true,
    teamIds: Array.isArray(attributes['team_ids']) ? attributes['team_ids'].map(textOf) : undefined,
  };
}

const MOST_PLANS = 12;
const WEEK = 7;

/** One plan a week, like the plan or the templates that are named, from a day on or after the last plan. */
function createPlans({ record: serviceType, attributes, relationships, around }: ActionCall): undefined {
  const count = Number(attributes['count'] ?? 1);
  if (!(count >= 1 && count <= MOST_PLANS))
    throw actionRefused('ServiceType', `must be between 1 and ${MOST_PLANS}`, 'count');
  const last = lastPlan(serviceType, around);
  const sources = relationships['template'] ?? relationships['plan'] ?? [];
  const options = copyOptions(attributes);
  if (attributes['as_template'] === true)
    return makeTemplates(serviceType, { count, source: sources[0] ?? last, options }, around);
  const modelled = relationships['plan']?.[0] ?? last;
  const base = textOf(attributes['base_date']) || daysAfter(dateOf(last, around), WEEK);
  for (let index = 0; index < count; index += 1) {
    const plan = makePlan(serviceType, around);
    addTimes(plan, modelled, { day: daysAfter(base, index * WEEK) }, around);
    const source = sources[index % Math.max(1, sources.length)];
    if (source) copyInto(plan, source, options, around);
  }
}

function lastPlan(serviceType: StoredRecord, { store }: Surroundings): StoredRecord | undefined {
  return store
    .pointingAt('Plan', 'service_type', serviceType)
    .filter(({ attributes }) => typeof attributes['sort_date'] === 'string')
    .sort((a, b) => (textOf(a.attributes['sort_date']) < textOf(b.attributes['sort_date']) ? -1 : 1))
    .at(-1);
}

/** The church's day of a plan, or today. */
function dateOf(plan: StoredRecord | undefined, { church, timeZone }: Surroundings): string {
  const { sort_date: date } = plan?.attributes ?? {};
  const moment = typeof date === 'string' ? date : church.timestamp();
  return dayOf(moment, timeZone) ?? moment.slice(0, 10);
}

function daysAfter(day: string, days: number): string {
  return timestamp(Date.parse(`${day}T00:00:00Z`) + days * DAY).slice(0, 10);
}

const DAY = 24 * 3600 * 1000;

function makePlan(serviceType: StoredRecord, around: Surroundings): StoredRecord {
  const { store, church } = around;
  const id = store.nextId('Plan');
  return store.put({
    type: 'Plan',
    id,
    attributes: {
      can_view_order: true,
      created_at: church.timestamp(),
      dates: 'No dates',
      files_expire_at: null,
      last_time_at: null,
      multi_day: false,
      permissions: 'Administrator',
      planning_center_url: `https://services.planningcenteronline.com/plans/${id}`,
      prefers_order_view: true,
      public: false,
      public_by_schedule: false,
      rehearsable: true,
      reminders_disabled: false,
      series_title: null,
      short_dates: 'No dates',
      sort_date: null,
      title: null,
      updated_at: church.timestamp(),
    },
    relations: { ...madeBy(around), attachment_types: [], series: null, service_type: identify(serviceType) },
  });
}

function madeBy(around: Surroundings): StoredRecord['relations'] {
  const me = whoAsks(around);
  return { created_by: me, updated_by: me };
}

/** The times of another plan, at the same hours, as many days later as the plan is. */
function addTimes(
  plan: StoredRecord,
  source: StoredRecord | undefined,
  { day }: { day: string },
  around: Surroundings,
): void {
  const { store, church } = around;
  if (!source) return;
  const days = Math.round((Date.parse(day) - Date.parse(dateOf(source, around))) / DAY);
  for (const time of store.pointingAt('PlanTime', 'plan', source)) {
    store.put({
      type: 'PlanTime',
      id: store.nextId('PlanTime'),
      attributes: {
        ...time.attributes,
        created_at: church.timestamp(),
        ends_at: laterBy(time.attributes['ends_at'], days, around),
        live_ends_at: null,
        live_starts_at: null,
        recorded: false,
        starts_at: laterBy(time.attributes['starts_at'], days, around),
        updated_at: church.timestamp(),
      },
      relations: { ...time.relations, plan: identify(plan) },
    });
  }
  setDates(identify(plan), around);
}

function laterBy(
  moment: StoredRecord['attributes'][string] | undefined,
  days: number,
  { timeZone }: Surroundings,
): string | null {
  return typeof moment === 'string' ? timestamp(daysLater(Date.parse(moment), days, timeZone)) : null;
}

function makeTemplates(
  serviceType: StoredRecord,
  { count, source, options }: { count: number; source: StoredRecord | undefined; options: CopyOptions },
  around: Surroundings,
): undefined {
  const { store, church } = around;
  for (let index = 0; index < count; index += 1) {
    const template = store.put({
      type: 'PlanTemplate',
      id: store.nextId('PlanTemplate'),
      attributes: {
        can_view_order: true,
        created_at: church.timestamp(),
        multi_day: false,
        name: source?.attributes['title'] ?? source?.attributes['name'] ?? null,
        prefers_order_view: true,
        rehearsable: true,
        updated_at: church.timestamp(),
      },
      relations: { ...madeBy(around), service_type: identify(serviceType) },
    });
    if (source) copyInto(template, source, options, around);
  }
}
