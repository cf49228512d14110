import type { AppModel } from '../../schema/app-model.ts';
import { emptyModel } from '../empty-model.ts';
import { calendarEdges } from './edges.ts';
import { calendarFilters } from './filters.ts';
import { calendarRelations } from './relations.ts';
import { calendarEarlier, calendarValues, calendarWhere } from './values.ts';
import { calendarWrites } from './writes.ts';

export const calendarModel: AppModel = {
  ...emptyModel,
  relations: calendarRelations,
  edges: calendarEdges,
  values: calendarValues,
  earlier: calendarEarlier,
  where: calendarWhere,
  filters: calendarFilters,
  writes: calendarWrites,
};
