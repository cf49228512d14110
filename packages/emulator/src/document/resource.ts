import type { Graph } from '../schema/graph.ts';
import { refs } from '../store/identifiers.ts';
import type { Json, Ref, StoredRecord } from '../store/record.ts';
import { KEPT_FILES } from '../uploads/upload-shelf.ts';
import type { IncludeTree } from './include-tree.ts';

/** A resource as it is sent. */
export interface ResourceObject extends Ref {
  attributes: Record<string, Json>;
  relationships?: Record<string, RelationshipObject>;
  links: Record<string, string | null>;
}

interface RelationshipObject {
  data: Ref | readonly Ref[] | null;
  links?: { related: string | null };
}

/** What all resources of one answer are rendered with. */
export interface Rendering {
  readonly graph: Graph;
  /** In front of every link. */
  readonly origin: string;
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Appearance {
  /** `single` shows a link for each edge and action, `member` only its own address. */
  readonly as: 'single' | 'member';
  /** Where the record was found: its address when it has none of its own. */
  readonly path: string;
  readonly tree: IncludeTree;
  /** The type to show when it is not the record's own (`PrimaryCampus`). */
  readonly type?: string;
}

export function renderResource(
  record: StoredRecord,
  appearance: Appearance,
  rendering: Rendering,
): ResourceObject {
  const type = appearance.type ?? rendering.graph.schema.nameOf(record.type);
  const wanted = rendering.fields.get(type);
  const relationships = renderRelationships(record, appearance, { rendering, wanted });
  return {
    type,
    id: record.id,
    attributes: renderAttributes(record, rendering, wanted),
    ...(Object.keys(relationships).length > 0 ? { relationships } : {}),
    links: renderLinks(record, appearance, rendering),
  };
}

function renderAttributes(
  record: StoredRecord,
  { graph, origin }: Rendering,
  wanted: ReadonlySet<string> | undefined,
): Record<string, Json> {
  const names = wanted
    ? namedAttributes(record.type, graph, wanted)
    : graph.schema.sentAttributes(record.type);
  const attributes: Record<string, Json> = {};
  for (const name of names) attributes[name] = withOrigin(graph.value(record, name) ?? null, origin);
  return attributes;
}

/** A kept file is found at the address of whichever emulator has it, which may be another one after a snapshot. */
function withOrigin(value: Json, origin: string): Json {
  if (typeof value === 'string') return value.startsWith(KEPT_FILES) ? `${origin}${value}` : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('url' in value)) return value;
  return { ...value, url: withOrigin(value['url'] ?? null, origin) };
}

/** Some attributes are sent only to those who name them. */
function namedAttributes(type: string, graph: Graph, wanted: ReadonlySet<string>): string[] {
  return Object.entries(graph.schema.vertex(type)?.attributes ?? {})
    .filter(([name, { only }]) => wanted.has(name) && (!only || only === 'fields'))
    .map(([name]) => name);
}

function renderRelationships(
  record: StoredRecord,
  { tree, path }: Appearance,
  { rendering, wanted }: { rendering: Rendering; wanted: ReadonlySet<string> | undefined },
): Record<string, RelationshipObject> {
  const { graph } = rendering;
  const shown = (name: string): boolean => !wanted || wanted.has(name);
  const relationships: Record<string, RelationshipObject> = {};
  for (const [name, { many }] of Object.entries(graph.schema.vertex(record.type)?.relationships ?? {})) {
    if (!shown(name)) continue;
    const linked = linkage(record, name, graph);
    relationships[name] = {
      data: many || Array.isArray(record.relations[name]) ? linked : (linked[0] ?? null),
    };
  }
  for (const [name, subtree] of tree) {
    if (!shown(name)) continue;
    const linked = linkage(record, name, graph);
    const link = linkOf(record, name, { path, rendering });
    relationships[name] = graph.schema.edge(record.type, name)?.many
      ? { data: linked, links: { related: link } }
      : { data: linked[0] ?? null, ...(linked[0] ? { links: { related: link } } : {}) };
    Object.assign(relationships, renderNested(record, name, { subtree, shown, graph }));
  }
  return relationships;
}

/** What is included through another include stands at the first record, too, all of it in one list. */
function renderNested(
  record: StoredRecord,
  through: string,
  { subtree, shown, graph }: { subtree: IncludeTree; shown: (name: string) => boolean; graph: Graph },
): Record<string, RelationshipObject> {
  const between = graph.schema.edge(record.type, through)?.to ?? '';
  const relationships: Record<string, RelationshipObject> = {};
  for (const name of subtree.keys()) {
    const data = graph.follow(record, through).flatMap((related) => linkage(related, name, graph));
    const many = graph.schema.edge(between, name)?.many;
    if (shown(name) && (many || data.length > 0)) relationships[name] = { data, links: { related: null } };
  }
  return relationships;
}

/** The resource identifiers at the other end of a relation or an edge, whether or not their records exist. */
function linkage(record: StoredRecord, name: string, graph: Graph): readonly Ref[] {
  const way = graph.schema.way(record.type, name);
  const relation = way?.kind === 'own' ? way.relation : name;
  if (way?.kind === 'own' || !way) {
    return refs(record.relations[relation]).map(({ type, id }) => ({
      type: graph.schema.shownType(record.type, name, type),
      id,
    }));
  }
  return graph.follow(record, name).map(({ type, id }) => ({ type: graph.schema.nameOf(type), id }));
}

function renderLinks(
  record: StoredRecord,
  { as, path }: Appearance,
  rendering: Rendering,
): Record<string, string | null> {
  const { graph, origin } = rendering;
  const links: Record<string, string | null> = {};
  // An organization is found everywhere, and says where it was.
  const self = (record.type === 'Organization' ? undefined : graph.pathOf(record)) ?? path;
  if (as === 'single') {
    const vertex = graph.schema.vertex(record.type);
    for (const name of Object.keys(vertex?.edges ?? {}))
      links[name] = linkOf(record, name, { path, rendering });
    for (const name of Object.keys(vertex?.actions ?? {})) links[name] = `${origin}${self}/${name}`;
    for (const name of vertex?.links ?? []) links[name] = `${origin}${self}/${name}`;
  }
  const page = record.page ?? graph.schema.model.pages[record.type]?.(record.id);
  if (page) links['html'] = page;
  links['self'] = `${origin}${self}`;
  return links;
}

/** The address behind an edge: of the resource itself when the record points at one, else below the record. */
function linkOf(
  record: StoredRecord,
  name: string,
  { path, rendering: { graph, origin } }: { path: string; rendering: Rendering },
): string | null {
  const way = graph.schema.way(record.type, name);
  if (way?.kind === 'own' && !graph.schema.edge(record.type, name)?.many) {
    const [target] = refs(record.relations[way.relation]);
    if (!target) return null;
    const own = graph.pathOfRef(target);
    if (own) return `${origin}${own}`;
  }
  return `${origin}${graph.pathOf(record) ?? path}/${name}`;
}
