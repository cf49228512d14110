import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { settingsFrom } from '../src/options.ts';
import { assembleEmulator } from '../src/assemble-emulator.ts';
import type { Emulator } from '../src/emulator-interface.ts';
import { seedChurch } from '../src/church/seed-church.ts';
import { INSIDE } from '../src/inside.ts';

const faults: unknown[] = [];
let emulator: Emulator;
let port: number;

beforeAll(async () => {
  emulator = assembleEmulator(settingsFrom({ people: 5, rateLimit: false }), {
    ...INSIDE,
    seedChurch,
    reportFault: (error) => void faults.push(error),
    // Whoever is slow is cut off while a test can wait for it.
    timeouts: { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 },
  });
  ({ port } = await emulator.listen());
});
afterAll(() => emulator.close());

const AUTHORIZED = 'Authorization: Bearer pco_tok_emulator\r\nUser-Agent: test\r\n';

/** Sends bytes on a connection of their own, and returns what comes until it is closed. */
async function send(...parts: (string | Uint8Array)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
  // A server that has heard enough may hang up before everything is sent.
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => resolve()).on('error', () => {});
  });
  await once(socket, 'connect');
  for (const part of parts) if (socket.writable) socket.write(part);
  await closed;
  return answer;
}

function request(
  method: string,
  path: string,
  { headers = '', body = '' }: { headers?: string; body?: string | Uint8Array } = {},
): Promise<string> {
  const length = Buffer.byteLength(body);
  const head = `${method} ${path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n${AUTHORIZED}${headers}Content-Length: ${length}\r\n\r\n`;
  return send(head, body);
}

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
const PEOPLE = '/people/v2/people';
const attributes = (text: string): string => `{"data":{"type":"Person","attributes":${text}}}`;

/** Whatever happened: it has answered without failing, and answers. */
async function isWell(): Promise<void> {
  expect(statusOf(await request('GET', PEOPLE))).toBe(200);
  expect(faults).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
}

describe('a hostile body', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  it.each([
    ['no JSON', '{"data":', 400],
    ['garbage', '\u0000\u0001\u0002', 400],
    ['a bare value', '"data"', 400],
    ['a list', '{"data":[]}', 400],
    ['too deep', attributes(`{"first_name":${deep}}`), 400],
    ['a prototype', attributes('{"__proto__":{"polluted":true},"first_name":"A","last_name":"B"}'), 422],
    ['a constructor', attributes('{"constructor":{"prototype":{"polluted":true}}}'), 422],
    ['a relationship of that name', '{"data":{"relationships":{"__proto__":{"data":null}}}}', 422],
    ['an id of that name', '{"data":{"attributes":{"primary_campus_id":"__proto__"}}}', 422],
    ['a number that is none', attributes('{"first_name":1e999}'), 422],
  ])('%s is answered', async (_, body, status) => {
    expect(statusOf(await request('POST', PEOPLE, { body }))).toBe(status);
    await isWell();
  });

  it('in UTF-16, or in a compressed form that is none, is answered', async () => {
    const utf16 = Buffer.from(attributes('{"first_name":"Ada"}'), 'utf16le');
    expect(statusOf(await request('POST', PEOPLE, { body: utf16 }))).toBe(400);
    const headers = 'Content-Encoding: gzip\r\nContent-Type: application/json\r\n';
    expect(statusOf(await request('POST', PEOPLE, { headers, body: 'no gzip' }))).toBe(400);
    expect(statusOf(await request('POST', PEOPLE, { headers, body: gzipSync('{}').subarray(0, 9) }))).toBe(
      400,
    );
    await isWell();
  });

  it('with NUL bytes and lone surrogates in its texts is kept as it is', async () => {
    const body = attributes('{"first_name":"A\\u0000B","last_name":"\\ud800"}');
    const answer = await request('POST', PEOPLE, { body });
    expect(statusOf(answer)).toBe(201);
    expect(answer).toContain('"first_name":"A\\u0000B"');
    await isWell();
  });

  it('that is too large is refused, whether or not it says how large it is', async () => {
    const large = 'x'.repeat(11 * 1024 * 1024);
    const told = await request('POST', PEOPLE, { body: large });
    expect(statusOf(told)).toBe(413);
    expect(told).toContain('"status":"413"');
    const chunks = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`;
    const head = `POST ${PEOPLE} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n${AUTHORIZED}Transfer-Encoding: chunked\r\n\r\n`;
    expect(statusOf(await send(head, chunks))).toBe(413);
    expect(statusOf(await request('POST', '/oauth/token', { body: large }))).toBe(413);
    await isWell();
  });

  it('for the control that is larger than any snapshot is refused before it comes', async () => {
    const head = 'PUT /__emulator/snapshot HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n';
    const answer = await send(`${head}Content-Length: ${256 * 1024 * 1024 + 1}\r\n\r\n{`);
    expect(statusOf(answer)).toBe(413);
    expect(answer).toContain('{"error":"');
    await isWell();
  });

  it('of a form that is none is no upload', async () => {
    const headers = 'Content-Type: multipart/form-data; boundary=x\r\n';
    for (const body of [
      '--x\r\n',
      '--x--',
      'nothing',
      '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n',
    ])
      expect(statusOf(await request('POST', '/v2/files', { headers, body }))).toBe(400);
    await isWell();
  });
});

describe('a hostile address', () => {
  it.each([
    ['%', 404],
    ['%zz/%00/%ff%fe', 404],
    ['__proto__', 404],
    ['constructor/prototype', 404],
    ['10000001/__proto__', 404],
    ['10000001/toString', 404],
    ['10000001/emails/hasOwnProperty', 404],
    ['%2e%2e%2f%2e%2e%2fetc%2fpasswd', 404],
    [
      '?where[__proto__]=1&where[constructor][prototype]=2&fields[__proto__]=x&include=__proto__.constructor',
      200,
    ],
    ['?order=__proto__,-constructor&filter=toString&fields[Person]=__proto__,constructor', 200],
    [`?${'where[a]'.replace('[a]', '[a]'.repeat(2000))}=1`, 200],
    ['?where[[]]=&where[=&where]=&[]=&=&&&where[a][[b]=2', 200],
    ['?per_page=-1&offset=-5', 200],
    ['?per_page=1e9&offset=0x10', 200],
    ['?offset=99999999999999999999999', 400],
    ['?offset=9007199254740993', 200],
    ['?where[first_name]=%ff%fe%00&where[created_at][gte]=%f0%9f', 200],
    ['?where[birthdate]=9999-99-99&where[created_at]=+275760-09-13', 200],
    [`?where[first_name]=${'%25'.repeat(2000)}`, 200],
  ])('%s is answered', async (tail, status) => {
    expect(statusOf(await request('GET', `${PEOPLE}${tail.startsWith('?') ? '' : '/'}${tail}`))).toBe(status);
    await isWell();
  });

  it.each([
    '/__proto__/v2',
    '/people/v2/__proto__',
    '/constructor/v2/x',
    '//',
    '/%',
    '/__emulator/files/%ff/x',
    '*',
    'http://[::1',
  ])('%s is answered', async (path) => {
    expect(statusOf(await request('GET', path))).toBeGreaterThanOrEqual(400);
    expect(statusOf(await request('GET', path))).toBeLessThan(500);
    await isWell();
  });

  it('longer than any is refused', async () => {
    expect(statusOf(await request('GET', `${PEOPLE}?a=${'x'.repeat(1_000_000)}`))).toBe(431);
    await isWell();
  });
});

describe('hostile HTTP', () => {
  it.each(['PUT', 'TRACE', 'PROPFIND', 'LINK', 'PURGE'])('the method %s is answered', async (method) => {
    expect(statusOf(await request(method, PEOPLE))).toBe(404);
    await isWell();
  });

  it('a method that nobody knows, and what is no HTTP, are refused', async () => {
    expect(statusOf(await send('HELLO /people/v2 HTTP/1.1\r\nHost: x\r\n\r\n'))).toBe(400);
    expect(statusOf(await send('\u0016\u0003\u0001\u0000garbage\r\n\r\n'))).toBe(400);
    expect(statusOf(await send('GET /people/v2 HTTP/9.9\r\n\r\n'))).toBe(400);
    await isWell();
  });

  it('CONNECT and Upgrade lead nowhere', async () => {
    await send('CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n');
    const upgrade = 'Upgrade: websocket\r\nConnection: Upgrade, close\r\n';
    const head = `GET ${PEOPLE} HTTP/1.1\r\nHost: test\r\n${AUTHORIZED}${upgrade}\r\n`;
    expect(statusOf(await send(head))).toBe(200);
    await isWell();
  });

  it('a flood of headers is refused', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => `X-${index}: y\r\n`).join('');
    expect(statusOf(await request('GET', PEOPLE, { headers: many }))).toBe(431);
    expect(statusOf(await request('GET', PEOPLE, { headers: `X: ${'y'.repeat(1_000_000)}\r\n` }))).toBe(431);
    await isWell();
  });

  it.each([
    ['X-PCO-API-Version: __proto__', 400],
    ['X-PCO-API-Version: 2020-02-30', 400],
    ['Authorization: Basic ====', 401],
    ['If-None-Match: ,,,"', 200],
    ['Accept-Encoding: gzip;q=nan, \u00ff', 200],
    ['Cookie: a=%00', 200],
  ])('the header %s is answered', async (header, status) => {
    expect(statusOf(await request('GET', PEOPLE, { headers: `${header}\r\n` }))).toBe(status);
    await isWell();
  });

  it('a host that is none is refused', async () => {
    for (const host of ['a b', '[', 'x:99999', 'a/b?c#d'])
      expect([
        host,
        statusOf(
          await send(`GET ${PEOPLE} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${AUTHORIZED}\r\n`),
        ),
      ]).toEqual([host, 400]);
    await isWell();
  });

  it('two lengths, or a length that is none, are refused', async () => {
    const post = `POST ${PEOPLE} HTTP/1.1\r\nHost: x\r\n${AUTHORIZED}`;
    expect(
      statusOf(await send(`${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`)),
    ).toBe(400);
    expect(statusOf(await send(`${post}Content-Length: -1\r\n\r\n`))).toBe(400);
    expect(statusOf(await send(`${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n`))).toBe(400);
    await isWell();
  });

  it('garbage behind a good request is refused after it was answered', async () => {
    const good = `GET ${PEOPLE} HTTP/1.1\r\nHost: x\r\n${AUTHORIZED}\r\n`;
    const answer = await send(`${good}${good}\u0000garbage\r\n\r\n`);
    expect(answer.match(/^HTTP\/1\.1 \d{3}/gm)?.at(-1)).toBe('HTTP/1.1 400');
    await isWell();
  });

  it('whoever sends too slowly is cut off', async () => {
    expect(statusOf(await send('GET /people/v2 HTTP/1.1\r\nHost: x\r\nX-Slow: '))).toBe(408);
    const post = `POST ${PEOPLE} HTTP/1.1\r\nHost: x\r\n${AUTHORIZED}Content-Length: 100\r\n\r\n{`;
    await send(post);
    await isWell();
  });
});
