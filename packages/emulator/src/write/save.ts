import type { Vertex, Write } from '@tspco/catalog';
import type { Complaint, Files } from '../apps/app-model.ts';
import { forbidden, notEmulated, validationError } from '../http/api-error.ts';
import type { Collection } from '../query/select.ts';
import type { Graph } from '../schema/graph.ts';
import { refs } from '../store/app-store.ts';
import type { Json, StoredRecord } from '../store/record.ts';
import { assign, type Changes } from './assign.ts';
import type { Payload } from './payload.ts';

/** What is written, and by what the files that it names are found. */
export interface Writing {
  readonly payload: Payload;
  readonly files: Files;
}

/** Creates a record in a collection, or throws what the service would answer. */
export function createRecord(
  collection: Collection,
  { payload, files }: Writing,
  graph: Graph,
): StoredRecord {
  const { owner, edge, type } = collection;
  const vertex = graph.schema.vertex(type);
  if (!vertex?.create || graph.schema.edge(owner.type, edge)?.create === false) throw forbidden();
  const changes = assign(payload, type, vertex.create, graph);
  const now = graph.church.timestamp();
  const record: StoredRecord = {
    type,
    id: graph.store.nextId(type),
    attributes: {
      ...blankAttributes(type, vertex, graph),
      ...graph.schema.model.writes[type]?.defaults,
      ...('created_at' in vertex.attributes ? { created_at: now } : {}),
      ...('updated_at' in vertex.attributes ? { updated_at: now } : {}),
      ...changes.attributes,
    },
    relations: { ...madeBy(type, graph), ...changes.relations, ...belongsTo(collection, graph) },
  };
  check(record, vertex.create, { graph, files, changes });
  return keep(record, graph);
}

/** Changes a record, or throws what the service would answer and leaves it as it was. */
export function updateRecord(record: StoredRecord, { payload, files }: Writing, graph: Graph): StoredRecord {
  const { type } = record;
  const vertex = graph.schema.vertex(type);
  if (!vertex?.update) throw forbidden();
  const changes = assign(payload, type, vertex.update, graph);
  const before = { ...record, attributes: { ...record.attributes }, relations: { ...record.relations } };
  const after = {
    ...before,
    attributes: withoutComputed(type, { ...record.attributes, ...changes.attributes }, changes, graph),
    relations: { ...record.relations, ...changes.relations },
  };
  if ('updated_at' in vertex.attributes && !('updated_at' in changes.attributes))
    after.attributes['updated_at'] = graph.church.timestamp();
  const { required = [], requiredRelationships = [] } = vertex.create ?? {};
  check(after, { required, requiredRelationships }, { graph, files, changes, only: changes });
  return keep(after, graph, before);
}

/** Keeps a record, and lets follow what follows from it, which may change the record once more. */
function keep(record: StoredRecord, graph: Graph, before?: StoredRecord): StoredRecord {
  graph.store.put(record);
  graph.schema.model.writes[record.type]?.saved?.(record, graph, before);
  return graph.store.get(record.type, record.id) ?? record;
}

/** What a new record shows before anybody says anything: null, or false where a boolean is never null. */
function blankAttributes(type: string, vertex: Vertex, graph: Graph): Record<string, Json> {
  const computed = graph.schema.model.values[type] ?? {};
  const relations = graph.schema.relations(type);
  const stored = Object.entries(vertex.attributes).filter(
    ([name]) => !Object.hasOwn(computed, name) && !relations.has(name.replace(/_id$/, '')),
  );
  return Object.fromEntries(
    stored.map(([name, { type, nullable }]) => [name, type === 'boolean' && !nullable ? false : null]),
  );
}

/** Values that loaded documents brought and that are computed otherwise would be out of date after a change. */
function withoutComputed(
  type: string,
  attributes: Record<string, Json>,
  changes: Changes,
  graph: Graph,
): Record<string, Json> {
  const stale = new Set([
    ...Object.keys(graph.schema.model.values[type] ?? {}),
    ...Object.keys(changes.relations).map((relation) => `${relation}_id`),
  ]);
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => !stale.has(name) || name in changes.attributes),
  );
}

/** The owner whose collection was posted to. */
function belongsTo({ owner, edge }: Collection, graph: Graph): StoredRecord['relations'] {
  if (owner.type === 'Organization') return {};
  const way = graph.schema.way(owner.type, edge);
  const relation = way?.kind === 'inverse' || way?.kind === 'computed' ? way.relation : undefined;
  if (relation !== undefined) return { [relation]: { type: owner.type, id: owner.id } };
  throw notEmulated(`creating ${edge} of ${owner.type}`);
}

function madeBy(type: string, graph: Graph): StoredRecord['relations'] {
  const relations = graph.schema.relations(type);
  const person = { type: 'Person', id: graph.personId };
  return relations.get('created_by') === 'Person' ? { created_by: person } : {};
}

/** Throws all complaints at once. With `only`, blanks count only where something was sent. */
function check(
  record: StoredRecord,
  { required, requiredRelationships }: Pick<Write, 'required' | 'requiredRelationships'>,
  { graph, files, changes, only }: { graph: Graph; files: Files; changes: Changes; only?: Changes },
): void {
  const rules = graph.schema.model.writes[record.type];
  const blank = [...required, ...(rules?.required ?? []), ...requiredRelationships]
    .filter((name) => !only || name in only.attributes || name in only.relations)
    .filter((name) => isBlank(record, name));
  const complaints: Complaint[] = [
    ...[...new Set(blank)].map((parameter) => ({ parameter, detail: "can't be blank" })),
    ...(rules?.attach?.(record, Object.keys(changes.attributes), files, graph) ?? []),
    ...(rules?.check?.(record, graph) ?? []),
  ];
  if (complaints.length > 0) throw validationError(record.type, complaints);
}

function isBlank({ attributes, relations }: StoredRecord, name: string): boolean {
  const value = attributes[name];
  if (refs(relations[name]).length > 0) return false;
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}
