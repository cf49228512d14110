import type { AppModel } from '../app-model.ts';
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
  values: servicesValues,
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
    'Arrangement.archive': 'not yet',
    'Arrangement.unarchive': 'not yet',
    'Attachment.open': 'not yet',
    'Attachment.preview': 'not yet',
    'EmailTemplate.render': 'not yet',
    'Live.go_to_next_item': 'not yet',
    'Live.go_to_previous_item': 'not yet',
    'Live.toggle_control': 'not yet',
    'Media.archive': 'not yet',
    'Media.unarchive': 'not yet',
    'Person.collapse_service_types': 'not yet',
    'Person.expand_service_types': 'not yet',
    'Plan.autoschedule': 'not yet',
    'Plan.import': 'not yet',
    'Plan.import_template': 'not yet',
    'Plan.item_reorder': 'not yet',
    'PlanTemplate.import': 'not yet',
    'PlanTemplate.item_reorder': 'not yet',
    'Schedule.accept': 'not yet',
    'Schedule.decline': 'not yet',
    'ServiceType.create_plans': 'not yet',
    'SignupSheet.accept': 'not yet',
    'Attachment.where.type': 'which types there are is not documented',
    'Media.where.hidden': 'how media are hidden is not documented',
    'Person.where.folder_id': 'whether it means teams or permissions is not documented',
    'Person.where.hidden': 'how people are hidden is not documented',
    'Person.where.minimum_permissions': 'how permissions are ordered is not documented',
    'Song.where.arrangement_rehearsal_mix_id': 'no resource shows such an id',
    'Song.where.folder_id': 'how songs hang on folders is not documented',
    'Song.where.service_type_id': 'how songs hang on service types is not documented',
    'TimePreferenceOption.order.hour_of_day': 'in which time zone is not documented',
  },
};
