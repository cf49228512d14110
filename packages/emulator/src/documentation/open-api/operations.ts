import type { Action, Edge, Vertex, Write } from '@tspco/catalog';
import { snakeCase } from '../../schema/snake-case.ts';
import type { Json } from '../../store/record.ts';
import { filterParameter, PAGE_PARAMETERS, type TypeParameters } from './parameters.ts';
import { envelope, errors, NO_BODY } from './responses.ts';
import { linkage } from './schemas.ts';
import { objectSchema, reference, valueSchema, type JsonObject } from './value-schemas.ts';

/** A type with the names that the document has for it. */
export interface DescribedType {
  readonly type: string;
  readonly vertex: Vertex;
  readonly parameters: TypeParameters;
  /** Whether there is a list of them anywhere. */
  readonly isListed: boolean;
}

/** What can be done at the end of an edge. Some lead to one resource and take new ones all the same. */
export function edgeOperations(described: DescribedType, { many, filters, create }: Edge): JsonObject {
  const { parameters, isListed } = described;
  // Conditions belong to a type. Where it has no list, there is no better place for them.
  const conditions = many || !isListed ? references(parameters.lists) : [];
  const asked = [...conditions, ...(many ? references(PAGE_PARAMETERS) : []), ...filterParameter(filters)];
  return {
    ...(many ? { get: readOperation(described, 'collection', asked) } : memberOperations(described, asked)),
    ...(create === true && { post: writeOperation(described, 'create') }),
  };
}

/** What can be done with one resource. */
export function memberOperations(described: DescribedType, asked: readonly Json[] = []): JsonObject {
  const { vertex } = described;
  return {
    get: readOperation(described, 'resource', asked),
    ...(vertex.update && { patch: writeOperation(described, 'update') }),
    ...(vertex.delete && { delete: { responses: { '204': NO_BODY, ...errors('destroy') } } }),
  };
}

export function actionOperations({ type, vertex }: DescribedType, name: string): JsonObject {
  const action = vertex.actions[name];
  if (!action) return {};
  const { status = 201, returns = type, deprecated } = action;
  const success = status === 204 ? NO_BODY : envelope(`${snakeCase(returns)}_resource_envelope`);
  return {
    post: {
      ...(deprecated && { deprecated }),
      requestBody: body(actionBody(action)),
      responses: { [status]: success, ...errors('modify') },
    },
  };
}

function readOperation(
  { type, parameters }: DescribedType,
  kind: 'collection' | 'resource',
  asked: readonly Json[],
): JsonObject {
  return {
    parameters: [...references(parameters.everywhere), ...asked],
    responses: { '200': envelope(`${snakeCase(type)}_${kind}_envelope`), ...errors('read') },
  };
}

function writeOperation({ type, vertex, parameters }: DescribedType, verb: 'create' | 'update'): JsonObject {
  const name = snakeCase(type);
  const write = vertex[verb];
  return {
    parameters: references(parameters.everywhere),
    requestBody: body(writeBody(type, write, verb)),
    responses: {
      [verb === 'create' ? '201' : '200']: envelope(`${name}_resource_envelope`),
      ...errors('modify'),
    },
  };
}

/** Nothing in it is marked as required, as in the service's own documents. */
function writeBody(type: string, write: Write | undefined, verb: 'create' | 'update'): JsonObject {
  const name = snakeCase(type);
  const { assignable, relationships, include = [] } = write ?? {};
  return objectSchema({
    data: objectSchema({
      type: { type: 'string', const: type },
      ...(verb === 'update' && { id: { type: 'string' } }),
      ...(assignable && { attributes: reference('schemas', `${name}_attributes_assignable_on_${verb}`) }),
      ...(relationships && {
        relationships: reference('schemas', `${name}_relationships_assignable_on_${verb}`),
      }),
    }),
    ...(include.length > 0 && { included: { type: 'array', items: { type: 'object' } } }),
  });
}

function actionBody({ type, attributes, relationships }: Action): JsonObject {
  const values = Object.entries(attributes).map(([name, valueType]) => [name, valueSchema(valueType)]);
  const related = Object.entries(relationships).map(([name, one]) => [name, linkage(one)]);
  return objectSchema({
    data: objectSchema({
      ...(type !== undefined && { type: { type: 'string', const: type } }),
      attributes: objectSchema(Object.fromEntries(values)),
      relationships: objectSchema(Object.fromEntries(related)),
    }),
  });
}

function body(schema: JsonObject): JsonObject {
  return { content: { 'application/json': { schema } } };
}

function references(parameters: JsonObject): Json[] {
  return Object.keys(parameters).map((name) => reference('parameters', name));
}
