import { identify } from '../store/identifiers.ts';
import type { Write } from '@tspco/catalog';
import type { Complaint, Files, PartRule } from '../schema/app-model.ts';
import { attributeResourceNotFound, forbiddenAttribute, notEmulated } from '../basics/api-error.ts';
import type { Graph } from '../schema/graph.ts';
import type { StoredRecord } from '../store/record.ts';
import { complaintsAbout, draftChange, draftNew, type Draft } from './draft.ts';
import type { IncludedPayload } from './payload.ts';

/** What the `included` of a payload comes to. */
export interface Parts {
  /** By edge: what the owner will have there. */
  readonly after: Readonly<Record<string, readonly StoredRecord[]>>;
  readonly drafts: readonly Draft[];
  readonly gone: readonly StoredRecord[];
  readonly complaints: readonly Complaint[];
}

/**
 * Reads the resources that come along in a payload: new ones, changed ones, which have an id, and those that are to
 * go. A type that cannot come along is refused; where nothing can, `included` is ignored.
 */
export function draftParts(
  { record: owner, before }: Draft,
  { included, write, files }: { included: readonly IncludedPayload[]; write: Write; files: Files },
  graph: Graph,
): Parts {
  const rules = Object.entries(graph.schema.model.writes[owner.type]?.parts ?? {}).filter(([edge]) =>
    write.include.includes(edge),
  );
  const after: Record<string, StoredRecord[]> = {};
  for (const [edge] of rules) after[edge] = before ? [...graph.follow(owner, edge)] : [];
  const parts = { after, drafts: [] as Draft[], gone: [] as StoredRecord[], complaints: [] as Complaint[] };
  for (const item of rules.length > 0 ? included : []) {
    const [edge, rule] = rules.find(([name]) => graph.schema.edge(owner.type, name)?.to === item.type) ?? [];
    if (edge === undefined || !rule) throw forbiddenAttribute(item.type);
    addPart({ owner, edge, rule, item, files }, parts, graph);
  }
  return parts;
}

interface Part {
  readonly owner: StoredRecord;
  readonly edge: string;
  readonly rule: PartRule;
  readonly item: IncludedPayload;
  readonly files: Files;
}

function addPart(
  part: Part,
  parts: {
    after: Record<string, StoredRecord[]>;
    drafts: Draft[];
    gone: StoredRecord[];
    complaints: Complaint[];
  },
  graph: Graph,
): void {
  const { edge, item, files } = part;
  const siblings = (parts.after[edge] ??= []);
  const index = siblings.findIndex(({ id }) => id === item.id);
  const known = siblings[index];
  if (item.id !== undefined && !known) throw attributeResourceNotFound(edge);
  // What was said of it before, earlier in the payload.
  const earlier = parts.drafts.findIndex(({ record }) => record === known);
  if (item.destroy) {
    if (known) parts.gone.push(...siblings.splice(index, 1));
    if (earlier !== -1) parts.drafts.splice(earlier, 1);
    return;
  }
  const draft = known ? changedPart(known, part, graph) : newPart(part, parts.drafts, graph);
  parts.drafts.push(draft);
  siblings.splice(known ? index : siblings.length, 1, draft.record);
  const complaints = complaintsAbout(draft, { files }, graph);
  parts.complaints.push(
    ...complaints.map(({ parameter, detail }) => ({ parameter: `${edge}.${parameter}`, detail })),
  );
}

function newPart({ owner, edge, rule, item }: Part, before: readonly Draft[], graph: Graph): Draft {
  const relation = graph.schema.relationBack(owner.type, edge);
  if (relation === undefined) throw notEmulated(`writing ${edge} together with ${owner.type}`);
  const { type } = item;
  const earlier = before.filter(({ record, before: kept }) => record.type === type && !kept).length;
  // None of them is in the store yet, so each would be given the same id.
  const id = graph.store.nextId(type, earlier);
  const write = writeOf(type, 'create', rule, graph);
  const relations = { [relation]: identify(owner) };
  return draftNew({ type, id, write }, { payload: item, relations }, graph);
}

function changedPart(known: StoredRecord, { rule, item }: Part, graph: Graph): Draft {
  const write = writeOf(item.type, 'update', rule, graph);
  const needed = writeOf(item.type, 'create', rule, graph);
  return draftChange(known, { payload: item, write, needed }, graph);
}

/** What may be assigned is the catalog's, unless the resource cannot be written alone. */
function writeOf(type: string, kind: 'create' | 'update', rule: PartRule, graph: Graph): Write {
  const blank = { required: [], requiredRelationships: [], include: [] };
  return { ...blank, ...graph.schema.vertex(type)?.[kind], ...rule };
}
