import { OAuthSession, type StoredGrant, type TokenStore } from 'tspco';
import { describe, expect, it, onTestFinished } from 'vitest';
import { redisTokenStore, type RedisTokenStore } from '../src/redis-token-store.ts';
import { hasRedis, startRedis } from './support/redis-server.ts';
import { startRotatingServer, type Fault, type Pair } from './support/rotating-server.ts';
import { seeded } from './support/seeded.ts';
import { tokenProcesses, type TokenProcess } from './support/token-processes.ts';

const PROCESSES = 8;
const CHURCHES = Array.from('abcdefghijkl', (letter) => `church ${letter}`);

function storeAt(url: string): RedisTokenStore {
  const store = redisTokenStore({ url, timeout: 60_000 });
  onTestFinished(() => store.close());
  return store;
}

/** A grant that was connected two hours ago. */
function expired(pair: Pair): StoredGrant {
  const expiresAt = Date.now() - 1000;
  return { ...pair, receivedAt: expiresAt - 7_200_000, expiresAt };
}

async function connectAll(store: TokenStore, grant: (church: string) => Pair): Promise<void> {
  for (const church of CHURCHES) await store.save(church, expired(grant(church)), 0);
}

async function startProcesses(): Promise<readonly TokenProcess[]> {
  const start = await tokenProcesses();
  return Promise.all(Array.from({ length: PROCESSES }, start));
}

describe.skipIf(!hasRedis)('eight processes with sessions on one Redis', () => {
  it('lose no grant to a bad line, and send no refresh token twice that may have worked', async () => {
    const random = seeded(1);
    const kinds: readonly Fault[] = [
      'reset',
      'unavailable',
      'slow',
      'reset',
      'unavailable',
      'slow',
      'firewall',
    ];
    const server = await startRotatingServer(() =>
      random() < 0.1 ? kinds[Math.floor(random() * kinds.length)] : undefined,
    );
    const { url } = await startRedis();
    await connectAll(storeAt(url), server.grant);
    const processes = await startProcesses();
    const place = { store: url, server: server.url, churches: CHURCHES };

    const all = await Promise.all(
      processes.map((one, index) => one.obey({ ...place, kind: 'refresh', times: 200, seed: index + 1 })),
    );

    expect(all.flatMap(({ ended }) => ended)).toEqual([]);
    expect(all.flatMap(({ failed }) => failed)).not.toContain('Error');
    expect(server.clashes).toEqual([]);
    const sent = new Set<string>();
    const [twice, refused]: [string[], string[]] = [[], []];
    for (const { refreshToken, end } of server.presentations) {
      if (end === 'refused') refused.push(refreshToken);
      if (end === 'failed') continue;
      if (sent.has(refreshToken)) twice.push(refreshToken);
      sent.add(refreshToken);
    }
    expect({ twice, refused }).toEqual({ twice: [], refused: [] });
    const last = await Promise.all(processes.map((one) => one.obey({ ...place, kind: 'look' })));
    const pairs = Object.fromEntries(CHURCHES.map((church) => [church, server.pairOf(church)]));
    for (const { pairs: found } of last) expect(found).toEqual(pairs);

    // It was a trial: there was much to do, and everything went wrong that could.
    const renewed = all.reduce((sum, one) => sum + one.renewed, 0);
    const failed = all.reduce((sum, one) => sum + one.failed.length, 0);
    expect(renewed + failed).toBe(PROCESSES * 200);
    expect(renewed).toBeGreaterThan(PROCESSES * 180);
    expect(sent.size).toBeGreaterThan(PROCESSES * 20);
    for (const kind of kinds) expect(server.faults).toContain(kind);
  });

  it('tell once of each grant whose new pair got lost on its way', async () => {
    const random = seeded(2);
    const lostAt = new Map(CHURCHES.map((church) => [church, 1 + Math.floor(random() * 8)]));
    const server = await startRotatingServer((church, number) =>
      number === lostAt.get(church) ? (number % 2 === 0 ? 'lost answer' : 'cut answer') : undefined,
    );
    const { url } = await startRedis();
    const store = storeAt(url);
    await connectAll(store, server.grant);
    const processes = await startProcesses();
    const place = { store: url, server: server.url, churches: CHURCHES };

    const all = await Promise.all(
      processes.map((one, index) => one.obey({ ...place, kind: 'use up', seed: index + 1 })),
    );

    const ended = all.flatMap(({ ended }) => ended).sort((one, other) => (one.id < other.id ? -1 : 1));
    expect(ended).toEqual(CHURCHES.map((id) => ({ id, reason: 'invalid_request' })));
    for (const church of CHURCHES) {
      const ends = server.presentations.filter((one) => one.church === church).map(({ end }) => end);
      const before = Array.from({ length: (lostAt.get(church) ?? 0) - 1 }, () => 'rotated');
      expect(ends).toEqual([...before, 'lost', 'refused']);
      expect((await store.load(church))?.grant.ended).toMatchObject({ reason: 'invalid_request' });
    }
    expect(new Set(server.faults)).toEqual(new Set(['lost answer', 'cut answer']));
  });
});

describe.skipIf(!hasRedis)('a session on Redis', () => {
  it('sends one request for a thousand callers who come with an expired token', async () => {
    const server = await startRotatingServer();
    const { url } = await startRedis();
    const store = storeAt(url);
    await store.save('grace', expired(server.grant('grace')), 0);
    const session = new OAuthSession({ clientId: 'app', apiBase: server.url, store, id: 'grace' });
    const given = await Promise.all(Array.from({ length: 1000 }, () => session.accessToken()));
    expect(new Set(given)).toEqual(new Set([server.pairOf('grace').accessToken]));
    expect(server.presentations.map(({ end }) => end)).toEqual(['rotated']);
  });
});
