import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type AddressInfo } from 'node:net';
import { parseEnv } from 'node:util';
import { createAdaptorServer } from '@hono/node-server';
import { createEmulator } from '@tspco/emulator';
import { fileTokenStore } from 'tspco/file-store';
import { expect, it, onTestFinished } from 'vitest';
import { hasRedis, startRedis } from '../../../packages/redis/test/support/redis-server.ts';
import { startProgram, type Running } from '../../support/run-example.ts';
import { readSettings } from '../settings.js';
import { freePort } from '../../../packages/tspco/test/support/free-port.ts';

// The program itself, on the packages as they are published: `npm test` builds them first.
const program = new URL('../server.js', import.meta.url);

const GOOD = {
  PCO_CLIENT_ID: 'emulator',
  PCO_CLIENT_SECRET: 'emulator-secret',
  SESSION_SECRET: 'a-secret-of-at-least-thirty-two-characters',
};

const run = (environment: Record<string, string>): Running => startProgram(program, [], environment);

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tspco-web-app-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

function signal(): { given: Promise<void>; give: () => void } {
  let give = (): void => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give() };
}

it('says all at once what is missing', async () => {
  expect(await run({}).ended).toEqual({
    code: 2,
    out: '',
    error: [
      'SESSION_SECRET is missing: it signs the cookies of visitors, and is long and random.',
      'PCO_CLIENT_ID is missing: https://api.planningcenteronline.com/oauth/applications shows it.',
      'PCO_CLIENT_SECRET is missing: it stands beside the client id.',
      '',
    ].join('\n'),
  });
});

it.each([
  ['PORT', '0'],
  ['PORT', 'http'],
  ['PUBLIC_URL', 'phones.example.org'],
  ['PUBLIC_URL', 'https://example.org/phones'],
  ['PCO_API_BASE', 'localhost'],
  ['SESSION_SECRET', 'short'],
])('refuses %s=%s', (name, value) => {
  expect(() => readSettings({ ...GOOD, [name]: value })).toThrow(new RegExp(`^${name} must`));
});

it('can do with the settings for the emulator', async () => {
  const text = await readFile(new URL('../emulator.env', import.meta.url), 'utf8');
  expect(readSettings(parseEnv(text) as Record<string, string>)).toMatchObject({
    publicUrl: 'http://127.0.0.1:3000',
    apiBase: 'http://127.0.0.1:4726',
    clientId: 'web',
    clientSecret: 'web-secret',
  });
});

it('says when its port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, error } = await run({ ...GOOD, PORT: String(port) }).ended;
  expect(code).toBe(1);
  expect(error).toMatch(new RegExp(`^It cannot listen on 127.0.0.1:${port}: .*EADDRINUSE`));
});

it('is not well while Redis is away', async () => {
  const [port, nobody] = [await freePort(), await freePort()];
  const { event, child, ended } = run({
    ...GOOD,
    PORT: String(port),
    REDIS_URL: `redis://127.0.0.1:${nobody}`,
  });
  await event('listening');
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(503);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, error: '' });
});

it.skipIf(!hasRedis)('serves a church from any process that has the same Redis', async () => {
  const { url: redis } = await startRedis();
  const emulator = createEmulator({ people: 20 });
  onTestFinished(() => emulator.close());
  const { url: apiBase } = await emulator.listen();
  const start = async (): Promise<string> => {
    const port = String(await freePort());
    const { event } = run({ ...GOOD, PORT: port, PCO_API_BASE: apiBase, REDIS_URL: redis });
    await event('listening');
    return `http://127.0.0.1:${port}`;
  };
  const one = await start();
  const { cookie, location } = await sentTo(`${one}/connect`, '');
  const visitor = (await sentTo((await sentTo(location, '')).location, cookie)).cookie;
  const answer = await fetch(await start(), { headers: { cookie: visitor } });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('all 20 people')]);
});

it('does not end before the tokens of a refresh are saved', async () => {
  const [port, folder] = [await freePort(), await temporaryFolder()];
  const [refreshing, answer] = [signal(), signal()];
  const emulator = createEmulator({ people: 20 });
  const front = createAdaptorServer({
    async fetch(request) {
      if (new URL(request.url).pathname === '/oauth/token') {
        const text = await request.clone().text();
        if (text.includes('refresh_token')) {
          refreshing.give();
          await answer.given;
        }
      }
      // As of any `fetch`, its answers are not compressed any more, whatever their headers say.
      const headers = new Headers(request.headers);
      headers.delete('accept-encoding');
      return emulator.fetch(new Request(request, { headers }));
    },
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void front.close());
  await once(front, 'listening');
  const environment = {
    ...GOOD,
    PORT: String(port),
    PCO_API_BASE: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    TOKEN_DIRECTORY: join(folder, 'tokens'),
  };
  const url = `http://127.0.0.1:${port}`;

  const first = run(environment);
  await first.event('listening');
  const { cookie, location } = await sentTo(`${url}/connect`, '');
  const back = await sentTo(location, '');
  const visitor = (await sentTo(back.location, cookie)).cookie;
  first.child.kill('SIGINT');
  expect(await first.ended).toMatchObject({ code: 0, error: '' });

  const store = fileTokenStore(environment.TOKEN_DIRECTORY);
  const [church = ''] = await store.names();
  const { grant, revision } = (await store.load(church)) ?? {};
  if (grant === undefined || revision === undefined) throw new Error('No church is connected.');
  await store.save(church, { ...grant, expiresAt: 0 }, revision);

  const second = run(environment);
  await second.event('listening');
  const abort = new AbortController();
  const page = fetch(url, { headers: { cookie: visitor }, signal: abort.signal });
  await refreshing.given;
  abort.abort();
  await expect(page).rejects.toThrow('aborted');
  second.child.kill('SIGTERM');
  await second.event('stopping');
  answer.give();
  const { code, out } = await second.ended;
  expect([code, out]).toEqual([0, expect.stringMatching(/"refreshed"[^]*"stopped"/)]);
  const after = (await store.load(church))?.grant;
  expect(after?.expiresAt).toBeGreaterThan(Date.now());
  for (const secret of [grant.accessToken, after?.accessToken, after?.refreshToken, ...Object.values(GOOD)])
    if (secret !== 'emulator') expect(out).not.toContain(secret);
});

/** Where a browser is sent next, and with which cookie. */
async function sentTo(url: string, cookie: string): Promise<{ location: string; cookie: string }> {
  const headers = { cookie, 'user-agent': 'test' };
  const answer = await fetch(url, { redirect: 'manual', headers });
  const cookies = answer.headers.getSetCookie().map((text) => text.split(';', 1)[0]);
  return {
    location: answer.headers.get('location') ?? '',
    cookie: cookies.find((text) => !text?.endsWith('=')) ?? '',
  };
}
