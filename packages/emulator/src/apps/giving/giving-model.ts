import type { AppModel, FilterRule } from '../../schema/app-model.ts';
import { emptyModel } from '../empty-model.ts';
import { keep } from '../filter-rules.ts';
import { me } from '../related.ts';
import { refs } from '../../store/identifiers.ts';
import { finishCommits, givingActions } from './actions.ts';
import { givingRelations } from './relations.ts';
import { givingValues } from './values.ts';
import { givingWrites } from './writes.ts';

const byStatus: Readonly<Record<string, FilterRule>> = {
  committed: keep(({ attributes }) => attributes['status'] === 'committed'),
  in_progress: keep(({ attributes }) => attributes['status'] === 'in_progress'),
};

/** Money, and where it came from and went. */
export const givingModel: AppModel = {
  ...emptyModel,
  relations: givingRelations,
  edges: { 'Organization.me': me },
  values: givingValues,
  where: {
    Donation: {
      fund_id: (donation, value, { store }) =>
        store
          .pointingAt('Designation', 'donation', donation)
          .some(({ relations }) => refs(relations['fund']).some(({ id }) => id === value)),
    },
  },
  filters: {
    'BatchGroup.batches': byStatus,
    'Organization.batch_groups': byStatus,
    'Organization.batches': byStatus,
    'Organization.donations': {
      succeeded: keep(({ attributes }) => attributes['payment_status'] === 'succeeded'),
    },
    'Organization.people': {
      has_donated: (people, { store }) => {
        const donors = new Set(
          store.all('Donation').flatMap(({ relations }) => refs(relations['person']).map(({ id }) => id)),
        );
        return people.filter(({ id }) => donors.has(id));
      },
    },
    'Person.batch_groups': byStatus,
    'Person.batches': byStatus,
  },
  writes: givingWrites,
  // A group only holds batches together.
  outlives: ['Batch.batch_group'],
  actions: givingActions,
  meanwhile: finishCommits,
};
