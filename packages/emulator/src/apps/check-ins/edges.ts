import type { AppModel, Surroundings } from '../../schema/app-model.ts';
import { me, related, toOrganization } from '../related.ts';
import { refs } from '../../store/identifiers.ts';
import type { Ref, StoredRecord } from '../../store/record.ts';
import { isShown } from './event-times.ts';
import { checkInsOfPersonEvent } from './visits.ts';

type Store = Pick<Surroundings, 'store'>;

/** Edges of Check-Ins that no relation leads along: most go by the times for which somebody is checked in. */
export const checkInsEdges: AppModel['edges'] = {
  'Organization.me': me,
  'CheckIn.event_times': { records: throughTimes('event_time') },
  // In the first version somebody is at one place.
  'CheckIn.location': {
    records: (checkIn, around) => throughTimes('location')(checkIn, around).slice(0, 1),
  },
  'CheckIn.locations': { records: throughTimes('location') },
  'Event.current_event_times': {
    records: (event, around) =>
      around.store.pointingAt('EventTime', 'event', event).filter((time) => isShown(time, around)),
  },
  'EventTime.available_locations': {
    records: (time, around) =>
      related(time, 'event', around)
        .flatMap((event) => around.store.pointingAt('Location', 'event', event))
        .filter(({ attributes }) => attributes['kind'] !== FOLDER && attributes['opened'] === true),
  },
  'EventTime.check_ins': {
    records: (time, around) => checkInsOf(timesAt('event_time', time, around), around),
  },
  'Location.check_ins': {
    records: (location, around) => checkInsOf(timesAt('location', location, around), around),
  },
  'Location.integration_links': { inverse: 'local' },
  'LocationEventPeriod.check_ins': {
    records: (both, around) => checkInsOf(timesOfLocationEventPeriod(both, around), around),
  },
  'LocationEventTime.check_ins': {
    records: (both, around) => checkInsOf(timesOfLocationEventTime(both, around), around),
  },
  'Person.organization': toOrganization,
  'PersonEvent.first_check_in': {
    records: (both, around) => checkInsOfPersonEvent(both, around).slice(0, 1),
  },
  'PersonEvent.last_check_in': { records: (both, around) => checkInsOfPersonEvent(both, around).slice(-1) },
};

/** The kind of a location that only holds others. */
export const FOLDER = 'Folder';

/** The check-in times that point at an event time or a location. */
export function timesAt(
  relation: 'event_time' | 'location',
  target: Ref,
  { store }: Store,
): readonly StoredRecord[] {
  return store.pointingAt('CheckInTime', relation, target);
}

/** The check-in times of a location at an event time. */
export function timesOfLocationEventTime(both: StoredRecord, around: Store): readonly StoredRecord[] {
  const locations = new Set(refs(both.relations['location']).map(({ id }) => id));
  return related(both, 'event_time', around)
    .flatMap((time) => timesAt('event_time', time, around))
    .filter(({ relations }) => refs(relations['location']).some(({ id }) => locations.has(id)));
}

/** The check-in times of a location at all event times of a period. */
export function timesOfLocationEventPeriod(both: StoredRecord, around: Store): readonly StoredRecord[] {
  return related(both, 'event_period', around)
    .flatMap((period) => around.store.pointingAt('EventTime', 'event_period', period))
    .flatMap((event_time) =>
      timesOfLocationEventTime(
        { ...both, relations: { event_time, location: both.relations['location'] ?? null } },
        around,
      ),
    );
}

/** Whose check-in times they are: somebody who stays for two services is there once. */
export function checkInsOf(times: readonly StoredRecord[], around: Store): readonly StoredRecord[] {
  return [...new Set(times.flatMap((time) => related(time, 'check_in', around)))];
}

function throughTimes(
  relation: 'event_time' | 'location',
): (checkIn: StoredRecord, around: Surroundings) => readonly StoredRecord[] {
  return (checkIn, around) => [
    ...new Set(
      around.store
        .pointingAt('CheckInTime', 'check_in', checkIn)
        .flatMap((time) => related(time, relation, around)),
    ),
  ];
}
