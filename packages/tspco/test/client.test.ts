import { describe, expect, test } from 'vitest';
import { PCO, VERSION, type RequestEvent, type WarningEvent } from 'tspco';
import manifest from '../package.json' with { type: 'json' };
import { credentials } from './support/secrets.ts';
import { startServer, type ShortAnswer } from './support/server.ts';
import { quickClient } from './support/world.ts';

// Of a plain text, the types know nothing: what is sent here is beside the point.
const anyPath: string = '/people/v2/people';

const ok: ShortAnswer = { body: { data: { type: 'Person', id: '1', attributes: {} } } };

test('the version that requests name is that of the package', () => {
  expect(VERSION).toBe(manifest.version);
});

describe('what a request carries', () => {
  test('credentials, name, accepted types and the newest version of the app', async () => {
    const server = await startServer(() => ok);
    await new PCO({ ...credentials, apiBase: server.url, userAgent: 'test/1' }).get('/people/v2/people/1');
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Basic ${btoa(`${credentials.applicationId}:${credentials.secret}`)}`,
      'user-agent': `tspco/${VERSION} test/1`,
      accept: expect.stringContaining('application/vnd.api+json'),
      'x-pco-api-version': '2025-11-10',
    });
    expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
  });

  test('a version pinned for the client, the view or the call', async () => {
    const server = await startServer(() => ok);
    const pco = quickClient(server.url, { versions: { people: '2023-03-21' } });
    await pco.get('/people/v2/people/1');
    await pco.get('/giving/v2/funds');
    await pco.with({ version: 'LATEST' }).get('/people/v2/people/1');
    await pco.get('/people/v2/people/1', {}, { version: '2020-01-01' });
    await pco.get('/home/v2/me');
    const versions = server.requests.map(({ headers }) => headers['x-pco-api-version']);
    expect(versions).toEqual(['2023-03-21', '2019-10-18', 'LATEST', '2020-01-01', undefined]);
  });

  test('headers of the view and of the call, but never another authorization', async () => {
    const server = await startServer(() => ok);
    const view = quickClient(server.url).with({ headers: { 'X-View': '1', 'X-Both': 'view' } });
    await view.get('/people/v2/people/1', {}, { headers: { 'X-Both': 'call' } });
    expect(server.requests[0]?.headers).toMatchObject({ 'x-view': '1', 'x-both': 'call' });
    await expect(view.get('/x', {}, { headers: { authorization: 'Bearer y' } })).rejects.toMatchObject({
      code: 'ERR_OPTIONS',
    });
  });

  test.each(['post', 'patch', 'put'] as const)(
    '%s sends its payload as JSON, or nothing when there is none',
    async (verb) => {
      const server = await startServer(() => ok);
      const pco = quickClient(server.url);
      const payload = pco.template('Person', { first_name: 'Zoë 😀' });
      const send = pco[verb].bind(pco) as (url: string, payload?: object, query?: object) => Promise<unknown>;
      await send('/people/v2/people/1', payload, { include: ['emails'] });
      await send('/people/v2/people/1/action');
      const [first, second] = server.requests;
      expect(first?.method).toBe(verb.toUpperCase());
      expect(JSON.parse(first?.body ?? '')).toEqual(payload);
      expect(first?.headers['content-type']).toBe('application/json');
      expect(first?.url.searchParams.get('include')).toBe('emails');
      expect(second?.body).toBe('');
      expect(second?.headers).not.toHaveProperty('content-type');
    },
  );

  test('any query parameter, from the query and from the options', async () => {
    const server = await startServer(() => ok);
    await quickClient(server.url).get(
      '/people/v2/people?a=1',
      { params: { test: 'hello' } },
      { params: { b: true } },
    );
    expect([...(server.requests[0]?.url.searchParams ?? [])]).toEqual([
      ['a', '1'],
      ['test', 'hello'],
      ['b', 'true'],
    ]);
  });
});

describe('a read-only client', () => {
  test('reads, and refuses everything else before it is sent', async () => {
    const server = await startServer(() => ok);
    const pco = quickClient(server.url, { readOnly: true, uploadUrl: `${server.url}/files` });
    await pco.get('/people/v2/people/1');
    await pco.requestResponse('head', '/people/v2/people/1');
    const writes = [
      () => pco.post(anyPath, {}),
      () => pco.patch(anyPath, {}),
      () => pco.put('/people/v2/people/1', {}),
      () => pco.delete('/people/v2/people/1'),
      () => pco.upload(new Blob(['x']), {}, { name: 'x.txt' }),
      () => pco.requestJson('post', '/people/v2/people', { payload: {} }),
      () => pco.with({ readOnly: false }).post(anyPath, {}),
      () => pco.download('/services/v2/attachments/1/open'),
    ];
    for (const write of writes)
      await expect(write()).rejects.toMatchObject({ code: 'ERR_READ_ONLY', sent: 'no' });
    expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'HEAD']);
  });
});

describe('mistakes reject the promise and send nothing', () => {
  test.each<[string, (pco: PCO) => Promise<unknown>, string]>([
    ['a method of another world', (pco) => pco.requestJson('BREW', '/x'), 'ERR_OPTIONS'],
    ['a payload with GET', (pco) => pco.requestJson('GET', '/x', { payload: {} }), 'ERR_PAYLOAD'],
    ['a query that is text', (pco) => pco.get('/x', 'where[a]=1' as never), 'ERR_QUERY'],
    ['a version that is none', (pco) => pco.get('/x', {}, { version: 'new' }), 'ERR_OPTIONS'],
    ['a time-out of nothing', (pco) => pco.get('/x', {}, { timeout: 0 }), 'ERR_OPTIONS'],
    ['retries that cannot be counted', (pco) => pco.get('/x', {}, { maxRetries: Number.NaN }), 'ERR_OPTIONS'],
    ['an address on another server', (pco) => pco.get('https://evil.test/'), 'ERR_ADDRESS'],
    ['a misspelt option', (pco) => pco.post('/x', {}, {}, { readOnly: true } as object), 'ERR_OPTIONS'],
    [
      'a query among the options',
      (pco) => pco.get('/x', undefined, { where: { a: 1 } } as object),
      'ERR_OPTIONS',
    ],
    [
      'a query among the options of a list',
      (pco) => pco.iterate('/x', {}, { query: {} } as object).first(),
      'ERR_OPTIONS',
    ],
    [
      'options among the query',
      (pco) => pco.get('/x', { signal: AbortSignal.abort() } as never),
      'ERR_QUERY',
    ],
    ['a misspelt query', (pco) => pco.iterate('/x', { wher: {} } as never).toArray(), 'ERR_QUERY'],
    [
      'a controller for its signal',
      (pco) => pco.get('/x', {}, { signal: new AbortController() as never }),
      'ERR_OPTIONS',
    ],
    ['a limit that is a number', (pco) => pco.iterate('/x').toArray(5 as never), 'ERR_OPTIONS'],
    ['nothing to upload', (pco) => pco.upload(undefined as never), 'ERR_FILE'],
    ['a limit below zero', (pco) => pco.iterate('/x').toArray({ limit: -1 }), 'ERR_OPTIONS'],
  ])('%s', async (_, call, code) => {
    const server = await startServer(() => ok);
    await expect(call(quickClient(server.url))).rejects.toMatchObject({ code });
    expect(server.requests).toEqual([]);
  });
});

test('a closed client and its views refuse further requests', async () => {
  const server = await startServer(() => ok);
  const pco = quickClient(server.url);
  const view = pco.with({ timeout: 5 });
  await pco.close();
  await pco.close();
  await expect(pco.get('/x')).rejects.toMatchObject({ code: 'ERR_CLOSED' });
  await expect(view.get('/x')).rejects.toMatchObject({ code: 'ERR_CLOSED' });
  expect(server.requests).toEqual([]);
});

test('hooks are told of requests and answers, without query, header or body', async () => {
  const server = await startServer(() => ({
    ...ok,
    headers: {
      'x-request-id': 'r1',
      'x-pco-api-request-rate-limit': '100',
      'x-pco-api-request-rate-period': '20 seconds',
      'x-pco-api-request-rate-count': '7',
    },
  }));
  const events: [string, RequestEvent][] = [];
  const on = {
    request: (event: RequestEvent) => events.push(['request', event]),
    response: (event: RequestEvent) => events.push(['response', event]),
  };
  await quickClient(server.url, { on }).get('/people/v2/people', { where: { last_name: 'Private' } });
  expect(events).toEqual([
    ['request', { method: 'GET', path: '/people/v2/people', attempt: 1 }],
    [
      'response',
      {
        method: 'GET',
        path: '/people/v2/people',
        attempt: 1,
        status: 200,
        duration: 0,
        requestId: 'r1',
        rate: { limit: 100, period: 20, count: 7 },
      },
    ],
  ]);
});

test('an answer in another version than the one asked for raises one warning', async () => {
  const server = await startServer(() => ({
    ...ok,
    headers: { 'x-pco-api-processed-as-version': '2018-08-01' },
  }));
  const warnings: WarningEvent[] = [];
  const pco = quickClient(server.url, { on: { warning: (event) => warnings.push(event) } });
  await pco.get('/people/v2/people/1');
  await pco.with({ headers: { 'x-view': '1' } }).get('/people/v2/people/2');
  await pco.get('/people/v2/people/1', {}, { version: 'LATEST' });
  expect(warnings).toEqual([
    { code: 'version-differs', message: expect.stringMatching(/people .* 2025-11-10 .* 2018-08-01/) },
  ]);
});
