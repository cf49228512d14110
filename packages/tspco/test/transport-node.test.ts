import { execFile } from 'node:child_process';
import { Agent, createServer, type ClientRequest } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { PCO, getOAuthAccessToken, type UploadProgress } from 'tspco';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chooseTransport } from '../src/transport/transport.ts';
import { httpTransport } from '../src/transport/node/http-transport.ts';
import { Limit } from '../src/world.ts';
import { failureOf } from './support/client.ts';
import { credentials } from './support/secrets.ts';
import { startServer } from './support/server.ts';
import { get, reasonOf } from './support/transports.ts';
import { startWire } from './support/wire.ts';
import { quickClient } from './support/world.ts';

const url: string = '/people/v2/people/1';
const person = { data: { type: 'Person', id: '1', attributes: {} } };
const ok = (body = 'ok', headers = ''): string =>
  `HTTP/1.1 200 OK\r\n${headers}content-length: ${body.length}\r\n\r\n${body}`;

/** Keeps the event loop busy, as a long computation does: nothing comes in and no timer runs. */
function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('a connection', () => {
  it('that does not come about in time is given up, and nothing was sent', async () => {
    // It accepts connections and never says a word of TLS.
    const server = await startWire(() => {});
    const limit = new Limit();
    const send = httpTransport({ connectTimeout: 30 });
    const reason = await reasonOf(get(send, server.url.replace('http', 'https'), { method: 'POST', limit }));
    expect(reason).toMatchObject({
      code: 'ETIMEDOUT',
      message: expect.stringMatching(/^no connection to 127\.0\.0\.1:\d+ within 30 ms$/),
    });
    expect(limit.sent).toBe('no');
    await server.wires[0]?.closed;
  });

  it('that fails in the handshake has sent nothing, so that a POST may be sent again', async () => {
    const server = await startWire(({ socket }) => socket.end('this is not TLS'));
    const pco = quickClient(server.url.replace('http', 'https'));
    expect(await failureOf(pco.post(url, person))).toMatchObject({
      code: 'ERR_NETWORK',
      sent: 'no',
      attempts: 4,
    });
  });

  it('is given up one second before the server would close it, even if the program computes meanwhile', async () => {
    const server = await startWire(async ({ head, socket, index }) => {
      for (;;) {
        await head();
        socket.write(ok(String(index), 'keep-alive: timeout=1\r\n'));
      }
    });
    const send = httpTransport();
    expect(await (await get(send, server.url)).text()).toBe('0');
    expect(await (await get(send, server.url)).text()).toBe('1');
  });

  it('is not used again after the program has computed for longer than servers wait', async () => {
    const server = await startWire(async ({ head, socket, index }) => {
      for (;;) {
        await head();
        socket.write(ok(String(index)));
      }
    });
    const send = httpTransport();
    expect(await (await get(send, server.url)).text()).toBe('0');
    expect(await (await get(send, server.url)).text()).toBe('0');
    // The answer is released when the loop turns.
    await new Promise((resolve) => setImmediate(resolve));
    block(4_100);
    expect(await (await get(send, server.url)).text()).toBe('1');
  });

  it('that breaks under a POST before it answers is reported as it is, and nothing is sent twice', async () => {
    let requests = 0;
    const server = await startWire(async ({ head, socket }) => {
      await head();
      socket.write(ok(JSON.stringify(person)));
      await head();
      requests++;
      socket.resetAndDestroy();
    });
    const pco = quickClient(server.url);
    await pco.get(url);
    expect(await failureOf(pco.post(url, person))).toMatchObject({ sent: 'maybe', attempts: 1 });
    expect(requests).toBe(1);
  });

  it('that breaks under a GET has it sent again over another', async () => {
    const server = await startWire(async ({ head, socket, index }) => {
      await head();
      socket.write(ok(JSON.stringify(person)));
      await head();
      if (index === 0) socket.resetAndDestroy();
    });
    const pco = quickClient(server.url);
    await pco.get(url);
    await expect(pco.get(url)).resolves.toEqual(person);
  });

  it('is waited for when there are a hundred to the server, and given up on without being had', async () => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    let arrived = 0;
    let tell = (): void => {};
    const full = new Promise<void>((resolve) => (tell = resolve));
    const server = await startWire(async ({ head, socket }) => {
      for (;;) {
        await head();
        if (++arrived === 100) tell();
        await released;
        socket.write(ok());
      }
    });
    const send = httpTransport();
    const running = Array.from({ length: 100 }, () => get(send, server.url).then((answer) => answer.text()));
    const [waiting, leaving] = [new Limit(), new Limit()];
    const waited = get(send, server.url, { limit: waiting }).then((answer) => answer.text());
    const left = get(send, server.url, { limit: leaving });
    await full;
    leaving.onStop?.('gone');
    expect(await reasonOf(left)).toBe('gone');
    expect([waiting.sent, leaving.sent]).toEqual(['no', 'no']);
    release();
    expect(new Set(await Promise.all([...running, waited]))).toEqual(new Set(['ok']));
    expect(server.wires).toHaveLength(100);
    expect(arrived).toBe(101);
  });

  it('of several to one server is closed with the client when nobody uses it', async () => {
    const server = await startWire(async ({ head, socket }) => {
      await head();
      socket.write(ok('{}'));
    });
    const pco = quickClient(server.url);
    await Promise.all([pco.get('/a'), pco.get('/b')]);
    await new Promise((resolve) => setImmediate(resolve));
    await pco.close();
    await Promise.all(server.wires.map(({ closed }) => closed));
    expect(server.wires).toHaveLength(2);
  });

  it('that is idle keeps no program alive', async () => {
    const server = await startServer(() => ({ body: person }));
    const entry = fileURLToPath(new URL('../dist/index.js', import.meta.url));
    const program = `const { PCO } = await import(${JSON.stringify(entry)});
      await new PCO({ token: 'a-token', apiBase: process.argv[1] }).get('/people/v2/people/1');
      console.log(process.getActiveResourcesInfo().filter((name) => name.includes('TCP')).length);`;
    const started = performance.now();
    const code = await new Promise((resolve) => {
      const args = ['--input-type=module', '--eval', program, server.url];
      execFile(process.execPath, args, (error) => resolve(error?.code ?? 0));
    });
    expect(code).toBe(0);
    expect(performance.now() - started).toBeLessThan(100_000);
  });
});

describe('what a request may not say', () => {
  it.each(['content-length', 'transfer-encoding', 'connection', 'expect', 'upgrade'])('%s', async (name) => {
    const server = await startServer(() => ({ body: person }));
    const error = await failureOf(
      quickClient(server.url).post(url, person, {}, { headers: { [name]: '1' } }),
    );
    expect(error).toMatchObject({ code: 'ERR_OPTIONS', message: expect.stringContaining(name) });
    expect(server.requests).toHaveLength(0);
  });

  it('but host, which names another server at the same address', async () => {
    const server = await startServer(() => ({ body: person }));
    await quickClient(server.url).get(url, {}, { headers: { host: 'other.test' } });
    expect(server.requests[0]?.headers.host).toBe('other.test');
  });
});

describe('a body of a known length', () => {
  it.each([3, 5])('is an error with %i bytes instead of 4', async (bytes) => {
    const server = await startServer(() => ({}));
    const body = new Blob([new Uint8Array(bytes)]).stream();
    const reason = await reasonOf(get(httpTransport(), server.url, { method: 'POST', body, length: 4 }));
    expect(String(reason)).toContain('was to have 4 bytes');
    expect(server.requests).toHaveLength(0);
  });
});

describe('an upload whose progress is watched', () => {
  it('announces its length, and is told piece by piece', async () => {
    const size = 8_000_000;
    const progress: UploadProgress[] = [];
    const server = await startServer(() => ({ body: { data: [] } }));
    const pco = quickClient(server.url, { uploadUrl: server.url });
    const onProgress = (event: UploadProgress): unknown => progress.push(event);
    await pco.upload(new Blob([new Uint8Array(size)]), {}, { name: 'a.bin', onProgress });
    expect(progress.at(-1)).toEqual({ sent: size, total: size });
    expect(Number(server.requests[0]?.headers['content-length'])).toBeGreaterThan(size);
  });

  it('stands still while the server takes nothing', async () => {
    const controller = new AbortController();
    const size = 64_000_000;
    let last = 0;
    let moved = false;
    const server = await startWire(({ socket }) => void socket.pause());
    const pco = quickClient(server.url, { uploadUrl: server.url });
    const bytes = new Blob([new Uint8Array(size)]);
    const onProgress = ({ sent }: UploadProgress): void => {
      last = sent;
      moved = true;
    };
    const upload = pco.upload(bytes, {}, { name: 'a.bin', onProgress, signal: controller.signal });
    do {
      moved = false;
      // Long enough for the pieces that still find room in the connection's buffers.
      await new Promise((resolve) => setTimeout(resolve, 100));
    } while (moved);
    expect(last).toBeGreaterThan(0);
    expect(last).toBeLessThan(size);
    controller.abort();
    await reasonOf(upload);
  });
});

describe('a body that is read in pieces', () => {
  it('can be given away piece by piece without harm to the next', async () => {
    const server = await startWire(async ({ head, socket }) => {
      await head();
      socket.write(
        'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n',
      );
    });
    const response = await get(httpTransport(), server.url, { read: 'stream' });
    let whole = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array<ArrayBuffer>>) {
      whole += Buffer.from(structuredClone(chunk, { transfer: [chunk.buffer] })).toString();
    }
    expect(whole).toBe('onetwothree');
  });

  it('lets go of the connection in the middle of a compressed one', async () => {
    const packed = gzipSync(Buffer.alloc(10_000_000, 'abc'));
    const server = await startWire(async ({ head, socket }) => {
      await head();
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length + 1}\r\n\r\n`,
      );
      socket.write(packed);
    });
    const response = await get(httpTransport(), server.url, { read: 'stream' });
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value?.byteLength).toBeGreaterThan(0);
    await reader?.cancel();
    await server.wires[0]?.closed;
  });
});

describe('the option agent', () => {
  it('sends everything through the agent, which stays open', async () => {
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const server = await startServer(() => ({ body: person }));
    const pco = new PCO({ ...credentials, apiBase: server.url, agent });
    await expect(pco.get(url)).resolves.toEqual(person);
    await pco.close();
    expect(server.requests[0]?.headers).toMatchObject({
      host: new URL(server.url).host,
      'user-agent': expect.stringContaining('tspco/'),
      authorization: expect.stringMatching(/^Basic /),
    });
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1);
  });

  it('lets an agent add headers, as those for proxies do', async () => {
    class ProxyAgent extends Agent {
      addRequest(request: ClientRequest, options: object): void {
        request.setHeader('proxy-authorization', 'Basic proxy');
        request.path = `http://target.test${request.path}`;
        (Agent.prototype as unknown as ProxyAgent).addRequest.call(this, request, options);
      }
    }
    const paths: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      paths.push(
        request.url,
        request.headers['proxy-authorization'],
        request.headers['x-pco-api-version'] && 'v',
      );
      response.end(JSON.stringify(person));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const agent = new ProxyAgent();
    const apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new PCO({ ...credentials, apiBase, agent }).get(url);
    expect(paths).toEqual([`http://target.test${url}`, 'Basic proxy', 'v']);
  });

  it('fetches tokens through it, too', async () => {
    let used = 0;
    class CountingAgent extends Agent {
      override getName(...options: Parameters<Agent['getName']>): string {
        used++;
        return super.getName(...options);
      }
    }
    const server = await startServer(() => ({ body: { access_token: 'a' } }));
    await getOAuthAccessToken('id', 'secret', 'code', 'https://example.org', {
      apiBase: server.url,
      agent: new CountingAgent(),
    });
    expect(used).toBeGreaterThan(0);
  });

  it('notes whether anything was sent', async () => {
    const { closedAddress } = await import('./support/client.ts');
    const pco = quickClient(await closedAddress(), { agent: new Agent() });
    expect(await failureOf(pco.post(url, person))).toMatchObject({ sent: 'no', attempts: 4 });
    const server = await startWire(async ({ head, socket }) => {
      await head();
      socket.destroy();
    });
    expect(await failureOf(quickClient(server.url, { agent: new Agent() }).post(url, person))).toMatchObject({
      sent: 'maybe',
    });
  });

  it('is refused beside fetch, when it is none, and with an address that it does not serve', async () => {
    const refusal = (options: object): unknown => {
      try {
        return chooseTransport(options);
      } catch (error) {
        return error;
      }
    };
    const agent = new Agent();
    const message = (text: string): unknown =>
      expect.objectContaining({ code: 'ERR_OPTIONS', message: expect.stringContaining(text) });
    expect(refusal({ agent, fetch })).toEqual(message('exclude each other'));
    // A dispatcher of undici looks much like one.
    expect(refusal({ agent: { dispatch: () => true, destroy: () => {} } })).toEqual(
      message('an agent of node:https'),
    );
    const pco = quickClient('http://127.0.0.1:1', { agent: new TlsAgent() });
    expect(await failureOf(pco.get(url))).toMatchObject(message('does not serve') as object);
  });
});
