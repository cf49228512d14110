import type { EdgeRule, Surroundings } from './app-model.ts';
import type { Ref, StoredRecord } from '../store/record.ts';

/** Whoever asks, to point at: nobody, in a church without an administrator. */
export function whoAsks({ personId }: Pick<Surroundings, 'personId'>): Ref | null {
  return personId === '' ? null : { type: 'Person', id: personId };
}

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
  records: (_, around) => {
    const person = shownPerson(around, around.personId);
    return person ? [person] : [];
  },
};
