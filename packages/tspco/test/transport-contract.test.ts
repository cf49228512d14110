import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Limit } from '../src/world.ts';
import { closedAddress } from './support/client.ts';
import { startServer, type RawExchange } from './support/server.ts';
import { get, reasonOf, transports } from './support/transports.ts';
import { startWire } from './support/wire.ts';

const text = 'Grüße, 日本 🎵';
const bytes = Buffer.from(text);

/** An answer in HTTP/1.1 as it goes over the wire. */
function answer(head: string, body: string | Uint8Array = ''): Buffer {
  const lines = `HTTP/1.1 ${head}\r\n\r\n`;
  return Buffer.concat([Buffer.from(lines, 'latin1'), Buffer.from(body)]);
}

/** A server that answers every request on a connection with the same bytes. */
function startSame(reply: Buffer, { end = false } = {}) {
  return startWire(async ({ head, socket }) => {
    for (;;) {
      await head();
      socket.write(reply);
      if (end) socket.end();
    }
  });
}

describe.each(transports)('the transport %s', (name, transport) => {
  const isFetch = name === 'fetch';

  describe('gives the head as it came', () => {
    it.each([200, 201, 202, 206, 300, 301, 304, 307, 400, 401, 404, 418, 422, 429, 500, 503])(
      'the status %i',
      async (status) => {
        const { url } = await startSame(answer(`${status} So It Is\r\ncontent-length: 0`));
        const response = await get(transport, url);
        expect({ status: response.status, statusText: response.statusText }).toEqual({
          status,
          statusText: 'So It Is',
        });
        expect(await response.text()).toBe('');
      },
    );

    it('headers in any case, several of one name, and several cookies', async () => {
      const lines = ['X-One: a', 'x-ONE: b', 'Set-Cookie: c=1', 'Set-Cookie: d=2', 'Retry-After:  7'];
      const { url } = await startSame(answer(`200 OK\r\n${lines.join('\r\n')}\r\nContent-Length: 0`));
      const { headers } = await get(transport, url);
      expect([headers.get('x-one'), headers.get('X-One'), headers.get('retry-after')]).toEqual([
        'a, b',
        'a, b',
        '7',
      ]);
      expect(headers.get('set-cookie')).toBe('c=1, d=2');
      expect(headers.getSetCookie()).toEqual(['c=1', 'd=2']);
      expect([headers.get('absent'), headers.get('constructor'), headers.has('x-one')]).toEqual([
        null,
        null,
        true,
      ]);
      expect([...new Headers(headers)]).toEqual([
        ['content-length', '0'],
        ['retry-after', '7'],
        ['set-cookie', 'c=1'],
        ['set-cookie', 'd=2'],
        ['x-one', 'a, b'],
      ]);
    });

    it('headers that come twice although they should not', async () => {
      const { url } = await startSame(
        answer(
          '200 OK\r\nretry-after: 1\r\nretry-after: 2\r\ncontent-type: a/b\r\ncontent-type: c/d\r\ncontent-length: 0',
        ),
      );
      const { headers } = await get(transport, url);
      expect([headers.get('retry-after'), headers.get('content-type')]).toEqual(['1, 2', 'a/b, c/d']);
    });

    it('also when interim answers come first', async () => {
      const { url } = await startSame(
        Buffer.concat([
          // The fetch of Node.js refuses this one.
          ...(isFetch ? [] : [answer('100 Continue')]),
          answer('103 Early Hints\r\nlink: </a>'),
          answer('200 OK\r\ncontent-length: 2', 'ok'),
        ]),
      );
      const response = await get(transport, url);
      expect([response.status, await response.text(), response.headers.get('link')]).toEqual([
        200,
        'ok',
        null,
      ]);
    });

    it('a redirect, which is not followed', async () => {
      const server = await startServer(() => ({ status: 302, headers: { location: '/elsewhere' } }));
      const response = await get(transport, server.url);
      expect([response.status, response.headers.get('location')]).toEqual([302, '/elsewhere']);
      expect(server.requests).toHaveLength(1);
    });
  });

  describe('sends', () => {
    it('the address as the server must see it', async () => {
      const server = await startServer(() => ({}));
      const path = '/people/v2/people?where[last_name]=O%27Neil&a=b%20c&&x=%C3%BC';
      await get(transport, server.url + path);
      const raw = await startWire(({ socket }) => socket.write(answer('200 OK\r\ncontent-length: 0')));
      await get(transport, `${raw.url}/ü "x"/../y?q=<ü>#part`);
      expect(server.requests.map(({ url }) => url.pathname + url.search)).toEqual([path]);
      await raw.wires[0]?.until('\r\n\r\n');
      expect(raw.wires[0]?.received().split('\r\n')[0]).toBe('GET /y?q=%3C%C3%BC%3E HTTP/1.1');
    });

    it('headers, the host, and the codings that it can undo', async () => {
      const server = await startServer(() => ({}));
      await get(transport, server.url, {
        headers: { accept: 'a/b', 'user-agent': 'me', 'x-latin': '\u00fc' },
      });
      expect(server.requests[0]?.headers).toMatchObject({
        accept: 'a/b',
        'user-agent': 'me',
        'x-latin': '\u00fc',
        host: new URL(server.url).host,
        connection: 'keep-alive',
        'accept-encoding': expect.stringMatching(/gzip.*deflate/),
      });
    });

    it.each(['GET', 'DELETE', 'HEAD', 'OPTIONS'])('no length with a %s without a body', async (method) => {
      const server = await startServer(() => ({}));
      await get(transport, server.url, { method });
      expect(server.requests[0]?.headers).not.toHaveProperty('content-length');
      expect(server.requests[0]?.headers).not.toHaveProperty('transfer-encoding');
    });

    it.each(['POST', 'PUT', 'PATCH'])('the length 0 with a %s without a body', async (method) => {
      const server = await startServer(() => ({}));
      await get(transport, server.url, { method });
      expect(server.requests[0]?.headers).toMatchObject({ 'content-length': '0' });
    });

    const bodies: [string, () => NonNullable<RequestInit['body']>][] = [
      ['a text', () => text],
      ['bytes', () => new Uint8Array(bytes)],
      ['a Blob', () => new Blob([bytes])],
      [
        'a stream',
        () =>
          new ReadableStream<Uint8Array>({
            start(controller) {
              for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
              controller.enqueue(new Uint8Array());
              controller.close();
            },
          }),
      ],
    ];
    it.each(bodies)('%s', async (kind, body) => {
      const server = await startServer(() => ({ status: 201, body: 'made' }));
      const response = await get(transport, server.url, { method: 'POST', body: body() });
      expect([response.status, await response.text()]).toEqual([201, 'made']);
      const [seen] = server.requests;
      expect(seen?.body).toBe(text);
      const { 'content-length': length, 'transfer-encoding': framing } = seen?.headers ?? {};
      const expected = kind === 'a stream' ? [undefined, 'chunked'] : [String(bytes.byteLength), undefined];
      expect([length, framing]).toEqual(expected);
    });

    it('a form', async () => {
      const form = new FormData();
      form.append('file', new Blob([bytes], { type: 'image/png' }), 'ü.png');
      const server = await startServer(() => ({}));
      await get(transport, server.url, { method: 'POST', body: form });
      const [seen] = server.requests;
      expect(seen?.headers['content-type']).toContain('multipart/form-data; boundary=');
      expect(seen?.body).toContain(text);
    });

    it('DELETE and PATCH with a body', async () => {
      const server = await startServer(() => ({}));
      for (const method of ['DELETE', 'PATCH']) await get(transport, server.url, { method, body: '{}' });
      expect(server.requests.map(({ method, body }) => [method, body])).toEqual([
        ['DELETE', '{}'],
        ['PATCH', '{}'],
      ]);
    });
  });

  describe('reads a body', () => {
    it.each<[string, (raw: RawExchange) => unknown]>([
      [
        'with its length',
        ({ response }) => response.writeHead(200, { 'content-length': bytes.length }).end(bytes),
      ],
      [
        'in chunks',
        ({ response }) => (response.write(bytes.subarray(0, 3)), response.end(bytes.subarray(3))),
      ],
      [
        'byte by byte',
        ({ response }) => {
          for (const byte of bytes) response.write(Uint8Array.of(byte));
          response.end();
        },
      ],
      [
        'until the connection ends',
        ({ request }) => request.socket.end(answer('200 OK\r\nconnection: close', bytes)),
      ],
      [
        'of HTTP/1.0',
        ({ request }) => request.socket.end(Buffer.concat([Buffer.from('HTTP/1.0 200 OK\r\n\r\n'), bytes])),
      ],
    ])('%s', async (_, reply) => {
      const server = await startServer((_, raw) => void reply(raw));
      expect(await (await get(transport, server.url)).text()).toBe(text);
      expect(Buffer.from(await (await get(transport, server.url)).arrayBuffer()).equals(bytes)).toBe(true);
      const streamed = await get(transport, server.url, { read: 'stream' });
      expect(streamed).toBeInstanceOf(Response);
      expect(await streamed.text()).toBe(text);
    });

    it.each<[string, Uint8Array]>([
      ['a mark at the beginning', Buffer.from('\ufefftext')],
      [
        'bytes that are no UTF-8',
        Uint8Array.of(0x61, 0xff, 0xc3, 0x28, 0xf0, 0x9f, 0x8e, 0x62, 0xed, 0xa0, 0x80),
      ],
      ['a letter that is cut', Uint8Array.of(0x61, 0xf0, 0x9f)],
      ['no byte', new Uint8Array()],
    ])('with %s as text just as a Response does', async (_, body) => {
      const { url } = await startSame(answer(`200 OK\r\ncontent-length: ${body.byteLength}`, body));
      expect(await (await get(transport, url)).text()).toBe(await new Response(body.slice()).text());
    });

    it.each(['204 No Content', '304 Not Modified'])('of none for %s', async (status) => {
      const { url, wires } = await startSame(answer(status));
      for (const read of ['text', 'stream'] as const) {
        const response = await get(transport, url, { read });
        expect([response.body, await response.text()]).toEqual([null, '']);
      }
      // The connection is good for the next request at once; fetch takes a moment.
      if (!isFetch) expect(wires).toHaveLength(1);
    });

    it('of none for HEAD, whatever its length', async () => {
      const { url } = await startSame(answer('200 OK\r\ncontent-length: 1000'));
      const response = await get(transport, url, { method: 'HEAD' });
      expect([response.headers.get('content-length'), await response.text()]).toEqual(['1000', '']);
    });

    const codings: [string, (plain: Uint8Array) => Buffer][] = [
      ['gzip', gzipSync],
      ['x-gzip', gzipSync],
      ['GZIP', gzipSync],
      ['deflate', deflateSync],
      ['deflate', deflateRawSync],
      ['br', brotliCompressSync],
      ['gzip, br', (plain) => brotliCompressSync(gzipSync(plain))],
      ['unheard-of', (plain) => Buffer.from(plain)],
    ];
    describe.each(codings)('in the coding %s', (coding, encode) => {
      const long = Buffer.from(text.repeat(20_000));

      it.each(['text', 'bytes', 'stream'] as const)('as %s', async (read) => {
        const body = encode(long);
        const { url } = await startSame(
          answer(`200 OK\r\ncontent-encoding: ${coding}\r\ncontent-length: ${body.length}`, body),
        );
        const response = await get(transport, url, { read });
        expect(response.headers.get('content-encoding')).toBe(coding);
        const same = Buffer.from(await response.arrayBuffer()).equals(long);
        expect(same).toBe(true);
      });
    });

    it('that is announced as gzip and empty', async () => {
      const { url } = await startSame(answer('200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 0'));
      for (const read of ['text', 'stream'] as const) {
        expect(await (await get(transport, url, { read })).text()).toBe('');
      }
    });

    it.each(['text', 'stream'] as const)(
      'that is announced as gzip and is not, with an error (%s)',
      async (read) => {
        const { url } = await startSame(
          answer('200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5', 'hello'),
        );
        const reading = get(transport, url, { read }).then((response) => response.text());
        expect(await reasonOf(reading)).toBeInstanceOf(Error);
      },
    );

    const cuts: [string, Buffer][] = [
      ['its length', answer('200 OK\r\ncontent-length: 100', 'half of it')],
      ['a chunk', answer('200 OK\r\ntransfer-encoding: chunked', '64\r\nhalf of it')],
      ['its last chunk', answer('200 OK\r\ntransfer-encoding: chunked', '5\r\nhello\r\n')],
      [
        'its compression and its length',
        answer('200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 1000', gzipSync(text)),
      ],
    ];
    it.each(cuts)('that ends before %s with an error', async (_, reply) => {
      const { url } = await startSame(reply, { end: true });
      for (const read of ['text', 'bytes', 'stream'] as const) {
        const reading = get(transport, url, { read }).then((response) => response.arrayBuffer());
        expect(await reasonOf(reading)).toBeInstanceOf(Error);
      }
    });

    it.skipIf(isFetch)(
      'whose compression is cut within a whole answer with an error and not shorter',
      async () => {
        const body = gzipSync(text.repeat(1000)).subarray(0, 60);
        const { url } = await startSame(
          answer(`200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 60`, body),
        );
        for (const read of ['text', 'stream'] as const) {
          const reading = get(transport, url, { read }).then((response) => response.text());
          expect(await reasonOf(reading)).toBeInstanceOf(Error);
        }
      },
    );

    it('only as fast as somebody takes it', async () => {
      let written = 0;
      let stalled = (): void => {};
      const full = new Promise<void>((resolve) => (stalled = resolve));
      const block = Buffer.alloc(65_536);
      const server = await startServer((_, { response }) => {
        const write = (): void => {
          while (written < 200 * block.length) {
            written += block.length;
            if (response.write(block)) continue;
            response.once('drain', write);
            // Nobody reads, and nothing more fits into the connection.
            setTimeout(() => !response.destroyed && response.writableNeedDrain && stalled(), 50);
            return;
          }
          response.end();
        };
        write();
      });
      const response = await get(transport, server.url, { read: 'stream' });
      await full;
      expect(written).toBeLessThan(200 * block.length);
      expect((await response.arrayBuffer()).byteLength).toBe(200 * block.length);
    });

    it('no further once nobody wants the rest', async () => {
      const { url, wires } = await startWire(async ({ head, socket }) => {
        await head();
        socket.write(answer('200 OK\r\ncontent-length: 1000', 'the beginning'));
      });
      const response = await get(transport, url, { read: 'stream' });
      await response.body?.cancel();
      await wires[0]?.closed;
    });
  });

  describe('fails', () => {
    it('when nobody listens', async () => {
      const limit = new Limit();
      expect(await reasonOf(get(transport, await closedAddress(), { limit }))).toBeInstanceOf(Error);
      expect(limit.sent).toBe(isFetch ? undefined : 'no');
    });

    it('when there is no such host', async () => {
      const limit = new Limit();
      expect(await reasonOf(get(transport, 'http://nowhere.invalid/', { limit }))).toBeInstanceOf(Error);
      expect(limit.sent).toBe(isFetch ? undefined : 'no');
    });

    it('when a stream is asked for, and the status is none', async () => {
      const { url, wires } = await startSame(answer('999 Beyond\r\ncontent-length: 4', 'away'));
      const reading = get(transport, url, { read: 'stream' }).then((response) => response.text());
      if (isFetch) expect(await reading).toBe('away');
      else expect(await reasonOf(reading)).toBeInstanceOf(RangeError);
      expect(wires).toHaveLength(1);
    });

    const broken: [string, (socket: Socket) => unknown][] = [
      ['ends the connection', (socket) => socket.end()],
      ['resets the connection', (socket) => socket.resetAndDestroy()],
      ['breaks off within the head', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-')],
      ['speaks something else', (socket) => socket.end('220 smtp.test ESMTP\r\n')],
      ['has a broken chunk', (socket) => socket.end(answer('200 OK\r\ntransfer-encoding: chunked', 'x\r\n'))],
      [
        'has two lengths',
        (socket) => socket.end(answer('200 OK\r\ncontent-length: 1\r\ncontent-length: 2', 'ab')),
      ],
      [
        'changes the protocol',
        (socket) => socket.end(answer('101 Switching\r\nconnection: upgrade\r\nupgrade: x')),
      ],
    ];
    it.each(broken)('when the server %s', async (_, act) => {
      const { url } = await startWire(async ({ head, socket }) => {
        await head();
        act(socket);
      });
      const limit = new Limit();
      const reading = get(transport, url, { method: 'POST', body: '{}', limit }).then((response) =>
        response.text(),
      );
      expect(await reasonOf(reading)).toBeInstanceOf(Error);
      expect(limit.sent).toBe(isFetch ? undefined : 'maybe');
    });

    it.each([0, 3])('when the stream to send breaks after %i pieces, with its error', async (pieces) => {
      const server = await startServer(() => ({}));
      let pulls = 0;
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (pulls++ < pieces) controller.enqueue(new Uint8Array(10));
          else controller.error(new Error('the disk is gone'));
        },
      });
      const reason = await reasonOf(get(transport, server.url, { method: 'POST', body }));
      const { cause = reason } = reason as Error;
      expect(String(cause)).toContain('the disk is gone');
      expect(server.requests).toHaveLength(0);
    });
  });

  describe('stops', () => {
    const reason = { because: 'nobody waits' };

    /** Stops a request once the server is where it should be, and waits until its connection is gone. */
    async function expectStopped(
      reply: Buffer | undefined,
      use: (url: string, limit: Limit) => Promise<unknown>,
      whenSent = '\r\n\r\n',
    ): Promise<void> {
      const limit = new Limit();
      const { url, wires } = await startWire(async ({ until, socket }) => {
        await until(whenSent);
        if (reply !== undefined) socket.write(reply);
        setImmediate(() => stop());
      });
      const stop = (): void => {
        limit.stopped = true;
        limit.onStop?.(reason);
      };
      await reasonOf(use(url, limit));
      await wires[0]?.closed;
    }

    it('before there is a head', async () => {
      await expectStopped(undefined, (url, limit) => get(transport, url, { limit }));
    });

    it('within a body', async () => {
      await expectStopped(answer('200 OK\r\ncontent-length: 100', 'half'), async (url, limit) =>
        (await get(transport, url, { limit })).text(),
      );
    });

    it('within a compressed body', async () => {
      const half = gzipSync(text.repeat(100)).subarray(0, 20);
      await expectStopped(
        answer('200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 100', half),
        async (url, limit) => (await get(transport, url, { limit })).text(),
      );
    });

    // With fetch, the client itself lets go of it.
    it.skipIf(isFetch)('within an upload, whose stream is let go', async () => {
      let letGo = (): void => {};
      const cancelled = new Promise<void>((resolve) => (letGo = resolve));
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(Buffer.from('the beginning')),
        cancel: () => letGo(),
      });
      await expectStopped(
        undefined,
        (url, limit) => get(transport, url, { method: 'POST', body, limit }),
        'the beginning',
      );
      await cancelled;
    });

    it('with the reason itself', async () => {
      const limit = new Limit();
      const { url } = await startWire(async ({ head }) => {
        await head();
        limit.onStop?.(reason);
      });
      expect(await reasonOf(get(transport, url, { limit }))).toBe(reason);
    });
  });

  describe('keeps connections', () => {
    it('for the next request, also after an answer that was an error', async () => {
      const server = await startWire(async ({ head, socket }) => {
        for (;;) {
          await head();
          socket.write(answer('500 Oh\r\ncontent-length: 2', 'no'));
        }
      });
      for (let count = 0; count < 5; count++) await (await get(transport, server.url)).text();
      expect(server.wires.length).toBeLessThanOrEqual(isFetch ? 4 : 1);
    });

    it('but not one that the server has closed', async () => {
      const server = await startWire(async ({ head, socket, index }) => {
        await head();
        socket.end(answer('200 OK\r\ncontent-length: 1', String(index)));
      });
      for (const expected of ['0', '1', '2']) {
        expect(await (await get(transport, server.url)).text()).toBe(expected);
        await server.wires.at(-1)?.closed;
      }
    });

    it('and takes nothing for an answer that came without being asked for', async () => {
      const server = await startWire(async ({ head, socket, index }) => {
        await head();
        socket.write(answer('200 OK\r\ncontent-length: 1', String(index)));
        if (index === 0) socket.write(answer('408 Request Timeout\r\ncontent-length: 5', 'late!'));
        await head();
        socket.write(answer('200 OK\r\ncontent-length: 1', String(index)));
      });
      await reasonOf(get(transport, server.url).then((response) => response.text()));
      await reasonOf(get(transport, server.url).then((response) => response.text()));
      const response = await get(transport, server.url);
      expect([response.status, (await response.text()).length]).toEqual([200, 1]);
    });
  });

  describe('reports an answer that comes before the body is sent', () => {
    /** More than any connection takes up without its other end reading. */
    const endless = (): ReadableStream<Uint8Array> =>
      new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });

    it('when the server reads no further', async () => {
      const { url } = await startWire(async ({ head, socket }) => {
        await head();
        socket.pause();
        socket.write(answer('413 Too Large\r\ncontent-length: 5\r\nconnection: close', 'large'));
      });
      const response = await get(transport, url, { method: 'POST', body: endless() });
      expect([response.status, await response.text()]).toEqual([413, 'large']);
    });

    it('when the server closes its side', async () => {
      const { url } = await startWire(async ({ head, socket }) => {
        await head();
        socket.end(answer('400 Bad\r\ncontent-length: 3\r\nconnection: close', 'bad'));
      });
      const response = await get(transport, url, { method: 'POST', body: endless() });
      expect([response.status, await response.text()]).toEqual([400, 'bad']);
    });
  });
});
