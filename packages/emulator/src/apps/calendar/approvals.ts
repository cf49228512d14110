import type { Surroundings } from '../../schema/app-model.ts';
import { timeOf } from '../filter-rules.ts';
import { relatedOne } from '../related.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';

type Store = Pick<Surroundings, 'store'>;

/** Of all requests for an event, how many have this status, in percent. */
export function percentOf(status: string): (event: StoredRecord, around: Store) => number {
  return (event, around) => {
    const statuses = statusesOf(event, around);
    if (statuses.length === 0) return 0;
    return Math.round((100 * statuses.filter((one) => one === status).length) / statuses.length);
  };
}

/** An event waits as long as one request for it waits, and is rejected with one of them. */
export function approvalStatus(event: StoredRecord, around: Store): 'A' | 'P' | 'R' {
  const statuses = statusesOf(event, around);
  if (statuses.includes('R')) return 'R';
  return statuses.includes('P') ? 'P' : 'A';
}

function statusesOf(event: StoredRecord, { store }: Store): readonly string[] {
  return store
    .pointingAt('EventResourceRequest', 'event', event)
    .map(({ attributes }) => textOf(attributes['approval_status']));
}

/** Whether some person's groups have to approve something that an event has asked for. */
export function isApprover(personId: string, event: StoredRecord, around: Store): boolean {
  const { store } = around;
  const groups = new Set(
    store.pointingAt('ResourceApprovalGroup', 'people', { type: 'Person', id: personId }).map(({ id }) => id),
  );
  return store.pointingAt('EventResourceRequest', 'event', event).some((request) => {
    const resource = relatedOne(request, 'resource', around);
    return refs(resource?.relations['resource_approval_groups']).some(({ id }) => groups.has(id));
  });
}

export function isResolved({ attributes }: StoredRecord): boolean {
  return (attributes['resolved_at'] ?? null) !== null;
}

/** Whether the event of a request fights with another one for the same resource, and nobody has decided. */
export function isInConflict(request: StoredRecord, { store }: Store): boolean {
  const [event] = refs(request.relations['event']);
  const [resource] = refs(request.relations['resource']);
  if (!event || !resource) return false;
  return store
    .pointingAt('Conflict', 'events', event)
    .some((conflict) => !isResolved(conflict) && refs(conflict.relations['resource'])[0]?.id === resource.id);
}

/** Whether at some time of a request more is booked of its resource than there is. */
export function isOverbooked(request: StoredRecord, around: Store): boolean {
  const { store } = around;
  const resource = relatedOne(request, 'resource', around);
  if (!resource) return false;
  const bookings = store
    .pointingAt('ResourceBooking', 'resource', resource)
    .filter((booking) => textOf(requestOf(booking, around)?.attributes['approval_status']) !== 'R');
  return store
    .pointingAt('ResourceBooking', 'event_resource_request', request)
    .some((own) => quantity(bookings.filter((other) => overlap(own, other))) > available(resource));
}

function requestOf(booking: StoredRecord, around: Store): StoredRecord | undefined {
  return relatedOne(booking, 'event_resource_request', around);
}

function overlap(a: StoredRecord, b: StoredRecord): boolean {
  return timeOf(a, 'starts_at') < timeOf(b, 'ends_at') && timeOf(b, 'starts_at') < timeOf(a, 'ends_at');
}

function quantity(bookings: readonly StoredRecord[]): number {
  return bookings.reduce((sum, { attributes }) => sum + Number(attributes['quantity'] ?? 1), 0);
}

function available({ attributes }: StoredRecord): number {
  return Number(attributes['quantity'] ?? 1);
}
