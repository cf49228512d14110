import type { AppModel, ComputedValue, Surroundings } from '../../schema/app-model.ts';
import {
  asInPeople,
  contactsInPeople,
  inPeople,
  namesFromPeople,
  primaryContact,
  shownAddress,
  shownEmailAddress,
  shownPhoneNumber,
} from '../from-people.ts';
import { counted, related, relatedOne } from '../related.ts';
import { slugOf } from '../slug.ts';
import { dayOf } from '../../query/time.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import { groupIdsOf } from './edges.ts';

/** Attributes of Groups that follow from others. */
export const groupsValues: AppModel['values'] = {
  Campus: { name: asInPeople('name') },
  Enrollment: {
    auto_closed: (enrollment, around) => closedBy(enrollment, around) !== null,
    auto_closed_reason: closedBy,
    date_limit_reached: isDateReached,
    member_limit_reached: isFull,
    status: enrollmentStatus,
  },
  Event: {
    visitors_count: (event, { store }) =>
      store
        .pointingAt('Attendance', 'event', event)
        .filter(({ attributes }) => attributes['role'] === 'visitor' && attributes['attended'] === true)
        .length,
  },
  Group: {
    can_create_conversation: (group, around) => whyNoConversation(group, around) === null,
    can_create_conversation_reason_code: whyNoConversation,
    description_as_plain_text: ({ attributes }) =>
      textOf(attributes['description'])
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    // The next two are attributes of the first version only.
    enrollment_open: (group, around) => {
      const enrollment = enrollmentOf(group, around);
      return enrollment !== undefined && enrollmentStatus(enrollment, around) === 'open';
    },
    enrollment_strategy: (group, around) => enrollmentOf(group, around)?.attributes['strategy'] ?? null,
    memberships_count: counted('Membership', 'group'),
    public_church_center_web_url: (group, around) => {
      const type = relatedOne(group, 'group_type', around);
      return type ? `${pageOf(type, around)}/${slugOf(textOf(group.attributes['name']))}` : null;
    },
    tag_ids: ({ relations }) => refs(relations['tags']).map(({ id }) => Number(id)),
  },
  GroupType: { public_church_center_web_url: pageOf },
  // The first version shows with a membership whose it is.
  Membership: {
    account_center_identifier: () => null,
    avatar_url: ofMember(asInPeople('avatar')),
    color_identifier: ({ id }) => Number(id) % 7,
    email_address: ofMember(primaryContact('Email', 'address')),
    first_name: ofMember(asInPeople('first_name')),
    last_name: ofMember(asInPeople('last_name')),
    phone_number: ofMember(primaryContact('PhoneNumber', 'number')),
  },
  Owner: {
    avatar_url: (owner, around) => asInPeople('avatar')({ ...owner, type: 'Person' }, around),
    first_name: (owner, around) => asInPeople('first_name')({ ...owner, type: 'Person' }, around),
    last_name: (owner, around) => asInPeople('last_name')({ ...owner, type: 'Person' }, around),
  },
  Person: {
    ...namesFromPeople,
    addresses: contactsInPeople('Address', shownAddress),
    avatar_url: asInPeople('avatar'),
    child: asInPeople('child'),
    created_at: asInPeople('created_at'),
    email_addresses: contactsInPeople('Email', shownEmailAddress),
    gender: asInPeople('gender'),
    permissions: permissionsOf,
    phone_numbers: contactsInPeople('PhoneNumber', shownPhoneNumber),
  },
};

/** What `order` sorts by without an attribute of that name. */
export const groupsOrder: AppModel['order'] = {
  Attendance: {
    first_name: ofMember(asInPeople('first_name')),
    last_name: ofMember(asInPeople('last_name')),
  },
  Group: {
    enrollment_limit: (group, around) => enrollmentOf(group, around)?.attributes['member_limit'] ?? null,
  },
  Membership: {
    first_name: ofMember(asInPeople('first_name')),
    last_name: ofMember(asInPeople('last_name')),
  },
};

function ofMember(value: ComputedValue): ComputedValue {
  return (record, around) => {
    const [ref] = refs(record.relations['person']);
    return ref ? value({ ...ref, attributes: {}, relations: {} }, around) : null;
  };
}

function enrollmentOf(group: StoredRecord, { store }: Surroundings): StoredRecord | undefined {
  return store.pointingAt('Enrollment', 'group', group)[0];
}

function isFull(enrollment: StoredRecord, around: Surroundings): boolean {
  const limit = enrollment.attributes['member_limit'];
  const members = related(enrollment, 'group', around).flatMap((group) =>
    around.store.pointingAt('Membership', 'group', group),
  );
  return typeof limit === 'number' && members.length >= limit;
}

/** Enrollment is open through the day of its limit. */
function isDateReached({ attributes }: StoredRecord, { church, timeZone }: Surroundings): boolean {
  const limit = attributes['date_limit'];
  return typeof limit === 'string' && limit < (dayOf(church.timestamp(), timeZone) ?? '');
}

function closedBy(enrollment: StoredRecord, around: Surroundings): string | null {
  if (isFull(enrollment, around)) return 'member_limit_reached';
  return isDateReached(enrollment, around) ? 'date_limit_reached' : null;
}

function enrollmentStatus(enrollment: StoredRecord, around: Surroundings): string {
  if (relatedOne(enrollment, 'group', around)?.attributes['listed'] === false) return 'private';
  if (isFull(enrollment, around)) return 'full';
  const closed = enrollment.attributes['strategy'] === 'closed' || isDateReached(enrollment, around);
  return closed ? 'closed' : 'open';
}

function whyNoConversation(group: StoredRecord, around: Surroundings): string | null {
  if (group.attributes['chat_enabled'] !== true) return 'chat_disabled';
  if ((group.attributes['archived_at'] ?? null) !== null) return 'group_archived';
  return groupIdsOf(around.personId, around).has(group.id) ? null : 'non_member';
}

function pageOf(type: StoredRecord, { church }: Surroundings): string {
  const [organization] = church.app('people').all('Organization');
  const subdomain = textOf(organization?.attributes['church_center_subdomain']) || 'example';
  return `https://${subdomain}.churchcenter.com/groups/${slugOf(textOf(type.attributes['name']))}`;
}

function permissionsOf(person: StoredRecord, around: Surroundings): string {
  if (inPeople(person, around)?.attributes['site_administrator'] === true) return 'administrator';
  const roles = around.store
    .pointingAt('Membership', 'person', person)
    .map(({ attributes }) => attributes['role']);
  if (roles.includes('leader')) return 'leader';
  return roles.length > 0 ? 'member' : 'no access';
}
