import { request as httpRequest, Agent, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ApiError } from '../src/basics/api-error.ts';
import { basic, createOutside, type Outside, type OutsideOptions } from './support/outside.ts';

interface Started extends Outside {
  readonly url: string;
  readonly uploadUrl: string;
  readonly port: number;
  readonly headers: Record<string, string>;
}

async function start(options?: OutsideOptions): Promise<Started> {
  const outside = createOutside(options);
  const listening = await outside.emulator.listen();
  onTestFinished(() => outside.emulator.close());
  return { ...outside, ...listening, headers: { Authorization: basic(outside.emulator) } };
}

/** A request by means of Node.js, which shows the answer as it was sent. */
function get(url: string, options: object = {}): Promise<{ answer: IncomingMessage; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, options, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => resolve({ answer, body }));
      answer.on('error', reject);
    });
    request.on('error', reject).end();
  });
}

// Taken before the first server starts, since exchanging them happens once in a process.
const { Request: ownRequest, Response: ownResponse } = globalThis;

describe('listen', () => {
  it('says where it listens and answers there', async () => {
    const { url, uploadUrl, port, headers, calls } = await start();
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(uploadUrl).toBe(`${url}/v2/files`);
    const answer = await fetch(`${url}/people/v2/people?include=emails`, { headers });
    expect([answer.status, await answer.json()]).toEqual([200, { data: [] }]);
    expect(calls).toMatchObject([{ origin: url, segments: ['people'], query: [['include', 'emails']] }]);
  });

  it('leaves the Request and Response of the program alone', async () => {
    await start();
    expect(globalThis.Request).toBe(ownRequest);
    expect(globalThis.Response).toBe(ownResponse);
  });

  it('takes the origin of links from the host that was asked', async () => {
    const { url, headers, calls } = await start();
    await get(`${url}/people/v2`, { headers: { ...headers, Host: 'pco.test:99', 'User-Agent': 'test' } });
    expect(calls).toMatchObject([{ origin: 'http://pco.test:99' }]);
  });

  it('sees the User-Agent that is not there', async () => {
    const { url, headers } = await start();
    const { answer } = await get(`${url}/people/v2`, { headers });
    expect(answer.statusCode).toBe(403);
  });

  it('sends documents with their length and no body where there is none', async () => {
    const { url, headers } = await start({
      answer: ({ method }) =>
        method === 'DELETE' ? { status: 204 } : { status: 200, document: { data: 'ä' } },
    });
    const sent = { headers: { ...headers, 'User-Agent': 'test' } };
    const found = await get(`${url}/people/v2/people/1`, sent);
    expect(found.body).toBe('{"data":"ä"}');
    expect(found.answer.headers['content-length']).toBe('13');
    const deleted = await get(`${url}/people/v2/people/1`, { ...sent, method: 'DELETE' });
    expect([deleted.answer.statusCode, deleted.body]).toEqual([204, '']);
    expect(deleted.answer.headers['content-type']).toBeUndefined();
    expect(deleted.answer.headers['set-cookie']).toEqual(['request_method=DELETE; path=/; secure']);
    const head = await get(`${url}/people/v2/people/1`, { ...sent, method: 'HEAD' });
    expect([head.answer.statusCode, head.body]).toEqual([200, '']);
  });

  it('reads bodies, forms and files', async () => {
    const { url, uploadUrl, headers } = await start({
      answer: async (call) => ({ status: 201, document: { got: await call.text() } }),
    });
    const text = 'ä'.repeat(300_000);
    const created = await fetch(`${url}/people/v2/people`, { method: 'POST', headers, body: text });
    expect(await created.json()).toEqual({ got: text });
    const form = new FormData();
    form.set('file', new File([text], 'long.txt'));
    const uploaded = await fetch(uploadUrl, { method: 'POST', headers, body: form });
    expect(await uploaded.json()).toMatchObject({
      data: [{ attributes: { file_size: 600_000, source_ip: '127.0.0.1' } }],
    });
  });

  it('on all addresses names one that can be connected to', async () => {
    const { url, port, headers } = await start({ host: '0.0.0.0' });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(`${url}/people/v2`, { headers })).status).toBe(200);
  });

  it('takes the port that it is told', async () => {
    const first = createOutside();
    const { port } = await first.emulator.listen(0);
    await first.emulator.close();
    const second = createOutside();
    onTestFinished(() => second.emulator.close());
    expect((await second.emulator.listen(port)).port).toBe(port);
  });

  it('refuses a port that is taken, and can be tried again', async () => {
    const { port } = await start();
    const { emulator } = createOutside();
    onTestFinished(() => emulator.close());
    const taken = emulator.listen(port);
    await expect(taken).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken, perhaps by an emulator that runs already. Take another one, or 0 for any free one.`,
    );
    await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE', cause: expect.any(Error) });
    expect((await emulator.listen()).port).not.toBe(port);
  });

  it('refuses an address that is not of this machine', async () => {
    const { emulator } = createOutside({ host: '192.0.2.1' });
    await expect(emulator.listen()).rejects.toThrow('the host is no address of this machine');
  });

  it('refuses to listen twice, also before the first port is open', async () => {
    const { emulator } = createOutside();
    onTestFinished(() => emulator.close());
    const first = emulator.listen();
    await expect(emulator.listen()).rejects.toThrow('The emulator is listening already. Call close() first');
    await first;
    await expect(emulator.listen()).rejects.toThrow('listening already');
  });

  it.each([-1, 65_536, 1.5, Number.NaN, '80'])('refuses %s as a port', async (port) => {
    const { emulator } = createOutside();
    await expect(emulator.listen(port as number)).rejects.toThrow(
      `The port must be a whole number from 0 (any free port) to 65535; got ${port}.`,
    );
  });
});

describe('close', () => {
  it('ends idle connections and gives the port back', async () => {
    const { url, headers, emulator, port } = await start();
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const { answer } = await get(`${url}/people/v2`, {
      agent,
      headers: { ...headers, 'User-Agent': 'test' },
    });
    expect(answer.headers.connection).toBe('keep-alive');
    await emulator.close();
    expect((await emulator.listen(port)).port).toBe(port);
  });

  it('ends connections with a request under way', async () => {
    let reached: (() => void) | undefined;
    const arrived = new Promise<void>((resolve) => (reached = resolve));
    const { url, headers, emulator } = await start({
      answer: () => {
        reached?.();
        return new Promise(() => {});
      },
    });
    const outcome = fetch(`${url}/people/v2`, { headers }).catch((error: Error) => error.message);
    await arrived;
    await emulator.close();
    expect(await outcome).toBe('fetch failed');
  });

  it('may come early or twice', async () => {
    const { emulator } = createOutside();
    await emulator.close();
    const opening = emulator.listen();
    await Promise.all([emulator.close(), emulator.close()]);
    const { port } = await opening;
    expect((await emulator.listen(port)).port).toBe(port);
    void emulator.close();
    await emulator.close();
    await emulator.listen(port);
    await emulator.close();
  });

  it('leaves the emulator working without a socket', async () => {
    const { emulator, send } = await start();
    await emulator.close();
    expect((await send('/people/v2')).status).toBe(200);
  });
});

describe('a client that goes away', () => {
  it('ends its own latency', async () => {
    let begun: ((signal: AbortSignal) => void) | undefined;
    const waiting = new Promise<AbortSignal>((resolve) => (begun = resolve));
    const { url, headers, calls } = await start({
      latency: 1,
      parts: {
        sleep: (_, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
            begun?.(signal);
          }),
      },
    });
    const controller = new AbortController();
    const outcome = fetch(`${url}/people/v2`, { headers, signal: controller.signal }).catch(
      (error: Error) => error.name,
    );
    const signal = await waiting;
    controller.abort();
    expect(await outcome).toBe('AbortError');
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    expect(calls).toEqual([]);
  });

  it.each(['/people/v2/people', '/v2/files', '/oauth/token'])(
    'in the middle of a body for %s is no fault',
    async (path) => {
      const faults: unknown[] = [];
      let reading: (() => void) | undefined;
      let failed: ((error: unknown) => void) | undefined;
      const begun = new Promise<void>((resolve) => (reading = resolve));
      const over = new Promise((resolve) => (failed = resolve));
      const { port, headers, url } = await start({
        answer: ({ method, text }) => {
          if (method === 'GET') return { status: 200, document: {} };
          reading?.();
          return text().then(
            () => ({ status: 200 }),
            (error: unknown) => {
              failed?.(error);
              throw error;
            },
          );
        },
        parts: { reportFault: (error) => void faults.push(error) },
      });
      const socket = connect(port, '127.0.0.1');
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: test\r\nUser-Agent: test\r\nAuthorization: ${headers['Authorization']}\r\n` +
          'Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x\r\n',
      );
      if (path.startsWith('/people')) await begun;
      else await get(`${url}/people/v2`, { headers: { ...headers, 'User-Agent': 'test' } });
      socket.destroy();
      if (path.startsWith('/people')) expect(await over).toBeInstanceOf(ApiError);
      await get(`${url}/people/v2`, { headers: { ...headers, 'User-Agent': 'test' } });
      expect(faults).toEqual([]);
    },
  );
});
