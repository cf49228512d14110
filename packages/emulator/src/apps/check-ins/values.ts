import type { AppModel, ComputedValue, Surroundings } from '../../schema/app-model.ts';
import { timeOf } from '../filter-rules.ts';
import {
  asInPeople,
  contactsInPeople,
  inPeople,
  listedInPeople,
  nameInPeople,
  namesFromPeople,
  shownAddress,
  shownEmailAddress,
  shownPhoneNumber,
} from '../from-people.ts';
import { counted, related } from '../related.ts';
import { railsNameOf } from './rails-time-zones.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import { checkInsOf, timesAt, timesOfLocationEventPeriod, timesOfLocationEventTime } from './edges.ts';
import { isShown } from './event-times.ts';
import { checkInsOfPersonEvent } from './visits.ts';

type Counted = (record: StoredRecord, around: Surroundings) => readonly StoredRecord[];

const ofPeriod: Counted = (period, { store }) => store.pointingAt('CheckIn', 'event_period', period);
const ofTime: Counted = (time, around) => timesAt('event_time', time, around);

/** Attributes of Check-Ins that follow from others: who came is counted, not written down. */
export const checkInsValues: AppModel['values'] = {
  CheckInGroup: {
    check_ins_count: counted('CheckIn', 'check_in_group'),
  },
  EventPeriod: countsByKind(ofPeriod),
  EventTime: { ...countsByKind(ofTime), total_count: (time, around) => ofTime(time, around).length },
  LocationEventPeriod: countsByKind((both, around) =>
    checkInsOf(timesOfLocationEventPeriod(both, around), around),
  ),
  LocationEventTime: countsByKind(timesOfLocationEventTime),
  Person: {
    ...namesFromPeople,
    addresses: contactsInPeople('Address', shownAddress),
    avatar_url: asInPeople('avatar'),
    birthdate: asInPeople('birthdate'),
    check_in_count: (person, around) => checkInsBy(person, around).length,
    child: asInPeople('child'),
    created_at: asInPeople('created_at'),
    demographic_avatar_url: asInPeople('demographic_avatar_url'),
    email_addresses: contactsInPeople('Email', shownEmailAddress),
    gender: asInPeople('gender'),
    grade: asInPeople('grade'),
    headcounter: (person, around) => permissionOf(person, around) !== null,
    ignore_filters: () => false,
    last_checked_in_at: lastCheckedIn,
    medical_notes: asInPeople('medical_notes'),
    middle_name: asInPeople('middle_name'),
    name: nameInPeople,
    name_prefix: listedInPeople('name_prefix'),
    name_suffix: listedInPeople('name_suffix'),
    passed_background_check: asInPeople('passed_background_check'),
    permission: permissionOf,
    phone_numbers: contactsInPeople('PhoneNumber', shownPhoneNumber),
    top_permission: permissionOf,
    updated_at: asInPeople('updated_at'),
  },
  PersonEvent: { check_in_count: (both, around) => checkInsOfPersonEvent(both, around).length },
  Station: {
    check_in_count: counted('CheckIn', 'checked_in_at'),
    closes_at: (station, around) => {
      const shown = timesOfStation(station, around).find((time) => isShown(time, around));
      return shown?.attributes['hides_at'] ?? null;
    },
    next_shows_at: (station, around) => {
      const next = timesOfStation(station, around).find(
        (time) => timeOf(time, 'shows_at') > around.church.now(),
      );
      return next?.attributes['shows_at'] ?? null;
    },
    open_for_check_in: (station, around) =>
      timesOfStation(station, around).some((time) => isShown(time, around)),
  },
};

/** What older versions call otherwise, and what they had besides. */
export const checkInsEarlier: AppModel['earlier'] = {
  Organization: {
    time_zone: {
      until: '2024-11-07',
      show: ({ attributes }) => railsNameOf(textOf(attributes['time_zone'])),
    },
    time_zone_olson: {
      until: '2024-11-07',
      show: ({ attributes }) => attributes['time_zone'] ?? null,
    },
  },
};

function countsByKind(counted: Counted): Readonly<Record<string, ComputedValue>> {
  const count =
    (kind: string): ComputedValue =>
    (record, around) =>
      counted(record, around).filter(({ attributes }) => attributes['kind'] === kind).length;
  return {
    guest_count: count('Guest'),
    regular_count: count('Regular'),
    volunteer_count: count('Volunteer'),
  };
}

function checkInsBy(person: StoredRecord, { store }: Surroundings): readonly StoredRecord[] {
  return store.pointingAt('CheckIn', 'person', person);
}

function lastCheckedIn(person: StoredRecord, around: Surroundings): string | null {
  const moments = checkInsBy(person, around).map(({ attributes }) => textOf(attributes['created_at']));
  return moments.sort().at(-1) ?? null;
}

/** Nobody shows how Check-Ins calls its permissions: they are called as in People. */
function permissionOf(person: StoredRecord, around: Surroundings): string | null {
  const permission = inPeople(person, around)?.attributes['people_permissions'];
  return typeof permission === 'string' ? permission : null;
}

/** The times of a station's event, the first one first. */
function timesOfStation(station: StoredRecord, around: Surroundings): readonly StoredRecord[] {
  return related(station, 'event', around)
    .flatMap((event) => around.store.pointingAt('EventTime', 'event', event))
    .sort((a, b) => timeOf(a, 'starts_at') - timeOf(b, 'starts_at'));
}
