import type { AppModel } from '../../schema/app-model.ts';
import { servicesActions } from './actions.ts';
import { servicesEdges } from './edges.ts';
import { servicesFilters } from './filters.ts';
import { servicesRelations } from './relations.ts';
import { servicesOrder, servicesValues } from './values.ts';
import { servicesWhere } from './where.ts';
import { servicesWrites } from './writes.ts';

export const servicesModel: AppModel = {
  relations: servicesRelations,
  edges: servicesEdges,
  unlisted: {},
  values: servicesValues,
  earlier: {},
  earlierTotals: {},
  order: servicesOrder,
  orderDropsNull: ['Plan.sort_date'],
  where: servicesWhere,
  filters: servicesFilters,
  writes: servicesWrites,
  homes: { Tag: 'TagGroup.tags' },
  outlives: ['Folder.parent', 'ServiceType.parent'],
  pages: {},
  actions: servicesActions,
  notModelled: {
    'Attachment.where.type': 'which types there are is not documented',
    'Media.where.hidden': 'how media are hidden is not documented',
    'Plan.import': 'what it is sent is not documented',
    'PlanTemplate.import': 'what it is sent is not documented',
    'Person.where.folder_id': 'whether it means teams or permissions is not documented',
    'Person.where.hidden': 'how people are hidden is not documented',
    'Person.where.minimum_permissions': 'how permissions are ordered is not documented',
    'Song.where.arrangement_rehearsal_mix_id': 'no resource shows such an id',
    'Song.where.folder_id': 'how songs hang on folders is not documented',
    'Song.where.service_type_id': 'how songs hang on service types is not documented',
    'TimePreferenceOption.order.hour_of_day': 'in which time zone is not documented',
  },
};
