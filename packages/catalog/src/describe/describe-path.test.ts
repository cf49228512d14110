import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apps,
  describeApp,
  describePath,
  type AppDescription,
  type EdgeDescription,
  type KnownPath,
  type UnknownPath,
} from '../index.ts';

function known(path: string, versions?: Parameters<typeof describePath>[1]): KnownPath {
  const found = describePath(path, versions);
  if (!found.known) throw new Error(found.message);
  return found;
}

function unknown(path: string): UnknownPath {
  const found = describePath(path);
  if (found.known) throw new Error(`${path} is known as ${found.pattern}`);
  return found;
}

describe('paths that lead somewhere', () => {
  test.each([
    ['/people/v2', '/people/v2', 'Organization', false],
    ['/people/v2/people', '/people/v2/people', 'Person', true],
    ['/people/v2/people/7', '/people/v2/people/{id}', 'Person', false],
    ['/people/v2/people/7/emails?where[primary]=true', '/people/v2/people/{id}/emails', 'Email', true],
    ['people/v2/me/', '/people/v2/me', 'Person', false],
    ['/people/v2/people/7/primary_campus', '/people/v2/people/{id}/primary_campus', 'Campus', false],
    [
      '/people/v2/people/7/primary_campus/2/lists',
      '/people/v2/people/{id}/primary_campus/{id}/lists',
      'List',
      true,
    ],
    ['https://api.planningcenteronline.com/check-ins/v2/events#x', '/check-ins/v2/events', 'Event', true],
    ['/people/v2/people/{person_id}/emails', '/people/v2/people/{id}/emails', 'Email', true],
    ['/people/v2/people/%7Bid%7D', '/people/v2/people/{id}', 'Person', false],
    ['/people/v2/people/us1-0a-b', '/people/v2/people/{id}', 'Person', false],
  ])('%s', (path, pattern, type, many) => {
    expect(known(path)).toMatchObject({ pattern, many, vertex: { type } });
  });

  test('the edge by which a path arrives has its filters', () => {
    const { edge } = known('/people/v2/households/1/people');
    expect(edge?.from.type).toBe('Household');
    expect(edge?.filter.list).toEqual(['non_pending', 'without_deceased']);
    expect(known('/people/v2').edge).toBeUndefined();
  });

  test('an action is what is run on a resource', () => {
    const path = known('/services/v2/songs/5/assign_tags');
    expect(path).toMatchObject({ vertex: { type: 'Song' }, action: { name: 'assign_tags', status: 204 } });
    expect(path.accepts).toEqual({ get: false, post: true, patch: false, delete: false });
  });

  test('another version has other paths', () => {
    expect(known('/webhooks/v2/subscriptions', { webhooks: '2018-08-01' }).vertex.type).toBe('Subscription');
    expect(describePath('/webhooks/v2/subscriptions').known).toBe(false);
    expect(known('/people/v2', { people: '2023-01-01', giving: '2018-08-01' }).app.version).toBe(
      '2022-07-14',
    );
    expect(() => describePath('/people/v2', { people: 'x' })).toThrow(RangeError);
  });
});

describe('what a path accepts', () => {
  test.each([
    ['/people/v2/people', { get: true, post: true, patch: false, delete: false }],
    ['/people/v2/people/1', { get: true, post: false, patch: true, delete: true }],
    ['/people/v2/emails', { get: true, post: false, patch: false, delete: false }],
    ['/people/v2/people/1/emails', { get: true, post: true, patch: false, delete: false }],
    ['/people/v2/people/1/emails/2', { get: true, post: false, patch: true, delete: true }],
    // Documented with an id at the end; without one, nobody says.
    ['/people/v2/people/1/primary_campus/2', { get: true, post: false, patch: true, delete: true }],
    ['/people/v2/people/1/primary_campus', { get: true, post: false, patch: undefined, delete: undefined }],
    ['/people/v2/me', { get: true, post: false, patch: false, delete: false }],
    ['/check-ins/v2/events/1', { get: true, post: false, patch: false, delete: false }],
    ['/people/v2', { get: true, post: false, patch: false, delete: false }],
  ])('%s', (path, accepts) => {
    expect(known(path).accepts).toEqual(accepts);
  });
});

describe('paths that lead nowhere', () => {
  test.each([
    ['', '', 'Planning Center has no app "".'],
    ['/poeple/v2/people', 'poeple', 'Planning Center has no app "poeple". Did you mean "people"?'],
    ['/people/people', 'people', 'After /people comes /v2, and not "people".'],
    ['/people', '', 'After /people comes /v2, and not "".'],
    ['/people/v2/poeple', 'poeple', '/people/v2 has no sub-path "poeple". Did you mean "people"?'],
    ['/people/v2/people/1/emials', 'emials', 'Person has no sub-path "emials". Did you mean "emails"?'],
    ['/people/v2/lists/1/rn', 'rn', 'List has no sub-path "rn". Did you mean "run"?'],
    [
      '/people/v2/people/emails',
      'emails',
      '/people/v2/people is a list: put an id before "emails", as in /people/v2/people/{id}/emails.',
    ],
    ['/people/v2/people//emails', '', 'An id or a name is missing after /people/v2/people.'],
    ['/people/v2/carriers/1', '1', '/people/v2/carriers is a list whose members have no path of their own.'],
    ['/people/v2/lists/1/run/2', '2', '/people/v2/lists/{id}/run is an action; nothing comes after it.'],
    [
      '/people/v2/addresses/1/country',
      'country',
      'Address links to country, but what it answers is not known.',
    ],
    [
      '/people/v2/me/primary_campus/nonsense',
      'nonsense',
      'Campus has no sub-path "nonsense". Known: lists, service_times.',
    ],
    ['/people/v2/me/primary_campus/1/2', '2', 'Campus has no sub-path "2". Known: lists, service_times.'],
    ['/people/v2/people/1/%E0%A4%A', '%E0%A4%A', 'Person has no sub-path "%E0%A4%A".'],
    ['/people/v2/people/1/constructor', 'constructor', 'Person has no sub-path "constructor".'],
  ])('%s', (path, segment, message) => {
    expect(unknown(path)).toMatchObject({ segment, message: expect.stringContaining(message) as string });
  });

  test('how far the path is known is told, and what was meant', () => {
    const { after, near } = unknown('/people/v2/people/1/emials/2/person');
    expect(after?.pattern).toBe('/people/v2/people/{id}');
    expect(after?.vertex.type).toBe('Person');
    expect(near).toEqual(['emails']);
    expect(unknown('/home/v2/me').after).toBeUndefined();
  });
});

const descriptions = apps().flatMap(({ app, versions }) =>
  versions.map((version) => describeApp(app, version)),
);

test.each(descriptions.map((app) => ({ app, name: `${app.app} ${app.version}` })))(
  'every path that the catalog names leads to its type: $name',
  ({ app }) => {
    const versions = { [app.app]: app.version };
    for (const [type, { facts, actions }] of app.vertices) {
      if (facts.path !== undefined) expect(known(facts.path, versions).vertex.type).toBe(type);
      for (const [name, action] of actions)
        expect(known(action.path, versions)).toMatchObject({ vertex: { type }, action: { name } });
    }
  },
);

interface Walk {
  app: AppDescription;
  path: string;
  edge: EdgeDescription | undefined;
  isMember: boolean;
}

/** A path as the catalog allows it: edges at random, ids where they belong, and at times where they may. */
const walk: fc.Arbitrary<Walk> = fc
  .tuple(
    fc.constantFrom(...descriptions),
    fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 1e12 }), fc.boolean()), { maxLength: 8 }),
  )
  .map(([app, choices]) => {
    let place: Walk = { app, path: app.path, edge: undefined, isMember: false };
    for (const [choice, id, withId] of choices) {
      const edges = [...(place.edge?.to ?? app.root).edges].map(([, edge]) => edge);
      const edge = edges[choice % edges.length];
      if (!edge || (place.edge?.many && !place.isMember)) break;
      const isMember = withId && !edge.to.facts.collectionOnly;
      place = { app, path: `${place.path}/${edge.slug}${isMember ? `/${id}` : ''}`, edge, isMember };
    }
    return place;
  });

test('every path that the catalog can make leads where its last edge leads', () => {
  fc.assert(
    fc.property(walk, ({ app, path, edge, isMember }) => {
      const found = known(path, { [app.app]: app.version });
      expect(found.vertex.type).toBe(edge?.to.type ?? 'Organization');
      expect(found.edge?.slug).toBe(edge?.slug);
      expect(found.many).toBe(edge !== undefined && edge.many && !isMember);
      expect(found.pattern).toBe(path.replaceAll(/\/\d+/g, '/{id}'));
    }),
    { numRuns: 1000 },
  );
});

test('no path makes it throw, whatever it is', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'people',
      'v2',
      'emails',
      '1',
      '',
      '%',
      '..',
      '{id}',
      'run',
      '?',
      '#',
      '://',
      '__proto__',
    ),
    fc.string({ maxLength: 12, unit: 'binary' }),
  );
  const path = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('/'));
  fc.assert(
    fc.property(
      fc.oneof(
        path,
        path.map((rest) => `/people/v2/people/1/${rest}`),
      ),
      (any) => {
        const found = describePath(any);
        if (!found.known) expect(found.message).not.toBe('');
      },
    ),
    { numRuns: 2000 },
  );
});
