import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenStore } from 'tspco';
import { fileTokenStore } from 'tspco/file-store';
import { describe, expect, it, onTestFinished } from 'vitest';
import { redisTokenStore } from '../src/redis-token-store.ts';
import { hasRedis, startRedis } from './support/redis-server.ts';
import { startRotatingServer, type RotatingServer } from './support/rotating-server.ts';
import { tokenProcesses, type TokenProcess } from './support/token-processes.ts';
import type { Done, Order, Step } from './support/token-worker.ts';

/** How long the lock of a process lasts that will be killed: the next one waits for it. */
const LEASE = 400;
const CHURCH = 'grace';

interface Opened {
  readonly place: string;
  readonly store: TokenStore;
}

const STORES: readonly { readonly name: string; readonly isThere: boolean; open(): Promise<Opened> }[] = [
  {
    name: 'files',
    isThere: true,
    open() {
      const place = mkdtempSync(join(tmpdir(), 'tspco-tokens-'));
      onTestFinished(() => rmSync(place, { recursive: true, force: true }));
      return Promise.resolve({ place, store: fileTokenStore(place) });
    },
  },
  {
    name: 'Redis',
    isThere: hasRedis,
    async open() {
      const { url } = await startRedis();
      const store = redisTokenStore({ url, timeout: 60_000 });
      onTestFinished(() => store.close());
      return { place: url, store };
    },
  },
];

/** Kills a process in the middle of a refresh, and lets the next one do the same refresh. */
async function killAndGoOn(
  { place, store }: Opened,
  stopAndKill: (victim: TokenProcess, server: RotatingServer, begin: (at?: Step) => void) => Promise<void>,
) {
  const server = await startRotatingServer();
  const expiresAt = Date.now() - 1000;
  const grant = { ...server.grant(CHURCH), receivedAt: expiresAt - 7_200_000, expiresAt };
  await store.save(CHURCH, grant, 0);
  const start = await tokenProcesses();
  const order = { kind: 'stop', store: place, server: server.url, churches: [CHURCH], lease: LEASE } as const;
  const [victim, next] = [await start(), await start()];
  await stopAndKill(victim, server, (at) => victim.begin({ ...order, at }));
  const sentBefore = server.presentations.length;
  const done = await next.obey({ ...order, at: undefined });
  const again: Order = { ...order, at: undefined };
  return {
    server,
    done,
    saved: (await store.load(CHURCH))?.grant,
    /** When the next process sent something. */
    sentAt: server.presentations[sentBefore]?.at,
    lockedUntil: victim.lockedUntil(),
    again: () => next.obey(again),
  };
}

type Course = Awaited<ReturnType<typeof killAndGoOn>>;

function expectAlive({ server, done, saved }: Course): void {
  expect(done).toMatchObject({ renewed: 1, failed: [], ended: [] });
  expect(saved).toMatchObject(server.pairOf(CHURCH));
  expect(saved?.ended).toBeUndefined();
}

async function expectToldOnce({ done, again }: Course): Promise<void> {
  const once: Partial<Done> = {
    renewed: 0,
    failed: ['PCOReconnectError'],
    ended: [{ id: CHURCH, reason: 'invalid_request' }],
  };
  expect(done).toMatchObject(once);
  // All that it was told, from the beginning.
  expect(await again()).toMatchObject(once);
}

function expectWaited({ sentAt, lockedUntil }: Course): void {
  expect(lockedUntil).toBeDefined();
  expect(sentAt).toBeGreaterThanOrEqual(lockedUntil ?? Infinity);
}

/** Stops it at a step of its own, and kills it there. */
const killedAt =
  (step: Step) =>
  async (victim: TokenProcess, _: RotatingServer, begin: (at?: Step) => void): Promise<void> => {
    begin(step);
    await victim.stopped;
    await victim.kill();
  };

/** Kills it while the server has its request. */
const killedWhileWaiting =
  (isDone: boolean) =>
  async (victim: TokenProcess, server: RotatingServer, begin: () => void): Promise<void> => {
    const held = server.holdNext();
    begin();
    await held.arrived;
    await victim.kill();
    await held.go(isDone);
  };

describe.each(STORES.filter(({ isThere }) => isThere))('a process that is killed, on $name', ({ open }) => {
  it('leaves the grant to the next one: before it takes the lock', async () => {
    const course = await killAndGoOn(await open(), killedAt('before it takes the lock'));
    expectAlive(course);
    expect(course.server.presentations).toHaveLength(1);
  });

  it('leaves the grant to the next one, when its lock ends: with the lock', async () => {
    const course = await killAndGoOn(await open(), killedAt('with the lock'));
    expectAlive(course);
    expectWaited(course);
    expect(course.server.presentations).toHaveLength(1);
  });

  it('leaves the grant to the next one, when its lock ends: with a request that is not done', async () => {
    const course = await killAndGoOn(await open(), killedWhileWaiting(false));
    expectAlive(course);
    expectWaited(course);
    expect(course.server.presentations.map(({ end }) => end)).toEqual(['failed', 'rotated']);
  });

  it('leaves the new pair to the next one: saved, with the lock', async () => {
    const course = await killAndGoOn(await open(), killedAt('before it gives the lock back'));
    expectAlive(course);
    expect(course.server.presentations.map(({ end }) => end)).toEqual(['rotated']);
  });

  it('costs the grant, which is told once: with a request that was done', async () => {
    const course = await killAndGoOn(await open(), killedWhileWaiting(true));
    await expectToldOnce(course);
    expectWaited(course);
    expect(course.server.presentations.map(({ end }) => end)).toEqual(['lost', 'refused']);
  });

  it('costs the grant, which is told once: with an answer that is not saved', async () => {
    const course = await killAndGoOn(await open(), killedAt('before it saves the answer'));
    await expectToldOnce(course);
    expectWaited(course);
    expect(course.server.presentations.map(({ end }) => end)).toEqual(['rotated', 'refused']);
  });
});
