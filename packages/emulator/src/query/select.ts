import type { AppModel, CuttingFilter, WideningFilter } from '../schema/app-model.ts';
import { notEmulated } from '../basics/api-error.ts';
import type { Graph } from '../schema/graph.ts';
import { compareIds } from '../store/identifiers.ts';
import type { StoredRecord } from '../store/record.ts';
import { sortRecords } from './order.ts';
import type { Query } from './query.ts';
import { remembered } from './remembered.ts';
import { testFor } from './where.ts';

/** A collection that a request names: the records at the end of an edge. */
export interface Collection {
  readonly owner: StoredRecord;
  readonly edge: string;
  /** The type of its records. */
  readonly type: string;
}

/** The records of a collection that a query asks for, in its order, before they are cut into pages. */
export function selectRecords(collection: Collection, query: Query, graph: Graph): readonly StoredRecord[] {
  return remembered(graph.church, keyOf(collection, query, graph), () => select(collection, query, graph));
}

/** What tells two selections apart. */
function keyOf({ owner, edge }: Collection, { given }: Query, graph: Graph): string {
  const { schema, version, personId } = graph;
  const selecting = [...given].filter(([name]) => !NOT_SELECTING.test(name));
  return JSON.stringify([schema.version.app, version, personId, owner.type, owner.id, edge, selecting]);
}

/** Parameters that choose a page, or what is shown of it. */
const NOT_SELECTING = /^(?:per_page|offset|include|fields\[.*)$/;

function select(collection: Collection, query: Query, graph: Graph): readonly StoredRecord[] {
  const { type } = collection;
  const tests = query.where
    .map((condition) => testFor(condition, type, graph))
    .filter((test) => test !== undefined)
    .concat(usualTests(type, query, graph));
  // Before the conditions, since some filters bring in what the collection leaves out.
  const filtered = filterRecords(collection, query, graph);
  const tested =
    tests.length === 0 ? filtered : filtered.filter((record) => tests.every((test) => test(record)));
  return sortRecords(tested, query.order, { type, graph });
}

/** What lists leave out unless a request says otherwise. */
function usualTests(type: string, query: Query, graph: Graph): ((record: StoredRecord) => boolean)[] {
  const { usualWhere = {}, where } = graph.schema.model;
  const keys = graph.schema.vertex(type)?.where ?? {};
  const asked = new Set(query.where.filter(({ names }) => names.length === 1).map(({ names }) => names[0]));
  return Object.entries(usualWhere[type] ?? {})
    .filter(([name]) => !(asked.has(name) && Object.hasOwn(keys, name)))
    .map(
      ([name, value]) =>
        (record) =>
          where[type]?.[name]?.(record, value, graph) !== false,
    );
}

/** What every filter of the query leaves, in whatever order they are named. */
function filterRecords({ owner, edge }: Collection, query: Query, graph: Graph): readonly StoredRecord[] {
  const documented = graph.schema.edge(owner.type, edge)?.filters ?? [];
  const filters = query.filter
    .filter((name) => documented.includes(name))
    .map((name) => filterOf(name, { owner, edge }, graph));
  const { store, church, personId, version, timeZone } = graph;
  const param = (key: string): string | undefined => query.given.get(key);
  const around = { store, church, personId, version, timeZone, owner, param };
  const listed = graph.collection(owner, edge);
  const broughtIn = filters.flatMap((filter) => filter.bringsIn?.(around) ?? []);
  const all = broughtIn.length === 0 ? listed : [...new Set([...listed, ...broughtIn])].sort(compareIds);
  const rules = [...filters.map(({ leaves }) => leaves), ...filters.map(({ cuts }) => cuts)];
  return rules.reduce((rest, rule) => rule?.(rest, around) ?? rest, all);
}

function filterOf(
  name: string,
  collection: Pick<Collection, 'owner' | 'edge'>,
  { schema }: Graph,
): Partial<WideningFilter & CuttingFilter> {
  const rule = modelledFilter(name, collection, schema.model);
  if (!rule) throw notEmulated(`filter=${name} of ${collection.edge} in ${schema.version.app}`);
  return typeof rule === 'function' ? { leaves: rule } : rule;
}

/** What a model says of a filter; undefined where its meaning is not known. */
export function modelledFilter(
  name: string,
  { owner, edge }: Pick<Collection, 'owner' | 'edge'>,
  model: AppModel,
): AppModel['filters'][string][string] | undefined {
  const rules = model.filters[`${owner.type}.${edge}`] ?? {};
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}
