import { describe, expect, test } from 'vitest';
import { apps, loadVersion, type AppName, type Vertex } from './index.ts';

const vertex = (app: AppName, type: string, version?: string): Vertex => {
  const found = loadVersion(app, version).vertices[type];
  if (!found) throw new Error(`${app} ${version} has no ${type}`);
  return found;
};

describe('facts', () => {
  test('people: attributes, conditions and a top-level path', () => {
    const { attributes, where, path } = vertex('people', 'Person');
    expect(path).toBe('/people/v2/people');
    expect(attributes['first_name']).toEqual({ type: 'string' });
    expect(attributes['mfa_configured']).toEqual({
      type: 'boolean',
      only: 'fields',
      permission: 'organization_administrator',
    });
    expect(where).toMatchObject({
      search_name_or_email: 'string',
      created_at: 'date_time',
      id: 'primary_key',
    });
    expect(vertex('people', 'Organization').edges['people']).toEqual({
      to: 'Person',
      many: true,
      create: true,
      filters: ['admins', 'created_since', 'organization_admins'],
    });
  });

  test('people: the relationship of gender ended with 2025-11-10, the attribute did not', () => {
    expect(vertex('people', 'Person', '2025-07-17').relationships['gender']?.types).toEqual(['Gender']);
    expect(vertex('people', 'Person', '2025-11-10').relationships['gender']).toBeUndefined();
    expect(vertex('people', 'Person', '2025-11-10').attributes['gender']?.type).toBe('string');
  });

  test('people: the street of an address became two lines with 2023-03-21', () => {
    const streets = (version: string): string[] =>
      Object.keys(vertex('people', 'Address', version).attributes).filter((name) => name.includes('street'));
    expect(streets('2018-08-01')).toEqual(['street']);
    expect(streets('2023-02-15')).toEqual(['street']);
    expect(streets('2023-03-21')).toEqual(['street_line_1', 'street_line_2']);
  });

  test('people: a household is created with its people and its contact', () => {
    expect(vertex('people', 'Household').create).toEqual({
      assignable: ['avatar', 'member_count', 'name', 'primary_contact_id'],
      relationships: ['people', 'primary_contact'],
      required: [],
      requiredRelationships: ['people', 'primary_contact'],
      include: ['people'],
    });
  });

  test('people: an edge to one that may be empty, and a type that is no vertex', () => {
    const { edges, relationships } = vertex('people', 'Person');
    expect(edges['primary_campus']).toEqual({
      to: 'Campus',
      many: false,
      create: false,
      nullable: true,
      filters: [],
    });
    expect(relationships['primary_campus']).toMatchObject({ many: false, types: ['PrimaryCampus'] });
  });

  test('webhooks: subscriptions got another name with 2022-10-20', () => {
    expect(Object.keys(loadVersion('webhooks', '2018-08-01').vertices)).toContain('Subscription');
    expect(Object.keys(loadVersion('webhooks').vertices)).not.toContain('Subscription');
    expect(vertex('webhooks', 'Organization').edges['webhook_subscriptions']).toMatchObject({ create: true });
  });

  test('webhooks: a subscription takes more when it is created than later', () => {
    const { create, update, delete: deletable } = vertex('webhooks', 'WebhookSubscription');
    expect(create?.assignable).toEqual(['active', 'name', 'url']);
    expect(update?.assignable).toEqual(['active']);
    expect(update?.relationships).toEqual([]);
    expect(deletable).toBe(true);
  });

  test('check-ins: nothing can be written', () => {
    for (const { create, update, delete: deletable } of Object.values(loadVersion('check-ins').vertices))
      expect([create, update, deletable]).toEqual([undefined, undefined, undefined]);
  });

  test('giving: what a donation needs, and numbers as an enumeration', () => {
    expect(vertex('giving', 'Donation').create).toMatchObject({
      required: ['payment_method'],
      include: ['designations', 'labels'],
    });
    expect(vertex('giving', 'Fund').attributes['color_identifier']?.enum).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
  });

  test('groups: a membership lost the attributes of its person with 2023-07-10', () => {
    expect(vertex('groups', 'Membership', '2018-08-01').attributes).toHaveProperty('email_address');
    expect(vertex('groups', 'Membership').attributes).not.toHaveProperty('email_address');
  });

  test('calendar: path became path_name with 2020-04-08', () => {
    expect(vertex('calendar', 'Resource', '2018-08-01').where).toHaveProperty('resource_folder_id');
    expect(vertex('calendar', 'Resource', '2018-08-01').attributes).toHaveProperty('path');
    expect(vertex('calendar', 'Resource', '2020-04-08').attributes).toHaveProperty('path_name');
  });

  test('services: an action with a payload', () => {
    expect(vertex('services', 'Song').actions['assign_tags']).toEqual({
      method: 'POST',
      path: '/services/v2/songs/{song_id}/assign_tags',
      type: 'TagAssignment',
      status: 204,
      attributes: {},
      relationships: { tags: { many: true, types: ['Tag'] } },
      required: [],
    });
  });

  test('registrations: what can be asked of the sign-ups', () => {
    expect(vertex('registrations', 'Organization').edges['signups']).toMatchObject({
      to: 'Signup',
      many: true,
      filters: ['archived', 'unarchived'],
    });
  });
});

test('without a version the newest is meant', () => {
  for (const { app, path, newest } of apps())
    expect(loadVersion(app)).toMatchObject({ app, path, version: newest });
});

test('a version is built once', () => {
  expect(loadVersion('people', '2019-01-14')).toBe(loadVersion('people', '2019-01-14'));
  expect(loadVersion('people')).toBe(loadVersion('people', '2025-11-10'));
});

test('containers that hold nothing are there', () => {
  expect(vertex('current', 'Organization')).toEqual({
    path: '/current/v2',
    attributes: { name: { type: 'string' }, subdomain: { type: 'string' } },
    writeOnly: {},
    relationships: {},
    edges: {
      me: { to: 'Person', many: false, create: false, filters: [] },
      people: { to: 'Person', many: true, create: false, filters: [] },
    },
    links: [],
    include: [],
    order: [],
    where: {},
    actions: {},
  });
});

test('nothing in a version can be changed', () => {
  const loose: unknown[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) loose.push(value);
    Object.values(value).forEach(look);
  };
  look(loadVersion('people'));
  look(loadVersion('services', '2018-08-01'));
  expect(loose).toEqual([]);
});

test('a name from outside finds nothing that is not in a table', () => {
  const { vertices } = loadVersion('people');
  const { attributes, writeOnly, relationships, edges, where, actions } = vertex('people', 'Person');
  for (const table of [vertices, attributes, writeOnly, relationships, edges, where, actions])
    for (const name of ['constructor', 'toString', '__proto__'])
      expect((table as Record<string, unknown>)[name]).toBeUndefined();
});

test('names are in alphabetical order in every version', () => {
  for (const { app, versions } of apps())
    for (const version of versions)
      for (const { attributes, edges, where, order } of Object.values(loadVersion(app, version).vertices))
        for (const names of [attributes, edges, where].map(Object.keys).concat([[...order]]))
          expect(names).toEqual([...names].sort());
});

test('unknown versions and apps are errors that list the known ones', () => {
  expect(() => loadVersion('webhooks', 'LATEST')).toThrow(
    new RangeError(
      'webhooks has no version "LATEST". Known: 2018-08-01, 2022-10-20. versionFor() finds the one that serves a date.',
    ),
  );
  expect(() => loadVersion('Home' as AppName)).toThrow(RangeError);
});
