import type { AppModel, FilterRule } from '../../schema/app-model.ts';
import { keep } from '../filter-rules.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf } from '../../store/record.ts';
import { FOLDER } from './edges.ts';
import { isShown } from './event-times.ts';
import { firstVisits } from './visits.ts';

/** Who is there as what. */
const ofKind = (...kinds: readonly string[]): FilterRule =>
  keep(({ attributes }) => kinds.includes(textOf(attributes['kind'])));

const isSet = (attribute: string): FilterRule =>
  keep(({ attributes }) => (attributes[attribute] ?? null) !== null);

const isNotSet = (attribute: string): FilterRule =>
  keep(({ attributes }) => (attributes[attribute] ?? null) === null);

const checkIns: Readonly<Record<string, FilterRule>> = {
  attendee: ofKind('Regular', 'Guest'),
  checked_out: isSet('checked_out_at'),
  first_time: (records, around) => {
    const firsts = firstVisits(around);
    return records.filter((checkIn) => firsts.has(checkIn));
  },
  guest: ofKind('Guest'),
  not_checked_out: isNotSet('checked_out_at'),
  not_one_time_guest: keep(({ attributes }) => attributes['one_time_guest'] !== true),
  one_time_guest: keep(({ attributes }) => attributes['one_time_guest'] === true),
  regular: ofKind('Regular'),
  volunteer: ofKind('Volunteer'),
};

const byPrintStatus: Readonly<Record<string, FilterRule>> = Object.fromEntries(
  ['canceled', 'printed', 'ready', 'skipped'].map((status) => [
    status,
    keep(({ attributes }) => attributes['print_status'] === status),
  ]),
);

/** Filters of Check-Ins whose meaning is known. */
export const checkInsFilters: AppModel['filters'] = {
  'Event.check_ins': checkIns,
  'Event.locations': {
    locations: keep(({ attributes }) => attributes['kind'] !== FOLDER),
    root: keep(({ relations }) => refs(relations['parent']).length === 0),
  },
  'EventPeriod.check_ins': checkIns,
  'EventPeriod.event_times': {
    available: keep(isShown),
  },
  'EventTime.check_ins': checkIns,
  'Location.check_ins': checkIns,
  'LocationEventPeriod.check_ins': checkIns,
  'LocationEventTime.check_ins': checkIns,
  'Organization.check_ins': checkIns,
  'Organization.events': {
    archived: isSet('archived_at'),
    for_headcounts: keep((event, { store }) => store.pointingAt('AttendanceType', 'event', event).length > 0),
    for_registrations: keep((event, { store }) =>
      store
        .pointingAt('IntegrationLink', 'local', event)
        .some(({ attributes }) => attributes['remote_app'] === 'Registrations'),
    ),
    not_archived: isNotSet('archived_at'),
  },
  'Person.check_ins': checkIns,
  'Station.check_in_groups': byPrintStatus,
  'Station.checked_in_at_check_ins': checkIns,
};
