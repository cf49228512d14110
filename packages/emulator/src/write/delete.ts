import { forbidden } from '../basics/api-error.ts';
import type { Graph } from '../schema/graph.ts';
import { refs } from '../store/identifiers.ts';
import type { StoredRecord } from '../store/record.ts';

/** Deletes a record with everything that lives under it; what only points at it points at nothing afterwards. */
export function deleteRecord(record: StoredRecord, graph: Graph): void {
  if (!graph.schema.vertex(record.type)?.delete) throw forbidden();
  graph.schema.model.writes[record.type]?.refusesDelete?.(record, graph);
  const isKept = graph.schema.model.writes[record.type]?.keepsDeleted === true;
  if (isKept) graph.store.change(record, { attributes: { deleted_at: graph.church.timestamp() } });
  else removeRecord(record, graph);
}

/** The same without asking whether it may be deleted. */
export function removeRecord(record: StoredRecord, graph: Graph): void {
  graph.schema.model.writes[record.type]?.deleted?.(record, graph);
  graph.store.delete(record);
  for (const type of graph.store.types) {
    for (const [relation, target] of graph.schema.relations(type)) {
      if (target !== record.type && !graph.schema.isPolymorphic(type, relation)) continue;
      for (const pointing of graph.store.pointingAt(type, relation, record)) {
        if (livesUnder(record.type, type, relation, graph)) removeRecord(pointing, graph);
        else
          graph.store.change(pointing, {
            relations: { [relation]: without(pointing.relations[relation], record) },
          });
      }
    }
  }
}

/** Whether records of a type are part of what they point at: created below it, or found nowhere else. */
function livesUnder(owner: string, type: string, relation: string, graph: Graph): boolean {
  if (graph.schema.model.outlives.includes(`${type}.${relation}`)) return false;
  const homes = graph.schema.homes(type);
  const atRoot = homes.some((home) => home.type === 'Organization');
  return homes
    .filter((home) => home.type === owner && home.relation === relation)
    .some((home) => !atRoot || graph.schema.edge(owner, home.edge)?.create === true);
}

function without(
  relation: StoredRecord['relations'][string] | undefined,
  gone: StoredRecord,
): StoredRecord['relations'][string] {
  const rest = refs(relation).filter(({ type, id }) => type !== gone.type || id !== gone.id);
  return Array.isArray(relation) ? rest : null;
}
