import type { RecordDocument } from 'tspco';
import { describe, expect, it } from 'vitest';
import { ids } from './support/list.ts';
import { startServer } from './support/server.ts';
import { quickClient } from './support/world.ts';

const url: string = '/people/v2/people';

interface Link {
  readonly type: string;
  readonly id: string;
}

function person(id: string, relationships?: object): object {
  return { type: 'Person', id, attributes: {}, ...(relationships === undefined ? {} : { relationships }) };
}

function email(id: string, relationships?: object): object {
  return { type: 'Email', id, attributes: {}, ...(relationships === undefined ? {} : { relationships }) };
}

const link = (type: string, id: string): Link => ({ type, id });

/** Reads a list of one page. */
async function read(
  document: object,
  query: { include?: string } = { include: 'emails' },
): Promise<RecordDocument[]> {
  const server = await startServer(() => ({ body: { meta: { total_count: 1 }, ...document } }));
  const records: RecordDocument[] = [];
  for await (const record of quickClient(server.url).iterate(url, query)) records.push(record);
  return records;
}

/** Type and id of what each record was given, in order. */
function wired(records: readonly RecordDocument[]): string[][] {
  return records.map(({ included }) => included.map(({ type, id }) => `${type} ${id}`).sort());
}

describe('a list', () => {
  it('may have no included', async () => {
    expect(wired(await read({ data: [person('1', { emails: { data: [link('Email', '5')] } })] }))).toEqual([
      [],
    ]);
  });

  it('may have no meta', async () => {
    const records = await read({ data: [person('1')], meta: undefined });
    expect(records).toMatchObject([{ data: { id: '1' }, included: [], meta: {} }]);
  });

  it('may have no links', async () => {
    expect(await read({ data: [person('1')], links: undefined })).toHaveLength(1);
  });

  it('gives each record can_include and parent of its page, and nothing else of its meta', async () => {
    const meta = {
      total_count: 1,
      count: 1,
      can_include: ['emails'],
      parent: link('Organization', '9'),
      can_filter: [],
    };
    const [record] = await read({ data: [person('1')], meta });
    expect(record?.meta).toEqual({ can_include: ['emails'], parent: link('Organization', '9') });
  });
});

describe('a record', () => {
  it.each<[string, object | undefined]>([
    ['has no relationships', undefined],
    ['has an empty object of relationships', {}],
    ['has a relationship with links only', { emails: { links: { related: 'https://x.test/emails' } } }],
    ['has an empty relationship to one', { emails: { data: null } }],
    ['has an empty relationship to many', { emails: { data: [], links: { related: null } } }],
    ['has a relationship that is null', { emails: null }],
    ['names what was not included', { emails: { data: [link('Email', '404')] } }],
    ['names the id under another type', { emails: { data: [link('PhoneNumber', '5')] } }],
  ])('gets nothing included when it %s', async (_, relationships) => {
    expect(wired(await read({ data: [person('1', relationships)], included: [email('5')] }))).toEqual([[]]);
  });

  it('keeps attributes called id, type and links apart from its own', async () => {
    const attributes = { id: 7, type: 'visitor', links: 'none', attributes: { deep: true } };
    const [record] = await read({ data: [{ type: 'Person', id: '1', attributes }] });
    expect(record?.data).toEqual({ type: 'Person', id: '1', attributes });
  });

  it('keeps ids that no number can hold', async () => {
    const big = ['9007199254740993', '9007199254740992', '007', '7', '18446744073709551615'];
    const records = await read({
      data: big.map((id) => person(id, { emails: { data: link('Email', id) } })),
      included: big.map((id) => email(id)),
      meta: { total_count: big.length },
    });
    expect(records.map(({ data }) => data.id)).toEqual(big);
    expect(wired(records)).toEqual(big.map((id) => [`Email ${id}`]));
  });

  it('is given what its relationships name, to one and to many, once each', async () => {
    const relationships = {
      emails: { data: [link('Email', '5'), link('Email', '6'), link('Email', '5')] },
      primary_email: { data: link('Email', '5') },
      primary_campus: { data: link('Campus', '5') },
    };
    const campus = { type: 'Campus', id: '5', attributes: {} };
    const records = await read({
      data: [person('1', relationships), person('2')],
      included: [email('5'), email('6'), email('7'), campus],
      meta: { total_count: 2 },
    });
    expect(wired(records)).toEqual([['Campus 5', 'Email 5', 'Email 6'], []]);
  });

  it('shares an included resource with others that name it', async () => {
    const data = [1, 2].map((id) => person(String(id), { household: { data: link('Household', '3') } }));
    const records = await read({
      data,
      included: [{ type: 'Household', id: '3', attributes: { name: 'Rolfe' } }],
      meta: { total_count: 2 },
    });
    expect(wired(records)).toEqual([['Household 3'], ['Household 3']]);
  });

  it('is not harmed by types and ids with names from the language', async () => {
    const odd = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const records = await read({
      data: odd.map((name) => person(name, { emails: { data: link(name, name) } })),
      included: odd.map((name) => ({ type: name, id: name, attributes: {} })),
      meta: { total_count: odd.length },
    });
    expect(wired(records)).toEqual(odd.map((name) => [`${name} ${name}`]));
  });
});

describe('a nested include', () => {
  const household = (id: string, ...members: string[]): object => ({
    type: 'Household',
    id,
    attributes: {},
    relationships: { people: { data: members.map((member) => link('Person', member)) } },
  });

  it('is followed to the second level', async () => {
    const records = await read(
      {
        data: [
          person('1', { households: { data: [link('Household', 'a'), link('Household', 'b')] } }),
          person('2', { households: { data: [link('Household', 'c')] } }),
          person('3', { households: { data: [] } }),
        ],
        included: [
          household('a', '1', '11'),
          household('b', '12'),
          household('c', '2', '21'),
          ...['1', '2', '11', '12', '21', '99'].map((id) => person(id)),
        ],
        meta: { total_count: 3 },
      },
      { include: 'households.people' },
    );
    expect(wired(records)).toEqual([
      ['Household a', 'Household b', 'Person 1', 'Person 11', 'Person 12'],
      ['Household c', 'Person 2', 'Person 21'],
      [],
    ]);
  });

  it('is not followed where it was not asked for', async () => {
    const data = [person('1', { households: { data: [link('Household', 'a')] } })];
    const included = [household('a', '11'), person('11')];
    expect(wired(await read({ data, included }, { include: 'households' }))).toEqual([['Household a']]);
  });

  it('is followed when it stands in the address', async () => {
    const data = [person('1', { households: { data: [link('Household', 'a')] } })];
    const server = await startServer(() => ({
      body: { data, included: [household('a', '11'), person('11')], meta: { total_count: 1 } },
    }));
    const records = await quickClient(server.url)
      .iterate(`${url}?include=emails,households.people`)
      .toArray();
    expect(wired(records)).toEqual([['Household a', 'Person 11']]);
  });

  it('ends where resources name each other', async () => {
    const data = [person('1', { emails: { data: [link('Email', '5')] } })];
    const included = [email('5', { emails: { data: [link('Email', '5')] } })];
    expect(wired(await read({ data, included }, { include: 'emails.emails' }))).toEqual([['Email 5']]);
  });
});

describe('a hundred records with a hundred links each', () => {
  it('are given their own hundred out of twenty thousand', async () => {
    const data = ids(0, 100).map((id) =>
      person(id, {
        emails: { data: ids(0, 100).map((index) => link('Email', String(Number(id) * 100 + Number(index)))) },
      }),
    );
    // In reverse, so that nothing can rest on the order.
    const included = ids(0, 20_000).map((id) => email(String(19_999 - Number(id))));
    const records = await read({ data, included, meta: { total_count: 100 } });
    expect(records.map((record) => record.included.length)).toEqual(Array.from({ length: 100 }, () => 100));
    expect(records.map((record) => record.included.map(({ id }) => Number(id)))).toEqual(
      ids(0, 100).map((id) => ids(Number(id) * 100, Number(id) * 100 + 100).map(Number)),
    );
  });
});
