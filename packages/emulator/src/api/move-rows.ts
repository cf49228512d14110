import type { DeleteFault, InsertFault } from '../faults/fault.ts';
import type { MoveRows } from '../faults/meddle.ts';
import { Graph } from '../schema/graph.ts';
import { schemaOf } from '../apps/schema-of.ts';
import type { StoredRecord } from '../store/record.ts';
import { removeRecord } from '../write/delete.ts';
import { findTarget } from './route.ts';

/** Lets rows appear in the collection that a path names, or vanish from it. Elsewhere it does nothing. */
export const moveRows: MoveRows = ({ version, segments, principal }, church, move) => {
  const graph = new Graph(schemaOf(version), church, principal.personId);
  const rows = rowsAt(segments, graph);
  if (move.fault === 'insert') insert(rows, move, graph);
  else for (const row of chosen(rows, move, principal.personId)) removeRecord(row, graph);
};

function rowsAt(segments: readonly string[], graph: Graph): readonly StoredRecord[] {
  try {
    const target = findTarget(segments, graph);
    return target.kind === 'collection' ? graph.collection(target.owner, target.edge) : [];
  } catch {
    // A path that leads nowhere is answered as such afterwards.
    return [];
  }
}

/** New rows are like the last one, but for their ids and times. */
function insert(rows: readonly StoredRecord[], { count = 1, at = 'end' }: InsertFault, graph: Graph): void {
  const model = rows.at(-1);
  if (!model) return;
  const time = graph.church.timestamp();
  const times = ['created_at', 'updated_at'].filter((name) => Object.hasOwn(model.attributes, name));
  for (let number = 0; number < count; number += 1) {
    const id = at === 'end' ? graph.store.nextId(model.type) : idBefore(model.type, graph);
    if (id === undefined) return;
    const attributes = { ...model.attributes, ...Object.fromEntries(times.map((name) => [name, time])) };
    const record = graph.store.put({ type: model.type, id, attributes, relations: { ...model.relations } });
    graph.schema.model.writes[model.type]?.saved?.(record, graph, undefined);
  }
}

/** An id that sorts before all others of the type. */
function idBefore(type: string, graph: Graph): string | undefined {
  const first = Number(graph.store.all(type)[0]?.id);
  return first > 1 ? String(first - 1) : undefined;
}

/** Whoever asks stays, since they could not ask any more. */
function chosen(
  rows: readonly StoredRecord[],
  { count = 1, at = 'start' }: DeleteFault,
  asks: string,
): readonly StoredRecord[] {
  const others = rows.filter(({ type, id }) => type !== 'Person' || id !== asks);
  if (at === 'end') return others.slice(-count);
  const from = at === 'start' ? 0 : at;
  return others.slice(from, from + count);
}
