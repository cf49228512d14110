import { getEventListeners, once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Fetch, PCO } from 'tspco';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPacer } from '../src/pacing/pacer.ts';
import { clientWith, requestsInTheEnd } from './support/client.ts';
import { page } from './support/list.ts';
import { credentials, plantedSecrets } from './support/secrets.ts';
import { startServer, type Handler, type TestServer } from './support/server.ts';
import { fakeWorld } from './support/world.ts';

const url: string = '/people/v2/people/1';
const person = { data: { type: 'Person', id: '1', attributes: {} } };

/** The headers of an answer that was the last one the server gives in this period. */
const usedUp = {
  'x-pco-api-request-rate-limit': '1',
  'x-pco-api-request-rate-period': '20',
  'x-pco-api-request-rate-count': '1',
};

/** A world in which no time passes: what waits for a timer waits until it is aborted. */
const frozen = fakeWorld({ longest: 0 });

/** A signal whose reason is an object that nobody else can have made. */
function abortion() {
  const controller = new AbortController();
  const reason = { because: 'the reader left' };
  return {
    reason,
    signal: controller.signal,
    abort: () => controller.abort(reason),
    /** Aborts when everything that runs now has come to its next wait. */
    abortSoon: () => void setImmediate(() => controller.abort(reason)),
  };
}

function clientOf(server: TestServer, options: object = {}): PCO {
  return clientWith({ ...credentials, apiBase: server.url, ...options }, frozen);
}

/** Fails the test when a rejection goes unhandled. */
function unhandledRejections(): unknown[] {
  const unhandled: unknown[] = [];
  const listener = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', listener);
  onTestFinished(() => void process.off('unhandledRejection', listener));
  return unhandled;
}

interface Waiting {
  readonly handler?: Handler;
  readonly options?: (abortSoon: () => void) => object;
  readonly send?: (pco: PCO, signal: AbortSignal) => Promise<unknown>;
  readonly requests: number;
}

/** Brings a request to a waiting point, aborts it there, and expects the reason itself and not one request more. */
async function abortAt({ handler, options, send, requests }: Waiting): Promise<void> {
  const { reason, signal, abortSoon } = abortion();
  const unhandled = unhandledRejections();
  const server = await startServer(handler ?? (() => ({ body: person })));
  const pco = clientOf(server, options?.(abortSoon));
  const promise = send ? send(pco, signal) : pco.get(url, {}, { signal });
  const outcome: unknown = await promise.then(
    () => 'It was not aborted.',
    (error: unknown) => error,
  );
  expect(outcome).toBe(reason);
  expect(await requestsInTheEnd(server)).toBe(requests);
  expect(unhandled).toEqual([]);
}

/** The platform's `fetch`, and `abortSoon` once the head of an answer is there. */
function abortAfterHead(abortSoon: () => void): Fetch {
  return async (...request) => {
    const response = await fetch(...request);
    abortSoon();
    return response;
  };
}

const never = <T>(): Promise<T> => new Promise<T>(() => {});

describe("an abort comes back as the caller's own reason", () => {
  it('before anything is sent', async () => {
    const { reason, signal, abort } = abortion();
    const server = await startServer(() => ({ body: person }));
    abort();
    await expect(clientOf(server).get(url, {}, { signal })).rejects.toBe(reason);
    await expect(clientOf(server).iterate(url, {}, { signal }).toArray()).rejects.toBe(reason);
    expect(await requestsInTheEnd(server)).toBe(0);
  });

  it('in the queue of a pacer that ignores the signal', async () => {
    await abortAt({
      requests: 0,
      options: (abortSoon) => ({
        pacer: {
          reserve() {
            abortSoon();
            return never();
          },
        },
      }),
    });
  });

  it('in the queue behind a refused request', async () => {
    const server = await startServer(() => ({ status: 429, headers: { 'retry-after': '5' } }));
    const [first, second] = [abortion(), abortion()];
    const pacer = createPacer(frozen);
    let refused = (): void => {};
    const waiting = new Promise<void>((resolve) => (refused = resolve));
    const pco = clientOf(server, { pacer, on: { wait: () => refused() } });
    const holding = pco.get(url, {}, { signal: first.signal }).catch((error: unknown) => error);
    await waiting;
    const queued = pco.get(url, {}, { signal: second.signal });
    second.abortSoon();
    await expect(queued).rejects.toBe(second.reason);
    expect(await requestsInTheEnd(server)).toBe(1);
    first.abort();
    expect(await holding).toBe(first.reason);
  });

  it('in the queue while the budget is used up', async () => {
    const { reason, signal, abortSoon } = abortion();
    const unhandled = unhandledRejections();
    const server = await startServer(() => ({ headers: usedUp, body: person }));
    const pco = clientOf(server, { pacer: createPacer(frozen) });
    await pco.get(url);
    const queued = pco.post(url, person, {}, { signal });
    abortSoon();
    await expect(queued).rejects.toBe(reason);
    expect(await requestsInTheEnd(server)).toBe(1);
    expect(unhandled).toEqual([]);
  });

  it('while the connection is being made', async () => {
    const { reason, signal, abort } = abortion();
    const unhandled = unhandledRejections();
    // It accepts, and never says the word that encryption begins with.
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket.on('error', () => {})));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const apiBase = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const pco = clientWith({ ...credentials, apiBase }, frozen);
    const connecting = pco.post(url, person, {}, { signal });
    const [socket] = (await once(server, 'connection')) as [Socket];
    const [hello] = (await once(socket, 'data')) as [Buffer];
    abort();
    await expect(connecting).rejects.toBe(reason);
    const idle = await startServer(() => ({ status: 204 }));
    await requestsInTheEnd(idle);
    expect({ connections: sockets.length, bytes: socket.bytesRead }).toEqual({
      connections: 1,
      bytes: hello.byteLength,
    });
    expect(unhandled).toEqual([]);
  });

  it('while a token function is pending', async () => {
    const token = (abortSoon: () => void) => (): Promise<string> => {
      abortSoon();
      return never();
    };
    await abortAt({
      requests: 0,
      options: (abortSoon) => ({ applicationId: undefined, secret: undefined, token: token(abortSoon) }),
    });
  });

  it('while a session renews its token', async () => {
    await abortAt({
      requests: 1,
      handler: () => ({ status: 401 }),
      options: (abortSoon) => ({
        applicationId: undefined,
        secret: undefined,
        session: {
          id: 'grant-1',
          accessToken: () => Promise.resolve(plantedSecrets.token),
          renew: () => {
            abortSoon();
            return never();
          },
        },
      }),
    });
  });

  it('while the answer has not begun', async () => {
    const { reason, signal, abort } = abortion();
    const server = await startServer(() => abort());
    await expect(clientOf(server).get(url, {}, { signal })).rejects.toBe(reason);
    expect(await requestsInTheEnd(server)).toBe(1);
  });

  it.each<[string, (pco: PCO, signal: AbortSignal) => Promise<unknown>]>([
    ['get', (pco, signal) => pco.get(url, {}, { signal })],
    ['requestResponse', (pco, signal) => pco.requestResponse('GET', url, { signal })],
    ['withResponse', (pco, signal) => pco.get(url, {}, { signal }).withResponse()],
    ['iterate', (pco, signal) => pco.iterate(url, {}, { signal }).toArray()],
  ])('in the middle of a body (%s)', async (_, send) => {
    await abortAt({
      requests: 1,
      handler: (_, { response }) => void response.write('{"data":'),
      options: (abortSoon) => ({ fetch: abortAfterHead(abortSoon) }),
      send,
    });
  });

  it('in the middle of an error document', async () => {
    await abortAt({
      requests: 1,
      handler: (_, { response }) => void response.writeHead(500).write('{"errors":'),
      options: (abortSoon) => ({ fetch: abortAfterHead(abortSoon) }),
    });
  });

  it('in the middle of a body that is handed over unread', async () => {
    const { reason, signal, abort } = abortion();
    const server = await startServer((_, { response }) => void response.write('the beginning'));
    const response = await clientOf(server).requestResponse('GET', url, { signal, stream: true });
    const reading = response.text();
    abort();
    await expect(reading).rejects.toBe(reason);
  });

  it('in the middle of a download', async () => {
    const { reason, signal, abort } = abortion();
    const server = await startServer((_, { response }) => void response.write('the beginning'));
    const response = await clientOf(server).download('/files/1', { signal });
    const reading = response.arrayBuffer();
    abort();
    await expect(reading).rejects.toBe(reason);
  });

  it('during a back-off', async () => {
    await abortAt({
      requests: 1,
      handler: () => ({ status: 503 }),
      options: (abortSoon) => ({ on: { wait: abortSoon } }),
    });
  });

  it('during the pause that a 429 asks for', async () => {
    await abortAt({
      requests: 1,
      handler: () => ({ status: 429, headers: { 'retry-after': '5' } }),
      options: (abortSoon) => ({ on: { wait: abortSoon } }),
      send: (pco, signal) => pco.post(url, person, {}, { signal }),
    });
  });

  it('between two pages', async () => {
    const { reason, signal, abort } = abortion();
    const server = await startServer((request) => page(request, 250));
    const read: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const { data } of clientOf(server).iterate('/people/v2/people', {}, { signal })) {
        if (read.push(data.id) === 100) abort();
      }
    };
    await expect(reading()).rejects.toBe(reason);
    expect(read).toHaveLength(100);
    expect(await requestsInTheEnd(server)).toBe(1);
  });

  it('between two records of a page', async () => {
    const { reason, signal, abort } = abortion();
    const server = await startServer((request) => page(request, 50));
    const records = clientOf(server).iterate('/people/v2/people', {}, { signal })[Symbol.asyncIterator]();
    await records.next();
    abort();
    await expect(records.next()).rejects.toBe(reason);
  });

  it('while the second page is on its way', async () => {
    const { reason, signal, abort } = abortion();
    const server = await startServer((request) => {
      if (server.requests.length === 1) return page(request, 250);
      abort();
    });
    const reading = clientOf(server).iterate('/people/v2/people', {}, { signal }).toArray();
    await expect(reading).rejects.toBe(reason);
  });
});

describe('an abort of a reading', () => {
  it('ends all pages that are on their way ahead', async () => {
    const { reason, signal, abort } = abortion();
    const unhandled = unhandledRejections();
    const closed: Promise<unknown>[] = [];
    const server = await startServer((request, { response }) => {
      if (request.url.searchParams.get('offset') === null) return page(request, 600);
      closed.push(once(response, 'close'));
      if (closed.length === 5) abort();
    });
    const reading = clientOf(server).iterate('/people/v2/people', {}, { signal }).toArray();
    await expect(reading).rejects.toBe(reason);
    // The server, too, learns that nobody waits for them.
    await Promise.all(closed);
    expect(await requestsInTheEnd(server)).toBe(6);
    expect(unhandled).toEqual([]);
  });

  it('ends those that wait for the budget', async () => {
    const { reason, signal, abortSoon } = abortion();
    const unhandled = unhandledRejections();
    const server = await startServer((request) => ({ ...page(request, 600), headers: usedUp }));
    const pco = clientOf(server, { pacer: createPacer(frozen) });
    let read = 0;
    const reading = async (): Promise<void> => {
      for await (const _ of pco.iterate('/people/v2/people', {}, { signal })) {
        if (++read === 100) abortSoon();
      }
    };
    await expect(reading()).rejects.toBe(reason);
    expect({ read, requests: await requestsInTheEnd(server) }).toEqual({ read: 100, requests: 1 });
    expect(unhandled).toEqual([]);
  });

  it('ends the back-off of a page', async () => {
    const { reason, signal, abortSoon } = abortion();
    const unhandled = unhandledRejections();
    const server = await startServer((request) =>
      server.requests.length === 1 ? page(request, 150) : { status: 503 },
    );
    const pco = clientOf(server, { on: { wait: abortSoon } });
    const reading = pco.iterate('/people/v2/people', {}, { signal }).toArray();
    await expect(reading).rejects.toBe(reason);
    expect(await requestsInTheEnd(server)).toBe(2);
    expect(unhandled).toEqual([]);
  });
});

describe('the upload of a stream', () => {
  const bytes = new TextEncoder().encode('the first part');

  it('is aborted while more of it is awaited', async () => {
    const { reason, signal, abort } = abortion();
    const server = await startServer(() => ({ body: {} }), {
      onHead: ({ request }) => {
        request.once('data', abort).once('error', () => {});
        return true;
      },
    });
    const stream = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(bytes) });
    const pco = clientOf(server, { uploadUrl: server.url });
    await expect(pco.upload(stream, {}, { name: 'a.txt', signal })).rejects.toBe(reason);
    expect(await requestsInTheEnd(server)).toBe(1);
  });

  it('is aborted while its first byte is awaited', async () => {
    const { reason, signal, abort } = abortion();
    const server = await startServer(() => ({ body: {} }));
    const pco = clientOf(server, { uploadUrl: server.url });
    const pulled = new Promise<void>((resolve) => {
      const stream = new ReadableStream<Uint8Array>(
        { pull: () => (resolve(), never()) },
        { highWaterMark: 0 },
      );
      pco.upload(stream, {}, { name: 'a.txt', signal }).catch((error: unknown) => outcomes.push(error));
    });
    const outcomes: unknown[] = [];
    await pulled;
    abort();
    expect(await requestsInTheEnd(server)).toBe(0);
    expect(outcomes).toEqual([reason]);
    expect(outcomes[0]).toBe(reason);
  });

  it('is not begun when the signal has aborted already', async () => {
    const { reason, signal, abort } = abortion();
    const server = await startServer(() => ({ body: {} }));
    abort();
    const pco = clientOf(server, { uploadUrl: server.url });
    const stream = new Blob([bytes]).stream();
    await expect(pco.upload(stream, {}, { name: 'a.txt', signal })).rejects.toBe(reason);
    expect(await requestsInTheEnd(server)).toBe(0);
  });
});

describe('a transport that ignores its signal', () => {
  it('does not hold the caller', async () => {
    await abortAt({
      requests: 0,
      options: (abortSoon) => ({
        fetch: () => {
          abortSoon();
          return never();
        },
      }),
    });
  });

  it('may fail later without anybody being told', async () => {
    let fail = (): void => {};
    await abortAt({
      requests: 0,
      options: (abortSoon) => ({
        fetch: () => {
          abortSoon();
          return new Promise((_, reject) => (fail = () => reject(new Error('too late'))));
        },
      }),
    });
    const unhandled = unhandledRejections();
    fail();
    const idle = await startServer(() => ({ status: 204 }));
    await requestsInTheEnd(idle);
    expect(unhandled).toEqual([]);
  });

  it('may answer later, and its body is let go', async () => {
    let answer: ((response: Response) => void) | undefined;
    await abortAt({
      requests: 0,
      options: (abortSoon) => ({
        fetch: () => {
          abortSoon();
          return new Promise((resolve) => (answer = resolve));
        },
      }),
    });
    const canceled = new Promise((resolve) => {
      answer?.(new Response(new ReadableStream({ cancel: resolve })));
    });
    await canceled;
  });
});

describe('a signal that is kept for many requests', () => {
  it('gathers no listeners', async () => {
    const { signal } = abortion();
    const answers = [{ status: 503 }, { status: 429, headers: { 'retry-after': '1' } }];
    const server = await startServer(() => answers[server.requests.length - 1] ?? { body: person });
    const pco = clientWith({ ...credentials, apiBase: server.url }, fakeWorld({ longest: 59_000 }));
    for (let count = 0; count < 5; count++) await pco.get(url, {}, { signal });
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});
