import { attributeAt, counted } from '../related.ts';
import type { AppModel, ComputedValue } from '../../schema/app-model.ts';
import type { StoredRecord } from '../../store/record.ts';

/** Attributes of Services that follow from others. */
export const servicesValues: AppModel['values'] = {
  Plan: {
    items_count: counted('Item', 'plan'),
    needed_positions_count: (plan, { store }) =>
      sum(store.pointingAt('NeededPosition', 'plan', plan), 'quantity'),
    other_time_count: timesOfType('other'),
    plan_notes_count: counted('PlanNote', 'plan'),
    plan_people_count: counted('PlanPerson', 'plan'),
    rehearsal_time_count: timesOfType('rehearsal'),
    service_time_count: timesOfType('service'),
    total_length: (plan, { store }) => sum(store.pointingAt('Item', 'plan', plan), 'length'),
  },
};

/** What `order` sorts by without an attribute of that name. */
export const servicesOrder: AppModel['order'] = {
  Attachment: { size: ({ attributes }) => attributes['file_size'] ?? null },
  PersonTeamPositionAssignment: {
    first_name: attributeAt('person', 'first_name'),
    last_name: attributeAt('person', 'last_name'),
  },
  Schedule: { starts_at: ({ attributes }) => attributes['sort_date'] ?? null },
  TeamLeader: {
    first_name: attributeAt('person', 'first_name'),
    last_name: attributeAt('person', 'last_name'),
  },
};

function timesOfType(type: string): ComputedValue {
  return (plan, { store }) =>
    store.pointingAt('PlanTime', 'plan', plan).filter(({ attributes }) => attributes['time_type'] === type)
      .length;
}

function sum(records: readonly StoredRecord[], attribute: string): number {
  return records.reduce((total, { attributes }) => total + Number(attributes[attribute] ?? 0), 0);
}
