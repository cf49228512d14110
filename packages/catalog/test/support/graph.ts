import type { Attribute, Edge, Relationship, Vertex } from '../../src/index.ts';

/** A document of the documentation graph, as far as tests change it. */
export interface GraphJson {
  data: {
    type: string;
    id: string;
    attributes: Record<string, unknown>;
    relationships: Record<string, { data: GraphItem[] | GraphItem }>;
  };
}

export interface GraphItem {
  type: string;
  id?: string;
  attributes: Record<string, unknown>;
  relationships?: unknown;
}

export function graphOf(app: string, versions: readonly string[], beta: readonly string[] = []): GraphJson {
  const items = versions.map((id) => ({ type: 'Version', id, attributes: { beta: beta.includes(id) } }));
  return document('Graph', app, { title: app, description: null }, { versions: { data: items } });
}

export function versionOf(version: string, types: readonly string[]): GraphJson {
  const items = types.map((name) => ({ type: 'Vertex', id: snakeCase(name), attributes: { name } }));
  const entry = items.find(({ id }) => id === 'organization');
  return document(
    'Version',
    version,
    { beta: false, details: null },
    { ...(entry && { entry: { data: entry } }), vertices: { data: items } },
  );
}

/** What the documentation would say of a type when it agreed with the catalog in everything. */
export function vertexOf(type: string, vertex: Vertex, isDocumented: (type: string) => boolean): GraphJson {
  const { create, update } = vertex;
  const path = `https://api.planningcenteronline.com${vertex.path ?? ''}`;
  const edges = Object.entries(vertex.edges).filter(([, { to }]) => isDocumented(to));
  const attributes = Object.entries(vertex.attributes).filter(([, { undocumented }]) => !undocumented);
  const permissions = {
    read: null,
    can_create: create !== undefined,
    can_update: update !== undefined,
    can_destroy: vertex.delete === true,
    create_assignable: create?.assignable ?? [],
    update_assignable: update?.assignable ?? [],
  };
  return document(
    'Vertex',
    snakeCase(type),
    { name: type, description: null, path: vertex.path === undefined ? null : path, deprecated: false },
    {
      attributes: { data: [ID, ...attributes.map(attributeOf)] },
      relationships: { data: Object.entries(vertex.relationships).map(relationshipOf) },
      permissions: { data: { type: 'Permissions', attributes: permissions } },
      actions: {
        data: Object.keys(vertex.actions).map((name) => ({ type: 'Action', attributes: { name } })),
      },
      outbound_edges: { data: edges.map(([slug, edge]) => edgeOf(path, slug, edge)) },
      inbound_edges: { data: [] },
      can_include: { data: vertex.include.map((name) => parameterOf(name, 'include')) },
      can_order: { data: vertex.order.map((name) => parameterOf(name, 'order')) },
      can_query: {
        data: Object.entries(vertex.where).map(([name, valueType]) =>
          parameterOf(name, `where[${name}]`, valueType),
        ),
      },
    },
  );
}

export function attributeOf([name, { type, permission = 'public' }]: readonly [
  string,
  Attribute,
]): GraphItem {
  const annotation = { name: type, example: '' };
  return {
    type: 'Attribute',
    attributes: { name, type_annotation: annotation, note: null, permission_level: permission },
  };
}

export function parameterOf(name: string, parameter: string, type = 'string'): GraphItem {
  return { type: 'URLParameter', attributes: { name, parameter, type, value: name } };
}

/** A list below a document, to be changed in place. */
export function itemsOf({ data }: GraphJson, relationship: string): GraphItem[] {
  const items = data.relationships[relationship]?.data;
  if (!Array.isArray(items)) throw new Error(`There is no list ${relationship}.`);
  return items;
}

export function itemNamed(json: GraphJson, relationship: string, name: string): GraphItem {
  const item = itemsOf(json, relationship).find(({ attributes }) => attributes['name'] === name);
  if (!item) throw new Error(`There is no ${name} among ${relationship}.`);
  return item;
}

export function remove(json: GraphJson, relationship: string, name: string): void {
  const items = itemsOf(json, relationship);
  items.splice(items.indexOf(itemNamed(json, relationship, name)), 1);
}

export function snakeCase(type: string): string {
  return type.replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}

const ID = attributeOf(['id', { type: 'primary_key' }]);

function relationshipOf([name, { many, types, polymorphic, permission = 'public' }]: readonly [
  string,
  Relationship,
]): GraphItem {
  return {
    type: 'Relationship',
    attributes: {
      name,
      association: many ? 'to_many' : 'to_one',
      graph_type: types[0] ?? null,
      polymorphic: polymorphic ? types : null,
      authorization_level: permission,
    },
  };
}

function edgeOf(path: string, slug: string, { to, filters, name = slug }: Edge): GraphItem {
  const head = { data: { type: 'Vertex', id: snakeCase(to), attributes: { name: to } } };
  const scopes = filters.map((filter) => ({ name: filter, scope_help: null }));
  return {
    type: 'Edge',
    id: `${slug}-edge`,
    attributes: { name, path: `${path}/1/${slug}`, filters: [], scopes, deprecated: false },
    relationships: { head },
  };
}

function document(
  type: string,
  id: string,
  attributes: Record<string, unknown>,
  relationships: GraphJson['data']['relationships'],
): GraphJson {
  return { data: { type, id, attributes, relationships } };
}
