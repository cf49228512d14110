import { describe, expect, it } from 'vitest';
import { CONTROL_ADDRESSES } from '../src/control/addresses.ts';
import { createEmulator } from '../src/emulator.ts';
import type { Emulator } from '../src/emulator-interface.ts';
import { basic } from './support/outside.ts';

const ORIGIN = 'http://127.0.0.1:4726';

interface Called {
  readonly status: number;
  readonly body: unknown;
}

async function call(
  emulator: Emulator,
  method: string,
  path: string,
  sent?: unknown,
  headers: Record<string, string> = {},
): Promise<Called> {
  const body = sent === undefined ? null : typeof sent === 'string' ? sent : JSON.stringify(sent);
  const answer = await emulator.fetch(`${ORIGIN}/__emulator${path}`, { method, body, headers });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

const read = (emulator: Emulator, path: string): Promise<Response> =>
  emulator.fetch(`${ORIGIN}${path}`, {
    headers: { Authorization: basic(emulator), 'User-Agent': 'test' },
  });

it('lists its addresses', async () => {
  const { status, body } = await call(createEmulator(), 'GET', '/');
  expect(status).toBe(200);
  const { addresses } = body as { addresses: { method: string; path: string }[] };
  expect(addresses.map(({ method, path }) => `${method} ${path}`)).toEqual(
    CONTROL_ADDRESSES.map(({ method, path }) => `${method} /__emulator${path}`),
  );
});

it('moves, stops and starts the clock', async () => {
  const emulator = createEmulator();
  const frozen = await call(emulator, 'POST', '/clock/freeze', { at: '2026-06-01T09:00:00Z' });
  expect(frozen.body).toEqual({
    now: '2026-06-01T09:00:00.000Z',
    milliseconds: 1_780_304_400_000,
    frozen: true,
  });
  const advanced = await call(emulator, 'POST', '/clock/advance', { milliseconds: 1500 });
  expect(advanced.body).toMatchObject({ now: '2026-06-01T09:00:01.500Z' });
  expect((await call(emulator, 'GET', '/clock')).body).toMatchObject({ frozen: true });
  expect((await call(emulator, 'POST', '/clock/resume')).body).toMatchObject({ frozen: false });
});

it('takes a snapshot, and goes back to it', async () => {
  const emulator = createEmulator({ people: 3 });
  const { body } = await call(emulator, 'GET', '/snapshot');
  await call(emulator, 'POST', '/load?app=people', {
    data: { type: 'Person', id: '1', attributes: { first_name: 'Ada' } },
  });
  expect((await read(emulator, '/people/v2/people/1')).status).toBe(200);
  expect((await call(emulator, 'PUT', '/snapshot', body)).status).toBe(204);
  expect((await read(emulator, '/people/v2/people/1')).status).toBe(404);
  expect((await call(emulator, 'POST', '/reset')).status).toBe(204);
});

it('tells what was asked and what became of it, without any credentials', async () => {
  const emulator = createEmulator({ people: 3 });
  await read(emulator, '/people/v2/people?per_page=1');
  await read(emulator, '/people/v2/people?filter=created_since');
  await read(emulator, '/oauth/authorize?code=secret-code&client_secret=hidden');
  const { body } = await call(emulator, 'GET', '/requests?after=0&limit=2');
  expect(body).toMatchObject({
    dropped: 0,
    requests: [
      { number: 1, method: 'GET', url: '/people/v2/people?per_page=1', authorization: 'Basic', status: 200 },
      { number: 2, outcome: 501, processed: false },
    ],
  });
  const all = JSON.stringify((await call(emulator, 'GET', '/requests')).body);
  for (const secret of [emulator.secret, btoa(emulator.secret), 'secret-code', 'hidden']) {
    expect(all).not.toContain(secret);
  }
  expect((await call(emulator, 'GET', '/not-modelled')).body).toEqual([
    {
      what: 'filter=created_since of people in people',
      requests: 1,
      latest: 'GET /people/v2/people?filter=created_since',
    },
  ]);
  expect((await call(emulator, 'GET', '/counters')).body).toMatchObject({
    requests: 3,
    byStatus: { 200: 1, 501: 1 },
    byApp: { people: 2, oauth: 1 },
  });
  expect((await call(emulator, 'DELETE', '/requests')).status).toBe(204);
  expect((await call(emulator, 'GET', '/requests')).body).toEqual({ requests: [], dropped: 0 });
});

it('tells the latest requests alone', async () => {
  const emulator = createEmulator({ people: 3 });
  for (let sent = 0; sent < 4; sent += 1) await read(emulator, '/people/v2/me');
  const numbers = async (query: string): Promise<number[]> => {
    const { body } = await call(emulator, 'GET', `/requests?${query}`);
    return (body as { requests: { number: number }[] }).requests.map(({ number }) => number);
  };
  expect(await numbers('last=2')).toEqual([3, 4]);
  expect(await numbers('last=0')).toEqual([]);
  expect(await numbers('last=9')).toEqual([1, 2, 3, 4]);
  expect(await numbers('after=2&last=1')).toEqual([4]);
  expect(await numbers('last=3&limit=1')).toEqual([2]);
});

it('counts records, and says which churches have been made', async () => {
  const emulator = createEmulator({
    people: 3,
    churches: [{ subdomain: 'grace', name: 'Grace', people: 2 }, { subdomain: 'hope' }],
  });
  const before = await call(emulator, 'GET', '/churches');
  expect(before.body).toEqual([
    { subdomain: 'emulator', name: null, isMade: false },
    { subdomain: 'grace', name: 'Grace', isMade: false },
    { subdomain: 'hope', name: null, isMade: false },
  ]);
  const { body } = await call(emulator, 'GET', '/counts?church=grace');
  expect(body).toMatchObject({ people: { Person: 2, Organization: 1 } });
  const { data } = (await (
    await emulator.fetch(`${ORIGIN}/people/v2/emails`, {
      headers: {
        Authorization: `Bearer ${(await emulator.control.signIn({ church: 'grace' })).accessToken}`,
        'User-Agent': 'test',
      },
    })
  ).json()) as { data: unknown[] };
  expect(body).toHaveProperty('people.Email', data.length);
  expect((await call(emulator, 'GET', '/churches')).body).toEqual([
    { subdomain: 'emulator', name: null, isMade: false },
    { subdomain: 'grace', name: 'Grace', isMade: true },
    { subdomain: 'hope', name: null, isMade: false },
  ]);
  await emulator.control.counts();
  expect(emulator.control.churches()[0]?.name).toMatch(/\w/);
});

it('counts what is written and deleted', async () => {
  const { control } = createEmulator({ church: 'empty' });
  expect((await control.counts()).people).toEqual({ Organization: 1 });
  await control.load('people', { data: { type: 'Person', id: '1', attributes: { first_name: 'Ada' } } });
  expect((await control.counts()).people).toMatchObject({ Person: 1 });
  await control.reset();
  expect((await control.counts()).people).toEqual({ Organization: 1 });
});

it('takes single rules away, and the others go on counting', async () => {
  const emulator = createEmulator({ people: 3 });
  const rules = [
    { fault: 'firewall', nth: 2 },
    { fault: 'error', nth: 3 },
    { fault: 'token', path: '/x' },
  ];
  await call(emulator, 'PUT', '/faults', rules);
  expect((await read(emulator, '/people/v2/me')).status).toBe(200);
  const { body } = await call(emulator, 'POST', '/faults/remove', [
    { nth: 2, fault: 'firewall' },
    { fault: 'token' },
  ]);
  expect(body).toMatchObject([
    { rule: rules[1], seen: 1 },
    { rule: rules[2], seen: 0 },
  ]);
  expect((await read(emulator, '/people/v2/me')).status).toBe(200);
  expect((await read(emulator, '/people/v2/me')).status).toBe(500);
});

it('says of what was refused that it was not carried out', async () => {
  const emulator = createEmulator({ people: 3, rateLimit: { limit: 1 } });
  await read(emulator, '/people/v2/people/1');
  await read(emulator, '/people/v2/me');
  expect(emulator.control.requests.list()).toMatchObject([
    { outcome: 404, processed: false, status: 404, rateCount: 1 },
    { outcome: 429, processed: false, status: 429, rateCount: 2 },
  ]);
});

it('keeps as many requests as it was told, and says how many are gone', async () => {
  const emulator = createEmulator({ people: 3, requestLog: 2 });
  for (let sent = 0; sent < 5; sent += 1) await read(emulator, '/people/v2/me');
  const { requests } = emulator.control;
  expect(requests.list().map(({ number }) => number)).toEqual([4, 5]);
  expect(requests.dropped).toBe(3);
});

it('lets things go wrong', async () => {
  const emulator = createEmulator({ people: 3 });
  await call(emulator, 'PUT', '/faults', [{ fault: 'error', status: 503, nth: 1 }]);
  await call(emulator, 'POST', '/faults', { fault: 'firewall', nth: 2 });
  const statuses: number[] = [];
  for (let sent = 0; sent < 3; sent += 1) statuses.push((await read(emulator, '/people/v2/me')).status);
  expect(statuses).toEqual([503, 403, 200]);
  expect((await call(emulator, 'GET', '/faults')).body).toMatchObject([
    { seen: 3, happened: 1 },
    { seen: 3, happened: 1 },
  ]);
  expect((await call(emulator, 'DELETE', '/faults')).status).toBe(204);
  expect((await call(emulator, 'GET', '/faults')).body).toEqual([]);
});

it('changes the rate limit, and lets others spend it', async () => {
  const emulator = createEmulator({ people: 3 });
  expect((await call(emulator, 'PUT', '/rate-limit', { limit: 10, window: 'sliding-log' })).body).toEqual({
    limit: 10,
    period: 20,
    window: 'sliding-log',
    spent: 0,
    others: 0,
  });
  expect((await call(emulator, 'POST', '/rate-limit/spend', { requests: 4 })).body).toMatchObject({
    spent: 4,
  });
  expect((await call(emulator, 'PUT', '/rate-limit/others', { perSecond: 2 })).body).toMatchObject({
    others: 2,
  });
  expect((await call(emulator, 'PUT', '/rate-limit', false)).body).toBe(false);
  expect((await read(emulator, '/people/v2/me')).headers.has('X-PCO-API-Request-Rate-Limit')).toBe(false);
});

it('takes back what it said of the rate limit', async () => {
  const emulator = createEmulator({ people: 3, rateLimit: { limit: 7, period: 9, highOffsetLimit: 3 } });
  await call(emulator, 'PUT', '/rate-limit/others', { perSecond: 2 });
  await call(emulator, 'POST', '/clock/freeze');
  await call(emulator, 'POST', '/rate-limit/spend', { requests: 2 });
  const { body: before } = await call(emulator, 'GET', '/rate-limit');
  expect(await call(emulator, 'PUT', '/rate-limit', before)).toEqual({ status: 200, body: before });
  expect((await call(emulator, 'PUT', '/rate-limit', { ...(before as object), limit: 8 })).body).toEqual({
    ...(before as object),
    limit: 8,
  });
});

it('goes on as before when it was told of a time that it cannot have', async () => {
  const emulator = createEmulator({ people: 3 });
  await call(emulator, 'POST', '/clock/freeze', { at: '9999-12-31T23:59:59Z' });
  expect((await call(emulator, 'POST', '/clock/advance', { milliseconds: 1000 })).body).toEqual({
    error:
      'The clock can be advanced to the end of the year 9999; got 1000 milliseconds, and it is 9999-12-31T23:59:59.000Z.',
  });
  expect((await call(emulator, 'POST', '/clock/advance', { milliseconds: 999 })).status).toBe(200);
  expect((await read(emulator, '/people/v2/me')).status).toBe(200);
  expect((await call(emulator, 'POST', '/sign-in', {})).status).toBe(200);
  // Real time may go on beyond it, and nothing breaks.
  await call(emulator, 'POST', '/clock/resume');
  expect((await read(emulator, '/people/v2/people')).status).toBe(200);
  expect((await call(emulator, 'POST', '/clock/freeze')).status).toBe(200);
  const back = await call(emulator, 'POST', '/clock/freeze', { at: '2026-06-01T09:00:00Z' });
  expect(back.body).toMatchObject({ now: '2026-06-01T09:00:00.000Z' });
  expect((await read(emulator, '/services/v2/service_types')).status).toBe(200);
});

it('counts uploads as what they are', async () => {
  const emulator = createEmulator({ people: 3 });
  const form = new FormData();
  form.set('file', new File(['text'], 'notes.txt'));
  const headers = { Authorization: basic(emulator), 'User-Agent': 'test' };
  const sent = await emulator.fetch(`${ORIGIN}/v2/files`, { method: 'POST', body: form, headers });
  expect(sent.status).toBe(201);
  await read(emulator, '/people/v2/me');
  expect((await call(emulator, 'GET', '/counters')).body).toMatchObject({ byApp: { uploads: 1, people: 1 } });
  expect(emulator.control.requests.counters().byApp).toEqual({ uploads: 1, people: 1 });
});

it('lets tokens expire, and revokes them', async () => {
  const emulator = createEmulator({ people: 3 });
  const me = async (token: string): Promise<string> => {
    const answer = await emulator.fetch(`${ORIGIN}/people/v2/me`, {
      headers: { Authorization: `Bearer ${token}`, 'User-Agent': 'test' },
    });
    return answer.ok ? 'in' : (/\((\w+)\)/.exec(await answer.text())?.[1] ?? '');
  };
  const [one, other] = [await emulator.control.signIn(), await emulator.control.signIn()];
  expect((await call(emulator, 'POST', '/tokens/expire', { token: one.accessToken })).body).toEqual({
    tokens: 1,
  });
  expect([await me(one.accessToken), await me(other.accessToken)]).toEqual(['BABOON', 'in']);
  expect((await call(emulator, 'POST', '/tokens/revoke')).body).toEqual({ tokens: 2 });
  expect([await me(one.accessToken), await me(other.accessToken)]).toEqual(['CAPUCHIN', 'CAPUCHIN']);
  expect(await me(emulator.accessToken)).toBe('in');
});

it('reaches the church that is named', async () => {
  const emulator = createEmulator({ people: 3, churches: [{ subdomain: 'grace', people: 2 }] });
  await call(emulator, 'POST', '/load?app=people&church=grace', {
    data: { type: 'Person', id: '1', attributes: { first_name: 'Ada' } },
  });
  expect((await read(emulator, '/people/v2/people/1')).status).toBe(404);
  const { body } = await call(emulator, 'GET', '/snapshot?church=grace');
  expect(JSON.stringify(body)).toContain('"first_name":"Ada"');
  const unknown = await call(emulator, 'GET', '/snapshot?church=garce');
  expect(unknown).toEqual({
    status: 400,
    body: { error: 'There is no church garce. There are: emulator, grace.' },
  });
});

describe('what makes no sense is refused with a reason', () => {
  it.each([
    [
      'GET',
      '/clokc',
      undefined,
      404,
      'There is nothing at /__emulator/clokc. What there is stands at /__emulator/',
    ],
    ['PUT', '/clock', undefined, 405, '/__emulator/clock takes GET, not PUT.'],
    ['POST', '/clock/advance', '{', 400, 'The body must be JSON: '],
    [
      'POST',
      '/clock/advance',
      undefined,
      400,
      'The body is empty. POST /__emulator/clock/advance takes { "milliseconds": 7200000 }',
    ],
    ['POST', '/clock/advance', {}, 400, 'The body must be an object in which "milliseconds" is a number.'],
    [
      'POST',
      '/clock/advance',
      { milliseconds: 1e15 },
      400,
      'to the end of the year 9999; got 1000000000000000 ',
    ],
    [
      'POST',
      '/clock/freeze',
      { at: '+010000-01-01T00:00Z' },
      400,
      'in the years 1 to 9999; got +010000-01-01T00:00:00.000Z.',
    ],
    ['POST', '/clock/freeze', { at: -8e15 }, 400, 'in the years 1 to 9999; got -8000000000000000.'],
    ['POST', '/clock/advance', { milliseconds: -1 }, 400, 'must be a number of milliseconds from 0'],
    ['POST', '/clock/freeze', { att: 1 }, 400, 'There is no "att" here, only "at".'],
    ['POST', '/clock/freeze', { at: 'noon' }, 400, 'must be a Date or milliseconds since 1970'],
    ['PUT', '/faults', [{ fault: 'x' }], 400, 'faults[0].fault must be one of'],
    ['POST', '/faults/remove', { fault: 'x' }, 400, 'faults[0].fault must be one of'],
    ['POST', '/tokens/expire', { token: 5 }, 400, 'The access token must be a text; got 5.'],
    [
      'PUT',
      '/faults',
      undefined,
      400,
      'The body is empty. PUT /__emulator/faults takes [{ "fault": "error", ',
    ],
    ['PUT', '/snapshot', ' ', 400, 'The body is empty. PUT /__emulator/snapshot takes what GET answered'],
    ['POST', '/webhooks/send', undefined, 400, 'The body is empty. POST /__emulator/webhooks/send takes {'],
    ['POST', '/webhooks/send', {}, 400, 'There is no event undefined.'],
    ['POST', '/sign-in', [], 400, "must be said like { person: 'ada@example.org' }; got []."],
    ['POST', '/personal-access-token', [], 400, "must be said like { person: 'ada@example.org' }; got []."],
    ['PUT', '/webhooks', [], 400, 'must be an object like { duplicates: 0.2, reorder: true }; got [].'],
    ['PUT', '/rate-limit', [], 400, 'The rate limit must be false or like { limit: 100, '],
    ['PUT', '/rate-limit', { limit: 0 }, 400, 'The rate limit must be'],
    [
      'PUT',
      '/rate-limit',
      { limit: 5, nth: 2 },
      400,
      'has no "nth". There are: limit, period, highOffsetLimit, window.',
    ],
    ['PUT', '/rate-limit/others', { perSecond: -1 }, 400, 'from 0 to 1000'],
    ['PUT', '/snapshot', {}, 400, 'A snapshot is an object'],
    ['POST', '/load?app=peopel', {}, 400, 'There is no app "peopel".'],
    ['GET', '/requests?after=x', undefined, 400, 'after must be a whole number; got "x".'],
  ])('%s %s %j', async (method, path, sent, status, message) => {
    const answer = await call(createEmulator({ people: 3 }), method, path, sent);
    expect(answer.status).toBe(status);
    expect((answer.body as { error: string }).error).toContain(message);
  });

  it('lists in each other, deeper than anything that is kept', async () => {
    const emulator = createEmulator({ people: 3 });
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    for (const depth of [201, 100_000])
      for (const [method, path] of [
        ['PUT', '/faults'],
        ['POST', '/load'],
        ['PUT', '/snapshot'],
      ] as const)
        expect(await call(emulator, method, path, nested(depth))).toEqual({
          status: 400,
          body: { error: 'The body has lists or objects in each other more than 200 deep.' },
        });
    const { body } = await call(emulator, 'PUT', '/faults', nested(200));
    expect((body as { error: string }).error).toMatch(/^faults\[0\] must be an object like .{1,300}$/);
  });

  it('pages of other origins', async () => {
    const { status } = await call(createEmulator(), 'POST', '/reset', undefined, {
      Origin: 'https://evil.test',
    });
    expect(status).toBe(403);
  });
});
