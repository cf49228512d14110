/** A vertex of the catalog as the members of its generated interface. */
import { property, quoted, union } from './names.js';
import { readType, whereType, writeType } from './value-type.js';

/**
 * A member is a text (a union of names, or one type), or a map of further members, each with its type. What two
 * versions have in common shows when their members are compared.
 *
 * @typedef {string | Map<string, string>} Member
 * @param {string} type
 * @param {import('../../dist/index.js').Vertex} vertex
 * @param {{ nestedWhere: boolean, vertexOf: (type: string) => import('../../dist/index.js').Vertex | undefined }} app
 * @returns {Map<string, Member>}
 */
export function describeVertex(type, vertex, { nestedWhere, vertexOf }) {
  return new Map([
    ['type', quoted(type)],
    ['attributes', attributes(vertex)],
    ['writeOnly', table(vertex.writeOnly, writeType)],
    ['relationships', table(vertex.relationships, relationshipType)],
    ['edges', table(vertex.edges, edgeType)],
    ['links', union(vertex.links)],
    ['include', union(vertex.include)],
    ['order', union(vertex.order)],
    ['where', table(vertex.where, whereType, '?')],
    ['nestedWhere', String(nestedWhere)],
    ['create', writeSpec(vertex.create)],
    ['update', writeSpec(vertex.update)],
    ['actions', table(vertex.actions, (action) => actionType(action, vertexOf))],
  ]);
}

/** Those that are never sent are left out; those that are sent on request only are optional. */
function attributes({ attributes: all }) {
  const sent = Object.entries(all).filter(([, { only }]) => only === undefined || only === 'fields');
  return new Map(
    sent.map(([name, attribute]) => [
      `${property(name)}${attribute.only === 'fields' ? '?' : ''}`,
      readType(attribute),
    ]),
  );
}

function table(members, typeOf, mark = '') {
  return new Map(
    Object.entries(members).map(([name, member]) => [`${property(name)}${mark}`, typeOf(member, name)]),
  );
}

function relationshipType({ many, types, polymorphic }) {
  // One example of many types says nothing about the others.
  const names = polymorphic || types.length === 0 ? 'string' : union(types);
  return `${many ? 'ToMany' : 'ToOne'}<${names}>`;
}

function edgeType({ to, many, create, filters }) {
  if (!many) return `One<${quoted(to)}>`;
  const post = create === undefined ? 'boolean' : String(create);
  const parts = [quoted(to), union(filters), post];
  if (post === 'boolean') parts.pop();
  if (parts.length === 2 && filters.length === 0) parts.pop();
  return `Many<${parts.join(', ')}>`;
}

function writeSpec(write) {
  if (write === undefined) return 'never';
  const parts = [
    namesOrAny(write.assignable),
    namesOrAny(write.relationships),
    union(write.required),
    union(write.requiredRelationships),
    union(write.include),
  ];
  while (parts.length > 2 && parts.at(-1) === 'never') parts.pop();
  return `Write<${parts.join(', ')}>`;
}

/** Where no source lists the names, any may be right. */
function namesOrAny(names) {
  return names === undefined ? 'string' : union(names);
}

function actionType({ type, attributes: values, relationships, required, returns }, vertexOf) {
  const members = Object.entries(values).map(
    ([name, value]) => `${property(name)}${required.includes(name) ? '' : '?'}: ${writeType(value)}`,
  );
  const related = Object.entries(relationships).map(
    ([name, target]) => `${property(name)}: ${relationshipType(target)}`,
  );
  const answer = returns !== undefined && vertexOf(returns) !== undefined ? quoted(returns) : 'never';
  const parts = [
    type === undefined ? 'string' : quoted(type),
    members.length === 0 ? 'object' : `{ ${members.join('; ')} }`,
    related.length === 0 ? 'object' : `{ ${related.join('; ')} }`,
    answer,
  ];
  return `Action<${parts.join(', ')}>`;
}
