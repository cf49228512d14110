import { isAppName } from '../apps.ts';
import { isObject } from '../is-object.ts';
import type { AppName } from '../types.ts';
import type { DocumentedEdge, DocumentedVertex, DocumentedWrite } from './documented.ts';
import type { Table } from '../table.ts';
import { at, present, textAt } from './json.ts';
import { readPaths, ROOT, type OpenApiPaths } from './open-api-paths.ts';
import { resolve, typeOf } from './open-api-schema.ts';
import { typeNamed } from './type-name.ts';

/** What an OpenAPI document of an app says. */
export interface OpenApiDocument {
  readonly app: AppName | undefined;
  /** Absent when the document's own version is no date. */
  readonly version: string | undefined;
  /** Whether there is any type in it. */
  readonly describesTypes: boolean;
  readonly vertices: Table<DocumentedVertex>;
  /** What was not understood. */
  readonly notes: readonly string[];
}

/**
 * Reads an OpenAPI 3.1 document as Planning Center writes them: a path for each edge, and for each type `x` schemas
 * called `x_attributes`, `x_attributes_assignable_on_create` and so on. It says nothing of relationships that cannot be
 * assigned, of permissions, and of the root.
 *
 * @param typesOf - the JSON:API types that are known of the app, as names of schemas are in another case
 * @returns `undefined` when it is no such document
 */
export function readOpenApi(
  json: unknown,
  typesOf: (app: AppName | undefined) => readonly string[],
): OpenApiDocument | undefined {
  if (!textAt(json, 'openapi')?.startsWith('3.') || !isObject(at(json, 'paths'))) return undefined;
  const paths = readPaths(json);
  const app = paths.app !== undefined && isAppName(paths.app) ? paths.app : undefined;
  const types = typesOf(app);
  const names = new Set([...schemaNames(json), ...paths.types.keys()]);
  const typeNames = new Map(
    [...names].map((name) => [name, statedType(json, name) ?? typeNamed(name, types)]),
  );
  const renamed = (name: string): string => typeNames.get(name) ?? name;
  const vertices = Object.fromEntries(
    [...names].map((name) => [renamed(name), readVertex(json, name, paths, renamed)]),
  );
  const version = textAt(json, 'info', 'version');
  return {
    app,
    version: version !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(version) ? version : undefined,
    describesTypes: names.size > 0,
    vertices: {
      ...vertices,
      Organization: { ...vertices['Organization'], edges: edgesOf(paths, ROOT, renamed) },
    },
    notes: paths.notes,
  };
}

const ATTRIBUTES = '_attributes';

function schemaNames(json: unknown): string[] {
  const schemas = at(json, 'components', 'schemas');
  if (!isObject(schemas)) return [];
  return Object.keys(schemas)
    .filter((name) => name.endsWith(ATTRIBUTES))
    .map((name) => name.slice(0, -ATTRIBUTES.length));
}

/** What the schema of the resource says its type is. */
function statedType(json: unknown, name: string): string | undefined {
  const type = resolve(json, at(schema(json, `${name}_resource`), 'properties', 'type'));
  const choices = at(type, 'enum');
  const stated =
    textAt(type, 'const') ?? (Array.isArray(choices) && choices.length === 1 ? choices[0] : undefined);
  return typeof stated === 'string' ? stated : undefined;
}

function readVertex(
  json: unknown,
  name: string,
  paths: OpenApiPaths,
  renamed: (name: string) => string,
): DocumentedVertex {
  const asked = paths.types.get(name);
  const attributes = properties(json, `${name}${ATTRIBUTES}`);
  return present({
    attributes:
      attributes &&
      Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [
          key.trim(),
          present({ type: typeOf(json, value) }),
        ]),
      ),
    edges: asked && edgesOf(paths, name, renamed),
    include: asked?.include.filter((include) => !include.includes('.')),
    order: asked?.order.filter((order) => !order.startsWith('-')),
    where: asked && Object.fromEntries(asked.where),
    create: readWrite(json, name, 'create', asked?.post),
    update: readWrite(json, name, 'update', asked?.patch),
    delete: asked?.delete,
    actions: asked && [...asked.actions],
  });
}

/** A type that has a schema of what can be assigned may still be created on no path: then nobody can tell. */
function readWrite(
  json: unknown,
  name: string,
  verb: 'create' | 'update',
  hasPath: boolean | undefined,
): DocumentedWrite {
  const attributes = properties(json, `${name}_attributes_assignable_on_${verb}`);
  const relationships = properties(json, `${name}_relationships_assignable_on_${verb}`);
  return present({
    allowed: hasPath === false && attributes ? undefined : hasPath,
    attributes: attributes && Object.keys(attributes),
    relationships: relationships && Object.keys(relationships),
  });
}

function edgesOf(
  paths: OpenApiPaths,
  owner: string,
  renamed: (name: string) => string,
): Table<DocumentedEdge> {
  const edges = [...(paths.edges.get(owner) ?? [])];
  return Object.fromEntries(edges.map(([slug, edge]) => [slug, { ...edge, to: renamed(edge.to) }]));
}

function properties(json: unknown, name: string): Record<string, unknown> | undefined {
  const found = at(schema(json, name), 'properties');
  if (isObject(found)) return found;
  return schema(json, name) === undefined ? undefined : {};
}

function schema(json: unknown, name: string): unknown {
  return resolve(json, at(json, 'components', 'schemas', name));
}
