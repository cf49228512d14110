import { found } from './related.ts';
import type { EdgeRule, Surroundings } from '../schema/app-model.ts';
import type { StoredRecord } from '../store/record.ts';

/** A person of People as a resource of an app that keeps none, or no more than its own attributes of them. */
export function shownPerson(
  { store, church }: Pick<Surroundings, 'store' | 'church'>,
  id: string,
): StoredRecord | undefined {
  const kept = store.get('Person', id);
  if (kept || !church.app('people').get('Person', id)) return kept;
  return { type: 'Person', id, attributes: {}, relations: {} };
}

/** The edge `me` of such an app. */
export const meOfPeople: EdgeRule = {
  records: (_, around) => found(shownPerson(around, around.personId)),
};
