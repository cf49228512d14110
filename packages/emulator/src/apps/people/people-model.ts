import type { AppModel } from '../app-model.ts';
import { peopleEdges } from './edges.ts';
import { peopleFilters } from './filters.ts';
import { peopleRelations } from './relations.ts';
import { peopleSearch } from './search.ts';
import { peopleOrder, peopleValues } from './values.ts';
import { peopleWrites } from './writes.ts';

export const peopleModel: AppModel = {
  relations: peopleRelations,
  edges: peopleEdges,
  values: peopleValues,
  order: peopleOrder,
  orderDropsNull: [],
  where: { Person: peopleSearch },
  filters: peopleFilters,
  writes: peopleWrites,
  homes: {},
  outlives: [],
  pages: { Person: (id) => `https://people.planningcenteronline.com/people/AC${id}` },
  // Which days `birthday_people` looks ahead is not documented.
  notModelled: ['Organization.birthday_people', 'Person.where.mfa_configured'],
};
