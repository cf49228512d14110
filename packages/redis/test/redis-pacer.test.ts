import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createClient } from '@redis/client';
import { PCO, type Reservation } from 'tspco';
import { systemWorld, type World } from 'tspco/pacing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pacerIn, redisPacer, type RedisPacer, type RedisPacerOptions } from '../src/redis-pacer.ts';
import { parseShared } from '../src/shared-budget.ts';
import { credentials, plantedSecrets } from '../../tspco/test/support/secrets.ts';
import { bundled } from './support/bundled.ts';
import { startCountingServer } from './support/counting-server.ts';
import { connectTo, type RawRedis } from './support/raw-redis.ts';
import { hasRedis, startRedis } from './support/redis-server.ts';
import { answered, request } from './support/requests.ts';

/** A pacer of this test, and what it warns of. It waits for Redis longer than any machine takes, unless told otherwise. */
function pacerWith(options: RedisPacerOptions, world: World = systemWorld) {
  const warnings: string[] = [];
  const waiting = new Set<() => void>();
  const onWarning = (message: string): void => {
    warnings.push(message);
    for (const wake of waiting) wake();
  };
  const pacer = pacerIn({ onWarning, timeout: 60_000, ...options }, world);
  onTestFinished(() => pacer.close());
  const warned = (times: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (warnings.length >= times) resolve();
      };
      waiting.add(look);
      look();
    });
  return { pacer, warnings, warned };
}

/** What Redis holds of the only budget. */
async function budgetIn(raw: RawRedis) {
  const found = [...(await raw.everything())].filter(([key]) => key.startsWith('tspco:budget:'));
  expect(found).toHaveLength(1);
  const shared = parseShared(found[0]?.[1] ?? null);
  if (shared === undefined) throw new Error('There is no budget.');
  return shared;
}

/** Waits until something is so, which it will be after some more answers of Redis. */
async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

const full = (limit: number, period: number) => answered({ limit, period, count: limit });

describe.skipIf(!hasRedis)('a pacer on Redis', () => {
  it('lets a process wait for what another has spent', async () => {
    const { url } = await startRedis();
    const [first, second] = [pacerWith({ url }), pacerWith({ url })];
    (await first.pacer.reserve(request())).settle(full(5, 1));
    await until(() => first.pacer.state('key')?.used === 6);
    const start = performance.now();
    await second.pacer.reserve(request());
    expect(performance.now() - start).toBeGreaterThan(500);
  });

  it('holds all processes back after a refusal that one of them got', async () => {
    const { url } = await startRedis();
    const [first, second] = [pacerWith({ url }), pacerWith({ url })];
    (await first.pacer.reserve(request())).settle({ status: 429, rate: undefined, pause: 800 });
    await until(() => (first.pacer.state('key')?.pause ?? 0) > 0);
    const start = performance.now();
    await second.pacer.reserve(request());
    expect(performance.now() - start).toBeGreaterThan(500);
    expect(second.pacer.state('key')).toMatchObject({ waiting: 0, pause: 0 });
  });

  it('goes by the clock of Redis, whatever that of the machine says', async () => {
    const { url } = await startRedis();
    const hour = 3_600_000;
    const worldOff = (by: number): World => ({ ...systemWorld, now: () => Date.now() + by });
    const early = pacerWith({ url }, worldOff(-hour));
    const late = pacerWith({ url }, worldOff(hour));
    (await early.pacer.reserve(request())).settle(full(5, 60));
    await until(() => early.pacer.state('key')?.used === 6);
    const waiting = [late.pacer.reserve(request()), early.pacer.reserve(request())];
    const raw = await connectTo(url);
    await until(async () => Object.keys((await budgetIn(raw)).waiting).length === 2);
    // What Redis holds is known to a process as soon as it has its answer.
    for (const { pacer } of [late, early]) {
      await until(() => pacer.state('key')?.used === 6);
      expect(pacer.state('key')).toMatchObject({ used: 6, waiting: 1 });
    }
    for (const one of waiting) void Promise.resolve(one).catch(() => {});
  });

  it('wakes a process that waits when another one makes room', async () => {
    const { url } = await startRedis();
    const [first, second] = [pacerWith({ url }), pacerWith({ url })];
    const probe = await first.pacer.reserve(request());
    let granted = false;
    const waiting = Promise.resolve(second.pacer.reserve(request())).then(() => (granted = true));
    const raw = await connectTo(url);
    await until(async () => Object.keys((await budgetIn(raw)).waiting).length === 1);
    expect(granted).toBe(false);
    probe.settle(answered({ limit: 5, period: 20, count: 1 }));
    await waiting;
    expect(second.pacer.state('key')).toMatchObject({ limit: 5, waiting: 0 });
  });

  it('keeps no credential in Redis, and nothing for ever', async () => {
    const redis = await startRedis();
    const server = await startCountingServer('sliding log', 3, 1000);
    const raw = await connectTo(redis.url);
    const applicationId = 'application-0123456789';
    const all = [
      { ...credentials, applicationId },
      { token: plantedSecrets.token },
      { ...credentials, budgetKey: plantedSecrets.refreshToken },
    ];
    const path: string = '/people/v2/people';
    for (const options of all) {
      const pco = new PCO({ ...options, apiBase: server.url, pacer: pacerWith({ url: redis.url }).pacer });
      const reads = [1, 2, 3, 4, 5].map((offset) => pco.get(path, { offset: offset * 10_000 }));
      await until(async () => (await raw.everything()).size > 0);
      await Promise.all(reads);
    }
    const everything = await raw.everything();
    // One of each; the settings of the third differ in the name of its budget only. Offsets above 30,000 have their own.
    expect([...everything.keys()].filter((key) => key.startsWith('tspco:budget:'))).toHaveLength(6);
    const text = JSON.stringify([...everything]);
    for (const secret of [applicationId, ...Object.values(plantedSecrets)])
      expect(text).not.toContain(secret);
    for (const key of everything.keys()) expect(Number(await raw.command('PTTL', key))).toBeGreaterThan(0);
  });

  it('shares only with those who have the same prefix', async () => {
    const { url } = await startRedis();
    const [first, second] = [pacerWith({ url }), pacerWith({ url, prefix: 'other:' })];
    (await first.pacer.reserve(request())).settle(full(5, 60));
    await until(() => first.pacer.state('key')?.used === 6);
    await second.pacer.reserve(request());
    expect(second.pacer.state('key')).toMatchObject({ limit: undefined, used: 1 });
  });

  it('uses the settings of a client that is there already, and leaves that alone', async () => {
    const { url } = await startRedis('--requirepass', plantedSecrets.clientSecret);
    const client = createClient({ url, password: plantedSecrets.clientSecret });
    client.on('error', () => {});
    const { pacer, warnings } = pacerWith({ client });
    (await pacer.reserve(request())).settle(full(5, 60));
    await until(() => pacer.state('key')?.used === 6);
    await pacer.close();
    expect(client.isOpen).toBe(false);
    expect(warnings).toEqual([]);
  });

  it('stops waiting when the signal aborts', async () => {
    const { url } = await startRedis();
    const { pacer } = pacerWith({ url });
    (await pacer.reserve(request())).settle(full(5, 60));
    const controller = new AbortController();
    const waiting = pacer.reserve(request({ signal: controller.signal }));
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it('tells Redis how everything ended before it closes, and paces alone afterwards', async () => {
    const { url } = await startRedis();
    const { pacer, warnings } = pacerWith({ url });
    (await pacer.reserve(request())).settle(answered({ limit: 5, period: 60, count: 1 }));
    await pacer.close();
    const { budget } = await budgetIn(await connectTo(url));
    expect(budget).toMatchObject({ limit: 5, underWay: {} });
    const slot = await pacer.reserve(request());
    slot.settle(answered());
    expect(pacer.state('key')).toMatchObject({ limit: 5 });
    expect(warnings).toEqual([]);
  });

  it('lets a program end that closes nothing, after Redis has heard of its last request', async () => {
    const { url } = await startRedis();
    const server = await startCountingServer('sliding log', 20, 1000);
    await promisify(execFile)(process.execPath, [await bundled('short-program'), url, server.url, '60000']);
    const { budget } = await budgetIn(await connectTo(url));
    expect(budget).toMatchObject({ limit: 20, underWay: {} });
    expect(server.judge.arrivals).toHaveLength(3);
  });
});

describe('a pacer whose Redis is away', () => {
  it('lets requests go without it, warns once, and names no password', async () => {
    const url = `redis://user:${plantedSecrets.clientSecret}@127.0.0.1:1`;
    const { pacer, warnings } = pacerWith({ url, timeout: 200 });
    const slots = await Promise.all(
      ['a', 'b', 'c'].map((key) => Promise.resolve(pacer.reserve(request({ key })))),
    );
    for (const slot of slots) slot.settle(answered({ limit: 2, period: 60, count: 1 }));
    await pacer.reserve(request({ key: 'a' }));
    expect(warnings).toEqual([expect.stringMatching(/^Redis is away \(ECONNREFUSED\): /)]);
    expect(warnings[0]).not.toContain(plantedSecrets.clientSecret);
    // It keeps to the limit also alone.
    let granted = false;
    void Promise.resolve(pacer.reserve(request({ key: 'a' }))).then(() => (granted = true));
    await pacer.reserve(request({ key: 'b' }));
    expect(granted).toBe(false);
  });

  it('lets a program end', async () => {
    const server = await startCountingServer('sliding log', 20, 1000);
    const program = await bundled('short-program');
    const { stderr } = await promisify(execFile)(process.execPath, [
      program,
      'redis://127.0.0.1:1',
      server.url,
      '300',
    ]);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('Redis is away')]);
    expect(server.judge.arrivals).toHaveLength(3);
  });
});

describe.skipIf(!hasRedis)('a pacer whose Redis comes back', () => {
  it('goes on from what was known, and tells what happened meanwhile', async () => {
    const redis = await startRedis();
    const { pacer, warnings, warned } = pacerWith({ url: redis.url, timeout: 3000 });
    (await pacer.reserve(request())).settle(answered({ limit: 5, period: 60, count: 3 }));
    await until(() => pacer.state('key')?.limit === 5);
    await redis.kill();
    const slot = await pacer.reserve(request());
    expect(pacer.state('key')).toMatchObject({ limit: 5, used: 4 });
    expect(warnings).toHaveLength(1);
    await redis.start();
    await warned(2);
    expect(warnings[1]).toBe('Redis is back: rate budgets are shared with other processes again.');
    const raw = await connectTo(redis.url);
    await until(async () => (await raw.everything()).size > 1);
    expect(Object.keys((await budgetIn(raw)).budget.underWay)).toHaveLength(1);
    slot.settle(answered());
    await until(async () => Object.keys((await budgetIn(raw)).budget.underWay).length === 0);
    expect(warnings).toHaveLength(2);
  });

  it('does not wait for one that answers nothing, and takes back what that did late', async () => {
    const redis = await startRedis();
    const { pacer, warnings, warned } = pacerWith({ url: redis.url, timeout: 3000 });
    (await pacer.reserve(request())).settle(answered({ limit: 9, period: 60, count: 1 }));
    await until(() => pacer.state('key')?.limit === 9);
    redis.freeze();
    const slots: Reservation[] = [];
    for (let count = 0; count < 3; count++) slots.push(await pacer.reserve(request()));
    expect(warnings).toEqual([expect.stringContaining('no answer')]);
    redis.thaw();
    await warned(2);
    const raw = await connectTo(redis.url);
    await until(async () => Object.keys((await budgetIn(raw)).budget.underWay).length === 3);
    for (const slot of slots) slot.settle(answered());
    await until(async () => Object.keys((await budgetIn(raw)).budget.underWay).length === 0);
    expect(warnings).toHaveLength(2);
  });

  it('hides a lost connection that can be made again at once', async () => {
    const redis = await startRedis();
    const { pacer, warnings } = pacerWith({ url: redis.url });
    const raw = await connectTo(redis.url);
    (await pacer.reserve(request())).settle(answered({ limit: 9, period: 60, count: 1 }));
    await until(() => pacer.state('key')?.limit === 9);
    await raw.command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await raw.command('CLIENT', 'KILL', 'TYPE', 'pubsub', 'SKIPME', 'yes');
    await pacer.reserve(request());
    expect(warnings).toEqual([]);
    expect(Object.keys((await budgetIn(raw)).budget.underWay)).toHaveLength(1);
  });

  it('warns once while it can be reached and refuses to write', async () => {
    const redis = await startRedis();
    const raw = await connectTo(redis.url);
    await raw.command('CONFIG', 'SET', 'maxmemory', '1');
    const { pacer, warnings, warned } = pacerWith({ url: redis.url });
    await pacer.reserve(request());
    expect(warnings).toEqual([expect.stringContaining('(OOM)')]);
    await pacer.reserve(request({ key: 'other' }));
    await raw.command('CONFIG', 'SET', 'maxmemory', '0');
    await warned(2);
    expect(warnings[1]).toContain('Redis is back');
  });

  it('says which refusal it got when the password is wrong, and not the password', async () => {
    const redis = await startRedis('--requirepass', 'right');
    const url = redis.url.replace('//', `//:${plantedSecrets.clientSecret}@`);
    const { pacer, warnings } = pacerWith({ url });
    await pacer.reserve(request());
    expect(warnings).toEqual([expect.stringContaining('(WRONGPASS)')]);
  });
});

describe('the options', () => {
  const refusal = (options: unknown): string => {
    try {
      return String(redisPacer(options as RedisPacerOptions) satisfies RedisPacer);
    } catch (error) {
      return String(error);
    }
  };

  it.each([
    ['nothing', {}, 'redisPacer needs the address'],
    ['no address', { url: undefined }, 'redisPacer needs the address'],
    [
      'another protocol',
      { url: `http://${plantedSecrets.secret}@localhost` },
      'redisPacer needs the address',
    ],
    ['no URL', { url: plantedSecrets.secret }, 'redisPacer needs the address'],
    ['two ways', { url: 'redis://localhost', client: createClient() }, 'not both'],
    ['no client', { client: {} }, 'createClient'],
    ['a misspelt name', { url: 'redis://localhost', timout: 5 }, 'no option timout'],
    ['no time', { url: 'redis://localhost', timeout: 0 }, 'timeout'],
    ['a text as time', { url: 'redis://localhost', timeout: '5' }, 'timeout'],
    ['no text as prefix', { url: 'redis://localhost', prefix: 5 }, 'prefix'],
    ['no function', { url: 'redis://localhost', onWarning: 'x' }, 'onWarning'],
    ['no object', undefined, 'redisPacer needs'],
  ])('with %s are refused by a message that says what to do', (_, options, message) => {
    expect(refusal(options)).toContain(message);
    expect(refusal(options).includes(plantedSecrets.secret)).toBe(false);
  });
});
