import type { AppModel } from '../../schema/app-model.ts';
import { emptyModel } from '../empty-model.ts';
import { publishingActions } from './actions.ts';
import { publishingEdges } from './edges.ts';
import { publishingFilters } from './filters.ts';
import { publishingRelations } from './relations.ts';
import { publishingValues } from './values.ts';
import { publishingWhere } from './where.ts';
import { publishingWrites } from './writes.ts';

/** Sermons: the channels on which they are shown, their series and episodes, who speaks. */
export const publishingModel: AppModel = {
  ...emptyModel,
  relations: publishingRelations,
  edges: publishingEdges,
  values: publishingValues,
  where: publishingWhere,
  filters: publishingFilters,
  writes: publishingWrites,
  // A series and a channel hold episodes together, which are found without them, too.
  outlives: ['Episode.channel', 'Episode.series', 'Series.channel'],
  actions: publishingActions,
};
