import type { AppVersion, ValueType, Vertex } from '@tspco/catalog';
import { snakeCase } from '../../schema/snake-case.ts';
import type { Json } from '../../store/record.ts';
import { relationshipsAndIncludes, renderable } from './schemas.ts';
import { namesSchema, reference, valueSchema, type JsonObject } from './value-schemas.ts';

/** What may be asked of a type. */
export interface TypeParameters {
  /** Of a single resource and of a list. */
  readonly everywhere: JsonObject;
  /** Of a list alone. */
  readonly lists: JsonObject;
}

/** The parameters of a type, by name: `song_order_parameter`, `song_where_title` and so on. */
export function parametersOf(type: string, vertex: Vertex, version: AppVersion): TypeParameters {
  const name = snakeCase(type);
  const includes = vertex.include.flatMap((include) => [
    include,
    ...(behind(include, vertex, version)?.include ?? []).map((further) => `${include}.${further}`),
  ]);
  const conditions = vertex.include.flatMap((include) =>
    Object.entries(behind(include, vertex, version)?.where ?? {}).flatMap(([key, valueType]) =>
      condition(`${name}_where_${include}__${key}`, `where[${include}][${key}]`, valueType),
    ),
  );
  return {
    everywhere: {
      ...list(`${name}_include_parameter`, 'include', includes),
      ...fieldsParameter(name, type, vertex),
    },
    lists: {
      ...list(`${name}_order_parameter`, 'order', vertex.order),
      ...Object.fromEntries([
        ...Object.entries(vertex.where).flatMap(([key, valueType]) =>
          condition(`${name}_where_${key}`, `where[${key}]`, valueType),
        ),
        ...conditions,
      ]),
    },
  };
}

export const PAGE_PARAMETERS: JsonObject = {
  per_page: query('per_page', { type: 'integer', minimum: 1, maximum: 100, default: 25 }),
  offset: query('offset', { type: 'integer', minimum: 0, default: 0 }),
};

/** The values of `filter` belong to a path, not to a type. */
export function filterParameter(filters: readonly string[]): Json[] {
  return filters.length === 0 ? [] : [listQuery('filter', { type: 'string', enum: [...filters] })];
}

/** The type that an include leads to, whose own includes and conditions may follow its name. */
function behind(include: string, vertex: Vertex, { vertices }: AppVersion): Vertex | undefined {
  const to = vertex.edges[include]?.to ?? vertex.relationships[include]?.types[0] ?? '';
  return vertices[to];
}

/** Dates and times have ranges. */
function condition(name: string, parameter: string, type: ValueType): [string, JsonObject][] {
  const schema = valueSchema(type);
  const ranges = type === 'date' || type === 'date_time' ? ['gt', 'gte', 'lt', 'lte'] : [];
  return [
    [name, query(parameter, schema)],
    ...ranges.map((range): [string, JsonObject] => [
      `${name}_${range}`,
      query(`${parameter}[${range}]`, schema),
    ]),
  ];
}

function fieldsParameter(name: string, type: string, vertex: Vertex): JsonObject {
  const enums = [
    ...(renderable(vertex).length > 0 ? [`${name}_renderable_attributes_enum`] : []),
    ...(relationshipsAndIncludes(vertex).length > 0 ? [`${name}_relationships_and_includes_enum`] : []),
  ];
  if (enums.length === 0) return {};
  const items = { anyOf: enums.map((schema) => reference('schemas', schema)) };
  return { [`${name}_all_fields_parameter`]: listQuery(`fields[${type}]`, items) };
}

function list(name: string, parameter: string, values: readonly string[]): JsonObject {
  return values.length === 0 ? {} : { [name]: listQuery(parameter, { type: 'string', enum: [...values] }) };
}

function listQuery(name: string, items: JsonObject): JsonObject {
  return { ...query(name, namesSchema(items)), explode: false };
}

function query(name: string, schema: JsonObject): JsonObject {
  return { name, in: 'query', schema };
}
