import type { Vertex, Write } from '@tspco/catalog';
import type { Complaint, Files } from '../schema/app-model.ts';
import { whoAsks } from '../schema/who-asks.ts';
import type { Graph } from '../schema/graph.ts';
import { refs } from '../store/identifiers.ts';
import type { Json, StoredRecord } from '../store/record.ts';
import { assign, type Changes } from './assign.ts';
import type { Payload } from './payload.ts';

/** A record as it is to be kept. Nothing has happened to it yet. */
export interface Draft {
  readonly record: StoredRecord;
  /** As it was; absent when it is new. */
  readonly before?: StoredRecord;
  readonly changes: Changes;
  /** What must be there. */
  readonly needed: Pick<Write, 'required' | 'requiredRelationships'>;
}

/** A new record, with the values that it has before anybody says anything. */
export function draftNew(
  { type, id, write }: { type: string; id: string; write: Write },
  { payload, relations }: { payload: Payload; relations: StoredRecord['relations'] },
  graph: Graph,
): Draft {
  const attributes = graph.schema.keptAttributes(type);
  const changes = assign(payload, type, write, graph);
  const now = graph.church.timestamp();
  const record: StoredRecord = {
    type,
    id,
    attributes: {
      ...blankAttributes(type, attributes, graph),
      ...graph.schema.model.writes[type]?.defaults,
      ...('created_at' in attributes ? { created_at: now } : {}),
      ...('updated_at' in attributes ? { updated_at: now } : {}),
      ...changes.attributes,
    },
    relations: { ...madeBy(type, graph), ...changes.relations, ...relations },
  };
  return { record, changes, needed: write };
}

/** A changed copy of a record. */
export function draftChange(
  record: StoredRecord,
  { payload, write, needed }: { payload: Payload; write: Write; needed: Draft['needed'] },
  graph: Graph,
): Draft {
  const { type } = record;
  const changes = assign(payload, type, write, graph);
  const before = { ...record, attributes: { ...record.attributes }, relations: { ...record.relations } };
  const after = {
    ...before,
    attributes: withoutComputed(type, { ...record.attributes, ...changes.attributes }, changes, graph),
    relations: { ...record.relations, ...changes.relations },
  };
  if ('updated_at' in graph.schema.keptAttributes(type) && !('updated_at' in changes.attributes))
    after.attributes['updated_at'] = graph.church.timestamp();
  return { record: after, before, changes, needed };
}

/** Everything that speaks against keeping a draft. Of a change, blanks count only where something was sent. */
export function complaintsAbout(
  { record, before, changes, needed }: Draft,
  { files, parts = {} }: { files: Files; parts?: Readonly<Record<string, readonly StoredRecord[]>> },
  graph: Graph,
): readonly Complaint[] {
  const rules = graph.schema.model.writes[record.type];
  const blank = [...needed.required, ...(rules?.required ?? []), ...needed.requiredRelationships]
    .filter((name) => !before || name in changes.attributes || name in changes.relations)
    .filter((name) => isBlank(record, name));
  return [
    ...[...new Set(blank)].map((parameter) => ({ parameter, detail: "can't be blank" })),
    ...(rules?.attach?.(record, Object.keys(changes.attributes), files, graph) ?? []),
    ...(rules?.check?.(record, graph, parts) ?? []),
  ];
}

/** What a new record shows before anybody says anything: null, or false where a boolean is never null. */
function blankAttributes(type: string, attributes: Vertex['attributes'], graph: Graph): Record<string, Json> {
  const computed = graph.schema.model.values[type] ?? {};
  const relations = graph.schema.relations(type);
  const stored = Object.entries(attributes).filter(
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

function madeBy(type: string, graph: Graph): StoredRecord['relations'] {
  const relations = graph.schema.relations(type);
  return relations.get('created_by') === 'Person' ? { created_by: whoAsks(graph) } : {};
}

function isBlank({ attributes, relations }: StoredRecord, name: string): boolean {
  const value = attributes[name];
  if (refs(relations[name]).length > 0) return false;
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}
