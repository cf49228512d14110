import { VALUE_TYPES } from '../../dist/types.js';
import {
  filledTexts,
  flag,
  known,
  members,
  oneOf,
  optional,
  present,
  text,
  texts,
  values,
  whole,
  yesOrNo,
} from './checked.js';

/** A vertex as it is written: without what is empty, false or only about where a fact comes from. */
export function convertVertex(vertex, at) {
  known(vertex, at, VERTEX, ['docId']);
  return present({
    path: optional(vertex.path, `${at}.path`, text),
    collectionOnly: flag(vertex.collectionOnly, `${at}.collectionOnly`),
    deprecated: flag(vertex.deprecated, `${at}.deprecated`),
    undocumented: flag(vertex.undocumented, `${at}.undocumented`),
    attributes: members(vertex.attributes, `${at}.attributes`, convertAttribute),
    writeOnly: members(vertex.writeOnly, `${at}.writeOnly`, typeOf),
    relationships: members(vertex.relationships, `${at}.relationships`, convertRelationship),
    edges: members(vertex.edges, `${at}.edges`, convertEdge),
    include: filledTexts(vertex.include, `${at}.include`),
    order: filledTexts(vertex.order, `${at}.order`),
    where: members(vertex.where, `${at}.where`, typeOf),
    create: convertWrite(vertex.create, `${at}.create`),
    update: convertWrite(vertex.update, `${at}.update`),
    delete: flag(vertex.delete, `${at}.delete`),
    actions: members(vertex.actions, `${at}.actions`, convertAction),
  });
}

const VERTEX = [
  'path',
  'collectionOnly',
  'deprecated',
  'undocumented',
  'attributes',
  'writeOnly',
  'relationships',
  'edges',
  'include',
  'order',
  'where',
  'create',
  'update',
  'delete',
  'actions',
];

const valueType = oneOf(VALUE_TYPES);
const only = oneOf(['fields', 'query', 'write', 'unrendered']);
const toOneOrMany = oneOf(['one', 'many']);
const method = oneOf(['POST', 'PUT', 'PATCH', 'DELETE', 'GET']);

function convertAttribute(attribute, at) {
  known(
    attribute,
    at,
    ['type', 'wire', 'shape', 'enum', 'enumOpen', 'nullable', 'only', 'permission', 'undocumented'],
    [],
  );
  return present({
    type: valueType(attribute.type, `${at}.type`),
    wire: optional(attribute.wire, `${at}.wire`, text),
    shape: optional(attribute.shape, `${at}.shape`, text),
    enum: optional(attribute.enum, `${at}.enum`, values),
    enumOpen: flag(attribute.enumOpen, `${at}.enumOpen`),
    nullable: flag(attribute.nullable, `${at}.nullable`),
    only: optional(attribute.only, `${at}.only`, only),
    permission: optional(attribute.permission, `${at}.permission`, text),
    undocumented: flag(attribute.undocumented, `${at}.undocumented`),
  });
}

/** `where` and `writeOnly` say nothing but a type. */
function typeOf(entry, at) {
  known(entry, at, ['type'], []);
  return valueType(entry.type, `${at}.type`);
}

function convertRelationship(relationship, at) {
  known(relationship, at, ['to', 'types', 'polymorphic', 'nullable', 'permission'], []);
  return present({
    many: toOneOrMany(relationship.to, `${at}.to`) === 'many' || undefined,
    types: texts(relationship.types, `${at}.types`),
    polymorphic: flag(relationship.polymorphic, `${at}.polymorphic`),
    nullable: flag(relationship.nullable, `${at}.nullable`),
    permission: optional(relationship.permission, `${at}.permission`, text),
  });
}

function convertEdge(edge, at) {
  known(edge, at, ['to', 'many', 'create', 'filters', 'name', 'deprecated', 'nullable'], []);
  return present({
    to: text(edge.to, `${at}.to`),
    many: yesOrNo(edge.many, `${at}.many`) || undefined,
    // Not a flag: `false` is a documented no, and absent says that nobody knows.
    create: optional(edge.create, `${at}.create`, yesOrNo),
    filters: filledTexts(edge.filters, `${at}.filters`),
    name: optional(edge.name, `${at}.name`, text),
    deprecated: flag(edge.deprecated, `${at}.deprecated`),
    nullable: flag(edge.nullable, `${at}.nullable`),
  });
}

function convertWrite(write, at) {
  known(
    write,
    at,
    ['allowed', 'assignable', 'relationships', 'required', 'requiredRelationships', 'include'],
    ['assignableFrom'],
  );
  if (!yesOrNo(write.allowed, `${at}.allowed`)) return undefined;
  return present({
    assignable: optional(write.assignable, `${at}.assignable`, texts),
    relationships: optional(write.relationships, `${at}.relationships`, texts),
    required: filledTexts(write.required, `${at}.required`),
    requiredRelationships: filledTexts(write.requiredRelationships, `${at}.requiredRelationships`),
    include: filledTexts(write.include, `${at}.include`),
  });
}

function convertAction(action, at) {
  known(
    action,
    at,
    ['method', 'path', 'type', 'attributes', 'relationships', 'required', 'status', 'returns', 'deprecated'],
    [],
  );
  return present({
    method: method(action.method, `${at}.method`),
    path: text(action.path, `${at}.path`),
    type: optional(action.type, `${at}.type`, text),
    attributes: members(action.attributes, `${at}.attributes`, valueType),
    relationships: members(action.relationships, `${at}.relationships`, convertRelationship),
    required: filledTexts(action.required, `${at}.required`),
    status: optional(action.status, `${at}.status`, whole),
    returns: optional(action.returns, `${at}.returns`, text),
    deprecated: flag(action.deprecated, `${at}.deprecated`),
  });
}
