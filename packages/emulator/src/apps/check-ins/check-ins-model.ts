import type { AppModel } from '../../schema/app-model.ts';
import { emptyModel } from '../empty-model.ts';
import { checkInsEdges } from './edges.ts';
import { checkInsFilters } from './filters.ts';
import { checkInsRelations } from './relations.ts';
import { checkInsEarlier, checkInsValues } from './values.ts';
import { checkInsWhere } from './where.ts';

/** Who came to what, and where they went in the building. All of it can only be read. */
export const checkInsModel: AppModel = {
  ...emptyModel,
  relations: checkInsRelations,
  edges: checkInsEdges,
  values: checkInsValues,
  earlier: checkInsEarlier,
  where: checkInsWhere,
  filters: checkInsFilters,
};
