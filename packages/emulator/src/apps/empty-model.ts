import type { AppModel } from '../schema/app-model.ts';

/** A model that adds nothing to what the catalog says. */
export const emptyModel: AppModel = {
  relations: {},
  edges: {},
  unlisted: {},
  values: {},
  earlier: {},
  earlierTotals: {},
  order: {},
  orderDropsNull: [],
  where: {},
  filters: {},
  actions: {},
  writes: {},
  homes: {},
  outlives: [],
  pages: {},
  notModelled: {},
};
