import type { RelationTable } from '../../schema/app-model.ts';

/** What a Calendar record points at besides the relationships that the API shows. See the People table. */
export const calendarRelations: RelationTable = {
  Conflict: { events: 'Event' },
  Event: { feed: 'Feed' },
  EventTime: { event_instance: 'EventInstance' },
  RequiredApproval: { resource: 'Resource' },
  Resource: {
    resource_approval_groups: 'ResourceApprovalGroup',
    resource_folder: 'ResourceFolder',
    room_setups: 'RoomSetup',
  },
  ResourceApprovalGroup: { people: 'Person' },
  ResourceBooking: { event_resource_request: 'EventResourceRequest' },
  ResourceFolder: { resource_folder: 'ResourceFolder' },
  RoomSetup: { containing_resource: 'Resource' },
  Tag: { event_instances: 'EventInstance', events: 'Event', tag_group: 'TagGroup' },
};
