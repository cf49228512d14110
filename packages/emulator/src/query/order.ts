import { notEmulated } from '../basics/api-error.ts';
import type { Graph } from '../schema/graph.ts';
import { compareIds } from '../store/identifiers.ts';
import type { Json, StoredRecord } from '../store/record.ts';
import { fold } from './fold.ts';
import type { OrderKey } from './query.ts';

/**
 * Sorts as the service does: nulls first, texts without case and accents, and what is equal by ascending id even
 * when the order is descending. Keys that it does not know are ignored.
 */
export function sortRecords(
  records: readonly StoredRecord[],
  keys: readonly OrderKey[],
  { type, graph }: { type: string; graph: Graph },
): readonly StoredRecord[] {
  const known = keys.filter(({ name }) => graph.schema.vertex(type)?.order.includes(name));
  if (known.length === 0) return records;
  for (const { name } of known) {
    if (Object.hasOwn(graph.schema.model.notModelled, `${type}.order.${name}`))
      throw notEmulated(`order=${name} of ${type} in ${graph.schema.version.app}`);
  }
  const rows = withoutDropped(records, known, { type, graph }).map((record) => ({
    record,
    values: known.map(({ name }) => sortable(sortValue(record, name, graph))),
  }));
  rows.sort((a, b) => {
    for (let index = 0; index < known.length; index += 1) {
      const difference = compareValues(a.values[index] ?? null, b.values[index] ?? null);
      if (difference !== 0) return known[index]?.descending ? -difference : difference;
    }
    return compareIds(a.record, b.record);
  });
  return rows.map(({ record }) => record);
}

/** Some orders lose the records that have no value for them. */
function withoutDropped(
  records: readonly StoredRecord[],
  keys: readonly OrderKey[],
  { type, graph }: { type: string; graph: Graph },
): readonly StoredRecord[] {
  const { orderDropsNull } = graph.schema.model;
  const dropping = keys.filter(({ name }) => orderDropsNull.includes(`${type}.${name}`));
  if (dropping.length === 0) return records;
  return records.filter((record) => dropping.every(({ name }) => sortValue(record, name, graph) !== null));
}

function sortValue(record: StoredRecord, name: string, graph: Graph): Json {
  if (name === 'id') return Number(record.id);
  const rule = graph.schema.model.order[record.type]?.[name];
  if (rule) return rule(record, graph);
  const value = graph.value(record, name) ?? null;
  return name.endsWith('_id') && value !== null ? Number(value) : value;
}

function sortable(value: Json): string | number | null {
  if (value === null || typeof value === 'number') return value;
  return typeof value === 'boolean'
    ? Number(value)
    : fold(typeof value === 'string' ? value : JSON.stringify(value));
}

function compareValues(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
