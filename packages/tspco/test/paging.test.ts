import {
  PCOInputError,
  PCOMalformedAnswerError,
  PCONotFoundError,
  type Query,
  type RecordDocument,
} from 'tspco';
import { describe, expect, it } from 'vitest';
import { failureOf, requestsInTheEnd } from './support/client.ts';
import { ids, page } from './support/list.ts';
import { startServer } from './support/server.ts';
import { quickClient } from './support/world.ts';

const url: string = '/people/v2/people';
/** More requests than this are not sent ahead of what the reader has taken. */
const MOST_AHEAD = 17;

/** A list of so many people. */
async function listOf(total: number) {
  const server = await startServer((request) => page(request, total));
  return { pco: quickClient(server.url), server };
}

function idsOf(records: readonly RecordDocument[]): string[] {
  return records.map(({ data }) => data.id);
}

describe('a list is read whole', () => {
  it.each([
    [0, 1],
    [1, 1],
    [100, 1],
    [101, 2],
    [250, 3],
    [10_001, 101],
  ])('when it has %i records, in %i requests', async (total, requests) => {
    const { pco, server } = await listOf(total);
    const list = pco.iterate(url);
    expect(idsOf(await list.toArray())).toEqual(ids(0, total));
    expect(server.requests).toHaveLength(requests);
    expect(list.report).toMatchObject({
      completeness: 'count-matches',
      expected: total,
      yielded: total,
      pages: requests,
      requests,
    });
    expect(list.report.reason).toBeUndefined();
  });

  it.each([
    [1, 3, 3],
    [7, 20, 3],
    [100, 250, 3],
    [101, 250, 3],
    [200, 250, 3],
    [100_000, 250, 3],
  ])('with per_page %i, though the server gives no more than 100', async (per_page, total, requests) => {
    const { pco, server } = await listOf(total);
    const list = pco.iterate(url, { per_page });
    expect(idsOf(await list.toArray())).toEqual(ids(0, total));
    expect(server.requests).toHaveLength(requests);
    expect(list.report).toMatchObject({ completeness: 'count-matches', yielded: total });
  });

  it('by a hundred a page when nothing is said', async () => {
    const { pco, server } = await listOf(1);
    await pco.iterate(url).toArray();
    expect(server.requests.map((request) => request.url.search)).toEqual(['?per_page=100']);
  });
});

describe('a page size that cannot work', () => {
  it.each([0, -1, 1.5])('is refused before anything is sent (%d)', async (per_page) => {
    const { pco, server } = await listOf(3);
    const error = await failureOf(pco.iterate(url, { per_page }).toArray());
    expect(error).toBeInstanceOf(PCOInputError);
    expect(await failureOf(pco.iterate(`${url}?per_page=${per_page}`).toArray())).toBeInstanceOf(
      PCOInputError,
    );
    expect(server.requests).toHaveLength(0);
  });

  it.each(['-1', 'abc', '1e3'])('is refused like the offset %s', async (offset) => {
    const { pco, server } = await listOf(3);
    expect(await failureOf(pco.iterate(`${url}?offset=${offset}`).toArray())).toBeInstanceOf(PCOInputError);
    expect(server.requests).toHaveLength(0);
  });
});

describe('a starting offset', () => {
  it.each<[string, string, Query]>([
    ['in the query', url, { offset: 120 }],
    ['in the address', `${url}?offset=120`, {}],
    ['in both, where the query wins', `${url}?offset=7`, { offset: 120 }],
  ])('%s is where reading starts, and is taken off the expected number', async (_, address, query) => {
    const { pco, server } = await listOf(250);
    const list = pco.iterate(address, query);
    expect(idsOf(await list.toArray())).toEqual(ids(120, 250));
    expect(list.report).toMatchObject({ completeness: 'count-matches', expected: 130, yielded: 130 });
    expect(server.requests).toHaveLength(2);
  });

  it('beyond the end gives nothing, and that is complete', async () => {
    const { pco, server } = await listOf(250);
    const list = pco.iterate(url, { offset: 99_999 });
    expect(await list.toArray()).toEqual([]);
    expect(server.requests).toHaveLength(1);
    expect(list.report).toMatchObject({ completeness: 'count-matches', expected: 0, yielded: 0 });
  });
});

describe('a query in the address', () => {
  it('goes along on every page, exactly as it was written', async () => {
    const { pco, server } = await listOf(120);
    await pco
      .iterate(`${url}?where[last_name]=R%C3%B6lfe&per_page=50&include=emails,households.people`)
      .toArray();
    const queries = server.requests.map(({ url: { searchParams } }) => Object.fromEntries(searchParams));
    const query = { 'where[last_name]': 'Rölfe', per_page: '50', include: 'emails,households.people' };
    expect(queries).toEqual([query, { ...query, offset: '50' }, { ...query, offset: '100' }]);
  });

  it('is joined with the query object', async () => {
    const { pco, server } = await listOf(120);
    await pco.iterate(`${url}?per_page=50&order=name`, { per_page: 60, filter: ['admins'] }).toArray();
    const queries = server.requests.map(({ url: { searchParams } }) => Object.fromEntries(searchParams));
    const query = { order: 'name', per_page: '60', filter: 'admins' };
    expect(queries).toEqual([query, { ...query, offset: '60' }]);
  });
});

describe('iterate', () => {
  it('sends nothing until it is read', async () => {
    const { pco, server } = await listOf(3);
    const list = pco.iterate(url);
    expect(list.report).toMatchObject({ completeness: 'incomplete', yielded: 0, pages: 0, requests: 0 });
    expect(await requestsInTheEnd(server)).toBe(0);
  });

  it('starts anew each time it is read', async () => {
    const { pco, server } = await listOf(150);
    const list = pco.iterate(url);
    for (let round = 1; round <= 3; round++) {
      const seen: string[] = [];
      for await (const { data } of list) seen.push(data.id);
      expect(seen).toEqual(ids(0, 150));
      expect(server.requests).toHaveLength(2 * round);
      expect(list.report).toMatchObject({
        completeness: 'count-matches',
        yielded: 150,
        pages: 2,
        requests: 2,
      });
    }
  });

  it('can be read twice at the same time', async () => {
    const { pco } = await listOf(150);
    const list = pco.iterate(url);
    const both = await Promise.all([list.toArray(), list.toArray()]);
    expect(both.map(idsOf)).toEqual([ids(0, 150), ids(0, 150)]);
  });

  it('asks for nothing more once the reader stops', async () => {
    const { pco, server } = await listOf(10_001);
    const list = pco.iterate(url);
    for await (const { data } of list) if (data.id === '42') break;
    const before = server.requests.length;
    expect(before).toBeLessThanOrEqual(MOST_AHEAD);
    expect(await requestsInTheEnd(server)).toBe(before);
    expect(list.report).toMatchObject({ completeness: 'incomplete', yielded: 43 });
    expect(list.report.reason).toBeTypeOf('string');
  });

  it('asks for nothing more once the reader throws', async () => {
    const server = await startServer((request) => page(request, 10_001));
    // Counted where they are sent: what was on its way when the reader threw may still arrive.
    let sent = 0;
    const pco = quickClient(server.url, { on: { request: () => void sent++ } });
    const reason = new RangeError('the reader is full');
    const reading = async (): Promise<void> => {
      for await (const { data } of pco.iterate(url)) if (data.id === '120') throw reason;
    };
    await expect(reading()).rejects.toBe(reason);
    const before = sent;
    expect(before).toBeLessThanOrEqual(1 + MOST_AHEAD);
    expect(await requestsInTheEnd(server)).toBeLessThanOrEqual(before);
    expect(sent).toBe(before);
  });

  it('counts repeated requests in its report', async () => {
    const server = await startServer((request) =>
      server.requests.length === 2 ? { status: 503 } : page(request, 150),
    );
    const list = quickClient(server.url).iterate(url);
    expect(idsOf(await list.toArray())).toEqual(ids(0, 150));
    expect(list.report).toMatchObject({ completeness: 'count-matches', pages: 2, requests: 3 });
  });
});

describe('toArray', () => {
  it.each([0, 1, 99, 100, 101, 250, 9999])('takes the first %i records', async (limit) => {
    const { pco, server } = await listOf(10_001);
    expect(idsOf(await pco.iterate(url).toArray({ limit }))).toEqual(ids(0, limit));
    expect(server.requests.length).toBeLessThanOrEqual(limit === 0 ? 0 : Math.ceil(limit / 100) + MOST_AHEAD);
  });

  it('takes all when there are fewer than the limit', async () => {
    const { pco } = await listOf(150);
    expect(await pco.iterate(url).toArray({ limit: 1000 })).toHaveLength(150);
  });

  it.each([-1, NaN])('refuses the limit %d', async (limit) => {
    const { pco, server } = await listOf(3);
    expect(await failureOf(pco.iterate(url).toArray({ limit }))).toBeInstanceOf(PCOInputError);
    expect(server.requests).toHaveLength(0);
  });
});

describe('first', () => {
  it('asks for one record', async () => {
    const { pco, server } = await listOf(250);
    const record = await pco.iterate(url, { order: 'name' }).first();
    expect(record?.data.id).toBe('0');
    expect(server.requests.map((request) => request.url.searchParams.get('per_page'))).toEqual(['1']);
  });

  it('is undefined for an empty list', async () => {
    const { pco } = await listOf(0);
    expect(await pco.iterate(url).first()).toBeUndefined();
  });

  it('is an error when the list cannot be read', async () => {
    const server = await startServer(() => ({ status: 404 }));
    expect(await failureOf(quickClient(server.url).iterate(url).first())).toBeInstanceOf(PCONotFoundError);
  });
});

describe('count', () => {
  it.each([0, 1, 250, 10_001])('gives %i in one request', async (total) => {
    const { pco, server } = await listOf(total);
    expect(await pco.iterate(url, { where: { last_name: 'Rolfe' } }).count()).toBe(total);
    expect(await requestsInTheEnd(server)).toBe(1);
    expect(server.requests[0]?.url.searchParams.get('where[last_name]')).toBe('Rolfe');
  });

  it('is an error when the server does not count', async () => {
    const server = await startServer(() => ({ body: { data: [], meta: {} } }));
    const error = await failureOf(quickClient(server.url).iterate(url).count());
    expect(error).toBeInstanceOf(PCOMalformedAnswerError);
  });
});

describe('pages', () => {
  it('gives each page as the server sent it', async () => {
    const { pco, server } = await listOf(250);
    const list = pco.iterate(url);
    const documents: unknown[] = [];
    for await (const document of list.pages()) documents.push(document);
    const sent = server.requests.map(
      (request) => JSON.parse(JSON.stringify(page(request, 250).body)) as unknown,
    );
    expect(documents).toEqual(sent);
    expect(list.report).toMatchObject({ completeness: 'count-matches', yielded: 250, pages: 3 });
  });

  it('stops when its reader does', async () => {
    const { pco, server } = await listOf(10_001);
    for await (const { data } of pco.iterate(url).pages()) if (data.length === 100) break;
    const before = server.requests.length;
    expect(before).toBeLessThanOrEqual(MOST_AHEAD);
    expect(await requestsInTheEnd(server)).toBe(before);
  });
});
