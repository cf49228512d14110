import type {
  AppModel,
  Complaint,
  FilterRule,
  FilterSurroundings,
  Surroundings,
} from '../../schema/app-model.ts';
import { emptyModel } from '../empty-model.ts';
import { fromToday, keep } from '../filter-rules.ts';
import { refs } from '../../store/identifiers.ts';
import type { StoredRecord } from '../../store/record.ts';
import { groupsActions, isMember } from './actions.ts';
import { groupIdsOf, groupsEdges } from './edges.ts';
import { groupsRelations } from './relations.ts';
import { groupsOrder, groupsValues } from './values.ts';

const events: Readonly<Record<string, FilterRule>> = {
  canceled: keep(({ attributes }) => attributes['canceled'] === true),
  not_canceled: keep(({ attributes }) => attributes['canceled'] !== true),
};
const upcoming = fromToday('starts_at');

/** Groups, who belongs to them, and when they meet. */
export const groupsModel: AppModel = {
  ...emptyModel,
  relations: groupsRelations,
  edges: groupsEdges,
  values: groupsValues,
  order: groupsOrder,
  where: {
    Group: {
      archive_status: ({ attributes }, value) => {
        const archived = (attributes['archived_at'] ?? null) !== null;
        return value === 'include' || (value === 'only') === archived;
      },
    },
  },
  usualWhere: { Group: { archive_status: 'not_archived' } },
  filters: {
    'Event.attendances': { attended: keep(({ attributes }) => attributes['attended'] === true) },
    'Group.events': events,
    'Group.resources': { leaders: keep(({ attributes }) => attributes['visibility'] === 'leaders') },
    'GroupType.events': { ...events, upcoming },
    'Organization.events': {
      ...events,
      my_groups: inMyGroups((event) => refs(event.relations['group'])),
      upcoming,
    },
    'Organization.group_types': {
      church_center_visible: keep(({ attributes }) => attributes['church_center_visible'] === true),
      not_church_center_visible: keep(({ attributes }) => attributes['church_center_visible'] !== true),
    },
    'Organization.groups': {
      hidden: keep(({ attributes }) => attributes['listed'] !== true),
      my_groups: inMyGroups((group) => [group]),
      people_database_searchable: keep(
        ({ attributes }) => attributes['leaders_can_search_people_database'] === true,
      ),
      published: keep(({ attributes }) => attributes['listed'] === true),
    },
    'Organization.tag_groups': { public: keep(({ attributes }) => attributes['display_publicly'] === true) },
    'Person.events': events,
  },
  writes: {
    Group: { required: ['name'] },
    Membership: { defaults: { role: 'member' }, required: ['person'], check: checkMembership },
  },
  pages: { Group: (id) => `https://groups.planningcenteronline.com/groups/${id}` },
  actions: groupsActions,
};

function inMyGroups(groupOf: (record: StoredRecord) => readonly { id: string }[]): FilterRule {
  return (records, around: FilterSurroundings) => {
    const mine = groupIdsOf(around.personId, around);
    return records.filter((record) => groupOf(record).some(({ id }) => mine.has(id)));
  };
}

/** Nobody belongs to a group twice. */
function checkMembership(membership: StoredRecord, around: Surroundings): readonly Complaint[] {
  membership.attributes['joined_at'] ??= around.church.timestamp();
  const [person] = refs(membership.relations['person']);
  const [group] = refs(membership.relations['group']);
  const isNew = !around.store.get('Membership', membership.id);
  return isNew && person && group && isMember(person, group, around)
    ? [{ parameter: 'person', detail: 'has already been taken' }]
    : [];
}
