import type { Action, Attribute, ValueType, Write } from '@tspco/catalog';
import type { Graph } from '../schema/graph.ts';
import { identify } from '../store/identifiers.ts';
import type { Json, StoredRecord } from '../store/record.ts';

/** Where a payload is going to be sent to. */
interface Around {
  readonly graph: Graph;
  /** Of a file that was uploaded. */
  readonly fileIdentifier: string;
}

/** A payload that names everything that may be assigned, with values of the right type. */
export function plausiblePayload(type: string, write: Write, around: Around): object {
  const included = partsOf(type, write, around);
  return { data: plausibleResource(type, write, around), ...(included.length > 0 ? { included } : {}) };
}

/** The same for what an action of a record is sent. */
export function plausibleActionPayload(
  record: StoredRecord,
  name: string,
  action: Action,
  around: Around,
): object {
  const { graph } = around;
  const special = SPECIAL_OF_ACTIONS[`${record.type}.${name}`]?.(record, graph);
  const attributes = Object.entries(action.attributes).map(([attribute, type]) => [
    attribute,
    VALUES[type] ?? 'text',
  ]);
  const relationships = Object.entries(action.relationships).map(
    ([
      relation,
      {
        many,
        types: [type = ''],
      },
    ]) => {
      const target = graph.store.all(type).at(-1);
      return [
        relation,
        { data: many ? (target ? [identify(target)] : []) : target ? identify(target) : null },
      ];
    },
  );
  return {
    data: {
      attributes: { ...Object.fromEntries(attributes), ...special?.attributes },
      relationships: { ...Object.fromEntries(relationships), ...special?.relationships },
    },
  };
}

/** One of each that can be written along. */
function partsOf(type: string, write: Write, around: Around): object[] {
  const { graph } = around;
  const parts = Object.entries(graph.schema.model.writes[type]?.parts ?? {});
  return parts
    .filter(([edge]) => write.include.includes(edge))
    .map(([edge, rule]) => {
      const to = graph.schema.edge(type, edge)?.to ?? '';
      const blank = { required: [], requiredRelationships: [], include: [] };
      return plausibleResource(to, { ...blank, ...graph.schema.vertex(to)?.create, ...rule }, around);
    });
}

function plausibleResource(type: string, write: Write, around: Around): object {
  const { graph } = around;
  const vertex = graph.schema.vertex(type);
  const names =
    write.assignable ?? Object.keys(vertex?.attributes ?? {}).filter((name) => !name.endsWith('_at'));
  const attributes: Record<string, Json> = {};
  for (const name of names) {
    const value = plausibleValue(type, name, around);
    if (value !== undefined) attributes[name] = value;
  }
  const relationships: Record<string, object> = {};
  for (const name of write.requiredRelationships) {
    const many = vertex?.relationships[name]?.many ?? name === 'people';
    const [target] = graph.store.all(graph.schema.relations(type).get(name) ?? '');
    if (!target) throw new Error(`There is nothing that ${type}.${name} could be.`);
    const ref = identify(target);
    relationships[name] = { data: many ? [ref] : ref };
  }
  return { type, attributes, relationships };
}

/** Undefined where there is nothing that it could point at. */
function plausibleValue(type: string, name: string, around: Around): Json | undefined {
  const { graph } = around;
  const special = SPECIAL[`${type}.${name}`];
  if (special !== undefined) return typeof special === 'function' ? special(around) : special;
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
const SPECIAL: Record<string, Json | ((around: Around) => Json | undefined)> = {
  'Attachment.file_upload_identifier': ({ fileIdentifier }) => fileIdentifier,
  // One that is deleted is shown no more.
  'FieldDefinition.deleted_at': null,
  'Household.avatar': ({ fileIdentifier }) => fileIdentifier,
  // Somebody who does not belong to the group.
  'Membership.person_id': ({ graph }) => graph.store.all('Person').at(-1)?.id,
  'Person.avatar': ({ fileIdentifier }) => fileIdentifier,
  'WebhookSubscription.name': 'people.v2.events.person.created',
  // Nobody listens there, and no program may call.
  'WebhookSubscription.url': 'http://127.0.0.1:9/',
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

/** What only fits the record, by `Type.action`. */
const SPECIAL_OF_ACTIONS: Record<
  string,
  (record: StoredRecord, graph: Graph) => { attributes?: object; relationships?: object }
> = {
  'Group.duplicate': () => ({ attributes: { group_type_id: null } }),
  // Of every team.
  'Plan.autoschedule': () => ({ relationships: { team: { data: null } } }),
  'Plan.import_template': (_, { store }) => ({ attributes: { plan_id: store.all('Plan').at(-1)?.id } }),
  'Plan.item_reorder': (plan, graph) => backwards(plan, 'plan', graph),
  'PlanTemplate.item_reorder': (template, graph) => backwards(template, 'plan_template', graph),
  // Nobody steps in for somebody else.
  'Schedule.accept': () => ({ attributes: { replacement_id: null } }),
  'Schedule.decline': () => ({ attributes: { replacement_id: null } }),
};

function backwards(owner: StoredRecord, relation: string, { store }: Graph): { attributes: object } {
  const ids = store.pointingAt('Item', relation, owner).map(({ id }) => id);
  return { attributes: { sequence: ids.sort((a, b) => Number(b) - Number(a)) } };
}
