import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshChurch, type EmulatorOptions, type FreshChurch } from '../src/testing.ts';
import { apiOf, type Api } from './support/api.ts';
import { startReceiver, type Received, type Receiver } from './support/receiver.ts';

const PERSON_CREATED = 'people.v2.events.person.created';
const ADA = { first_name: 'Ada', last_name: 'Rölfe 𝔄' };

interface Started {
  readonly church: FreshChurch;
  readonly api: Api;
  readonly receiver: Receiver;
  readonly origin: string;
  readonly settle: () => Promise<void>;
}

/** An emulator and a receiver, both on ports of this machine. */
async function start(options: EmulatorOptions = {}): Promise<Started> {
  const church = freshChurch({ people: 10, ...options });
  const { url: origin } = await church.listen();
  onTestFinished(() => church.close());
  const receiver = await startReceiver();
  return { church, api: apiOf(church, origin), receiver, origin, settle: church.control.webhooks.settle };
}

function signature({ bytes }: Received, secret: string): string {
  return createHmac('sha256', secret).update(bytes).digest('hex');
}

describe('a delivery', () => {
  it('is a POST whose raw bytes are signed with the secret of the subscription', async () => {
    const { api, receiver, settle } = await start();
    const { secret } = await api.subscribe(PERSON_CREATED, receiver.url);
    await api.post('/people/v2/people', ADA);
    await settle();
    const [only] = receiver.received;
    if (!only) throw new Error('Nothing was delivered.');
    expect(receiver.received).toHaveLength(1);
    expect(only.method).toBe('POST');
    expect(only.headers['x-pco-webhooks-authenticity']).toBe(signature(only, secret));
    expect(signature(only, 'another secret')).not.toBe(signature(only, secret));
  });

  it('names event, time and attempt in its headers and has no credentials', async () => {
    const { church, api, receiver, settle } = await start();
    church.control.clock.freeze(Date.parse('2026-03-04T05:06:07Z'));
    const { path } = await api.subscribe(PERSON_CREATED, receiver.url);
    await api.post('/people/v2/people', ADA);
    await settle();
    const [event] = (await api.get(`${path}/events`)).document.data;
    const headers = receiver.received[0]?.headers ?? {};
    expect(headers).toMatchObject({
      connection: 'close',
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^tspco-emulator\//),
      'x-pco-webhooks-attempt': '1',
      'x-pco-webhooks-event': event?.attributes['uuid'],
      'x-pco-webhooks-event-id': event?.id,
      'x-pco-webhooks-event-time': '2026-03-04T05:06:07Z',
      'x-pco-webhooks-name': PERSON_CREATED,
    });
    expect([headers['authorization'], headers['cookie']]).toEqual([undefined, undefined]);
  });

  it('holds in a list the event, and in it as a text the document of the resource', async () => {
    const { api, receiver, origin, settle } = await start();
    await api.subscribe(PERSON_CREATED, receiver.url);
    const made = await api.post('/people/v2/people', ADA);
    await settle();
    const [only] = receiver.received;
    if (!only) throw new Error('Nothing was delivered.');
    expect(Object.keys(JSON.parse(only.bytes.toString()) as object)).toEqual(['data']);
    expect(only.delivery).toEqual({
      id: only.headers['x-pco-webhooks-event'],
      type: 'EventDelivery',
      attributes: { name: PERSON_CREATED, attempt: 1, payload: expect.any(String) },
      relationships: { organization: { data: { type: 'Organization', id: expect.any(String) } } },
    });
    const { id } = made.document.data;
    expect(only.payload).toMatchObject({
      data: {
        type: 'Person',
        id,
        attributes: ADA,
        relationships: { primary_campus: { data: null } },
        links: { self: `${origin}/people/v2/people/${id}` },
      },
      included: [],
      meta: {
        parent: { type: 'Organization', id: expect.any(String) },
        event_time: only.headers['x-pco-webhooks-event-time'],
        idempotency_token: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  it('tells of a resource in the first version, unless another one is wanted', async () => {
    const streetsOf = async (options: EmulatorOptions): Promise<Record<string, unknown>> => {
      const { api, receiver, settle } = await start(options);
      await api.subscribe('people.v2.events.address.created', receiver.url);
      const [person] = (await api.get('/people/v2/people?per_page=1')).document.data;
      const address = { street_line_1: '1 Main Street', street_line_2: 'Suite 2', location: 'Home' };
      await api.post(`/people/v2/people/${person?.id}/addresses`, address);
      await settle();
      const attributes = Object.entries(receiver.received[0]?.payload.data.attributes ?? {});
      return Object.fromEntries(attributes.filter(([name]) => name.startsWith('street')));
    };
    const lines = { street_line_1: '1 Main Street', street_line_2: 'Suite 2' };
    expect(await streetsOf({})).toEqual({ street: '1 Main Street\nSuite 2' });
    expect(await streetsOf({ webhookVersion: '2024-01-01' })).toEqual(lines);
  });

  it('of what is gone has no attributes and nothing included', async () => {
    const { api, receiver, settle } = await start();
    await api.subscribe('people.v2.events.person.destroyed', receiver.url);
    const { document } = await api.post('/people/v2/people', ADA);
    await api.remove(`/people/v2/people/${document.data.id}`);
    await settle();
    expect(receiver.received.map(({ payload }) => payload)).toEqual([
      {
        data: { type: 'Person', id: document.data.id },
        meta: { parent: { type: 'Organization', id: expect.any(String) } },
      },
    ]);
  });

  it('begins after the write was answered, and comes without anybody waiting for it', async () => {
    const { api, receiver, church } = await start();
    await api.subscribe(PERSON_CREATED, receiver.url);
    await api.post('/people/v2/people', ADA);
    while (church.control.webhooks.deliveries().length === 0)
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    expect(receiver.received).toHaveLength(1);
  });

  it('comes in the order in which things happened, one for each subscription', async () => {
    const { api, receiver, settle } = await start();
    const other = await startReceiver();
    await api.subscribe(PERSON_CREATED, receiver.url);
    await api.subscribe(PERSON_CREATED, other.url);
    const names = Array.from({ length: 30 }, (_, index) => `Ada ${index}`);
    for (const first_name of names) await api.post('/people/v2/people', { ...ADA, first_name });
    await settle();
    const told = ({ received }: Receiver): unknown[] =>
      received.map(({ payload }) => payload.data.attributes?.['first_name']);
    expect([told(receiver), told(other)]).toEqual([names, names]);
    const ids = [...receiver.received, ...other.received].map(({ delivery }) => delivery.id);
    expect(new Set(ids).size).toBe(60);
    const tokens = (one: Receiver): unknown[] =>
      one.received.map(({ payload }) => payload.meta.idempotency_token);
    expect(tokens(receiver)).toEqual(tokens(other));
  });

  it('is kept with what was sent and answered', async () => {
    const { api, receiver, settle } = await start();
    const { path } = await api.subscribe(PERSON_CREATED, receiver.url);
    receiver.answer(202, { 'X-Seen': 'yes' });
    await api.post('/people/v2/people', ADA);
    await settle();
    const [event] = (await api.get(`${path}/events`)).document.data;
    const { document } = await api.get(`${path}/events/${event?.id}/deliveries`);
    const [only] = receiver.received;
    expect([event?.attributes['status'], document.data]).toEqual([
      'delivered',
      [
        expect.objectContaining({
          type: 'Delivery',
          attributes: expect.objectContaining({
            status: 202,
            request_body: only?.bytes.toString(),
            response_body: 'answered 202',
            timing: expect.any(Number),
          }),
        }),
      ],
    ]);
    const { request_headers, response_headers } = document.data[0]?.attributes ?? {};
    expect(JSON.parse(String(request_headers))).toMatchObject({
      'X-PCO-Webhooks-Authenticity': only?.headers['x-pco-webhooks-authenticity'],
    });
    expect(JSON.parse(String(response_headers))).toMatchObject({ 'x-seen': 'yes' });
  });

  it('follows no redirect', async () => {
    const { church, api, receiver, settle } = await start();
    const elsewhere = await startReceiver();
    await api.subscribe(PERSON_CREATED, receiver.url);
    receiver.answer(307, { Location: elsewhere.url });
    await api.post('/people/v2/people', ADA);
    await settle();
    expect(elsewhere.received).toEqual([]);
    expect(church.control.webhooks.deliveries()).toMatchObject([{ status: 307 }]);
  });

  it('to nobody fails and says why', async () => {
    const { church, api, settle } = await start();
    await api.subscribe(PERSON_CREATED, 'http://127.0.0.1:1/');
    await api.post('/people/v2/people', ADA);
    await settle();
    expect(church.control.webhooks.deliveries()).toMatchObject([
      { name: PERSON_CREATED, url: 'http://127.0.0.1:1/', attempt: 1, status: null, error: /./ },
    ]);
  });
});

it('nothing is delivered of what is read, refused, loaded, restored or reset', async () => {
  const { church, api, receiver, settle } = await start();
  for (const action of ['created', 'updated', 'destroyed'])
    await api.subscribe(`people.v2.events.person.${action}`, receiver.url);
  const snapshot = await church.control.snapshot();
  const person = { type: 'Person', id: '77', attributes: { first_name: 'Ada', last_name: 'Loaded' } };
  expect((await api.get('/people/v2/people')).status).toBe(200);
  expect((await api.post('/people/v2/people', { first_name: 'Ada' })).status).toBe(422);
  await church.control.load('people', { data: person });
  await church.control.restore(snapshot);
  await church.control.load('people', { data: person });
  await settle();
  await church.control.reset();
  await settle();
  expect([receiver.received, church.control.webhooks.deliveries()]).toEqual([[], []]);
});

it.each(['ftp://example.org', 'example.org', 'javascript:alert(1)', 'http://me:secret@example.org'])(
  'nobody can subscribe with the address %s',
  async (url) => {
    const api = apiOf(freshChurch({ church: 'empty' }));
    const { status, document } = await api.post('/webhooks/v2/webhook_subscriptions', {
      name: PERSON_CREATED,
      url,
    });
    expect([status, document.errors]).toEqual([
      422,
      [expect.objectContaining({ detail: 'is invalid', source: { parameter: 'url' } })],
    ]);
  },
);

/** What a program writes out that uses the built package, and how it ends. */
function runProgram(code: string): {
  ended: Promise<{ out: string; exitCode: number | null }>;
  goOn: () => void;
} {
  const built = new URL('../dist/index.js', import.meta.url).href;
  const head = `import { createEmulator } from ${JSON.stringify(built)};`;
  const args = ['--input-type=module', '--eval', `${head}\n${code}`];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  const ended = new Promise<{ out: string; exitCode: number | null }>((resolve) => {
    child.on('close', (exitCode) => resolve({ out, exitCode }));
  });
  return { ended, goOn: () => child.stdin.end() };
}

const writing = (url: string): string => `
  const emulator = createEmulator({ church: 'empty' });
  const headers = { Authorization: 'Bearer ' + emulator.accessToken, 'User-Agent': 'test' };
  const post = (path, attributes) =>
    emulator.fetch('https://api.planningcenteronline.com' + path, {
      method: 'POST', headers, body: JSON.stringify({ data: { attributes } }),
    });
  await post('/webhooks/v2/webhook_subscriptions', {
    name: 'people.v2.events.person.created', url: ${JSON.stringify(url)},
  });
  await post('/people/v2/people', { first_name: 'Ada', last_name: 'Rolfe' });`;

describe('a program ends', () => {
  it('though deliveries are still to be tried again', async () => {
    const { ended } = runProgram(`${writing('http://127.0.0.1:1/')}
      await emulator.control.webhooks.settle();
      console.log(emulator.control.webhooks.deliveries().length);`);
    expect(await ended).toEqual({ out: '1\n', exitCode: 0 });
  });

  it('when the emulator is closed, though a receiver has not answered', async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const asked = new Promise<void>((resolve) => {
      server.on('request', () => resolve());
    });
    const { port } = server.address() as AddressInfo;
    const { ended, goOn } = runProgram(`${writing(`http://127.0.0.1:${port}/`)}
      void emulator.control.webhooks.settle();
      await new Promise((resolve) => process.stdin.once('end', resolve).resume());
      await emulator.close();
      console.log(emulator.control.webhooks.deliveries().length);`);
    await asked;
    const started = performance.now();
    goOn();
    expect(await ended).toEqual({ out: '0\n', exitCode: 0 });
    // Otherwise it would wait ten seconds for the answer.
    expect(performance.now() - started).toBeLessThan(9000);
  });
});
