import type { StoredAction, StoredEdge, StoredRelationship, StoredVertex, StoredWrite } from './stored.ts';
import type { Table } from './table.ts';
import type { Action, Edge, Relationship, Vertex, Write } from './types.ts';

/** Adds what the files leave out because it is empty or false. */
export function fillVertices(vertices: Table<StoredVertex>): Table<Vertex> {
  return table(vertices, fillVertex);
}

function fillVertex({ create, update, ...vertex }: StoredVertex): Vertex {
  return {
    ...vertex,
    attributes: table(vertex.attributes, same),
    writeOnly: table(vertex.writeOnly, same),
    relationships: table(vertex.relationships, fillRelationship),
    edges: table(vertex.edges, fillEdge),
    links: vertex.links ?? [],
    include: vertex.include ?? [],
    order: vertex.order ?? [],
    where: table(vertex.where, same),
    ...(create && { create: fillWrite(create) }),
    ...(update && { update: fillWrite(update) }),
    actions: table(vertex.actions, fillAction),
  };
}

/** Without a prototype, where `constructor` and the like would be found; sorted, as patches append. */
function table<From, To>(members: Table<From> = {}, fill: (member: From) => To): Table<To> {
  const filled: Record<string, To> = Object.create(null) as Record<string, To>;
  for (const [name, member] of Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)))
    filled[name] = fill(member);
  return filled;
}

function same<Value>(value: Value): Value {
  return value;
}

function fillRelationship(relationship: StoredRelationship): Relationship {
  return { many: false, ...relationship };
}

function fillEdge(edge: StoredEdge): Edge {
  return { many: false, filters: [], ...edge };
}

function fillWrite(write: StoredWrite): Write {
  return { required: [], requiredRelationships: [], include: [], ...write };
}

function fillAction(action: StoredAction): Action {
  return {
    required: [],
    ...action,
    attributes: table(action.attributes, same),
    relationships: table(action.relationships, fillRelationship),
  };
}
