import {
  PCOIncompleteReadError,
  PCOMalformedAnswerError,
  PCOPermissionError,
  PCORequestError,
  PCOUnexpectedRequestError,
} from 'tspco';
import { describe, expect, it } from 'vitest';
import { failureOf, requestsInTheEnd } from './support/client.ts';
import { ids, linkTo, page, window } from './support/list.ts';
import { startServer, type Handler, type SeenRequest } from './support/server.ts';
import { quickClient } from './support/world.ts';

const url = '/people/v2/people';

/** Reads a list to its end or its failure. */
async function read(handler: Handler) {
  const server = await startServer(handler);
  const list = quickClient(server.url).iterate(url);
  const records: string[] = [];
  const reading = async (): Promise<void> => {
    for await (const { data } of list) records.push(data.id);
  };
  const error: unknown = await reading().catch((reason: unknown) => reason);
  return { error, records, list, server };
}

const isFirst = (request: SeenRequest): boolean => window(request).offset === 0;

describe('a page that fails', () => {
  it('midway is an incomplete read with the report and the cause', async () => {
    const { error, records, list } = await read((request) =>
      isFirst(request) ? page(request, 250) : { status: 500 },
    );
    expect(error).toBeInstanceOf(PCOIncompleteReadError);
    expect(records).toEqual(ids(0, 100));
    expect(error).toMatchObject({
      code: 'ERR_INCOMPLETE_READ',
      report: { completeness: 'incomplete', expected: 250, yielded: 100, pages: 1 },
      cause: { statusCode: 500, name: 'PCORequestError' },
    });
    expect((error as PCOIncompleteReadError).cause).toBeInstanceOf(PCORequestError);
    expect((error as PCOIncompleteReadError).report.reason).toBeTypeOf('string');
    expect((error as PCOIncompleteReadError).report.requests).toBeGreaterThanOrEqual(5);
    expect((error as Error).message).toContain('100 of 250');
    expect(list.report).toMatchObject({ completeness: 'incomplete', yielded: 100 });
  });

  it('midway for a connection that breaks is an incomplete read, too', async () => {
    const { error, records } = await read((request, raw) => {
      if (isFirst(request)) return page(request, 250);
      raw.request.socket.resetAndDestroy();
    });
    expect(error).toBeInstanceOf(PCOIncompleteReadError);
    expect((error as Error).cause).toBeInstanceOf(PCOUnexpectedRequestError);
    expect(records).toHaveLength(100);
  });

  it('midway ends pages and toArray in the same way', async () => {
    const server = await startServer((request) => (isFirst(request) ? page(request, 250) : { status: 404 }));
    const list = quickClient(server.url).iterate(url);
    expect(await failureOf(list.toArray())).toBeInstanceOf(PCOIncompleteReadError);
    const pages = list.pages();
    await pages.next();
    expect(await failureOf(pages.next())).toBeInstanceOf(PCOIncompleteReadError);
  });

  it('as the first one comes as its own error', async () => {
    const { error, records } = await read(() => ({ status: 403 }));
    expect(error).toBeInstanceOf(PCOPermissionError);
    expect(records).toEqual([]);
  });

  it('for a while does not show', async () => {
    const failed = new Set<number>();
    const { error, records } = await read((request) => {
      const { offset } = window(request);
      if (failed.has(offset)) return page(request, 250);
      failed.add(offset);
      return { status: 503 };
    });
    expect(error).toBeUndefined();
    expect(records).toEqual(ids(0, 250));
  });
});

describe('a first answer that is not a list', () => {
  it.each<[string, object]>([
    ['a single resource', { data: { type: 'Person', id: '1', attributes: {} } }],
    ['no data', { meta: {} }],
    ['data that is null', { data: null }],
    ['an array', []],
  ])('(%s) is a malformed answer', async (_, body) => {
    const { error } = await read(() => ({ body }));
    expect(error).toBeInstanceOf(PCOMalformedAnswerError);
    expect(error).toMatchObject({ responseBody: JSON.stringify(body) });
  });

  it('(no body) is a malformed answer', async () => {
    const { error } = await read(() => ({ status: 204 }));
    expect(error).toBeInstanceOf(PCOMalformedAnswerError);
  });

  it('(a later page) is an incomplete read', async () => {
    const { error } = await read((request) =>
      isFirst(request) ? page(request, 250) : { body: { data: null } },
    );
    expect(error).toBeInstanceOf(PCOIncompleteReadError);
    expect((error as Error).cause).toBeInstanceOf(PCOMalformedAnswerError);
  });
});

/** The first page of 250 records, which announces what it is told to. */
function announcing(request: SeenRequest, next: { offset?: unknown; link?: string }) {
  const { body } = page(request, 250);
  const { next: _, ...meta } = body.meta;
  return {
    body: {
      ...body,
      links: next.link === undefined ? {} : { next: next.link },
      meta: next.offset === undefined ? meta : { ...meta, next: { offset: next.offset } },
    },
  };
}

describe('a next page', () => {
  it('is found by meta.next alone', async () => {
    const { error, records } = await read((request) => {
      const { body } = page(request, 250);
      return { body: { ...body, links: {} } };
    });
    expect(error).toBeUndefined();
    expect(records).toEqual(ids(0, 250));
  });

  it('is found by links.next alone', async () => {
    const { error, records, list } = await read((request) => {
      const { body } = page(request, 250);
      return { body: { ...body, meta: { total_count: 250 } } };
    });
    expect(error).toBeUndefined();
    expect(records).toEqual(ids(0, 250));
    expect(list.report.completeness).toBe('count-matches');
  });

  it('is found by a link without a host', async () => {
    const { error, records } = await read((request) => {
      const { body } = page(request, 250);
      const { next } = body.links;
      const link = next === undefined ? {} : { next: next.replace(/^http:\/\/[^/]*/, '') };
      return { body: { ...body, links: link, meta: { total_count: 250 } } };
    });
    expect(error).toBeUndefined();
    expect(records).toEqual(ids(0, 250));
  });

  it.each<[string, (request: SeenRequest) => { offset?: unknown; link?: string }]>([
    ['repeats the first offset', () => ({ offset: 0 })],
    ['points to itself by a link', (request) => ({ link: linkTo(request, window(request).offset) })],
    ['goes back', (request) => ({ offset: isFirst(request) ? 100 : 50 })],
    ['has an offset that is no number', () => ({ offset: 'more' })],
    ['has a negative offset', () => ({ offset: -100 })],
  ])('that %s ends the reading with an error instead of a loop', async (_, next) => {
    const { error, server } = await read((request) => announcing(request, next(request)));
    expect(error).toBeInstanceOf(PCOIncompleteReadError);
    expect(server.requests.length).toBeLessThanOrEqual(3);
  });

  it('on another host is never asked for', async () => {
    const stranger = await startServer((request) => page(request, 250));
    const { error, records } = await read((request) =>
      announcing(request, { link: `${stranger.url}${url}?offset=100` }),
    );
    expect(error).toBeInstanceOf(PCOIncompleteReadError);
    expect(records).toEqual(ids(0, 100));
    expect(await requestsInTheEnd(stranger)).toBe(0);
  });

  it('on another host is never asked for when meta.next stands beside it', async () => {
    const stranger = await startServer((request) => page(request, 250));
    const { records, server } = await read((request) => {
      const { body } = page(request, 250);
      return { body: { ...body, links: { next: `${stranger.url}${url}?offset=100` } } };
    });
    expect(await requestsInTheEnd(stranger)).toBe(0);
    expect(records).toEqual(ids(0, 250));
    expect(server.requests).toHaveLength(3);
  });
});

describe('a server that announces a next page for ever', () => {
  /** Gives full pages without end, and fails the reading that does not end by itself. */
  const endless = (request: SeenRequest, total: number, last: number) => {
    const { offset, perPage } = window(request);
    if (offset > total + 2000) return { status: 410 };
    const data = ids(offset, Math.min(last, offset + perPage)).map((id) => ({
      type: 'Person',
      id,
      attributes: {},
    }));
    return { body: { data, links: {}, meta: { total_count: total, next: { offset: offset + perPage } } } };
  };

  it.each([
    [250, 3],
    [1, 1],
    [0, 1],
  ])('is asked for %i records in %i requests, and no further', async (total, requests) => {
    const { error, records, list, server } = await read((request) => endless(request, total, total));
    expect(error).toBeUndefined();
    expect(records).toEqual(ids(0, total));
    expect(server.requests).toHaveLength(requests);
    expect(list.report.completeness).toBe('count-matches');
  });

  it('is not asked beyond a total that ends with a full page, and the report tells of the contradiction', async () => {
    const { error, records, list, server } = await read((request) => endless(request, 200, 200));
    expect(error).toBeUndefined();
    expect(records).toEqual(ids(0, 200));
    expect(server.requests).toHaveLength(2);
    expect(list.report).toMatchObject({ completeness: 'incomplete', expected: 200, yielded: 200 });
  });

  it('is not asked beyond the total even if its pages are always full', async () => {
    const { server } = await read((request) => endless(request, 250, 100_000));
    expect(server.requests).toHaveLength(3);
  });

  it('with empty pages and no total is given up', async () => {
    const { error, server } = await read((request) => ({
      body: { data: [], meta: { next: { offset: window(request).offset + 100 } } },
    }));
    expect(error).toBeInstanceOf(PCOIncompleteReadError);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a list that ends early', () => {
  it('is an error, never a shorter list that looks whole', async () => {
    const { error, records } = await read((request) => {
      const { body } = page(request, 250);
      return isFirst(request) ? { body } : { body: { ...body, links: {}, meta: { total_count: 250 } } };
    });
    expect(error).toBeInstanceOf(PCOIncompleteReadError);
    expect(records).toEqual(ids(0, 200));
    expect(error).toMatchObject({ report: { completeness: 'incomplete', expected: 250, yielded: 200 } });
  });

  it('is an error when its only page is short and announces no other', async () => {
    const { error } = await read(() => ({ body: { data: [], meta: { total_count: 3 } } }));
    expect(error).toBeInstanceOf(PCOIncompleteReadError);
  });

  it('cannot be told when the server does not count; the report says so', async () => {
    const { error, records, list } = await read((request) => {
      const { body } = page(request, 250);
      return { body: { ...body, meta: body.meta.next === undefined ? {} : { next: body.meta.next } } };
    });
    expect(error).toBeUndefined();
    expect(records).toHaveLength(250);
    expect(list.report).toMatchObject({ completeness: 'incomplete', expected: undefined, yielded: 250 });
    expect(list.report.reason).toBeTypeOf('string');
  });
});
