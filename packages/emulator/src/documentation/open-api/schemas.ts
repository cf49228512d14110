import type { Relationship, Vertex } from '@tspco/catalog';
import { snakeCase } from '../../schema/snake-case.ts';
import { documentedAttributes } from '../documented.ts';
import { objectSchema, reference, valueSchema, type JsonObject } from './value-schemas.ts';

/** The schemas of a type, by name: `song_attributes`, `song_resource` and so on. */
export function schemasOf(type: string, vertex: Vertex): JsonObject {
  const name = snakeCase(type);
  const attributes = documentedAttributes(vertex);
  const relationships = Object.entries(vertex.relationships);
  return {
    [`${name}_attributes`]: objectSchema(
      Object.fromEntries(attributes.map(([key, attribute]) => [key, valueSchema(attribute.type)])),
    ),
    ...assignableSchemas(name, vertex, 'create'),
    ...assignableSchemas(name, vertex, 'update'),
    [`${name}_resource`]: objectSchema({
      type: { type: 'string', const: type },
      id: { type: 'string' },
      attributes: reference('schemas', `${name}_attributes`),
      relationships: objectSchema(
        Object.fromEntries(relationships.map(([key, relationship]) => [key, linkage(relationship)])),
      ),
      links: { type: 'object' },
    }),
    [`${name}_resource_envelope`]: objectSchema({
      data: reference('schemas', `${name}_resource`),
      included: INCLUDED,
      meta: { type: 'object' },
    }),
    [`${name}_collection_envelope`]: objectSchema({
      links: LINKS,
      data: { type: 'array', items: reference('schemas', `${name}_resource`) },
      included: INCLUDED,
      meta: { type: 'object' },
    }),
    ...choice(`${name}_renderable_attributes_enum`, renderable(vertex)),
    ...choice(`${name}_relationships_and_includes_enum`, relationshipsAndIncludes(vertex)),
  };
}

/** Attributes that are sent, if only when they are asked for. */
export function renderable(vertex: Vertex): string[] {
  return documentedAttributes(vertex)
    .filter(([, { only }]) => only === undefined || only === 'fields')
    .map(([name]) => name);
}

export function relationshipsAndIncludes({ relationships, include }: Vertex): string[] {
  return [...new Set([...Object.keys(relationships), ...include])].sort();
}

/** A schema of no choices would allow nothing, so there is none. */
function choice(name: string, values: string[]): JsonObject {
  return values.length === 0 ? {} : { [name]: { type: 'string', enum: values } };
}

function assignableSchemas(name: string, vertex: Vertex, verb: 'create' | 'update'): JsonObject {
  const { assignable, relationships } = vertex[verb] ?? {};
  const attribute = (key: string): JsonObject =>
    valueSchema(vertex.attributes[key]?.type ?? vertex.writeOnly[key] ?? 'unknown');
  const related = (key: string): JsonObject => {
    const known = vertex.relationships[key];
    return known ? linkage(known) : { type: 'object' };
  };
  return {
    ...(assignable && {
      [`${name}_attributes_assignable_on_${verb}`]: objectSchema(
        Object.fromEntries(assignable.map((key) => [key, attribute(key)])),
      ),
    }),
    ...(relationships && {
      [`${name}_relationships_assignable_on_${verb}`]: objectSchema(
        Object.fromEntries(relationships.map((key) => [key, related(key)])),
      ),
    }),
  };
}

/** What a relationship points at; of a polymorphic one, only some types are known. */
export function linkage({ many, types, polymorphic }: Relationship): JsonObject {
  const type = polymorphic || types.length === 0 ? {} : { enum: [...types] };
  const one = objectSchema({ type: { type: 'string', ...type }, id: { type: 'string' } });
  return objectSchema({ data: many ? { type: 'array', items: one } : one });
}

const INCLUDED: JsonObject = { type: 'array', items: { type: 'object' } };

const LINKS = objectSchema({
  self: { type: 'string' },
  prev: { type: 'string' },
  next: { type: 'string' },
});
