import type { RelationTable } from '../../schema/app-model.ts';

/** What a Groups record points at besides the relationships that the API shows. See the People table. */
export const groupsRelations: RelationTable = {
  // The documented type names an interface, and no resource: notes are about events.
  EventNote: { annotatable: 'Event' },
  Group: { campuses: 'Campus', tags: 'Tag' },
  Location: { group: 'Group' },
  Resource: { group: 'Group', group_type: 'GroupType' },
};
