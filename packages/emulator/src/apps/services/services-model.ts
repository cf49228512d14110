import type { AppModel } from '../app-model.ts';
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
  notModelled: [
    'Attachment.where.type',
    'Media.where.hidden',
    'Person.where.folder_id',
    'Person.where.hidden',
    'Person.where.minimum_permissions',
    'Song.where.arrangement_rehearsal_mix_id',
    'Song.where.folder_id',
    'Song.where.service_type_id',
    'TimePreferenceOption.order.hour_of_day',
  ],
};
