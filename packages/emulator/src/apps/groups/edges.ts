import type { AppModel, Surroundings } from '../../schema/app-model.ts';
import { me, related } from '../related.ts';
import { refs } from '../../store/identifiers.ts';
import type { StoredRecord } from '../../store/record.ts';

/** Edges of Groups that no relation leads along. */
export const groupsEdges: AppModel['edges'] = {
  'Organization.me': me,
  'Group.my_membership': {
    records: (group, { store, personId }) =>
      store.pointingAt('Membership', 'group', group).filter(({ relations }) => isAt(relations, personId)),
  },
  'Group.people': { records: throughMemberships('group', 'person') },
  'GroupType.events': {
    records: (type, around) =>
      around.store.pointingAt('Group', 'group_type', type).flatMap((group) => eventsOf(group, around)),
  },
  'Person.events': {
    records: (person, around) =>
      throughMemberships('person', 'group')(person, around).flatMap((group) => eventsOf(group, around)),
  },
  'Person.groups': { records: throughMemberships('person', 'group') },
  // A file is downloaded and a link is visited: both lead to what is known of it.
  'Resource.download': { records: (resource) => (isLink(resource) ? [] : [resource]) },
  'Resource.visit': { records: (resource) => (isLink(resource) ? [resource] : []) },
};

/** The groups that somebody belongs to. */
export function groupIdsOf(personId: string, { store }: Surroundings): ReadonlySet<string> {
  return new Set(
    store
      .pointingAt('Membership', 'person', { type: 'Person', id: personId })
      .flatMap(({ relations }) => refs(relations['group']).map(({ id }) => id)),
  );
}

function throughMemberships(
  from: 'group' | 'person',
  to: 'group' | 'person',
): (record: StoredRecord, around: Surroundings) => readonly StoredRecord[] {
  return (record, around) =>
    around.store
      .pointingAt('Membership', from, record)
      .flatMap((membership) => related(membership, to, around));
}

function eventsOf(group: StoredRecord, { store }: Surroundings): StoredRecord[] {
  return store.pointingAt('Event', 'group', group);
}

function isAt(relations: StoredRecord['relations'], personId: string): boolean {
  return refs(relations['person']).some(({ id }) => id === personId);
}

function isLink({ attributes }: StoredRecord): boolean {
  return attributes['type'] === 'LinkResource';
}
