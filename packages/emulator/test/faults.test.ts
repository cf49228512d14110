import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../src/emulator.ts';
import type { Emulator, Listening } from '../src/emulator-interface.ts';
import type { FaultRule } from '../src/faults/fault.ts';
import { basic } from './support/outside.ts';

const PEOPLE = '/people/v2/people';
const NEW_PERSON = JSON.stringify({
  data: { type: 'Person', attributes: { first_name: 'Ada', last_name: 'Rolfe' } },
});

interface Server extends Emulator, Listening {
  /** Sends a request through a socket. */
  ask(path?: string, init?: RequestInit): Promise<Response>;
  /** Everything that came through a socket of its own, and how it ended. */
  raw(path?: string): Promise<{ readonly text: string; readonly end: string }>;
  total(): Promise<number>;
}

async function serve(...faults: FaultRule[]): Promise<Server> {
  const emulator = createEmulator({ people: 20, faults });
  const listening = await emulator.listen();
  onTestFinished(() => emulator.close());
  const headers = { Authorization: basic(emulator), 'User-Agent': 'test' };
  const ask: Server['ask'] = (path = PEOPLE, init = {}) => {
    const sent = new Headers(init.headers);
    for (const [name, value] of Object.entries(headers)) sent.set(name, value);
    return fetch(`${listening.url}${path}`, { ...init, headers: sent });
  };
  return {
    ...emulator,
    ...listening,
    ask,
    raw: (path = PEOPLE) => readRaw(listening.port, path, headers),
    async total() {
      emulator.control.faults.clear();
      const { meta } = (await (await ask()).json()) as { meta: { total_count: number } };
      return meta.total_count;
    },
  };
}

function readRaw(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ text: string; end: string }> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${lines.join('')}\r\n`);
    });
    socket.on('data', (part) => {
      text += part.toString();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve({ text, end: error.code ?? '' }));
    socket.on('end', () => resolve({ text, end: 'closed' }));
  });
}

const post = { method: 'POST', body: NEW_PERSON, headers: { 'Content-Type': 'application/json' } };

describe('a reset', () => {
  it('before the answer sends nothing and carries nothing out', async () => {
    const { ask, raw, total } = await serve({ fault: 'reset' });
    expect(await raw()).toEqual({ text: '', end: 'ECONNRESET' });
    await expect(ask(PEOPLE, post)).rejects.toThrow('fetch failed');
    expect(await total()).toBe(20);
  });

  it('before the answer may come after the request was carried out', async () => {
    const { ask, total, control } = await serve({ fault: 'reset', processed: true, method: 'POST' });
    await expect(ask(PEOPLE, post)).rejects.toThrow('fetch failed');
    expect(control.requests.list()).toMatchObject([
      { method: 'POST', processed: true, outcome: 201, status: null, faults: ['reset'], body: NEW_PERSON },
    ]);
    expect(await total()).toBe(21);
  });

  it('in the headers sends their beginning', async () => {
    const { raw } = await serve({ fault: 'reset', when: 'headers' });
    expect(await raw()).toEqual({ text: 'HTTP/1.1 200 \r\nContent-Type: applic', end: 'ECONNRESET' });
  });

  it('in the body sends the headers and half of the body', async () => {
    const { raw } = await serve({ fault: 'reset', when: 'body' });
    const { text, end } = await raw();
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(end).toBe('ECONNRESET');
    expect(Buffer.byteLength(body)).toBe(Math.floor(lengthIn(head) / 2));
  });
});

describe('a cut body', () => {
  it('ends too early, and the connection with it', async () => {
    const { raw, ask } = await serve({ fault: 'cut', bytes: 100 });
    const { text, end } = await raw();
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(end).toBe('closed');
    expect(Buffer.byteLength(body)).toBe(100);
    expect(lengthIn(head)).toBeGreaterThan(100);
    await expect((await ask()).text()).rejects.toThrow('terminated');
  });

  it('may come in chunks of which the last is missing', async () => {
    const { raw, ask } = await serve({ fault: 'cut', bytes: 100, chunked: true });
    const { text } = await raw();
    expect(text).toContain('transfer-encoding: chunked'.replace('transfer-encoding', 'Transfer-Encoding'));
    expect(text).not.toContain('\r\n0\r\n');
    await expect((await ask()).text()).rejects.toThrow('terminated');
  });
});

const lengthIn = (head: string): number => Number(/^content-length: (\d+)/im.exec(head)?.[1]);

describe('an error', () => {
  it.each([500, 502, 503, 504] as const)('with status %i carries nothing out', async (status) => {
    const { ask, total } = await serve({ fault: 'error', status });
    const answer = await ask(PEOPLE, post);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('Content-Type')).toContain(status === 500 ? 'application/json' : 'text/html');
    expect(await total()).toBe(20);
  });

  it('may come after the request was carried out, and say when to come again', async () => {
    const { ask, total } = await serve({ fault: 'error', processed: true, retryAfter: 7 });
    const answer = await ask(PEOPLE, post);
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([500, '7']);
    expect(await total()).toBe(21);
  });
});

it.each([
  [undefined, '1'],
  [3, '3'],
  [0.5, '0.5'],
  ['-1', '-1'],
  ['soon', 'soon'],
  [null, null],
  [{ date: 5 }, 'Fri, 02 Jan 2026 03:04:10 GMT'],
] as const)('a refused request has the Retry-After that was asked for: %j', async (retryAfter, header) => {
  const { ask, control } = await serve({ fault: 'rate-limit', retryAfter });
  control.clock.freeze(Date.parse('2026-01-02T03:04:05Z'));
  const answer = await ask();
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([429, header]);
  expect(await answer.json()).toMatchObject({ errors: [{ code: '429' }] });
});

it('the firewall answers in HTML, and the token is refused with a hint', async () => {
  const { ask } = await serve(
    { fault: 'firewall', nth: 1 },
    { fault: 'token', nth: 2 },
    { fault: 'token', as: 'revoked', nth: 3 },
  );
  const firewall = await ask();
  expect([firewall.status, firewall.headers.get('Content-Type')]).toEqual([403, 'text/html; charset=utf-8']);
  expect(await (await ask()).text()).toContain('BABOON');
  expect(await (await ask()).text()).toContain('CAPUCHIN');
  expect((await ask()).status).toBe(200);
});

it('a slow body arrives whole', async () => {
  const { ask } = await serve({ fault: 'slow', bytesPerSecond: 200_000 });
  expect(await (await ask()).json()).toMatchObject({ meta: { total_count: 20 } });
});

it('latency is waited for before anything else, with as much chance as was asked for', async () => {
  const { ask, control } = await serve({ fault: 'latency', milliseconds: 30, jitter: 10 });
  await ask();
  expect(control.requests.list()[0]?.duration).toBeGreaterThanOrEqual(29);
});

it('limits change in the middle, and others spend the budget', async () => {
  const { ask } = await serve(
    { fault: 'limit', limit: 10, nth: 2 },
    { fault: 'spend', requests: 5, nth: 3 },
    { fault: 'spend', nth: 4 },
  );
  const states: string[] = [];
  for (let sent = 0; sent < 4; sent += 1) {
    const { status, headers } = await ask();
    states.push(
      `${status} ${headers.get('X-PCO-API-Request-Rate-Count')} of ${headers.get('X-PCO-API-Request-Rate-Limit')}`,
    );
  }
  expect(states).toEqual(['200 1 of 100', '200 2 of 10', '200 8 of 10', '429 11 of 10']);
});

it('a limit that changes is nothing but a limit afterwards', async () => {
  const { ask, control } = await serve({
    fault: 'limit',
    limit: 10,
    nth: 1,
    path: PEOPLE,
    method: 'GET',
    times: 3,
  });
  control.clock.freeze();
  await ask();
  const state = control.rateLimit.state();
  expect(state).toEqual({ limit: 10, period: 20, window: 'first-request', spent: 1, others: 0 });
  if (state) control.rateLimit.change(state);
  expect(control.rateLimit.state()).toEqual(state);
});

it('as many rows appear as may be asked for', async () => {
  const { ask, control } = await serve({ fault: 'insert', count: 10_000, path: PEOPLE, nth: 1 });
  const { meta } = (await (await ask(`${PEOPLE}?per_page=1`)).json()) as { meta: { total_count: number } };
  expect(meta.total_count).toBe(10_020);
  expect((await control.counts()).people).toMatchObject({ Person: 10_020 });
});

describe('the date of an answer', () => {
  const NOW = 'Fri, 02 Jan 2026 03:04:05 GMT';

  it.each<FaultRule>([
    { fault: 'rate-limit', retryAfter: { date: 5 } },
    { fault: 'error', status: 503 },
    { fault: 'token' },
    { fault: 'firewall' },
    { fault: 'cut' },
    { fault: 'cut', chunked: true },
    { fault: 'slow', bytesPerSecond: 1_000_000 },
    { fault: 'reset', when: 'body' },
    { fault: 'latency', milliseconds: 1 },
  ])('is that of the emulator: %j', async (fault) => {
    const { raw, control } = await serve(fault);
    control.clock.freeze(Date.parse(NOW));
    const { text } = await raw();
    expect([...text.matchAll(/^date: (.*)\r$/gim)].map(([, date]) => date)).toEqual([NOW]);
  });

  it('is as far before the date to come again as was asked for, wherever the clock stands', async () => {
    const { ask, control } = await serve({ fault: 'rate-limit', retryAfter: { date: 5 } });
    control.clock.freeze(Date.parse(NOW));
    await control.clock.advance(400 * 24 * 60 * 60 * 1000);
    const { headers } = await ask();
    const [date = Number.NaN, again = Number.NaN] = ['Date', 'Retry-After'].map((name) =>
      Date.parse(headers.get(name) ?? ''),
    );
    expect(again - date).toBe(5000);
    expect(new Date(date).getUTCFullYear()).toBe(2027);
  });
});

it('rows appear and vanish between two pages', async () => {
  const { ask } = await serve(
    { fault: 'delete', count: 2, path: PEOPLE, nth: 2 },
    { fault: 'insert', path: PEOPLE, nth: 3 },
    { fault: 'insert', at: 'start', path: PEOPLE, nth: 4 },
  );
  const read = async (): Promise<string[]> => {
    const { data } = (await (await ask(`${PEOPLE}?per_page=100`)).json()) as { data: { id: string }[] };
    return data.map(({ id }) => id);
  };
  const all = await read();
  // The first one asks, and stays.
  const without = [...all.slice(0, 1), ...all.slice(3)];
  expect(await read()).toEqual(without);
  const added = String(Number(all.at(-1)) + 1);
  expect(await read()).toEqual([...without, added]);
  expect(await read()).toEqual([String(Number(all[0]) - 1), ...without, added]);
});

it('a read may not see yet what was just written', async () => {
  const { ask, control } = await serve({ fault: 'lag', milliseconds: 2000, method: 'GET' });
  control.clock.freeze();
  const { data } = (await (await ask(PEOPLE, post)).json()) as { data: { id: string } };
  expect((await ask(`${PEOPLE}/${data.id}`)).status).toBe(404);
  await control.clock.advance(2000);
  expect((await ask(`${PEOPLE}/${data.id}`)).status).toBe(200);
});

it('the same seed has the same outcome, another one another', async () => {
  const { ask, control } = await serve();
  const outcomes = async (seed: number): Promise<string> => {
    control.faults.set([{ fault: 'error', probability: 0.5 }], { seed });
    let text = '';
    for (let sent = 0; sent < 20; sent += 1) text += (await ask('/people/v2/me')).ok ? '.' : 'x';
    return text;
  };
  const first = await outcomes(1);
  expect(first).toMatch(/x/);
  expect(first).toMatch(/\./);
  expect(await outcomes(1)).toBe(first);
  expect(await outcomes(2)).not.toBe(first);
});

it('in the same process, a broken connection looks as it does to fetch', async () => {
  const emulator = createEmulator({ people: 5 });
  const headers = { Authorization: basic(emulator), 'User-Agent': 'test' };
  const ask = (): Promise<Response> =>
    emulator.fetch(`https://api.planningcenteronline.com${PEOPLE}`, { headers });
  emulator.control.faults.set([{ fault: 'reset' }]);
  await expect(ask()).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'ECONNRESET' } });
  emulator.control.faults.set([{ fault: 'cut' }]);
  await expect((await ask()).text()).rejects.toThrow('terminated');
});

describe('rules that make no sense are refused with what would be right', () => {
  it.each([
    ['no list', 'The faults must be a list'],
    [[7], 'faults[0] must be an object'],
    [[{ fault: 'rest' }], 'faults[0].fault must be one of latency, reset, '],
    [
      [{ fault: 'error' }, { fault: 'error', nht: 3 }],
      'faults[1]: the fault error has no "nht". There are: ',
    ],
    [[{ fault: 'error', nth: 0 }], 'faults[0].nth must be a whole number from 1 to 1000000000, or a list'],
    [[{ fault: 'error', method: 'FETCH' }], 'faults[0].method must be one of GET, HEAD, POST, PUT, '],
    [[{ fault: 'error', method: ['GET', ''] }], 'faults[0].method must be one of GET, HEAD, POST, PUT, '],
    [
      [{ fault: 'insert', count: 10_001 }],
      'faults[0].count must be a whole number from 1 to 10000; got 10001.',
    ],
    [[{ fault: 'delete', count: 1e15 }], 'faults[0].count must be a whole number from 1 to 10000; got '],
    [[{ fault: 'cut', bytes: 1e10 }], 'faults[0].bytes must be a whole number from 0 to 1000000000; got '],
    [[{ fault: 'spend', requests: 1e10 }], 'faults[0].requests must be a whole number from 1 to 1000000000'],
    [[{ fault: 'error', times: 1e10 }], 'faults[0].times must be a whole number from '],
    [
      [{ fault: 'limit', nth: 2, path: '/people/**' }],
      'faults[0]: the fault limit changes nothing without one of limit, period, window, highOffsetLimit.',
    ],
    [[{ fault: 'error', status: 501 }], 'faults[0].status must be 500 or 502 or 503 or 504; got 501.'],
    [[{ fault: 'limit', window: 'fixed' }], 'faults[0].window must be "first-request" or "epoch-grid" or '],
    [[{ fault: 'latency' }], 'faults[0]: the fault latency needs milliseconds, a number from 0'],
    [[{ fault: 'rate-limit', retryAfter: 'a\nb' }], 'faults[0].retryAfter must be'],
  ])('%j', (faults, message) => {
    const { control } = createEmulator();
    expect(() => control.faults.set(faults as FaultRule[])).toThrow(TypeError);
    expect(() => control.faults.set(faults as FaultRule[])).toThrow(message);
    expect(() => createEmulator({ faults: faults as FaultRule[] })).toThrow(TypeError);
  });
});
