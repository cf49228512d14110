import type { AppVersion, Edge, ValueType, Vertex } from '../../src/index.ts';
import { snakeCase } from './graph.ts';

type Json = Record<string, unknown>;

/** An OpenAPI document, as far as tests change it. */
export interface OpenApiJson {
  openapi: string;
  info: Json;
  servers: { url: string }[];
  paths: Record<string, Json>;
  components: { schemas: Record<string, Json>; parameters: Record<string, Json> };
}

/** What Planning Center's OpenAPI document would say of a version when it agreed with the catalog in everything. */
export function openApiOf({ app, vertices }: AppVersion): OpenApiJson {
  const json: OpenApiJson = {
    openapi: '3.1.1',
    info: { title: app, version: '1.0', 'x-pco-api-version': '16.3.0' },
    servers: [{ url: 'https://api.planningcenteronline.com' }],
    paths: { [`/${app}/v2`]: { get: answering('organization_resource_envelope') } },
    components: { schemas: {}, parameters: {} },
  };
  const documented = Object.entries(vertices).filter(([, { undocumented }]) => !undocumented);
  for (const [type, vertex] of documented) describe(json, type, vertex);
  const seen = new Set(['Organization']);
  const waiting = [{ type: 'Organization', path: `/${app}/v2` }];
  for (let place = waiting.shift(); place; place = waiting.shift()) {
    for (const [slug, edge] of Object.entries(vertices[place.type]?.edges ?? {})) {
      const target = vertices[edge.to];
      if (!target || target.undocumented) continue;
      const path = `${place.path}/${slug}`;
      const member = `${path}/{${snakeCase(edge.to)}_id}`;
      addPaths(json, path, member, edge, target);
      if (seen.has(edge.to)) continue;
      seen.add(edge.to);
      for (const name of Object.keys(target.actions)) json.paths[`${member}/${name}`] = { post: {} };
      waiting.push({ type: edge.to, path: member });
    }
  }
  return json;
}

export function parametersOf(json: OpenApiJson, name: string): Json {
  const parameter = json.components.parameters[name];
  if (!parameter) throw new Error(`There is no parameter ${name}.`);
  return parameter;
}

export function answering(envelope: string, parameters: readonly string[] = []): Json {
  const schema = { $ref: `#/components/schemas/${envelope}` };
  return {
    parameters: parameters.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    responses: {
      '200': { description: '', content: { 'application/vnd.api+json': { schema } } },
      '404': { $ref: '#/components/responses/404' },
    },
  };
}

function addPaths(json: OpenApiJson, path: string, member: string, edge: Edge, target: Vertex): void {
  const name = snakeCase(edge.to);
  const envelope = `${name}_${edge.many ? 'collection' : 'resource'}_envelope`;
  const asked = Object.keys(json.components.parameters).filter((one) => one.startsWith(`${name}__`));
  const get = answering(envelope, asked) as { parameters: unknown[] };
  if (edge.filters.length > 0)
    get.parameters.push({ name: 'filter', in: 'query', schema: { type: 'string', enum: edge.filters } });
  json.paths[path] = { get, ...(edge.create && { post: {} }) };
  json.paths[member] = {
    get: answering(`${name}_resource_envelope`, asked),
    ...(target.update && { patch: {} }),
    ...(target.delete && { delete: {} }),
  };
}

function describe({ components }: OpenApiJson, type: string, vertex: Vertex): void {
  const name = snakeCase(type);
  const { schemas, parameters } = components;
  const types = Object.entries(vertex.attributes)
    .filter(([, { undocumented }]) => !undocumented)
    .map(([key, value]) => [key, value.type] as const);
  schemas[`${name}_attributes`] = objectOf(types);
  for (const verb of ['create', 'update'] as const) {
    const { assignable, relationships } = vertex[verb] ?? {};
    if (assignable)
      schemas[`${name}_attributes_assignable_on_${verb}`] = objectOf(
        assignable.map((key) => [key, 'string']),
      );
    if (relationships)
      schemas[`${name}_relationships_assignable_on_${verb}`] = objectOf(
        relationships.map((key) => [key, 'object']),
      );
  }
  const list = (values: readonly string[]): Json => ({
    type: 'array',
    items: { type: 'string', enum: values },
  });
  const orders = vertex.order.flatMap((key) => [key, `-${key}`]);
  parameters[`${name}__include`] = { name: 'include', in: 'query', schema: list(vertex.include) };
  parameters[`${name}__order`] = { name: 'order', in: 'query', schema: { type: 'string', enum: orders } };
  for (const [key, valueType] of Object.entries(vertex.where)) {
    const schema = schemaOf(valueType);
    parameters[`${name}__where_${key}`] = { name: `where[${key}]`, in: 'query', schema };
    if (valueType.startsWith('date'))
      parameters[`${name}__where_${key}_gt`] = { name: `where[${key}][gt]`, in: 'query', schema };
  }
}

function objectOf(properties: readonly (readonly [string, ValueType])[]): Json {
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(([name, type]) => [name, schemaOf(type)])),
  };
}

const SCHEMAS: Partial<Record<ValueType, Json>> = {
  date: { type: 'string', format: 'date' },
  date_time: { type: 'string', format: 'date-time' },
  integer: { type: 'integer' },
  float: { type: 'number' },
  boolean: { type: ['boolean', 'null'] },
  array: { type: 'array', items: {} },
  object: { type: 'object' },
  hash: { type: 'object' },
  repeatable_schedule: { type: 'object' },
  json: {},
};

function schemaOf(type: ValueType): Json {
  return SCHEMAS[type] ?? { type: 'string' };
}
