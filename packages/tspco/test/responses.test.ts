import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { failureOf } from './support/client.ts';
import { startServer } from './support/server.ts';
import { quickClient } from './support/world.ts';

const url: string = '/people/v2/people/1';
const person = { data: { type: 'Person', id: '1', attributes: { name: 'Ada' } } };
const head = {
  'x-request-id': 'request-7',
  'x-pco-api-processed-as-version': '2018-08-01',
  'x-pco-api-request-rate-limit': '100',
  'x-pco-api-request-rate-period': '20 seconds',
  'x-pco-api-request-rate-count': '7',
};

describe('requestResponse', () => {
  it('gives the answer with its body read and kept', async () => {
    const server = await startServer((_, { request, response }) => {
      response
        .writeHead(201, 'Created', head)
        .end(JSON.stringify(person), () => request.socket.destroySoon());
    });
    const response = await quickClient(server.url).requestResponse('POST', url, { payload: person });
    expect({ status: response.status, statusText: response.statusText, used: response.bodyUsed }).toEqual({
      status: 201,
      statusText: 'Created',
      used: false,
    });
    expect(response.headers.get('x-request-id')).toBe('request-7');
    expect(await response.clone().text()).toBe(JSON.stringify(person));
    expect(await response.json()).toEqual(person);
  });

  it('gives bytes as they were sent', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const server = await startServer((_, { response }) => void response.end(bytes));
    const response = await quickClient(server.url).requestResponse('GET', url);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  it('gives a compressed body readable', async () => {
    const server = await startServer(
      (_, { response }) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('words')),
    );
    expect(await (await quickClient(server.url).requestResponse('GET', url)).text()).toBe('words');
  });

  it.each([200, 202, 204])('gives a Response without a body for an empty %i', async (status) => {
    const server = await startServer(() => ({ status }));
    const response = await quickClient(server.url).requestResponse('POST', url);
    expect({ status: response.status, body: response.body }).toEqual({ status, body: null });
  });

  it('does not judge what a success holds', async () => {
    const server = await startServer(() => ({ body: '<html>' }));
    expect(await (await quickClient(server.url).requestResponse('GET', url)).text()).toBe('<html>');
  });

  it('hands a body over while it is still being sent when asked to', async () => {
    let finish = (): void => {};
    const server = await startServer((_, { response }) => {
      response.write('the beginning');
      finish = () => response.end(' and the end');
    });
    const response = await quickClient(server.url).requestResponse('GET', url, { stream: true });
    expect(response.status).toBe(200);
    finish();
    expect(await response.text()).toBe('the beginning and the end');
  });

  it('leaves a streamed body that breaks to the caller and sends nothing again', async () => {
    let cut = (): void => {};
    const server = await startServer((_, { request, response }) => {
      response.writeHead(200, { 'content-length': '1000' }).write('the beginning');
      cut = () => request.socket.destroySoon();
    });
    const response = await quickClient(server.url).requestResponse('GET', url, { stream: true });
    cut();
    await expect(response.text()).rejects.toBeInstanceOf(TypeError);
    expect(server.requests).toHaveLength(1);
  });

  it('sends a streamed request again as long as there is no head', async () => {
    const server = await startServer(() =>
      server.requests.length === 1 ? { status: 503 } : { body: person },
    );
    const response = await quickClient(server.url).requestResponse('GET', url, { stream: true });
    expect(await response.json()).toEqual(person);
    expect(server.requests).toHaveLength(2);
  });
});

describe('withResponse', () => {
  it('gives the data together with the head of the answer', async () => {
    const server = await startServer(() => ({ status: 201, headers: head, body: person }));
    const { data, response } = await quickClient(server.url).post(url, person).withResponse();
    expect(data).toEqual(person);
    expect(response).toMatchObject({
      status: 201,
      requestId: 'request-7',
      processedVersion: '2018-08-01',
      rate: { limit: 100, period: 20, count: 7 },
      attempts: 1,
    });
    expect(response.headers.get('x-request-id')).toBe('request-7');
  });

  it('says how often the request was sent', async () => {
    const server = await startServer(() => (server.requests.length < 3 ? { status: 500 } : { body: person }));
    const { response } = await quickClient(server.url).get(url).withResponse();
    expect(response.attempts).toBe(3);
  });

  it('leaves out what the server does not say', async () => {
    const server = await startServer(() => ({ body: person }));
    const { response } = await quickClient(server.url).get(url).withResponse();
    expect(response).toMatchObject({ requestId: undefined, processedVersion: undefined, rate: undefined });
  });

  it('works for delete and requestResponse', async () => {
    const server = await startServer(() => ({ status: 204, headers: head }));
    const pco = quickClient(server.url);
    const deleted = await pco.delete(url).withResponse();
    expect([deleted.data.status, deleted.response.rate?.count]).toEqual([204, 7]);
    const other = await pco.requestResponse('POST', url).withResponse();
    expect([other.data.status, other.response.requestId]).toEqual([204, 'request-7']);
  });

  it('sends the request once, whichever promise is awaited', async () => {
    const server = await startServer(() => ({ body: person }));
    const promise = quickClient(server.url).get(url);
    const [both, data] = await Promise.all([promise.withResponse(), promise]);
    expect(both.data).toEqual(data);
    expect(server.requests).toHaveLength(1);
  });

  it('leaves no rejection unhandled on the promise that is not awaited', async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', listener);
    const server = await startServer(() => ({ status: 404 }));
    const error = await failureOf(quickClient(server.url).get(url).withResponse());
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listener);
    expect(error.statusCode).toBe(404);
    expect(unhandled).toEqual([]);
  });
});

describe('the response hook', () => {
  it('is told about each answer, without query, headers and body', async () => {
    const events: unknown[] = [];
    const server = await startServer(() =>
      server.requests.length === 1 ? { status: 500, headers: head } : { headers: head, body: person },
    );
    const pco = quickClient(server.url, { on: { response: (event) => events.push(event) } });
    await pco.get(url, { where: { last_name: 'Rolfe' } });
    const rate = { limit: 100, period: 20, count: 7 };
    const event = { method: 'GET', path: url, requestId: 'request-7', rate, duration: 0 };
    expect(events).toEqual([
      { ...event, attempt: 1, status: 500 },
      { ...event, attempt: 2, status: 200 },
    ]);
  });
});
