import type { Target } from '../api/route.ts';
import { ApiError } from '../http/api-error.ts';
import type { Graph } from '../schema/graph.ts';
import type { Query } from './query.ts';
import type { Collection } from './select.ts';
import { testFor } from './where.ts';

/** With the option `strict`: refuses what the service would ignore in silence. */
export function refuseUnknown(query: Query, target: Target, graph: Graph): void {
  const unknown =
    target.kind === 'collection'
      ? [...unknownInCollection(query, target, graph), ...unknownAnywhere(query, target.type, graph)]
      : unknownAnywhere(query, target.record.type, graph);
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

/** Of what only lists take. */
function unknownInCollection(query: Query, { owner, edge, type }: Collection, graph: Graph): string[] {
  const vertex = graph.schema.vertex(type);
  const filters = graph.schema.edge(owner.type, edge)?.filters ?? [];
  return [
    ...query.where
      .filter((condition) => testFor(condition, type, graph) === undefined)
      .map(({ names }) => `where[${names.join('][')}]`),
    ...query.order.filter(({ name }) => !vertex?.order.includes(name)).map(({ name }) => `order=${name}`),
    ...query.filter.filter((name) => !filters.includes(name)).map((name) => `filter=${name}`),
    ...['per_page', 'offset']
      .filter((key) => !/^\d*$/.test(query.given.get(key) ?? ''))
      .map((key) => `${key}=${query.given.get(key)}`),
  ];
}

/** Of what single resources and writes take, too. */
function unknownAnywhere(query: Query, type: string, { schema }: Graph): string[] {
  const includes = query.include.filter(([name = '', next]) => {
    if (!schema.vertex(type)?.include.includes(name)) return true;
    const target = schema.edge(type, name)?.to ?? '';
    return next !== undefined && !schema.vertex(target)?.include.includes(next);
  });
  return [
    ...includes.map((path) => `include=${path.join('.')}`),
    ...unknownFields(query, schema),
    ...[...query.given.keys()].filter((key) => !isKnownParameter(key)),
  ];
}

function unknownFields({ fields }: Query, schema: Graph['schema']): string[] {
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
