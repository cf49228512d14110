import type { ComputedValue, EdgeRule, Surroundings } from '../schema/app-model.ts';
import { refs } from '../store/identifiers.ts';
import type { StoredRecord } from '../store/record.ts';

/** The records that a relation points at, as far as they exist. */
export function related(
  record: StoredRecord | undefined,
  relation: string,
  { store }: Pick<Surroundings, 'store'>,
): StoredRecord[] {
  return refs(record?.relations[relation]).flatMap(({ type, id }) => found(store.get(type, id)));
}

/** As {@link related}, for a relation to one. */
export function relatedOne(
  record: StoredRecord | undefined,
  relation: string,
  around: Pick<Surroundings, 'store'>,
): StoredRecord | undefined {
  return related(record, relation, around)[0];
}

/** A record that may not be there, as a list. */
export function found(record: StoredRecord | undefined): StoredRecord[] {
  return record ? [record] : [];
}

/** The edge `me`: whoever asks, as the app knows them. */
export const me: EdgeRule = {
  records: (_, { store, personId }) => found(store.get('Person', personId)),
};

/** An edge to the organization. */
export const toOrganization: EdgeRule = { records: (_, { store }) => store.all('Organization') };

/** An attribute of the record that a relation points at; null without one. */
export function attributeAt(relation: string, attribute: string): ComputedValue {
  return (record, around) => relatedOne(record, relation, around)?.attributes[attribute] ?? null;
}

/** How many records of a type point at the record. */
export function counted(type: string, relation: string): ComputedValue {
  return (record, { store }) => store.pointingAt(type, relation, record).length;
}
