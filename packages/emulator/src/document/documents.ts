import { echoQuery } from '../query/echo.ts';
import type { Query } from '../query/query.ts';
import { selectRecords, type Collection } from '../query/select.ts';
import type { Graph } from '../schema/graph.ts';
import type { Json, Ref, StoredRecord } from '../store/record.ts';
import { includeTree } from './include-tree.ts';
import { Included } from './included.ts';
import { renderResource, type Rendering, type ResourceObject } from './resource.ts';

/** What every document of one answer is made with. */
export interface Answering {
  readonly graph: Graph;
  readonly query: Query;
  readonly origin: string;
  /** The path that was asked for, without the host. */
  readonly path: string;
  /** Sends `included` even when it is empty, as the service did in 2019. */
  readonly emptyIncluded: boolean;
}

export interface ResourceDocument {
  data: ResourceObject;
  included?: ResourceObject[];
  meta: Record<string, Json>;
}

export interface CollectionDocument {
  links: Record<string, string>;
  data: ResourceObject[];
  included?: ResourceObject[];
  meta: Record<string, Json>;
}

/** The document of one resource, after reading and after writing. */
export function resourceDocument(record: StoredRecord, parent: Ref, answering: Answering): ResourceDocument {
  const { graph, query, path } = answering;
  const rendering = renderingOf(answering);
  const tree = includeTree(query.include, record.type, graph.schema);
  const included = new Included(rendering);
  included.collect(record, tree, { path, type: graph.schema.nameOf(record.type) });
  return {
    data: renderResource(record, { as: 'single', path, tree }, rendering),
    ...includedMember(included, answering),
    meta: {
      ...earlierTotal(record, graph),
      ...listMember('can_include', graph.schema.vertex(record.type)?.include),
      // The organization is nobody's.
      ...(record === parent ? {} : { parent: identifier(parent, graph) }),
    },
  };
}

/** A page of a collection. */
export function collectionDocument(collection: Collection, answering: Answering): CollectionDocument {
  const { graph, query, path } = answering;
  const rendering = renderingOf(answering);
  const selected = selectRecords(collection, query, graph);
  const page = selected.slice(query.offset, query.offset + query.perPage);
  const tree = includeTree(query.include, collection.type, graph.schema);
  const included = new Included(rendering);
  const data = page.map((record) => {
    const at = `${path}/${record.id}`;
    included.collect(record, tree, { path: at, type: graph.schema.nameOf(record.type) });
    return renderResource(record, { as: 'member', path: at, tree }, rendering);
  });
  const turns = pageTurns(selected.length, query);
  return {
    links: {
      self: link(answering, {}),
      ...Object.fromEntries(turns.map(([name, { offset }]) => [name, link(answering, { offset })])),
    },
    data,
    ...includedMember(included, answering),
    meta: {
      total_count: selected.length,
      count: page.length,
      ...Object.fromEntries(turns),
      ...abilities(collection, graph),
      parent: identifier(collection.owner, graph),
    },
  };
}

/** Some single resources told in older versions how many belong to them. */
function earlierTotal(record: StoredRecord, graph: Graph): Record<string, Json> {
  const total = graph.schema.model.earlierTotals[record.type];
  return total && graph.version < total.until ? { total_count: total.count(record, graph) } : {};
}

function renderingOf({ graph, origin, query }: Answering): Rendering {
  return { graph, origin, fields: query.fields };
}

/** The pages after and before this one. Those before do not care whether they exist. */
function pageTurns(total: number, { offset, perPage }: Query): [string, { offset: number }][] {
  const turns: [string, { offset: number }][] = [];
  if (offset + perPage < total) turns.push(['next', { offset: offset + perPage }]);
  if (offset > 0) turns.push(['prev', { offset: Math.max(0, offset - perPage) }]);
  return turns;
}

/** The caller's own query, with another offset for another page. */
function link({ origin, path, query }: Answering, changes: { offset?: number }): string {
  const given = new Map(query.given);
  if (changes.offset !== undefined) given.set('offset', String(changes.offset));
  return `${origin}${path}${echoQuery(given)}`;
}

function includedMember(included: Included, { emptyIncluded }: Answering): { included?: ResourceObject[] } {
  const { resources } = included;
  return resources.length > 0 || emptyIncluded ? { included: resources } : {};
}

/** What the list can be asked for. */
function abilities({ owner, edge, type }: Collection, graph: Graph): Record<string, Json> {
  const vertex = graph.schema.vertex(type);
  return {
    ...listMember('can_order_by', vertex?.order),
    ...listMember('can_query_by', Object.keys(vertex?.where ?? {})),
    ...listMember('can_include', vertex?.include),
    ...listMember('can_filter', graph.schema.edge(owner.type, edge)?.filters),
  };
}

/** Empty lists are not sent. */
function listMember(name: string, values: readonly string[] = []): Record<string, Json> {
  return values.length > 0 ? { [name]: [...values] } : {};
}

function identifier({ id, type }: Ref, { schema }: Graph): { id: string; type: string } {
  return { id, type: schema.nameOf(type) };
}
