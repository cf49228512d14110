import { isAppName } from '../apps.ts';
import { isObject } from '../is-object.ts';
import { VALUE_TYPES, type AppName } from '../types.ts';
import type {
  DocumentedAttribute,
  DocumentedEdge,
  DocumentedRelationship,
  DocumentedType,
  DocumentedVertex,
  DocumentedWrite,
} from './documented.ts';
import type { Table } from '../table.ts';
import { at, booleanAt, present, textAt, textsAt } from './json.ts';

/**
 * A document of the documentation graph. Its objects stand whole, with their attributes, in `relationships.*.data`,
 * unlike those of other documents of the API; those below a vertex have no ids.
 */
export type GraphDocument =
  | { readonly kind: 'graph'; readonly versions: readonly GraphVersion[] }
  | { readonly kind: 'version'; readonly version: string; readonly vertices: readonly GraphVertex[] }
  | {
      readonly kind: 'vertex';
      readonly type: string;
      readonly app: AppName | undefined;
      readonly vertex: DocumentedVertex;
    };

export interface GraphVersion {
  readonly version: string;
  readonly beta: boolean;
}

/** A vertex as a version lists it: `id` is the end of its address, `type` the JSON:API type, where it is told. */
interface GraphVertex {
  readonly id: string;
  readonly type: string | undefined;
}

/** @returns `undefined` when it is no such document */
export function readGraphDocument(json: unknown): GraphDocument | undefined {
  const data = at(json, 'data');
  const kind = textAt(data, 'type');
  if (kind === 'Graph')
    return { kind: 'graph', versions: related(data, 'versions')?.flatMap(readVersion) ?? [] };
  if (kind === 'Version') {
    const version = textAt(data, 'id');
    const listed = [...(related(data, 'entry') ?? []), ...(related(data, 'vertices') ?? [])];
    return version === undefined
      ? undefined
      : { kind: 'version', version, vertices: uniqueById(listed.flatMap(readListed)) };
  }
  const type = textAt(data, 'attributes', 'name');
  if (kind !== 'Vertex' || type === undefined) return undefined;
  return { kind: 'vertex', type, app: appIn(textAt(data, 'attributes', 'path')), vertex: readVertex(data) };
}

function readVersion(item: unknown): GraphVersion[] {
  const version = textAt(item, 'id');
  return version === undefined ? [] : [{ version, beta: booleanAt(item, 'attributes', 'beta') ?? false }];
}

function readListed(item: unknown): GraphVertex[] {
  const id = textAt(item, 'id');
  return id === undefined ? [] : [{ id, type: textAt(item, 'attributes', 'name') }];
}

/** The entry, `organization`, is in some lists of vertices and not in others. */
function uniqueById(vertices: readonly GraphVertex[]): GraphVertex[] {
  return [...new Map(vertices.map((vertex) => [vertex.id, vertex])).values()];
}

function readVertex(data: unknown): DocumentedVertex {
  const permissions = related(data, 'permissions')?.[0];
  return present({
    attributes: table(related(data, 'attributes'), readAttribute),
    relationships: table(related(data, 'relationships'), readRelationship),
    edges: table(related(data, 'outbound_edges'), readEdge, slugOf),
    include: values(related(data, 'can_include'))?.filter((name) => !name.includes('.')),
    order: values(related(data, 'can_order'))?.filter((name) => !name.startsWith('-')),
    where: table(related(data, 'can_query'), ({ type }) => typeCalled(type), conditionName),
    create: readWrite(permissions, 'can_create', 'create_assignable'),
    update: readWrite(permissions, 'can_update', 'update_assignable'),
    delete: booleanAt(permissions, 'attributes', 'can_destroy'),
    actions: related(data, 'actions')?.flatMap((item) => textAt(item, 'attributes', 'name') ?? []),
  });
}

function readAttribute(attributes: Attributes): DocumentedAttribute {
  const type = textAt(attributes, 'type_annotation', 'name');
  return present({
    type: type === undefined ? undefined : typeCalled(type),
    permission: textAt(attributes, 'permission_level'),
  });
}

function readRelationship(attributes: Attributes): DocumentedRelationship {
  const association = textAt(attributes, 'association');
  const type = textAt(attributes, 'graph_type');
  // What stands beside `polymorphic` is one example of several types.
  const { polymorphic } = attributes;
  const isExample = Array.isArray(polymorphic) ? polymorphic.length > 0 : Boolean(polymorphic);
  return present({
    many: association === undefined ? undefined : association === 'to_many',
    types: type === undefined || isExample ? undefined : [type],
    permission: textAt(attributes, 'authorization_level'),
  });
}

function readEdge(attributes: Attributes, item: unknown): DocumentedEdge {
  const scopes = at(attributes, 'scopes');
  const named = Array.isArray(scopes) ? scopes.flatMap((scope) => textAt(scope, 'name') ?? []) : undefined;
  const filters = textsAt(attributes, 'filters');
  return present({
    to: textAt(item, 'relationships', 'head', 'data', 'attributes', 'name'),
    filters: named || filters ? [...new Set([...(named ?? []), ...(filters ?? [])])] : undefined,
  });
}

function readWrite(permissions: unknown, allowed: string, assignable: string): DocumentedWrite | undefined {
  if (permissions === undefined) return undefined;
  return present({
    allowed: booleanAt(permissions, 'attributes', allowed),
    attributes: textsAt(permissions, 'attributes', assignable),
  });
}

type Attributes = Record<string, unknown>;

/** The objects under a relationship; `undefined` when the document does not have it. */
function related(data: unknown, name: string): unknown[] | undefined {
  const found = at(data, 'relationships', name, 'data');
  if (Array.isArray(found)) return found;
  return isObject(found) ? [found] : undefined;
}

function table<Value>(
  items: readonly unknown[] | undefined,
  read: (attributes: Attributes, item: unknown) => Value,
  nameOf: (attributes: Attributes) => string | undefined = (attributes) => textAt(attributes, 'name'),
): Table<Value> | undefined {
  const entries = items?.flatMap((item) => {
    const attributes = at(item, 'attributes');
    const name = isObject(attributes) ? nameOf(attributes) : undefined;
    return isObject(attributes) && name !== undefined ? [[name, read(attributes, item)] as const] : [];
  });
  return entries && Object.fromEntries(entries);
}

function values(items: readonly unknown[] | undefined): string[] | undefined {
  return items?.flatMap(
    (item) => textAt(item, 'attributes', 'value') ?? textAt(item, 'attributes', 'name') ?? [],
  );
}

/** The segment of the path, which for some edges is not their name. */
function slugOf(attributes: Attributes): string | undefined {
  return /([^/]+)\/*$/.exec(textAt(attributes, 'path') ?? '')?.[1] ?? textAt(attributes, 'name');
}

/** Of `where[title]` the name; of `where[event][name]` nothing, as it follows from the type at the other end. */
function conditionName(attributes: Attributes): string | undefined {
  const parameter = textAt(attributes, 'parameter');
  if (parameter === undefined) return textAt(attributes, 'name');
  return /^where\[([^\]]+)\]$/.exec(parameter)?.[1];
}

function typeCalled(name: unknown): DocumentedType {
  const known = VALUE_TYPES.find((type) => type === name);
  return { name: typeof name === 'string' ? name : 'unknown', mayBe: known ? [known] : [] };
}

function appIn(path: string | undefined): AppName | undefined {
  const name = /\/([a-z-]+)\/v2(\/|$)/.exec(path ?? '')?.[1];
  return name !== undefined && isAppName(name) ? name : undefined;
}
