import { APP_NAMES, apps, type AppName } from '@tspco/catalog';
import { describe, expect, it } from 'vitest';
import type { AppSchema } from '../src/schema/app-schema.ts';
import { sortRecords } from '../src/query/order.ts';
import { testFor } from '../src/query/where.ts';
import { ApiError } from '../src/basics/api-error.ts';
import { churchWith, graphOf, schemaOf } from './support/small-church.ts';

/** By app; an app that is not there has nothing to say. */
type Exceptions = Partial<Record<AppName, readonly string[]>>;

const VERSIONS = APP_NAMES.flatMap((app) =>
  (apps().find((entry) => entry.app === app)?.versions ?? []).map((version) => [app, version] as const),
);

/** What the models do not answer, and why the list is no longer: nobody documents what these mean. */
const WITHOUT_FILTER_RULE: Exceptions = {
  calendar: [
    'approver_subscriber',
    'lost_due_to_blockout',
    'manager',
    'manager_approver',
    'manager_approver_subscriber',
    'manager_subscriber',
    'not_pending_event_requests',
    'owner_approver_subscriber',
    'owner_manager',
    'owner_manager_approver',
    'owner_manager_approver_subscriber',
    'owner_manager_subscriber',
    'owner_subscriber',
    'shared',
    'subscriber',
  ].map((name) => `Organization.event_instances: ${name}`),
  'check-ins': ['EventTime.available_locations: for_current_station', 'Organization.events: for_campus'],
  groups: [
    ...['campus', 'group', 'group_type'].map((name) => `Organization.events: ${name}`),
    ...['campus', 'enrollment', 'group', 'group_type', 'meeting_schedule', 'tag'].map(
      (name) => `Organization.groups: ${name}`,
    ),
  ],
  people: [
    ...['recently_deleted', 'unassigned', 'with_recoverable'].map((name) => `Organization.forms: ${name}`),
    ...['can_manage', 'mailchimp_connected', 'needs_attention', 'unassigned'].map(
      (name) => `Organization.lists: ${name}`,
    ),
    'Organization.messages: created_after',
    'Organization.note_categories: view_creatable',
    'Organization.people: admins',
    'Organization.people: created_since',
    ...['manage_cards_allowed', 'needs_attention', 'recently_deleted', 'unassigned', 'with_recoverable'].map(
      (name) => `Organization.workflows: ${name}`,
    ),
    ...['creates', 'creates_and_updates', 'errors', 'household_creates', 'household_updates'].map(
      (name) => `PeopleImport.conflicts: ${name}`,
    ),
    ...['identical', 'ignored', 'not_ignored', 'updates'].map((name) => `PeopleImport.conflicts: ${name}`),
    ...['creates', 'household_creates', 'household_updates', 'identical', 'updates'].map(
      (name) => `PeopleImport.histories: ${name}`,
    ),
    'Person.messages: created_after',
  ],
  services: [
    'Organization.teams: editable',
    'Organization.teams: service_types',
    'Plan.all_attachments: attachable_type',
    'Plan.all_attachments: extensions',
    'Plan.notes: team',
    'TeamPosition.person_team_position_assignments: time_preference_options',
  ],
};

/** Relations whose type names no resource. */
const WITHOUT_TARGET: Exceptions = {
  // In the first versions, which know no calendars.
  calendar: ['Event.calendar: Calendar', 'Feed.default_calendar: Calendar'],
  // It has no resource of its own for the campuses of People.
  'check-ins': ['Event.campuses: Campus'],
  groups: ['Event.repeating_event: RepeatingEvent'],
  people: [
    'CustomSender.custom_sender_shares: CustomSenderShare',
    'FormField.fieldable: Fieldable',
    'FormField.form_field_conditions: FormFieldCondition',
    'FormFieldOption.optionable: Optionable',
    'Person.gender: Gender',
  ],
  services: [
    'Folder.campus: Campus',
    'Item.selected_layout: Layout',
    'Plan.linked_publishing_episode: LinkedPublishingEpisode',
  ],
};

describe.each(VERSIONS)('the model of %s at %s', (app, version) => {
  const schema = schemaOf(app, version);
  const vertices = reachable(schema).map((type) => {
    const vertex = schema.vertex(type);
    if (!vertex) throw new Error(`An edge leads to ${type}, which is no vertex.`);
    return { type, vertex };
  });

  it('knows the way along each edge', () => {
    const missing = vertices.flatMap(({ type, vertex }) =>
      Object.keys(vertex.edges)
        .filter((edge) => !schema.way(type, edge))
        .map((edge) => `${type}.${edge}`),
    );
    expect(missing).toEqual([]);
  });

  it('includes along edges only', () => {
    const others = vertices.flatMap(({ type, vertex }) =>
      vertex.include.filter((name) => !schema.edge(type, name)).map((name) => `${type}.${name}`),
    );
    expect(others).toEqual([]);
  });

  it('has a rule for each filter but those whose meaning nobody tells', () => {
    const missing = vertices.flatMap(({ type, vertex }) =>
      Object.entries(vertex.edges).flatMap(([edge, { filters }]) =>
        filters
          .filter((filter) => !schema.model.filters[`${type}.${edge}`]?.[filter])
          .map((filter) => `${type}.${edge}: ${filter}`),
      ),
    );
    expect(missing.sort()).toEqual([...(WITHOUT_FILTER_RULE[app] ?? [])].sort());
  });

  it('relates resources to resources', () => {
    const missing = vertices.flatMap(({ type }) =>
      [...schema.relations(type)]
        .filter(([, target]) => !schema.vertex(target))
        .map(([relation, target]) => `${type}.${relation}: ${target}`),
    );
    expect(missing.sort()).toEqual((WITHOUT_TARGET[app] ?? []).filter((entry) => missing.includes(entry)));
  });

  it('answers each where key, or says that it does not', () => {
    const graph = graphOf(churchWith(app), app, version);
    for (const { type, vertex } of vertices) {
      for (const name of Object.keys(vertex.where)) {
        const key = `${type}.where.${name}`;
        const answered = isAnswered(() => {
          const test = testFor({ names: [name], value: '1' }, type, graph);
          graph.store.all(type).forEach((record) => test?.(record));
        });
        expect([key, answered]).toEqual([key, !(key in schema.model.notModelled)]);
        const hasRule = schema.model.where[type]?.[name] !== undefined;
        if (answered) expect([key, hasRule || hasValue(schema, type, name)]).toEqual([key, true]);
      }
    }
  });

  it('runs each action, or says why not', () => {
    const actions = vertices.flatMap(({ type, vertex }) =>
      Object.keys(vertex.actions).map((name) => `${type}.${name}`),
    );
    const { model } = schema;
    const decided = actions.filter((key) => key in model.actions !== key in model.notModelled);
    expect(decided).toEqual(actions);
  });

  it('answers each order, or says that it does not', () => {
    const graph = graphOf(churchWith(app), app, version);
    for (const { type, vertex } of vertices) {
      for (const name of vertex.order) {
        const key = `${type}.order.${name}`;
        const answered = isAnswered(() =>
          sortRecords(graph.store.all(type), [{ name, descending: false }], { type, graph }),
        );
        expect([key, answered]).toEqual([key, !(key in schema.model.notModelled)]);
        const hasRule = schema.model.order[type]?.[name] !== undefined;
        if (answered) expect([key, hasRule || hasValue(schema, type, name)]).toEqual([key, true]);
      }
    }
  });
});

describe.each(APP_NAMES)('the model of %s', (app) => {
  const schema = schemaOf(app);

  it('leaves out only what is documented', () => {
    const undocumented = Object.keys(schema.model.notModelled).filter((entry) => {
      const [type = '', kind = '', name = ''] = entry.split('.');
      const vertex = schema.vertex(type);
      if (kind === 'where') return !Object.hasOwn(vertex?.where ?? {}, name);
      if (kind === 'order') return !vertex?.order.includes(name);
      return !schema.edge(type, kind) && !Object.hasOwn(vertex?.actions ?? {}, kind);
    });
    expect(undocumented).toEqual([]);
  });

  it('has rules only for what is documented in some version', () => {
    const versions = VERSIONS.filter(([of]) => of === app).map(([, version]) => schemaOf(app, version));
    const edges = Object.keys(schema.model.edges).map((key) => key.split('.') as [string, string]);
    const filters = Object.entries(schema.model.filters).flatMap(([key, rules]) => {
      const [type = '', edge = ''] = key.split('.');
      return Object.keys(rules).map((name) => ({ type, edge, name }));
    });
    const where = Object.entries(schema.model.where).flatMap(([type, rules]) =>
      Object.keys(rules).map((name) => [type, name] as const),
    );
    const order = Object.entries(schema.model.order).flatMap(([type, rules]) =>
      Object.keys(rules).map((name) => [type, name] as const),
    );
    const some = (test: (at: AppSchema) => boolean | undefined): boolean => versions.some((at) => test(at));
    const actions = Object.keys(schema.model.actions).map((key) => key.split('.') as [string, string]);
    expect({
      actions: actions.filter(([type, name]) => !some((at) => name in (at.vertex(type)?.actions ?? {}))),
      edges: edges.filter(([type, edge]) => !some((at) => at.edge(type, edge) !== undefined)),
      filters: filters.filter(
        ({ type, edge, name }) => !some((at) => at.edge(type, edge)?.filters.includes(name)),
      ),
      where: where.filter(([type, name]) => !some((at) => name in (at.vertex(type)?.where ?? {}))),
      order: order.filter(([type, name]) => !some((at) => at.vertex(type)?.order.includes(name))),
      types: Object.keys({
        ...schema.model.writes,
        ...schema.model.values,
        ...schema.model.relations,
      }).filter((type) => !schema.vertex(type)),
    }).toEqual({ actions: [], edges: [], filters: [], where: [], order: [], types: [] });
  });
});

/** The types that some path leads to. */
function reachable(schema: AppSchema): string[] {
  const types = new Set(['Organization']);
  for (const type of types) {
    for (const { to } of Object.values(schema.vertex(type)?.edges ?? {})) types.add(to);
  }
  return [...types];
}

/** Whether a query about a name can find anything: in an attribute of any version, a computed one, or a relation. */
function hasValue(schema: AppSchema, type: string, name: string): boolean {
  const attributes = {
    ...schemaOf(schema.version.app).vertex(type)?.attributes,
    ...schema.vertex(type)?.attributes,
  };
  return (
    name === 'id' ||
    Object.hasOwn(attributes, name) ||
    schema.model.values[type]?.[name] !== undefined ||
    (name.endsWith('_id') && schema.relations(type).has(name.slice(0, -'_id'.length)))
  );
}

function isAnswered(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 501) return false;
    throw error;
  }
}
