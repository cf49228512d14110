import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { parseEnv } from 'node:util';
import { createEmulator, type Emulator } from '@tspco/emulator';
import { createWebhook } from 'tspco/webhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasRedis, startRedis } from '../../../packages/redis/test/support/redis-server.ts';
import { startProgram, type Running } from '../../support/run-example.ts';
import { readSettings } from '../settings.js';
import { freePort } from '../../../packages/tspco/test/support/free-port.ts';

// The program itself, on the packages as they are published: `npm test` builds them first.
const program = new URL('../server.js', import.meta.url);
const SECRET = 'of-a-subscription-0123456789abcdef';

const run = (environment: Record<string, string>): Running => startProgram(program, [], environment);

async function startEmulator(): Promise<{ emulator: Emulator; settings: Record<string, string> }> {
  const emulator = createEmulator({ people: 5 });
  onTestFinished(() => emulator.close());
  const { url } = await emulator.listen();
  const settings = { PCO_API_BASE: url, PCO_APPLICATION_ID: 'emulator', PCO_SECRET: 'emulator-secret' };
  return { emulator, settings };
}

async function addSomebody({ fetch, accessToken }: Emulator): Promise<void> {
  const answer = await fetch('http://localhost/people/v2/people', {
    method: 'POST',
    headers: { Authorization: `Bearer ${accessToken}`, 'User-Agent': 'test' },
    body: JSON.stringify({ data: { attributes: { first_name: 'Ada', last_name: 'Rolfe' } } }),
  });
  expect(answer.status).toBe(201);
}

const payload = { data: { type: 'Person', id: '7', attributes: { first_name: 'Ada', child: false } } };

/** Delivers to a process, and gives the status. */
async function deliver(port: number, id: string, secret = SECRET): Promise<number> {
  const delivery = await createWebhook({ name: 'people.v2.events.person.created', id, payload }, secret);
  return (await fetch(`http://127.0.0.1:${port}/webhooks`, delivery)).status;
}

describe('the program', () => {
  it('subscribes, receives, and is still subscribed after a restart', async () => {
    const { emulator, settings } = await startEmulator();
    const port = String(await freePort());
    const environment = { ...settings, PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}/hooks/pco` };
    const first = run(environment);
    await first.event('subscribed');
    await addSomebody(emulator);
    await emulator.control.webhooks.settle();
    await first.event('somebody is new');
    expect(emulator.control.webhooks.deliveries().map(({ status }) => status)).toEqual([200]);
    first.child.kill('SIGTERM');
    const { code, out, error } = await first.ended;
    expect([code, error]).toEqual([0, '']);
    expect(out).toMatch(/"created":\["people\.v2\.events\.person\.created",/);
    expect(out).toMatch(/"event":"event",.*"outcome":"handled"/);
    for (const secret of ['Ada', 'emulator-secret']) expect(out).not.toContain(secret);

    const second = run(environment);
    await second.event('subscribed');
    second.child.kill('SIGINT');
    expect((await second.ended).out).toContain('"created":[],"reactivated":[],"others":[]');
  });

  it('receives also while it cannot subscribe, and says so', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const port = await freePort();
    const { event, child, ended } = run({
      PCO_API_BASE: nobody,
      PCO_APPLICATION_ID: 'a',
      PCO_SECRET: 'b',
      PORT: String(port),
      PUBLIC_URL: 'https://hooks.example/webhooks',
    });
    await event('listening');
    await event('subscribing failed');
    // Without a secret it cannot know; the delivery is to come again.
    expect(await deliver(port, 'a')).toBe(500);
    child.kill('SIGTERM');
    expect((await ended).out).toMatch(/"event":"refused","status":500,"code":"ERR_SECRET"/);
  });

  it('takes secrets of others, handles an event once, and refuses what is not signed with them', async () => {
    const port = await freePort();
    const { event, child, ended } = run({ PORT: String(port), WEBHOOK_SECRETS: `another-secret, ${SECRET}` });
    await event('listening');
    expect([await deliver(port, 'a'), await deliver(port, 'a'), await deliver(port, 'b', 'wrong')]).toEqual([
      200, 200, 401,
    ]);
    const url = `http://127.0.0.1:${port}`;
    const statuses = ['/healthz', '/', '/webhooks'].map(async (path) => (await fetch(url + path)).status);
    expect(await Promise.all(statuses)).toEqual([200, 404, 405]);
    child.kill('SIGTERM');
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out.match(/"somebody is new"/g)).toHaveLength(1);
    for (const secret of [SECRET, 'another-secret']) expect(out).not.toContain(secret);
  });

  it.skipIf(!hasRedis)('has an event handled by one of two processes with the same Redis', async () => {
    const { url } = await startRedis();
    const ports = [await freePort(), await freePort()];
    const processes = ports.map((port) =>
      run({ PORT: String(port), WEBHOOK_SECRETS: SECRET, REDIS_URL: url }),
    );
    for (const { event } of processes) await event('listening');
    for (const port of ports) expect(await deliver(port, 'a')).toBe(200);
    for (const { child } of processes) child.kill('SIGTERM');
    const logs = await Promise.all(processes.map(async ({ ended }) => (await ended).out));
    expect(logs.join().match(/"somebody is new"/g)).toHaveLength(1);
    expect(logs[1]).toContain('"outcome":"duplicate"');
  });

  it('is not well while Redis is away, and lets deliveries come again', async () => {
    const [port, nobody] = [await freePort(), await freePort()];
    const { event, child, ended } = run({
      PORT: String(port),
      WEBHOOK_SECRETS: SECRET,
      REDIS_URL: `redis://127.0.0.1:${nobody}`,
    });
    await event('listening');
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(503);
    expect(await deliver(port, 'a')).toBe(500);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, error: '' });
  });

  it('says when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, error } = await run({ PORT: String(port), WEBHOOK_SECRETS: SECRET }).ended;
    expect(code).toBe(1);
    expect(error).toMatch(new RegExp(`^It cannot listen on 127.0.0.1:${port}: .*EADDRINUSE`));
  });
});

describe('the settings', () => {
  it('are refused with all that is wrong', async () => {
    const { code, error } = await run({ PORT: 'x', PUBLIC_URL: 'nowhere' }).ended;
    expect([
      code,
      error
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ]).toEqual([2, ['PORT', 'WEBHOOK_SECRETS', 'PUBLIC_URL']]);
    expect(() => readSettings({ WEBHOOK_SECRETS: `${SECRET},` })).toThrow(/^WEBHOOK_SECRETS must/);
    expect(() => readSettings({ PUBLIC_URL: 'https://a.example' })).toThrow(/^WEBHOOK_SECRETS is missing/);
  });

  it('for the emulator are enough', async () => {
    const text = await readFile(new URL('../emulator.env', import.meta.url), 'utf8');
    expect(readSettings(parseEnv(text) as Record<string, string>)).toMatchObject({
      port: 4800,
      path: '/webhooks',
    });
  });
});
