import { describe, expect, it } from 'vitest';
import { ask, idsOf, smallChurch } from './support/small-church.ts';

const church = smallChurch();
const HOST = 'https://api.test';

async function linksOf(url: string): Promise<unknown> {
  return (await ask(church, 'GET', url)).document.links;
}

describe('a single resource', () => {
  it('has no links at the top, and a link for each of its edges', async () => {
    const { status, document } = await ask(church, 'GET', '/people/v2/emails/400');
    expect(status).toBe(200);
    expect(document).toEqual({
      data: {
        type: 'Email',
        id: '400',
        attributes: {
          address: 'Asa@Example.org',
          blocked: false,
          created_at: '2025-06-01T12:00:00Z',
          location: 'Home',
          primary: true,
          updated_at: '2025-06-02T12:00:00Z',
        },
        relationships: { person: { data: { type: 'Person', id: '9' } } },
        links: { person: `${HOST}/people/v2/people/9`, self: `${HOST}/people/v2/emails/400` },
      },
      meta: { parent: { id: '1', type: 'Organization' } },
    });
  });

  it('has null for the link of an empty to-one, and its page', async () => {
    const { document } = await ask(church, 'GET', '/people/v2/people/100');
    expect(document.data.relationships).toEqual({ primary_campus: { data: null } });
    expect(document.data.links).toMatchObject({
      primary_campus: null,
      marital_status: null,
      school: `${HOST}/people/v2/school_options/4`,
      emails: `${HOST}/people/v2/people/100/emails`,
      html: 'https://people.planningcenteronline.com/people/AC100',
      self: `${HOST}/people/v2/people/100`,
    });
  });

  it('names its owner when it is read below one', async () => {
    const { document } = await ask(church, 'GET', '/people/v2/people/9/emails/401');
    expect(document.meta['parent']).toEqual({ id: '9', type: 'Person' });
    expect(document.data.links['self']).toBe(`${HOST}/people/v2/emails/401`);
  });

  it.each([
    ['/people/v2', 'Organization', '1'],
    ['/people/v2/me', 'Person', '9'],
    ['/services/v2/me', 'Person', '9'],
    ['/people/v2/people/9/primary_campus', 'Campus', '3'],
    ['/people/v2/household_memberships', undefined, undefined],
    ['/people/v2/households/50/household_memberships/61', 'HouseholdMembership', '61'],
    ['/people/v2/households/7/household_memberships/61', undefined, undefined],
    ['/services/v2/service_types/10/plans/99', 'Plan', '99'],
    ['/services/v2/service_types/11/plans/99', undefined, undefined],
  ])('%s is %s %s', async (url, type, id) => {
    const { status, document } = await ask(church, 'GET', url);
    expect([status, document.data?.type, document.data?.id]).toEqual([type ? 200 : 404, type, id]);
  });
});

describe('a collection', () => {
  it('has its links, its members and what may be asked of it', async () => {
    const { document } = await ask(church, 'GET', '/people/v2/name_prefixes');
    expect(document).toEqual({
      links: { self: `${HOST}/people/v2/name_prefixes` },
      data: [
        {
          type: 'NamePrefix',
          id: '1',
          attributes: { value: 'Mrs.' },
          links: { self: `${HOST}/people/v2/name_prefixes/1` },
        },
      ],
      meta: {
        total_count: 1,
        count: 1,
        can_order_by: ['value'],
        can_query_by: ['value'],
        parent: { id: '1', type: 'Organization' },
      },
    });
  });

  it('has the filters of its path', async () => {
    const { document } = await ask(church, 'GET', '/people/v2/people?per_page=1');
    expect(document.meta['can_filter']).toEqual(['admins', 'created_since', 'organization_admins']);
    expect(Object.keys(document.data[0]?.links ?? {})).toEqual(['html', 'self']);
  });

  it('belongs to the record that it hangs on', async () => {
    const { document } = await ask(church, 'GET', '/people/v2/people/9/emails');
    expect(document.meta['parent']).toEqual({ id: '9', type: 'Person' });
    expect(document.data.map(({ id }) => id)).toEqual(['400', '401']);
  });

  it('comes by ascending id, ids being numbers', async () => {
    expect(await idsOf(church, '/people/v2/people')).toEqual(
      '9 12 100 101 102 103 1000 1001 1002 20000 20001 300000'.split(' '),
    );
  });

  it('sends an empty list of what is included only when it is told to', async () => {
    const url = '/people/v2/people/12?include=addresses';
    const none = '/people/v2/people/1000?include=emails';
    expect((await ask(church, 'GET', url)).document.included).toHaveLength(1);
    expect(Object.keys((await ask(church, 'GET', none)).document)).toEqual(['data', 'meta']);
    expect((await ask(church, 'GET', none, { emptyIncluded: true })).document.included).toEqual([]);
  });
});

describe('pages', () => {
  it('start with 25 at the beginning, and repeat in links only what was sent', async () => {
    const { document } = await ask(church, 'GET', '/people/v2/people');
    expect(document.links).toEqual({ self: `${HOST}/people/v2/people` });
    expect(document.meta).toMatchObject({ total_count: 12, count: 12 });
    expect(document.meta).not.toHaveProperty('next');
    expect(document.meta).not.toHaveProperty('prev');
  });

  it('lead forward and back', async () => {
    const { document } = await ask(church, 'GET', '/people/v2/people?per_page=5&offset=5');
    expect(document.links).toEqual({
      self: `${HOST}/people/v2/people?offset=5&per_page=5`,
      next: `${HOST}/people/v2/people?offset=10&per_page=5`,
      prev: `${HOST}/people/v2/people?offset=0&per_page=5`,
    });
    expect(document.meta).toMatchObject({ next: { offset: 10 }, prev: { offset: 0 }, count: 5 });
    expect(document.data.map(({ id }) => id)).toEqual(['103', '1000', '1001', '1002', '20000']);
  });

  it.each([
    ['at the end', 'offset=12&per_page=6', { prev: '?offset=6&per_page=6' }, []],
    ['on the last row', 'offset=11&per_page=5', { prev: '?offset=6&per_page=5' }, ['300000']],
    ['far beyond the end', 'offset=99999', { prev: '?offset=99974' }, []],
    ['exactly to the end', 'offset=6&per_page=6', { prev: '?offset=0&per_page=6' }, undefined],
    ['with none at all', 'per_page=0', { next: '?offset=0&per_page=0' }, []],
    ['before the first page is full', 'offset=3&per_page=10', { prev: '?offset=0&per_page=10' }, undefined],
  ])('%s', async (_, query, others, ids) => {
    const { status, document } = await ask(church, 'GET', `/people/v2/people?${query}`);
    const turns = Object.entries(others).map(([name, rest]) => [name, `${HOST}/people/v2/people${rest}`]);
    expect(status).toBe(200);
    expect(document.links).toEqual({
      self: `${HOST}/people/v2/people?${query}`,
      ...Object.fromEntries(turns),
    });
    expect(document.meta.total_count).toBe(12);
    if (ids) expect(document.data.map(({ id }) => id)).toEqual(ids);
  });

  it('hold a hundred at most, though the links keep what was asked for', async () => {
    const crowded = smallChurch();
    for (let id = 1; id <= 150; id++)
      crowded
        .app('people')
        .put({ type: 'NamePrefix', id: String(id), attributes: { value: 'x' }, relations: {} });
    const { document } = await ask(crowded, 'GET', '/people/v2/name_prefixes?per_page=500');
    expect(document.data).toHaveLength(100);
    expect(document.links?.['next']).toBe(`${HOST}/people/v2/name_prefixes?offset=100&per_page=500`);
    expect(document.meta.next).toEqual({ offset: 100 });
  });
});

describe('links', () => {
  it.each([
    ['sorts keys', 'per_page=1&include=emails&offset=0', 'include=emails&offset=0&per_page=1'],
    ['leaves brackets', 'where[child]=true', 'where[child]=true'],
    ['leaves escaped brackets, too', 'where%5Bchild%5D=true', 'where[child]=true'],
    ['escapes commas', 'order=last_name,-id', 'order=last_name%2C-id'],
    [
      'escapes colons',
      'where[created_at][gte]=2030-01-01T00:00:00Z',
      'where[created_at][gte]=2030-01-01T00%3A00%3A00Z',
    ],
    ['repeats what nobody knows', 'zebra=1&apple=2', 'apple=2&zebra=1'],
    ['repeats the last of two', 'a=1&a=2', 'a=2'],
  ])('%s', async (_, sent, echoed) => {
    expect(await linksOf(`/people/v2/people?${sent}`)).toMatchObject({
      self: `${HOST}/people/v2/people?${echoed}`,
    });
  });
});

describe('include', () => {
  it('adds a relationship with its link, and the resources', async () => {
    const { document } = await ask(church, 'GET', '/people/v2/people/9?include=emails,primary_campus');
    expect(document.data.relationships).toEqual({
      primary_campus: {
        data: { type: 'PrimaryCampus', id: '3' },
        links: { related: `${HOST}/people/v2/campuses/3` },
      },
      emails: {
        data: [
          { type: 'Email', id: '400' },
          { type: 'Email', id: '401' },
        ],
        links: { related: `${HOST}/people/v2/people/9/emails` },
      },
    });
    expect(document.included?.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'Email 400',
      'Email 401',
      'PrimaryCampus 3',
    ]);
  });

  it('shows at the first record what is included through another', async () => {
    const url = '/people/v2/people/100?include=households.people';
    const { document } = await ask(church, 'GET', url);
    expect(document.data.relationships).toMatchObject({
      households: {
        data: [
          { type: 'Household', id: '7' },
          { type: 'Household', id: '50' },
        ],
        links: { related: `${HOST}/people/v2/people/100/households` },
      },
      people: {
        data: ['100', '12', '9', '100'].map((id) => ({ type: 'Person', id })),
        links: { related: null },
      },
    });
  });

  it('shows an empty list where nothing is included through another', async () => {
    const { document } = await ask(church, 'GET', '/people/v2/people/101?include=households.people');
    expect(document.data.relationships).toMatchObject({
      households: { data: [] },
      people: { data: [], links: { related: null } },
    });
    expect(document).not.toHaveProperty('included');
  });

  it('goes two steps in Services, too', async () => {
    const url = '/services/v2/service_types/10/plans/99?include=plan_times.split_team_rehearsal_assignments';
    const { document } = await ask(church, 'GET', url);
    expect(document.included?.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'PlanTime 120',
      'PlanTime 121',
      'SplitTeamRehearsalAssignment 125',
    ]);
  });

  it.each(['emails,emails', 'nothing,emails', 'emails,nothing.at.all'])(
    'is not put off by %s',
    async (include) => {
      const { document } = await ask(church, 'GET', `/people/v2/people/9?include=${include}`);
      expect(document.included?.map(({ id }) => id)).toEqual(['400', '401']);
    },
  );

  it('sends each resource once', async () => {
    const { document } = await ask(church, 'GET', '/people/v2/people?include=primary_campus');
    expect(document.included).toHaveLength(1);
  });
});

describe('fields', () => {
  it('choose attributes and relationships', async () => {
    const url =
      '/people/v2/people/9?include=emails&fields[Person]=first_name,emails,nothing&fields[Email]=address';
    const { document } = await ask(church, 'GET', url);
    expect(document.data.attributes).toEqual({ first_name: 'Åsa' });
    expect(Object.keys(document.data.relationships ?? {})).toEqual(['emails']);
    expect(document.included).toEqual([
      {
        type: 'Email',
        id: '400',
        attributes: { address: 'Asa@Example.org' },
        links: { self: `${HOST}/people/v2/emails/400` },
      },
      {
        type: 'Email',
        id: '401',
        attributes: { address: 'asa.work@example.com' },
        links: { self: `${HOST}/people/v2/emails/401` },
      },
    ]);
  });

  it('lose what is included when they do not name it', async () => {
    const url = '/people/v2/people/9?include=emails&fields[Person]=first_name';
    const { document } = await ask(church, 'GET', url);
    expect(document).not.toHaveProperty('included');
    expect(document.data).not.toHaveProperty('relationships');
  });
});
