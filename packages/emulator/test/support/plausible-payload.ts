import type { Attribute, ValueType, Write } from '@tspco/catalog';
import type { Graph } from '../../src/schema/graph.ts';
import type { Json } from '../../src/store/record.ts';

/** A payload that names everything that may be assigned, with values of the right type. */
export function plausiblePayload(type: string, write: Write, graph: Graph): object {
  const included = partsOf(type, write, graph);
  return { data: plausibleResource(type, write, graph), ...(included.length > 0 ? { included } : {}) };
}

/** One of each that can be written along. */
function partsOf(type: string, write: Write, graph: Graph): object[] {
  const parts = Object.entries(graph.schema.model.writes[type]?.parts ?? {});
  return parts
    .filter(([edge]) => write.include.includes(edge))
    .map(([edge, rule]) => {
      const to = graph.schema.edge(type, edge)?.to ?? '';
      const blank = { required: [], requiredRelationships: [], include: [] };
      return plausibleResource(to, { ...blank, ...graph.schema.vertex(to)?.create, ...rule }, graph);
    });
}

function plausibleResource(type: string, write: Write, graph: Graph): object {
  const vertex = graph.schema.vertex(type);
  const names =
    write.assignable ?? Object.keys(vertex?.attributes ?? {}).filter((name) => !name.endsWith('_at'));
  const attributes: Record<string, Json> = {};
  for (const name of names) {
    const value = plausibleValue(type, name, graph);
    if (value !== undefined) attributes[name] = value;
  }
  const relationships: Record<string, object> = {};
  for (const name of write.requiredRelationships) {
    const many = vertex?.relationships[name]?.many ?? name === 'people';
    const [target] = graph.store.all(graph.schema.relations(type).get(name) ?? '');
    if (!target) throw new Error(`There is nothing that ${type}.${name} could be.`);
    const ref = { type: target.type, id: target.id };
    relationships[name] = { data: many ? [ref] : ref };
  }
  return { type, attributes, relationships };
}

/** Undefined where there is nothing that it could point at. */
function plausibleValue(type: string, name: string, graph: Graph): Json | undefined {
  const special = SPECIAL[`${type}.${name}`];
  if (special !== undefined) return typeof special === 'function' ? special(graph) : special;
  const relations = graph.schema.relations(type);
  const stem = /^(.+?)_ids?$/.exec(name)?.[1];
  const target = stem === undefined ? undefined : (relations.get(stem) ?? relations.get(`${stem}s`));
  if (target !== undefined) {
    const [found] = graph.store.all(target);
    if (!found) return undefined;
    return name.endsWith('_ids') ? [found.id] : found.id;
  }
  const vertex = graph.schema.vertex(type);
  const attribute: Attribute | undefined = vertex?.attributes[name];
  const [first] = attribute?.enum ?? [];
  return first ?? VALUES[attribute?.type ?? vertex?.writeOnly[name] ?? 'string'] ?? 'text';
}

/** Where the type does not tell what is accepted. */
const SPECIAL: Record<string, Json | ((graph: Graph) => Json | undefined)> = {
  'Attachment.file_upload_identifier': 'upload-1',
  // One that is deleted is shown no more.
  'FieldDefinition.deleted_at': null,
  'Household.avatar': 'upload-1',
  // Somebody who does not belong to the group.
  'Membership.person_id': ({ store }) => store.all('Person').at(-1)?.id,
  'Person.avatar': 'upload-1',
  'WebhookSubscription.name': 'people.v2.events.person.created',
};

const VALUES: Partial<Record<ValueType, Json>> = {
  array: [],
  boolean: true,
  date: '2020-01-02',
  date_time: '2020-01-02T03:04:05Z',
  float: 1.5,
  hash: {},
  integer: 5,
  json: {},
  object: {},
  primary_key: '5',
};
