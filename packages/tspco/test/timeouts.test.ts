import { PCO, PCORateLimitError, PCORequestTimeoutError, type ClientOptions } from 'tspco';
import { describe, expect, it } from 'vitest';
import { clientWith, failureOf, requestsInTheEnd } from './support/client.ts';
import { page } from './support/list.ts';
import { credentials } from './support/secrets.ts';
import { startServer, type TestServer } from './support/server.ts';
import { expiringWorld } from './support/time.ts';

const url: string = '/people/v2/people/1';
const person = { data: { type: 'Person', id: '1', attributes: {} } };
const SHORT = 40;
/** Longer than a test may take: a time-out that is this long is as good as none. */
const LONG = 3_600_000;

/** A client in real time. */
function realClient(server: TestServer, options: ClientOptions = {}): PCO {
  return new PCO({ ...credentials, apiBase: server.url, timeout: SHORT, maxRetries: 0, ...options });
}

describe('an answer that never comes', () => {
  it.each([
    ['GET', undefined],
    ['POST', person],
    ['DELETE', undefined],
  ])('ends a %s in a time-out that leaves open what became of it', async (method, payload) => {
    const world = expiringWorld();
    const server = await startServer(() => world.expire());
    const pco = clientWith({ ...credentials, apiBase: server.url, maxRetries: 0 }, world);
    const error = await failureOf(pco.requestJson(method, url, { payload }));
    expect(error).toBeInstanceOf(PCORequestTimeoutError);
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', timeout: 60_000, sent: 'maybe', attempts: 1, method });
    expect(error.message).toContain('within 60000 ms');
  });

  it('ends a write in a message that tells to look before sending it again', async () => {
    const world = expiringWorld();
    const server = await startServer(() => world.expire());
    const pco = clientWith({ ...credentials, apiBase: server.url, maxRetries: 0 }, world);
    const error = await failureOf(pco.post(url, person));
    expect(error.message).toContain('It may have been carried out all the same');
  });

  it('ends in a time-out even with a transport that ignores its signal', async () => {
    const server = await startServer(() => {});
    const pco = realClient(server, { fetch: () => new Promise<Response>(() => {}) });
    expect(await failureOf(pco.get(url))).toBeInstanceOf(PCORequestTimeoutError);
  });

  it('has its connection closed', async () => {
    let closed = (): void => {};
    const closing = new Promise<void>((resolve) => (closed = resolve));
    const server = await startServer((_, { request }) => void request.socket.once('close', closed));
    await failureOf(realClient(server, { timeout: 50 }).get(url));
    // A request that the server had not read when its time was up leaves nothing to close.
    if (server.requests.length > 0) await closing;
  });
});

describe('a body that stalls midway', () => {
  it.each<[string, (pco: PCO) => Promise<unknown>, number]>([
    ['get', (pco) => pco.get(url), 200],
    ['requestResponse', (pco) => pco.requestResponse('GET', url), 200],
    ['an error document', (pco) => pco.get(url), 422],
  ])('ends in a time-out, which includes the body (%s)', async (_, send, status) => {
    const world = expiringWorld();
    const server = await startServer((_, { response }) => void response.writeHead(status).write('{"data":'));
    const pco = clientWith(
      {
        ...credentials,
        apiBase: server.url,
        maxRetries: 0,
        fetch: async (...request) => {
          const response = await fetch(...request);
          setImmediate(world.expire);
          return response;
        },
      },
      world,
    );
    const error = await failureOf(send(pco));
    expect(error).toBeInstanceOf(PCORequestTimeoutError);
    expect(error.sent).toBe('maybe');
  });

  it('is read again when the request may be repeated', async () => {
    const world = expiringWorld();
    const server = await startServer((_, { response }) => {
      if (server.requests.length > 1) return { body: person };
      response.write('{"data":', () => world.expire());
    });
    const pco = clientWith({ ...credentials, apiBase: server.url }, world);
    await expect(pco.get(url)).resolves.toEqual(person);
  });

  it('is the business of the caller when the body is handed over unread', async () => {
    const world = expiringWorld();
    let finish = (): void => {};
    const server = await startServer((_, { response }) => {
      response.write('the beginning');
      finish = () => response.end(' and the end');
    });
    const pco = clientWith({ ...credentials, apiBase: server.url }, world);
    const response = await pco.requestResponse('GET', url, { stream: true });
    world.expire();
    finish();
    expect(await response.text()).toBe('the beginning and the end');
  });
});

describe('the time-out of one call', () => {
  it('is shorter than that of the client when the call says so', async () => {
    const server = await startServer(() => {});
    const error = await failureOf(realClient(server, { timeout: LONG }).get(url, {}, { timeout: SHORT }));
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', timeout: SHORT });
  });

  it('is longer than that of the client when the call says so', async () => {
    const world = expiringWorld();
    const server = await startServer(() => world.expire());
    const pco = clientWith({ ...credentials, apiBase: server.url, timeout: 60_000, maxRetries: 0 }, world);
    const error = await failureOf(pco.get(url, {}, { timeout: 90_000 }));
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', timeout: 90_000 });
  });

  it('may come from a view of the client', async () => {
    const server = await startServer(() => {});
    const error = await failureOf(realClient(server, { timeout: LONG }).with({ timeout: SHORT }).get(url));
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', timeout: SHORT });
  });

  it('holds for each page of a list', async () => {
    const world = expiringWorld();
    const server = await startServer((request) => {
      if (server.requests.length === 1) return page(request, 150);
      world.expire();
    });
    const pco = clientWith({ ...credentials, apiBase: server.url, maxRetries: 0 }, world);
    const error = await failureOf(pco.iterate('/people/v2/people').toArray());
    expect(error.code).toBe('ERR_INCOMPLETE_READ');
    expect(error.cause).toBeInstanceOf(PCORequestTimeoutError);
  });
});

describe('the deadline', () => {
  it('ends the attempts before maxRetries does', async () => {
    const world = expiringWorld();
    const server = await startServer(() => world.expire());
    const options = {
      ...credentials,
      apiBase: server.url,
      timeout: 60_000,
      deadline: 181_000,
      maxRetries: 50,
    };
    const error = await failureOf(clientWith(options, world).get(url));
    // Three attempts of a minute each and two back-offs of 250 and 500 ms; the third back-off is longer than what is left.
    expect(error).toBeInstanceOf(PCORequestTimeoutError);
    expect(await requestsInTheEnd(server)).toBe(3);
    expect(error.attempts).toBe(3);
  });

  it('shortens the last attempt to what is left', async () => {
    const world = expiringWorld();
    const server = await startServer(() => world.expire());
    const options = { ...credentials, apiBase: server.url, timeout: 100_000, deadline: 170_250 };
    const error = await failureOf(clientWith(options, world).get(url));
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', attempts: 2, timeout: 70_000 });
  });

  it('gives up at once when the back-off would pass it', async () => {
    const world = expiringWorld();
    const server = await startServer(() => ({ status: 503, headers: { 'retry-after': '200' } }));
    const error = await failureOf(clientWith({ ...credentials, apiBase: server.url }, world).get(url));
    expect(error).toMatchObject({ statusCode: 503, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it('of one call replaces that of the client', async () => {
    const world = expiringWorld();
    const server = await startServer(() => ({ status: 429, headers: { 'retry-after': '80' } }));
    const pco = clientWith({ ...credentials, apiBase: server.url }, world);
    const error = await failureOf(pco.get(url, {}, { deadline: 70_000 }));
    expect(error).toBeInstanceOf(PCORateLimitError);
    expect(server.requests).toHaveLength(1);
  });
});
