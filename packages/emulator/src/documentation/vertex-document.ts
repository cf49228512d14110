import type { Action, AppVersion, Attribute, Relationship, ValueType, Vertex, Write } from '@tspco/catalog';
import { snakeCase } from '../schema/snake-case.ts';
import type { Json } from '../store/record.ts';
import { documentedAttributes, documentedTypes } from './documented.ts';
import { bodyExample, exampleOf, resourceExample } from './examples.ts';
import { urlParameters } from './url-parameters.ts';
import { addressAt, vertexEdges } from './vertex-edges.ts';

/** Everything about one type. `undefined` when none is called so, in the words of addresses: `phone_number`. */
export function vertexDocument(version: AppVersion, id: string, origin: string): Json | undefined {
  const found = documentedTypes(version).find(([type]) => snakeCase(type) === id);
  if (!found) return undefined;
  const [type, vertex] = found;
  return {
    data: {
      type: 'Vertex',
      id,
      attributes: {
        name: type,
        description: null,
        example: resourceExample(type, vertex),
        path: vertex.path === undefined ? null : addressAt(origin, vertex.path),
        collection_only: vertex.collectionOnly === true,
        deprecated: vertex.deprecated === true,
      },
      relationships: {
        attributes: {
          data: [
            attributeObject('id', 'primary_key'),
            ...documentedAttributes(vertex).map(([name, { type, permission }]) =>
              attributeObject(name, type, permission),
            ),
          ],
        },
        relationships: { data: Object.entries(vertex.relationships).map(relationshipObject) },
        permissions: { data: permissionsObject(vertex) },
        actions: { data: Object.entries(vertex.actions).map((entry) => actionObject(entry, origin)) },
        ...vertexEdges(type, version, origin),
        ...urlParameters(vertex),
        rate_limits: { data: [] },
      },
    },
  };
}

function attributeObject(
  name: string,
  type: ValueType,
  permission: Attribute['permission'] = 'public',
): Json {
  return {
    type: 'Attribute',
    attributes: {
      name,
      type_annotation: { name: type, example: exampleOf(type) },
      note: null,
      permission_level: permission,
      description: null,
    },
  };
}

function relationshipObject([name, relationship]: readonly [string, Relationship]): Json {
  const { many, types, polymorphic, permission = 'public' } = relationship;
  return {
    type: 'Relationship',
    attributes: {
      name,
      association: many ? 'to_many' : 'to_one',
      graph_type: types[0] ?? null,
      polymorphic: polymorphic ? [...types] : null,
      authorization_level: permission,
      note: null,
    },
  };
}

function permissionsObject({ create, update, delete: canDestroy }: Vertex): Json {
  return {
    type: 'Permissions',
    attributes: {
      read: null,
      can_create: create !== undefined,
      can_update: update !== undefined,
      can_destroy: canDestroy === true,
      create_assignable: assignable(create),
      update_assignable: assignable(update),
    },
  };
}

/** Attributes and relationships in one list. */
function assignable(write: Write | undefined): string[] {
  return [...new Set([...(write?.assignable ?? []), ...(write?.relationships ?? [])])];
}

function actionObject([name, action]: readonly [string, Action], origin: string): Json {
  return {
    type: 'Action',
    attributes: {
      name,
      path: addressAt(origin, action.path),
      can_run: null,
      return_type: action.returns ?? null,
      example_body: bodyExample(action),
      details: null,
      deprecated: action.deprecated === true,
    },
  };
}
