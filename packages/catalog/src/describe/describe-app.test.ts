import { describe, expect, test } from 'vitest';
import {
  apps,
  describeApp,
  describeApps,
  loadVersion,
  type AppName,
  type VertexDescription,
} from '../index.ts';

function vertex(app: AppName, type: string, date?: string): VertexDescription {
  const found = describeApp(app, date).vertices.get(type);
  if (!found) throw new Error(`no ${type} in ${app}`);
  return found;
}

describe('apps and versions', () => {
  test('a date means the version that serves it', () => {
    expect(describeApp('people').version).toBe('2025-11-10');
    expect(describeApp('people', '2023-01-01').version).toBe('2022-07-14');
    expect(describeApp('people', '2023-01-01')).toBe(describeApp('people', '2022-07-14'));
    expect(describeApp('people', '2023-01-01').facts).toBe(loadVersion('people', '2022-07-14'));
  });

  test('a date that no version serves is an error that names the first', () => {
    const message =
      'No version of registrations serves "2020-01-01". Give a date from 2025-05-01 on, or LATEST.';
    expect(() => describeApp('registrations', '2020-01-01')).toThrow(new RangeError(message));
    expect(() => describeApp('people', 'newest')).toThrow(RangeError);
    expect(() => describeApp('home' as AppName)).toThrow('There is no app "home"');
  });

  test('apps are looked up by name', () => {
    expect(describeApps().get('giving')?.newest).toBe('2019-10-18');
    expect(describeApps().explain('check_ins')).toBe(
      'Planning Center has no app "check_ins". Did you mean "check-ins"?',
    );
  });

  test('the root has the top-level paths', () => {
    expect(describeApp('current').root.edges.list).toEqual(['me', 'people']);
  });
});

describe('names', () => {
  test('types are found by name and not by what every object has', () => {
    const { vertices } = describeApp('people');
    expect(vertices.list).toHaveLength(66);
    expect(vertices.get('Person')).toBe(vertices.get('Person'));
    for (const name of ['person', 'constructor', '__proto__', '']) expect(vertices.has(name)).toBe(false);
    expect(vertices.explain('person')).toBe('people 2025-11-10 has no type "person". Did you mean "Person"?');
  });

  test('names can be gone through with what is known of them', () => {
    const { attributes } = vertex('current', 'Organization');
    expect([...attributes]).toEqual([
      ['name', { type: 'string' }],
      ['subdomain', { type: 'string' }],
    ]);
    expect(new Map(vertex('people', 'Person').where).get('id')).toEqual({
      type: 'primary_key',
      operators: [],
    });
  });

  test('what is not valid is explained with what was meant, else with what there is', () => {
    const { attributes, include } = vertex('people', 'Person');
    expect(include.explain('emial')).toBe('Person has no include "emial". Did you mean "emails"?');
    expect(attributes.explain('zzz')).toMatch(
      /^Person has no attribute "zzz"\. Known: accounting_admin.* and \d+ more\.$/,
    );
    expect(vertex('people', 'Carrier').include.explain('x')).toBe('Carrier has no include "x". It has none.');
    expect(vertex('people', 'Household').include.explain('zzz')).toBe(
      'Household has no include "zzz". Known: people.',
    );
  });
});

describe('what may be asked', () => {
  test('order takes a leading minus', () => {
    const { order } = vertex('people', 'Person');
    expect(order.get('last_name')).toEqual({ by: 'last_name', descending: false });
    expect(order.get('-last_name')).toEqual({ by: 'last_name', descending: true });
    expect(order.get('--last_name')).toBeUndefined();
    expect(order.near('-last_nam')).toEqual(['-last_name']);
    expect(order.list).not.toContain('-last_name');
  });

  test('where has operators for dates and times alone', () => {
    const { where } = vertex('people', 'Person');
    expect(where.get('created_at')).toEqual({ type: 'date_time', operators: ['gt', 'gte', 'lt', 'lte'] });
    expect(where.get('birthdate')?.operators).toHaveLength(4);
    expect(where.get('grade')).toEqual({ type: 'integer', operators: [] });
  });

  test('where reaches what can be included, except in People, which ignores that', () => {
    const { where } = vertex('calendar', 'EventInstance');
    expect(where.get('event.name')).toEqual({ type: 'string', operators: [] });
    expect(where.has('event.nonsense')).toBe(false);
    expect(where.near('event.nmae')).toEqual(['event.name']);
    expect(vertex('people', 'Person').where.has('emails.address')).toBe(false);
  });

  test('include takes two steps, and no more', () => {
    const { include } = vertex('people', 'Person');
    expect(include.get('households')).toMatchObject({ many: true, to: { type: 'Household' } });
    expect(include.get('households.people')).toMatchObject({ many: true, to: { type: 'Person' } });
    expect(include.get('field_data.field_definition')).toMatchObject({ many: true });
    expect(include.has('households.people.emails')).toBe(false);
    expect(include.has('households.nonsense')).toBe(false);
    expect(include.near('households.poeple')).toEqual(['households.people']);
    expect(include.near('household.people')).toEqual(['households.people']);
  });

  test('an include tells the type even where the relationship has the name of none', () => {
    expect(vertex('people', 'Person').include.get('primary_campus')).toMatchObject({
      many: false,
      to: { type: 'Campus' },
    });
    expect(vertex('giving', 'Donation').include.get('labels')).toMatchObject({ to: { type: 'Label' } });
  });

  test('an edge tells where it leads, its filters and whether something can be created there', () => {
    const edge = vertex('people', 'Person').edges.get('messages');
    expect(edge).toMatchObject({ slug: 'messages', many: true, create: false });
    expect([edge?.from.type, edge?.to.type]).toEqual(['Person', 'Message']);
    expect(edge?.filter.list).toEqual(['created_after', 'received', 'sent', 'unread']);
    expect(edge?.filter.explain('recieved')).toBe(
      'Person.messages has no filter "recieved". Did you mean "received"?',
    );
  });
});

describe('what may be written', () => {
  test('what can be assigned has its type and whether it must be there', () => {
    const donation = vertex('giving', 'Donation');
    expect(donation.create?.attributes?.get('payment_method')).toEqual({ type: 'string', required: true });
    expect(vertex('people', 'Household').create?.relationships?.get('people')?.required).toBe(true);
    expect(vertex('people', 'Person').update?.attributes?.has('first_name')).toBe(true);
    expect(vertex('people', 'Person').create?.attributes?.get('primary_campus_id')?.type).toBe('primary_key');
  });

  test('unknown is not the same as nothing', () => {
    expect(vertex('people', 'MembershipType').create).toBeDefined();
    expect(vertex('people', 'MembershipType').create?.attributes).toBeUndefined();
    expect(vertex('webhooks', 'WebhookSubscription').update?.relationships?.list).toEqual([]);
  });

  test('what cannot be written says so', () => {
    const { create, update, canDelete } = vertex('check-ins', 'CheckIn');
    expect([create, update, canDelete]).toEqual([undefined, undefined, false]);
    expect(vertex('people', 'Person').canDelete).toBe(true);
  });

  test('actions keep what the catalog knows of them', () => {
    expect(vertex('services', 'Song').actions.get('assign_tags')).toMatchObject({ status: 204 });
  });
});

test('every include of every version that leads to a known type can be followed by its includes', () => {
  let steps = 0;
  for (const { app, versions } of apps())
    for (const version of versions)
      for (const [, { include }] of describeApp(app, version).vertices)
        for (const [name, { to }] of include)
          for (const next of to?.facts.include ?? []) {
            expect(include.has(`${name}.${next}`)).toBe(true);
            steps++;
          }
  expect(steps).toBeGreaterThan(1000);
});
