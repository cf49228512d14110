import type { AppModel, FilterRule, FilterSurroundings } from '../../schema/app-model.ts';
import { everything, fromToday, keep, type FilterTest } from '../filter-rules.ts';
import { related, relatedOne } from '../related.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import { approvalStatus, isApprover, isInConflict, isOverbooked, isResolved } from './approvals.ts';

/** `approved_pending` and the like: any of the statuses that the name names. */
function statuses(test: (status: string) => FilterTest): Record<string, FilterRule> {
  const names = { approved: 'A', pending: 'P', rejected: 'R' };
  const combinations = [
    'approved',
    'approved_pending',
    'approved_pending_rejected',
    'approved_rejected',
    'pending',
    'pending_rejected',
    'rejected',
  ];
  return Object.fromEntries(
    combinations.map((combination) => {
      const tests = Object.entries(names)
        .filter(([name]) => combination.split('_').includes(name))
        .map(([, status]) => test(status));
      return [combination, keep((record, around) => tests.some((one) => one(record, around)))];
    }),
  );
}

const bookings: Readonly<Record<string, FilterRule>> = {
  ...statuses(
    (status) => (booking, around) =>
      textOf(relatedOne(booking, 'event_resource_request', around)?.attributes['approval_status']) === status,
  ),
  future: fromToday('ends_at'),
};

const requests: Readonly<Record<string, FilterRule>> = {
  awaiting_response: keep(({ attributes }) => attributes['approval_status'] === 'P'),
  future: keep((request, around) => hasFutureInstance(relatedOne(request, 'event', around), around)),
  not_in_conflict: keep((request, around) => !isInConflict(request, around)),
  not_overbooked: keep((request, around) => !isOverbooked(request, around)),
  overbooked: keep(isOverbooked),
};

/** Rooms, and everything else that can be booked; `through` is the relation to it, where it is not the record itself. */
function kinds(through?: string): Record<string, FilterRule> {
  const kindOf: (record: StoredRecord, around: FilterSurroundings) => unknown = (record, around) =>
    (through ? relatedOne(record, through, around) : record)?.attributes['kind'];
  return {
    resources: keep((record, around) => kindOf(record, around) === 'Resource'),
    rooms: keep((record, around) => kindOf(record, around) === 'Room'),
  };
}

const owner: FilterTest = (instance, around) =>
  refs(eventOf(instance, around)?.relations['owner']).some(({ id }) => id === around.personId);

const approver: FilterTest = (instance, around) => {
  const event = eventOf(instance, around);
  return event !== undefined && isApprover(around.personId, event, around);
};

const instances: Readonly<Record<string, FilterRule>> = {
  all: everything,
  ...statuses((status) => (instance, around) => {
    const event = eventOf(instance, around);
    return event !== undefined && approvalStatus(event, around) === status;
  }),
  approver: keep(approver),
  future: fromToday('ends_at'),
  lost: keep((instance, around) =>
    conflictsOf(instance, around).some(
      (conflict) => isResolved(conflict) && !wins(eventOf(instance, around), conflict),
    ),
  ),
  owner: keep(owner),
  owner_approver: keep((instance, around) => owner(instance, around) || approver(instance, around)),
  unresolved: keep((instance, around) =>
    conflictsOf(instance, around).some((conflict) => !isResolved(conflict)),
  ),
};

/** Filters of Calendar whose meaning is known. */
export const calendarFilters: AppModel['filters'] = {
  'Event.event_instances': { future: fromToday('ends_at') },
  'Event.resource_bookings': { future: fromToday('ends_at') },
  'EventInstance.resource_bookings': { future: fromToday('ends_at'), ...kinds('resource') },
  'EventResourceRequest.resource_bookings': bookings,
  'Organization.conflicts': {
    future: keep((conflict, around) =>
      related(conflict, 'events', around).some((event) => hasFutureInstance(event, around)),
    ),
    resolved: keep(isResolved),
    unresolved: keep((conflict) => !isResolved(conflict)),
  },
  'Organization.event_instances': instances,
  'Organization.events': { future: keep(hasFutureInstance) },
  'Organization.people': {
    active: keep(({ attributes }) => attributes['status'] === 'active'),
    event_owners: keep((person, { store }) => store.pointingAt('Event', 'owner', person).length > 0),
  },
  'Organization.resource_bookings': { ...bookings, ...kinds('resource') },
  'Organization.resource_folders': kinds(),
  'Organization.resources': kinds(),
  'Organization.room_setups': {
    shared_room_setups: keep(({ relations }) => refs(relations['containing_resource']).length === 0),
  },
  'Organization.tag_groups': { required: keep(({ attributes }) => attributes['required'] === true) },
  'Organization.tags': { individual: keep(({ relations }) => refs(relations['tag_group']).length === 0) },
  'Person.event_resource_requests': requests,
  'Resource.resource_bookings': bookings,
  'ResourceApprovalGroup.event_resource_requests': requests,
  'ResourceApprovalGroup.required_approvals': kinds('resource'),
  'ResourceApprovalGroup.resources': kinds(),
};

function eventOf(instance: StoredRecord, around: FilterSurroundings): StoredRecord | undefined {
  return relatedOne(instance, 'event', around);
}

function conflictsOf(instance: StoredRecord, around: FilterSurroundings): readonly StoredRecord[] {
  const event = eventOf(instance, around);
  return event ? around.store.pointingAt('Conflict', 'events', event) : [];
}

function wins(event: StoredRecord | undefined, conflict: StoredRecord): boolean {
  return refs(conflict.relations['winner']).some(({ id }) => id === event?.id);
}

function hasFutureInstance(event: StoredRecord | undefined, around: FilterSurroundings): boolean {
  if (!event) return false;
  return fromToday('ends_at')(around.store.pointingAt('EventInstance', 'event', event), around).length > 0;
}
