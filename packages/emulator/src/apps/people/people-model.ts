import type { AppModel } from '../../schema/app-model.ts';
import { peopleActions } from './actions.ts';
import { peopleEarlier, peopleEarlierTotals } from './earlier.ts';
import { peopleEdges, peopleUnlisted } from './edges.ts';
import { peopleFilters } from './filters.ts';
import { mergerConditions } from './person-mergers.ts';
import { peopleRelations } from './relations.ts';
import { peopleSearch } from './search.ts';
import { peopleOrder, peopleValues } from './values.ts';
import { peopleWrites } from './writes.ts';

export const peopleModel: AppModel = {
  relations: peopleRelations,
  edges: peopleEdges,
  unlisted: peopleUnlisted,
  values: peopleValues,
  earlier: peopleEarlier,
  earlierTotals: peopleEarlierTotals,
  order: peopleOrder,
  orderDropsNull: [],
  where: { Person: peopleSearch, PersonMerger: mergerConditions },
  filters: peopleFilters,
  writes: peopleWrites,
  homes: {},
  outlives: [],
  pages: { Person: (id) => `https://people.planningcenteronline.com/people/AC${id}` },
  actions: peopleActions,
  notModelled: {
    'List.mailchimp_sync': 'there is no Mailchimp to send people to',
    'Person.where.mfa_configured': 'nobody here signs in with a second factor, or without one',
  },
};
