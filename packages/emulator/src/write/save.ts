import { identify } from '../store/identifiers.ts';
import type { Write } from '@tspco/catalog';
import type { Files } from '../schema/app-model.ts';
import { forbidden, notEmulated, validationError } from '../basics/api-error.ts';
import type { Collection } from '../query/select.ts';
import type { Graph } from '../schema/graph.ts';
import type { StoredRecord } from '../store/record.ts';
import { removeRecord } from './delete.ts';
import { complaintsAbout, draftChange, draftNew, type Draft } from './draft.ts';
import { draftParts, type Parts } from './parts.ts';
import type { SentPayload } from './payload.ts';

/** What is written, and by what the files that it names are found. */
export interface Writing {
  readonly payload: SentPayload;
  readonly files: Files;
}

/** Creates a record in a collection, or throws what the service would answer. */
export function createRecord(collection: Collection, writing: Writing, graph: Graph): StoredRecord {
  const { owner, edge, type } = collection;
  const write = graph.schema.vertex(type)?.create;
  if (!write || graph.schema.edge(owner.type, edge)?.create === false) throw forbidden();
  const relations = belongsTo(collection, graph);
  const id = graph.store.nextId(type);
  const draft = draftNew({ type, id, write }, { payload: writing.payload, relations }, graph);
  return keep(draft, checked(draft, { ...writing, write }, graph), graph);
}

/** Changes a record, or throws what the service would answer and leaves it as it was. */
export function updateRecord(record: StoredRecord, writing: Writing, graph: Graph): StoredRecord {
  const { update: write, create } = graph.schema.vertex(record.type) ?? {};
  if (!write) throw forbidden();
  const { required = [], requiredRelationships = [] } = create ?? {};
  const needed = { required, requiredRelationships };
  const draft = draftChange(record, { payload: writing.payload, write, needed }, graph);
  return keep(draft, checked(draft, { ...writing, write }, graph), graph);
}

/** Throws all complaints about a draft, and about what comes along with it, at once. */
function checked(draft: Draft, { payload, files, write }: Writing & { write: Write }, graph: Graph): Parts {
  const parts = draftParts(draft, { included: payload.included, write, files }, graph);
  const complaints = complaintsAbout(draft, { files, parts: parts.after }, graph);
  const all = [...complaints, ...parts.complaints];
  if (all.length > 0) throw validationError(draft.record.type, all);
  return parts;
}

/** Keeps a record, and lets follow what follows from it, which may change the record once more. */
function keep(draft: Draft, { drafts, gone }: Parts, graph: Graph): StoredRecord {
  const { type, id } = graph.store.put(draft.record);
  for (const part of gone) removeRecord(part, graph);
  for (const part of drafts) {
    graph.store.put(part.record);
    saved(part, graph);
  }
  // Last, because what a record sets off may depend on its parts.
  saved(draft, graph);
  return graph.store.get(type, id) ?? draft.record;
}

function saved({ record, before }: Draft, graph: Graph): void {
  graph.schema.model.writes[record.type]?.saved?.(record, graph, before);
}

/** The owner whose collection was posted to. */
function belongsTo({ owner, edge }: Collection, graph: Graph): StoredRecord['relations'] {
  if (owner.type === 'Organization') return {};
  const relation = graph.schema.relationBack(owner.type, edge);
  if (relation !== undefined) return { [relation]: identify(owner) };
  throw notEmulated(`creating ${edge} of ${owner.type}`);
}
