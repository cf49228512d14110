import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Pacer, PacerOutcome } from 'tspco';
import type { World } from '../src/world.ts';
import { clientWith, failureOf } from './support/client.ts';
import { credentials, plantedSecrets } from './support/secrets.ts';
import { startServer } from './support/server.ts';
import { fakeWorld, quickClient } from './support/world.ts';

// Of a plain text, the types know nothing: what is sent here is beside the point.
const anyPath: string = '/people/v2/people';

const person = { body: { data: { type: 'Person', id: '1', attributes: {} } } };

describe('a signal that many calls share', () => {
  it('gets one listener while they run, and none afterwards', async () => {
    const { signal } = new AbortController();
    let most = 0;
    const server = await startServer(() => {
      most = Math.max(most, getEventListeners(signal, 'abort').length);
      return person;
    });
    const pco = quickClient(server.url);
    await Promise.all(
      Array.from({ length: 30 }, (_, id) => pco.get(`/people/v2/people/${id}`, {}, { signal })),
    );
    expect(most).toBe(1);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('stops all of them with the same reason', async () => {
    const controller = new AbortController();
    const server = await startServer(() => {});
    const pco = quickClient(server.url);
    const calls = [1, 2, 3].map((id) =>
      pco.get(`/people/v2/people/${id}`, {}, { signal: controller.signal }),
    );
    const reason = new Error('enough');
    controller.abort(reason);
    for (const outcome of await Promise.allSettled(calls))
      expect(outcome).toEqual({ status: 'rejected', reason });
  });
});

describe('a slot of the pacer', () => {
  const slots = (): { pacer: Pacer; settled: PacerOutcome[] } => {
    const settled: PacerOutcome[] = [];
    return { settled, pacer: { reserve: () => ({ settle: (outcome) => settled.push(outcome) }) } };
  };

  it('is given back once for every attempt, however it ends', async () => {
    const statuses = [500, 429, 200];
    const server = await startServer(({ url }) =>
      url.pathname === '/gone' ? { status: 404 } : { ...person, status: statuses.shift() ?? 200 },
    );
    const { pacer, settled } = slots();
    const pco = quickClient(server.url, { pacer });
    await pco.get('/people/v2/people/1');
    await failureOf(pco.get('/gone'));
    expect(settled.map(({ status }) => status)).toEqual([500, 429, 200, 404]);
  });

  it('is given back when no token comes', async () => {
    const { pacer, settled } = slots();
    const token = (): never => {
      throw new Error('no token');
    };
    const pco = clientWith({ token, apiBase: 'http://127.0.0.1:1', pacer }, fakeWorld());
    await expect(pco.get('/x')).rejects.toThrow('no token');
    expect(settled).toHaveLength(1);
  });

  it('that is granted after its request was aborted is given back', async () => {
    const settled: PacerOutcome[] = [];
    let grant = (): void => {};
    const granted = new Promise<{ settle(outcome: PacerOutcome): void }>((resolve) => {
      grant = () => resolve({ settle: (outcome) => settled.push(outcome) });
    });
    const controller = new AbortController();
    const pco = quickClient('http://127.0.0.1:1', { pacer: { reserve: () => granted } });
    const call = pco.get('/x', {}, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toBe(controller.signal.reason);
    grant();
    await granted;
    expect(settled).toEqual([{ status: undefined, rate: undefined, pause: undefined, sent: false }]);
  });
});

describe('a token that does not come', () => {
  it('ends the call after the time of one attempt, and nothing was sent', async () => {
    const server = await startServer(() => person);
    const pco = clientWith({ token: () => new Promise<string>(() => {}), apiBase: server.url }, fakeWorld());
    const error = await failureOf(pco.post(anyPath, {}));
    expect(error).toMatchObject({
      code: 'ERR_TIMEOUT',
      sent: 'no',
      method: 'POST',
      message: expect.stringContaining('no token within 60000 ms'),
    });
    expect(server.requests).toEqual([]);
  });

  it('ends the call, too, when it is asked for after a 401', async () => {
    const server = await startServer(() => ({ status: 401 }));
    const session = {
      id: 'grant',
      accessToken: () => Promise.resolve(plantedSecrets.token),
      renew: () => new Promise<boolean>(() => {}),
    };
    const world = fakeWorld();
    // Only what waits after the answer runs out of time.
    const setTimer: World['setTimer'] = (ms, callback) =>
      server.requests.length === 0 ? () => {} : world.setTimer(ms, callback);
    const pco = clientWith({ session, apiBase: server.url }, { ...world, setTimer });
    const error = await failureOf(pco.post(anyPath, {}));
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', sent: 'maybe', attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it('and fails after the call was aborted goes unnoticed', async () => {
    const controller = new AbortController();
    const token = (): Promise<string> => {
      controller.abort();
      return Promise.reject(new Error('too late'));
    };
    const pco = clientWith({ token, apiBase: 'http://127.0.0.1:1' }, fakeWorld());
    const outcome = await pco.get('/x', {}, { signal: controller.signal }).catch((error: unknown) => error);
    expect(outcome).toBe(controller.signal.reason);
  });

  it('before the deadline after a 429 ends the call with what the server said, and nothing more is sent', async () => {
    const server = await startServer(() => ({ status: 429, headers: { 'retry-after': '1' } }));
    const world = fakeWorld({ longest: 50_000 });
    const token = (): string => {
      world.advance(server.requests.length === 0 ? 0 : 200_000);
      return plantedSecrets.token;
    };
    const error = await failureOf(clientWith({ token, apiBase: server.url }, world).post(anyPath, {}));
    expect(error).toMatchObject({ code: 'ERR_RATE_LIMIT', sent: 'yes' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('closing a client', () => {
  it('lets a call that waits for its next attempt come to its end', async () => {
    const statuses = [503, 200];
    const server = await startServer(() => ({ ...person, status: statuses.shift() ?? 200 }));
    const pco = quickClient(server.url, { on: { retry: () => void pco.close() } });
    expect(await pco.put('/people/v2/people/1', {})).toMatchObject({ data: { id: '1' } });
    await expect(pco.get('/x')).rejects.toMatchObject({ code: 'ERR_CLOSED' });
  });
});

describe('a fault on a connection that exists', () => {
  it.each(['read', 'write'])('does not count as unsent (%s)', async (syscall) => {
    let sent = 0;
    const fetch = (): Promise<Response> => {
      sent++;
      const cause = Object.assign(new Error('no route'), { code: 'EHOSTUNREACH', syscall });
      return Promise.reject(new TypeError('fetch failed', { cause }));
    };
    const pco = clientWith({ ...credentials, fetch }, fakeWorld());
    expect(await failureOf(pco.post(anyPath, {}))).toMatchObject({ sent: 'maybe' });
    expect(sent).toBe(1);
  });
});

describe('answers of servers that nobody expects', () => {
  it.each([
    ['an error document that is nested without end', '['.repeat(200_000)],
    ['a title that is an object', JSON.stringify({ errors: [{ title: { toString: 1 }, detail: ['x'] }] })],
    ['a title of a megabyte', JSON.stringify({ errors: [{ title: 'x'.repeat(900_000) }] })],
    ['escape sequences', JSON.stringify({ errors: [{ title: '\u001b[31mred\u0007' }] })],
    ['a flat error', JSON.stringify({ status: 422, error: 'Unprocessable' })],
  ])('become an error of the library: %s', async (_, body) => {
    const server = await startServer(() => ({ status: 422, body }));
    const error = await failureOf(quickClient(server.url).post(anyPath, {}));
    expect(error).toMatchObject({ code: 'ERR_VALIDATION', statusCode: 422 });
    expect(error.message.length).toBeLessThan(700);
    // oxlint-disable-next-line no-control-regex -- none of them may be left
    expect(error.message).not.toMatch(/[\u0000-\u001f]/);
  });

  it('a body of white space is no body', async () => {
    const server = await startServer(() => ({ body: ' \r\n' }));
    expect(await quickClient(server.url).post('/services/v2/x/1/archive')).toBeNull();
  });

  it.each([
    ['a total that is null', { total_count: null, next: { offset: 1 } }],
    ['a total that is text', { total_count: '1', next: { offset: 1 } }],
  ])('%s does not end a list', async (_, meta) => {
    const server = await startServer(({ url }) => {
      const last = url.searchParams.get('offset') === '1';
      return {
        body: { data: [{ type: 'Person', id: last ? '2' : '1', attributes: {} }], meta: last ? {} : meta },
      };
    });
    expect(await quickClient(server.url).iterate('/people/v2/people').toArray()).toHaveLength(2);
  });

  it.each([[[null]], [['x']], [5]])('a list of %j is an error of the library', async (data) => {
    const server = await startServer(() => ({ body: { data, meta: {} } }));
    expect(await failureOf(quickClient(server.url).iterate('/people/v2/people').toArray())).toMatchObject({
      code: 'ERR_MALFORMED_ANSWER',
    });
  });
});
