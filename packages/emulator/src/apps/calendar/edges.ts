import { identify } from '../../store/identifiers.ts';
import type { AppModel, Surroundings } from '../../schema/app-model.ts';
import { me, related, relatedOne, toOrganization } from '../related.ts';
import type { StoredRecord } from '../../store/record.ts';

/** Edges of Calendar that no relation leads along. */
export const calendarEdges: AppModel['edges'] = {
  'Organization.me': me,
  'Event.conflicts': { inverse: 'events' },
  'Event.tags': { inverse: 'events' },
  'EventInstance.tags': {
    records: (instance, around) => tagsOf(instance, around),
    inverse: 'event_instances',
  },
  'Person.event_resource_requests': {
    records: (person, around) => [
      ...new Set(
        around.store
          .pointingAt('ResourceApprovalGroup', 'people', person)
          .flatMap((group) => requestsOfGroup(group, around)),
      ),
    ],
  },
  'Person.organization': toOrganization,
  'Resource.required_approvals': {
    records: (resource, around) =>
      related(resource, 'resource_approval_groups', around).map((group) => requiredApproval(group, resource)),
  },
  'Resource.room_setups': { own: 'room_setups' },
  'ResourceApprovalGroup.event_resource_requests': { records: requestsOfGroup },
  'ResourceApprovalGroup.required_approvals': {
    records: (group, around) =>
      resourcesOfGroup(group, around).map((resource) => requiredApproval(group, resource)),
  },
  'ResourceFolder.resources': { inverse: 'resource_folder' },
  'RoomSetup.containing_resource': { own: 'containing_resource' },
  'Tag.event_instances': {
    records: (tag, around) => [
      ...new Set([
        ...related(tag, 'event_instances', around),
        ...related(tag, 'events', around).flatMap((event) =>
          around.store.pointingAt('EventInstance', 'event', event),
        ),
      ]),
    ],
  },
  'TagGroup.events': {
    records: (group, around) => [
      ...new Set(
        around.store.pointingAt('Tag', 'tag_group', group).flatMap((tag) => related(tag, 'events', around)),
      ),
    ],
  },
};

/** The tags of an instance are its own and its event's. */
export function tagsOf(instance: StoredRecord, around: Pick<Surroundings, 'store'>): readonly StoredRecord[] {
  const event = relatedOne(instance, 'event', around);
  return [
    ...new Set([
      ...around.store.pointingAt('Tag', 'event_instances', instance),
      ...(event ? around.store.pointingAt('Tag', 'events', event) : []),
    ]),
  ];
}

/** The rooms and resources that a group has to approve. */
export function resourcesOfGroup(
  group: StoredRecord,
  { store }: Pick<Surroundings, 'store'>,
): StoredRecord[] {
  return store.pointingAt('Resource', 'resource_approval_groups', group);
}

function requestsOfGroup(group: StoredRecord, around: Surroundings): readonly StoredRecord[] {
  return resourcesOfGroup(group, around).flatMap((resource) =>
    around.store.pointingAt('EventResourceRequest', 'resource', resource),
  );
}

/** That a group has to approve a resource: nothing but the two, and so nothing that is kept. */
function requiredApproval(group: StoredRecord, resource: StoredRecord): StoredRecord {
  return {
    type: 'RequiredApproval',
    id: `${group.id}${resource.id}`,
    attributes: {},
    relations: { resource: identify(resource) },
  };
}
