import type { Collection } from '../query/select.ts';
import type { Graph } from '../schema/graph.ts';
import type { StoredRecord } from '../store/record.ts';
import { notFound } from '../basics/api-error.ts';

/** What a path names. */
export type Target =
  | ({ readonly kind: 'collection' } & Collection)
  | {
      readonly kind: 'resource';
      readonly record: StoredRecord;
      readonly parent: StoredRecord;
      /** It stands at the end of an edge that leads to one resource, after which its id may follow. */
      readonly single?: true;
    }
  | {
      readonly kind: 'action';
      readonly record: StoredRecord;
      readonly parent: StoredRecord;
      readonly name: string;
    };

/** Walks from the app's root along the catalog's edges; what is neither an edge nor a record is not found. */
export function findTarget(segments: readonly string[], graph: Graph): Target {
  let target: Target = { kind: 'resource', record: graph.organization, parent: graph.organization };
  for (const segment of segments) target = step(target, segment, graph);
  return target;
}

function step(from: Target, segment: string, graph: Graph): Target {
  if (from.kind === 'action') throw notFound();
  if (from.kind === 'collection') return member(from, segment, graph);
  const { record } = from;
  const edge = graph.schema.edge(record.type, segment);
  if (edge?.many) return { kind: 'collection', owner: record, edge: segment, type: edge.to };
  if (edge) {
    const [single] = graph.follow(record, segment);
    if (!single) throw notFound();
    return { kind: 'resource', record: single, parent: record, single: true };
  }
  if (Object.hasOwn(graph.schema.vertex(record.type)?.actions ?? {}, segment))
    return { kind: 'action', record, parent: from.parent, name: segment };
  // Some documented paths name the id once more: `…/plans/1/live/1/items`.
  if (from.single && segment === record.id) return { kind: 'resource', record, parent: from.parent };
  throw notFound();
}

function member({ owner, edge, type }: Collection, id: string, graph: Graph): Target {
  const everything = graph.schema.way(owner.type, edge)?.kind === 'everything';
  const record = everything
    ? graph.store.get(type, id)
    : graph.follow(owner, edge).find((candidate) => candidate.id === id);
  if (!record || graph.schema.vertex(type)?.collectionOnly) throw notFound();
  return { kind: 'resource', record, parent: owner };
}
