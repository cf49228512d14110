/** The handler for Node.js, over real sockets, with and without something that has parsed the body before. */
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebhookHandler, type RefusedWebhook } from 'tspco/webhooks';
import { expect, it, onTestFinished } from 'vitest';
import { bodyOf, headersFor, SECRET } from './support/webhooks.ts';

/** What stands before the handler, and may read the body. */
type Before = (request: IncomingMessage & { body?: unknown; rawBody?: unknown }) => Promise<void> | void;

async function start(before: Before = () => {}, maxBytes = 10_000) {
  const seen: string[] = [];
  const refused: RefusedWebhook[] = [];
  const on = { refused: (each: RefusedWebhook): void => void refused.push(each) };
  const handler = new WebhookHandler({ secrets: SECRET, fallback: ({ id }) => seen.push(id), maxBytes, on });
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void (async () => {
      await before(request);
      handler.node(request, response);
    })();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const post = async (body: string): Promise<number> => {
    const answer = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      headers: headersFor(body),
      body,
    });
    await answer.text();
    return answer.status;
  };
  return { seen, refused, port, post, server };
}

it('reads the body, however many pieces it comes in', async () => {
  const { port, seen } = await start();
  const body = bodyOf({ id: 'ä'.repeat(100) });
  const bytes = Buffer.from(body);
  const socket = connect(port, '127.0.0.1');
  const signature = headersFor(body)['x-pco-webhooks-authenticity'];
  socket.write(
    `POST / HTTP/1.1\r\nHost: a\r\nX-PCO-Webhooks-Authenticity: ${signature}\r\nContent-Length: ${bytes.length}\r\nConnection: close\r\n\r\n`,
  );
  for (let at = 0; at < bytes.length; at += 33) {
    socket.write(bytes.subarray(at, at + 33));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
  expect(seen).toEqual(['ä'.repeat(100)]);
});

it.each<[string, Before]>([
  [
    'a raw body that was kept',
    async (request) => {
      request.rawBody = Buffer.from(await text(request));
      request.body = JSON.parse(String(request.rawBody)) as unknown;
    },
  ],
  [
    'a raw body that was kept as text',
    async (request) => {
      request.rawBody = await text(request);
      request.body = {};
    },
  ],
  [
    'a parser that leaves bytes, as express.raw',
    async (request) => {
      request.body = Buffer.from(await text(request));
    },
  ],
  [
    'a parser that leaves text',
    async (request) => {
      request.body = await text(request);
    },
  ],
  [
    'a parser that was not for this type, and read nothing',
    (request) => {
      request.body = {};
    },
  ],
])('works behind %s', async (_, before) => {
  const { post, seen } = await start(before);
  expect([await post(bodyOf({ id: 'a' })), seen]).toEqual([200, ['a']]);
});

it('says what is to be done behind a parser that keeps no bytes, and lets the delivery come again', async () => {
  const { post, seen, refused } = await start(async (request) => {
    request.body = JSON.parse(await text(request)) as unknown;
  });
  expect([await post(bodyOf({ id: 'a' })), seen]).toEqual([500, []]);
  expect(refused[0]?.error).toMatchObject({
    code: 'ERR_RAW_BODY',
    message: expect.stringContaining('express.raw('),
  });
});

it('does not read more than allowed, nor take more that was read', async () => {
  const { port, refused } = await start(undefined, 1000);
  const socket = connect(port, '127.0.0.1');
  // It is not waited for the rest, which never comes.
  socket.write(
    `POST / HTTP/1.1\r\nHost: a\r\nX-PCO-Webhooks-Authenticity: ${'0'.repeat(64)}\r\nContent-Length: 9000\r\n\r\n${'x'.repeat(2000)}`,
  );
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toMatch(/^connection: close/im);
  const { post } = await start(async (request) => {
    request.rawBody = Buffer.from(await text(request));
  }, 10);
  expect(await post(bodyOf({}))).toBe(413);
  expect(refused).toHaveLength(1);
});

it('is not disturbed by a sender who hangs up in the middle', async () => {
  const { port, post, refused, server } = await start();
  const arrived = once(server, 'request');
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST / HTTP/1.1\r\nHost: a\r\nX-PCO-Webhooks-Authenticity: ${'0'.repeat(64)}\r\nContent-Length: 9000\r\n\r\nx`,
  );
  await arrived;
  socket.destroy();
  while (refused.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(refused[0]?.error.code).toBe('ERR_DELIVERY');
  expect(await post(bodyOf({}))).toBe(200);
});

it('leaves alone what was answered by something else', async () => {
  const handler = new WebhookHandler({ secrets: SECRET, fallback: () => {} });
  const server = createServer((request, response) => {
    response.writeHead(202).end('early');
    handler.node(request, response);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const body = bodyOf({});
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await fetch(url, { method: 'POST', headers: headersFor(body), body });
  expect([answer.status, await answer.text()]).toEqual([202, 'early']);
});
