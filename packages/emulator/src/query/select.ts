import { ApiError, notEmulated } from '../http/api-error.ts';
import type { Graph } from '../schema/graph.ts';
import type { StoredRecord } from '../store/record.ts';
import { sortRecords } from './order.ts';
import type { Query } from './query.ts';
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
  const { owner, edge, type } = collection;
  const tests = query.where
    .map((condition) => testFor(condition, type, graph))
    .filter((test) => test !== undefined);
  const all = graph.collection(owner, edge);
  const tested = tests.length === 0 ? all : all.filter((record) => tests.every((test) => test(record)));
  return sortRecords(filterRecords(tested, collection, query, graph), query.order, { type, graph });
}

function filterRecords(
  records: readonly StoredRecord[],
  { owner, edge }: Collection,
  query: Query,
  graph: Graph,
): readonly StoredRecord[] {
  const documented = graph.schema.edge(owner.type, edge)?.filters ?? [];
  const rules = graph.schema.model.filters[`${owner.type}.${edge}`] ?? {};
  let rest = records;
  for (const name of query.filter.filter((filter) => documented.includes(filter))) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) throw notEmulated(`filter=${name} of ${edge} in ${graph.schema.version.app}`);
    const { store, church, personId, timeZone } = graph;
    rest = rule(rest, { store, church, personId, timeZone, owner, param: (key) => query.given.get(key) });
  }
  return rest;
}

/** With the option `strict` what the service would ignore in silence is refused. */
export function refuseUnknown({ owner, edge, type }: Collection, query: Query, graph: Graph): void {
  const vertex = graph.schema.vertex(type);
  const filters = graph.schema.edge(owner.type, edge)?.filters ?? [];
  const unknown = [
    ...query.where
      .filter((condition) => testFor(condition, type, graph) === undefined)
      .map(({ names }) => `where[${names.join('][')}]`),
    ...query.order.filter(({ name }) => !vertex?.order.includes(name)).map(({ name }) => `order=${name}`),
    ...query.filter.filter((name) => !filters.includes(name)).map((name) => `filter=${name}`),
  ];
  refuse(unknown);
}

/** As {@link refuseUnknown}, for what single resources and writes take, too. */
export function refuseUnknownIncludes(type: string, query: Query, graph: Graph): void {
  const unknown = query.include.filter(([name = '', next]) => {
    if (!graph.schema.vertex(type)?.include.includes(name)) return true;
    const target = graph.schema.edge(type, name)?.to ?? '';
    return next !== undefined && !graph.schema.vertex(target)?.include.includes(next);
  });
  refuse([
    ...unknown.map((path) => `include=${path.join('.')}`),
    ...unknownFields(query, graph),
    ...[...query.given.keys()].filter((key) => !isKnownParameter(key)),
    ...['per_page', 'offset']
      .filter((key) => !/^\d*$/.test(query.given.get(key) ?? ''))
      .map((key) => `${key}=${query.given.get(key)}`),
  ]);
}

function unknownFields({ fields }: Query, { schema }: Graph): string[] {
  return [...fields].flatMap(([type, names]) => {
    const vertex = schema.vertex(schema.storedType(type));
    if (!vertex) return [`fields[${type}]`];
    const known = { ...vertex.attributes, ...vertex.relationships, ...vertex.edges };
    return [...names].filter((name) => !Object.hasOwn(known, name)).map((name) => `fields[${type}]=${name}`);
  });
}

/** Also what goes with some filters. */
function isKnownParameter(key: string): boolean {
  return /^(?:where|fields)\[|^(?:order|include|filter|per_page|offset|after|before)$/.test(key);
}

function refuse(unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  throw new ApiError(400, [
    {
      status: '400',
      title: 'Unknown Parameter',
      code: 'tspco_emulator_strict',
      detail: `The tspco emulator runs with "strict" and refuses what Planning Center would ignore: ${unknown.join(', ')}.`,
    },
  ]);
}
