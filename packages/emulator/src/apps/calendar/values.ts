import { commaList } from '../../query/comma-list.ts';
import type { AppModel, ComputedValue } from '../../schema/app-model.ts';
import {
  asInPeople,
  contactsInPeople,
  listedInPeople,
  nameInPeople,
  namesFromPeople,
  shownAddress,
  shownPhoneNumber,
} from '../from-people.ts';
import { relatedOne } from '../related.ts';
import { textOf, type Json, type Ref, type StoredRecord } from '../../store/record.ts';
import { fold } from '../../query/fold.ts';
import { approvalStatus, percentOf } from './approvals.ts';
import { resourcesOfGroup, tagsOf } from './edges.ts';

/** Attributes of Calendar that follow from others. */
export const calendarValues: AppModel['values'] = {
  Event: {
    approval_status: approvalStatus,
    percent_approved: percentOf('A'),
    percent_rejected: percentOf('R'),
  },
  Person: {
    ...namesFromPeople,
    avatar_url: asInPeople('avatar'),
    child: asInPeople('child'),
    contact_data: contactData,
    gender: asInPeople('gender'),
    middle_name: asInPeople('middle_name'),
    name: nameInPeople,
    name_prefix: listedInPeople('name_prefix'),
    name_suffix: listedInPeople('name_suffix'),
    member_of_approval_groups: (person, { store }) =>
      store.pointingAt('ResourceApprovalGroup', 'people', person).length > 0,
    pending_request_count: (person, around) =>
      around.store
        .pointingAt('ResourceApprovalGroup', 'people', person)
        .flatMap((group) => resourcesOfGroup(group, around))
        .flatMap((resource) => around.store.pointingAt('EventResourceRequest', 'resource', resource))
        .filter(({ attributes }) => attributes['approval_status'] === 'P').length,
  },
  Resource: { path_name: pathName },
  ResourceApprovalGroup: {
    form_count: () => 0,
    resource_count: countOf('Resource'),
    room_count: countOf('Room'),
  },
  ResourceFolder: {
    ancestry: (folder, around) =>
      ancestors(folder, around)
        .map(({ id }) => id)
        .join('/') || null,
    path_name: pathName,
  },
};

/** What older versions call otherwise, and what they had besides. */
export const calendarEarlier: AppModel['earlier'] = {
  Event: {
    archived_at: { until: '2021-07-20', show: () => null },
    details: { until: '2021-07-20', show: sameAs('summary') },
  },
  EventInstance: {
    recurrence_description: { until: '2022-07-07', show: sameAs('compact_recurrence_description') },
  },
  EventResourceRequest: {
    percent_approved: {
      until: '2021-07-20',
      show: ({ attributes }) => (attributes['approval_status'] === 'A' ? 100 : 0),
    },
    room_setup_info: { until: '2021-07-20', show: sameAs('notes') },
  },
  Resource: { path: { until: '2020-04-08', show: pathName } },
  ResourceFolder: { path: { until: '2020-04-08', show: pathName } },
};

/** `where` keys of Calendar that compare something else than an attribute. */
export const calendarWhere: AppModel['where'] = {
  EventInstance: {
    event_name: (instance, value, around) =>
      fold(textOf(relatedOne(instance, 'event', around)?.attributes['name'])) === fold(value),
    tag_ids: (instance, value, around) => {
      const wanted = new Set(commaList(value));
      return tagsOf(instance, around).some(({ id }) => wanted.has(id));
    },
  },
};

function contactData(person: StoredRecord, around: Parameters<ComputedValue>[1]): Json {
  return {
    addresses: addresses(person, around),
    email_addresses: emails(person, around),
    phone_numbers: phones(person, around),
  };
}

const addresses = contactsInPeople('Address', (address) => {
  const { line_1: _first, line_2: _second, ...shown } = shownAddress(address);
  return { ...shown, country_code: address['country_code'] ?? null };
});

const emails = contactsInPeople(
  'Email',
  ({ address = null, blocked = null, location = null, primary = null }) => ({
    address,
    blocked,
    location,
    primary,
  }),
);

const phones = contactsInPeople('PhoneNumber', shownPhoneNumber);

function sameAs(attribute: string): ComputedValue {
  return ({ attributes }) => attributes[attribute] ?? null;
}

function countOf(kind: string): ComputedValue {
  return (group, around) =>
    resourcesOfGroup(group, around).filter(({ attributes }) => attributes['kind'] === kind).length;
}

/** The folders in which something lies, from the outermost on. */
function ancestors(record: StoredRecord, around: Parameters<ComputedValue>[1]): readonly Ref[] {
  const folders: StoredRecord[] = [];
  let folder = relatedOne(record, 'resource_folder', around);
  // A folder can be put into one of those that it holds.
  while (folder && !folders.includes(folder)) {
    folders.unshift(folder);
    folder = relatedOne(folder, 'resource_folder', around);
  }
  return folders;
}

function pathName(record: StoredRecord, around: Parameters<ComputedValue>[1]): string | null {
  const names = ancestors(record, around).map(({ type, id }) =>
    textOf(around.store.get(type, id)?.attributes['name']),
  );
  return names.join('/') || null;
}
