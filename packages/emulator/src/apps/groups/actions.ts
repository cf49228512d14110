import { actionRefused, attributeResourceNotFound } from '../../basics/api-error.ts';
import type { ActionCall, AppModel, Surroundings } from '../../schema/app-model.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type Json, type Ref, type StoredRecord } from '../../store/record.ts';

/** Actions of Groups. */
export const groupsActions: AppModel['actions'] = {
  'Group.assign_campuses': { run: assignCampuses },
  'Group.disable_chat': { run: (call) => setChat(call, false) },
  'Group.duplicate': { run: duplicate },
  'Group.enable_chat': { run: (call) => setChat(call, true) },
  'GroupApplication.approve': { run: approve },
  'GroupApplication.reject': { run: reject },
};

/** The campuses that are named are those that it has afterwards. */
function assignCampuses({ record, attributes, around: { store } }: ActionCall): undefined {
  const { campus_ids: ids } = attributes;
  const campuses = (Array.isArray(ids) ? ids : []).map((id) => ({ type: 'Campus', id: textOf(id) }));
  if (campuses.some(({ type, id }) => !store.get(type, id))) throw attributeResourceNotFound('campus_ids');
  store.change(record, { relations: { campuses } });
}

function setChat({ record, around: { store } }: ActionCall, chat_enabled: boolean): undefined {
  store.change(record, { attributes: { chat_enabled } });
}

/**
 * A new group with the settings of the old one. Of what `fields` may name only these are known: `memberships`, `tags`,
 * `campuses`, `location`.
 */
function duplicate({ record, attributes, around }: ActionCall): StoredRecord {
  const { store, church } = around;
  const fields = Array.isArray(attributes['fields']) ? attributes['fields'] : [];
  const copied = <T>(field: string, value: T, otherwise: T): T =>
    fields.includes(field) ? value : otherwise;
  const { campuses = [], tags = [], location = null } = record.relations;
  const group = store.put({
    type: 'Group',
    id: store.nextId('Group'),
    attributes: {
      ...record.attributes,
      archived_at: null,
      created_at: church.timestamp(),
      name: attributes['name'] ?? `${textOf(record.attributes['name'])} (Copy)`,
    },
    relations: {
      campuses: copied('campuses', campuses, []),
      group_type: groupTypeOf(record, attributes['group_type_id'], around),
      location: copied('location', location, null),
      tags: copied('tags', tags, []),
    },
  });
  for (const type of ['Enrollment', ...copied('memberships', ['Membership'], [])])
    copyTo(group, record, type, around);
  return group;
}

function groupTypeOf({ relations }: StoredRecord, id: Json | undefined, { store }: Surroundings): Ref | null {
  if (id === undefined || id === null) return refs(relations['group_type'])[0] ?? null;
  const type = { type: 'GroupType', id: textOf(id) };
  if (!store.get(type.type, type.id)) throw attributeResourceNotFound('group_type_id');
  return type;
}

function copyTo(group: StoredRecord, from: StoredRecord, type: string, { store }: Surroundings): void {
  for (const { attributes, relations } of store.pointingAt(type, 'group', from)) {
    store.put({
      type,
      id: store.nextId(type),
      attributes: { ...attributes },
      relations: { ...relations, group: { type: 'Group', id: group.id } },
    });
  }
}

/** Whoever applied is a member afterwards. */
function approve(call: ActionCall): undefined {
  decide(call, 'approved');
  const { record, attributes, around } = call;
  const { store, church } = around;
  const [person] = refs(record.relations['person']);
  const [group] = refs(record.relations['group']);
  if (!person || !group || isMember(person, group, around)) return;
  store.put({
    type: 'Membership',
    id: store.nextId('Membership'),
    attributes: { joined_at: church.timestamp(), role: attributes['role'] ?? 'member' },
    relations: { group, person },
  });
}

function reject(call: ActionCall): undefined {
  decide(call, 'rejected');
}

function decide({ record, around: { store } }: ActionCall, status: 'approved' | 'rejected'): void {
  const { status: before } = record.attributes;
  if (before !== 'pending') throw actionRefused('GroupApplication', `is ${textOf(before)} already`);
  store.change(record, { attributes: { status } });
}

/** Whether somebody belongs to a group. */
export function isMember(person: Ref, group: Ref, { store }: Surroundings): boolean {
  return store
    .pointingAt('Membership', 'group', group)
    .some(({ relations }) => refs(relations['person']).some(({ id }) => id === person.id));
}
