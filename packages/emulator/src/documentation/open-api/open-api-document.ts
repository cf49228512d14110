import type { AppVersion } from '@tspco/catalog';
import type { Json } from '../../store/record.ts';
import { documentedSteps, documentedTypes } from '../documented.ts';
import { actionOperations, edgeOperations, memberOperations, type DescribedType } from './operations.ts';
import { PAGE_PARAMETERS, parametersOf } from './parameters.ts';
import { placesOf, type Place } from './places.ts';
import { sharedResponses } from './responses.ts';
import { schemasOf } from './schemas.ts';
import type { JsonObject } from './value-schemas.ts';

/** A version as an OpenAPI document: a path for each edge and action, and schemas and parameters for each type. */
export function openApiDocument(version: AppVersion, origin: string): Json {
  const listed = new Set(documentedSteps(version).flatMap(({ edge: { to, many } }) => (many ? [to] : [])));
  const types = documentedTypes(version).map(([type, vertex]): DescribedType => ({
    type,
    vertex,
    parameters: parametersOf(type, vertex, version),
    isListed: listed.has(type),
  }));
  const byType = new Map(types.map((described) => [described.type, described]));
  return {
    openapi: '3.1.1',
    info: { title: version.app, version: version.version },
    servers: [{ url: origin }],
    security: [{ personal_access_token: [] }],
    paths: Object.fromEntries(placesOf(version).map((place) => [place.path, pathItem(place, byType)])),
    components: {
      schemas: merged(types.map(({ type, vertex }) => schemasOf(type, vertex))),
      parameters: {
        ...PAGE_PARAMETERS,
        ...merged(types.flatMap(({ parameters: { everywhere, lists } }) => [everywhere, lists])),
      },
      responses: sharedResponses(),
      securitySchemes: { personal_access_token: { type: 'http', scheme: 'basic' } },
    },
  };
}

function pathItem(place: Place, types: ReadonlyMap<string, DescribedType>): JsonObject {
  const names = [...place.path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  const parameters = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return { ...(parameters.length > 0 && { parameters }), ...operations(place, types) };
}

function operations(place: Place, types: ReadonlyMap<string, DescribedType>): JsonObject {
  const described = types.get(place.kind === 'edge' ? place.edge.to : place.type);
  if (!described) return {};
  switch (place.kind) {
    case 'edge':
      return edgeOperations(described, place.edge);
    case 'member':
      return memberOperations(described);
    case 'action':
      return actionOperations(described, place.name);
  }
}

function merged(tables: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(tables.flatMap((table) => Object.entries(table)));
}
