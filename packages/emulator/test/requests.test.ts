import { describe, expect, it } from 'vitest';
import { ApiError, notFound } from '../src/basics/api-error.ts';
import { VERSION } from '../src/version.ts';
import { basic, createOutside, ORIGIN } from './support/outside.ts';

describe('a call', () => {
  it('has the decoded path and query, the origin of its request, and the options', async () => {
    const { emulator, calls } = createOutside({ strict: true, emptyIncluded: true });
    const query = 'where[name]=a%20b+c%25&include=emails,phone_numbers&where[name]=d&%ZZ=%';
    await emulator.fetch(`http://127.0.0.1:8080/services/v2/songs/a%2Fb%20c?${query}`, {
      headers: { 'User-Agent': 'test', Authorization: basic(emulator) },
    });
    expect(calls[0]).toMatchObject({
      method: 'GET',
      app: 'services',
      segments: ['songs', 'a/b c'],
      query: [
        ['where[name]', 'a b c%'],
        ['include', 'emails,phone_numbers'],
        ['where[name]', 'd'],
        ['%ZZ', '%'],
      ],
      origin: 'http://127.0.0.1:8080',
      strict: true,
      emptyIncluded: true,
    });
  });

  it.each([
    ['/people/v2', 'people', []],
    ['/people/v2/', 'people', []],
    ['//people//v2//people/', 'people', ['people']],
    ['/check-ins/v2/events', 'check-ins', ['events']],
    ['/check_ins/v2/events', 'check-ins', ['events']],
    ['/people/v2/%ZZ', 'people', ['%ZZ']],
  ])('finds %s in its app', async (path, app, segments) => {
    const { send, calls } = createOutside();
    await send(path);
    expect(calls).toMatchObject([{ app, segments }]);
  });

  it('hands over the body', async () => {
    const bodies: string[] = [];
    const { send } = createOutside({
      answer: async (call) => {
        bodies.push(await call.text());
        return { status: 201, document: {} };
      },
    });
    await send('/people/v2/people', { method: 'POST', body: '{"data":"ä"}' });
    expect(bodies).toEqual(['{"data":"ä"}']);
  });

  it('refuses a body that breaks off', async () => {
    const { send } = createOutside({
      answer: async (call) => ({ status: 201, document: await call.text() }),
    });
    const body = new ReadableStream({
      pull: (controller) => controller.error(new Error('gone')),
    });
    const answer = await send('/people/v2/people', { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('invalid_json');
  });

  it('answers HEAD like GET, without the body', async () => {
    const { send, calls } = createOutside();
    const answer = await send('/people/v2/people', { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('Content-Type')).toBe('application/vnd.api+json; charset=utf-8');
    expect(answer.headers.has('Set-Cookie')).toBe(false);
    expect(calls[0]?.method).toBe('GET');
  });
});

describe('the church', () => {
  it('is made once, for the first request that gets past the door', async () => {
    const { send, seedings } = createOutside();
    await send('/people/v2/people', { headers: { Authorization: 'Bearer stranger' } });
    await send('/people/v2/documentation');
    expect(seedings()).toBe(0);
    await Promise.all([send('/people/v2/people'), send('/people/v2/emails')]);
    expect(seedings()).toBe(1);
  });

  it('can be empty but for an organization', async () => {
    const seen: unknown[] = [];
    const { send, seedings, calls, emulator } = createOutside({
      church: 'empty',
      parts: {
        loadDocuments: (church) => {
          for (const type of ['Organization', 'Person']) seen.push(...church.app('services').all(type));
        },
      },
    });
    await send('/services/v2/me');
    await emulator.control.load('services', []);
    expect(seen).toMatchObject([{ type: 'Organization', attributes: { name: 'Empty Church' } }]);
    expect(calls[0]?.principal.personId).toBe('');
    expect(seedings()).toBe(0);
  });
});

describe('the order of things', () => {
  it.each(['/people/v2/people', '/bogus', '/'])(
    'answers a preflight for %s before anything else',
    async (path) => {
      const { emulator } = createOutside();
      const answer = await emulator.fetch(`${ORIGIN}${path}`, { method: 'OPTIONS' });
      expect([answer.status, await answer.text()]).toEqual([204, '']);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
      expect(answer.headers.get('Access-Control-Allow-Methods')).toBe(
        'GET, POST, PATCH, PUT, DELETE, OPTIONS',
      );
      expect(answer.headers.get('Access-Control-Allow-Headers')).toContain('Authorization');
    },
  );

  it.each(['/people/v2/people', '/bogus', '/oauth/authorize', '/oauth/token'])(
    'stops %s without a User-Agent at the firewall',
    async (path) => {
      const { emulator } = createOutside();
      const answer = await emulator.fetch(`${ORIGIN}${path}`, {
        headers: { Authorization: basic(emulator) },
      });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
      const page = await answer.text();
      expect(page).toContain('CloudFront');
      expect(page).toContain(`Request ID: ${answer.headers.get('X-Request-Id')}`);
    },
  );

  it('has no firewall on request', async () => {
    const { emulator } = createOutside({ requireUserAgent: false });
    const answer = await emulator.fetch(`${ORIGIN}/people/v2`, {
      headers: { Authorization: basic(emulator) },
    });
    expect(answer.status).toBe(200);
  });

  it('waits after the firewall and before it looks at credentials', async () => {
    const waits: number[] = [];
    const { emulator, send } = createOutside({
      latency: 300,
      parts: { sleep: async (milliseconds) => void waits.push(milliseconds) },
    });
    await emulator.fetch(`${ORIGIN}/people/v2/people`);
    await emulator.fetch(`${ORIGIN}/people/v2/people`, { method: 'OPTIONS' });
    expect(waits).toEqual([]);
    await send('/people/v2/people', { headers: { Authorization: 'Bearer stranger' } });
    await send('/people/v2/people');
    await send('/oauth/token', { method: 'POST' });
    await send('/v2/files', { method: 'POST' });
    await send('/sessions/tokens', { method: 'POST' });
    expect(waits).toEqual([300, 300, 300, 300, 300]);
  });

  it('gives back the reason of whoever gave up waiting', async () => {
    const giveUp = new AbortController();
    const reason = new Error('enough');
    const { send, calls } = createOutside({
      latency: 300,
      parts: {
        sleep: async (_, signal) => {
          giveUp.abort(reason);
          signal.throwIfAborted();
        },
      },
    });
    await expect(send('/people/v2/people', { signal: giveUp.signal })).rejects.toBe(reason);
    expect(calls).toEqual([]);
  });

  it('does not begin what was given up before', async () => {
    const { send, calls } = createOutside();
    const reason = new Error('enough');
    await expect(send('/people/v2/people', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(calls).toEqual([]);
  });

  it.each(['PUT', 'PROPFIND'])(
    'has a page for %s, without rate headers, which counts all the same',
    async (method) => {
      const { send, calls } = createOutside();
      const answer = await send('/people/v2/people/1', { method });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
      expect([...answer.headers.keys()].filter((name) => name.includes('x-pco'))).toEqual([]);
      expect(calls).toEqual([]);
      expect((await send('/people/v2')).headers.get('X-PCO-API-Request-Rate-Count')).toBe('2');
    },
  );

  it('says of the app Home, with and without credentials, that it is not there', async () => {
    const { emulator, send } = createOutside();
    const path = '/home/v2/me/tasks';
    for (const answer of [await emulator.fetch(`${ORIGIN}${path}`), await send(path)]) {
      expect(answer.status).toBe(501);
      expect(await answer.json()).toMatchObject({
        errors: [{ code: 'tspco_emulator_not_modelled', detail: expect.stringContaining('the app Home') }],
      });
    }
  });
});

describe('faults', () => {
  it('become error documents with what the app says', async () => {
    const error = new ApiError(422, [
      { status: '422', title: 'Validation Error', source: { parameter: 'base' } },
    ]);
    const { send } = createOutside({ answer: () => Promise.reject(error) });
    const answer = await send('/people/v2/people', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.has('Set-Cookie')).toBe(false);
    expect(await answer.json()).toEqual({ errors: error.errors });
  });

  it('of the emulator itself are called so, and reported', async () => {
    const fault = new TypeError('x is undefined');
    const reported: unknown[] = [];
    const { send } = createOutside({
      answer: () => Promise.reject(fault),
      parts: { reportFault: (error) => void reported.push(error) },
    });
    const answer = await send('/people/v2/people');
    expect(answer.status).toBe(500);
    expect(answer.headers.get('X-PCO-API-Request-Rate-Count')).toBe('1');
    expect(await answer.json()).toMatchObject({
      errors: [
        { code: 'tspco_emulator_fault', detail: expect.stringContaining('TypeError: x is undefined') },
      ],
    });
    expect(reported).toEqual([fault]);
  });

  it('outside the API are reported, too', async () => {
    const reported: unknown[] = [];
    const { send } = createOutside({
      latency: 1,
      parts: { reportFault: (error) => void reported.push(error) },
    });
    expect((await send('/oauth/token', { method: 'POST' })).status).toBe(500);
    expect(reported).toEqual([new Error('Nothing may wait here.')]);
  });
});

describe('control', () => {
  it('loads one document or many, into the church that is there', async () => {
    const loaded: unknown[] = [];
    const { emulator, seedings } = createOutside({
      parts: { loadDocuments: (_, app, documents) => void loaded.push([app, documents]) },
    });
    const document = { data: { type: 'Song', id: '1' } };
    await emulator.control.load('services', document);
    await emulator.control.load('services', [document, document]);
    expect(loaded).toEqual([
      ['services', [document]],
      ['services', [document, document]],
    ]);
    expect(seedings()).toBe(1);
  });
});

it('says on every answer that it is the emulator, and which answer it is', async () => {
  const { send, emulator } = createOutside({ answer: () => Promise.reject(notFound()) });
  const answers = [
    await send('/people/v2/people'),
    await send('/bogus'),
    await send('/v2/files'),
    await send('/oauth/bogus'),
    await send('/__emulator/bogus'),
    await emulator.fetch(ORIGIN),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 405, 404, 404, 403]);
  for (const { headers } of answers) {
    expect(headers.get('X-Tspco-Emulator')).toBe(VERSION);
    expect(headers.get('X-Request-Id')).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(headers.get('X-Runtime')).toMatch(/^\d+\.\d{6}$/);
  }
  expect(new Set(answers.map(({ headers }) => headers.get('X-Request-Id'))).size).toBe(answers.length);
});
