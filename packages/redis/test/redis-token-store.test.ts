import { inspect } from 'node:util';
import { createClient } from '@redis/client';
import { OAuthSession, PCOError, type StoredGrant } from 'tspco';
import { tokenStoreContract } from 'tspco/token-store';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  redisTokenStore,
  type RedisTokenStore,
  type RedisTokenStoreOptions,
} from '../src/redis-token-store.ts';
import { plantedSecrets } from '../../tspco/test/support/secrets.ts';
import { clientThatLosesAnswers } from './support/losing-client.ts';
import { connectTo } from './support/raw-redis.ts';
import { hasRedis, startRedis, startSharedRedis, type RedisServer } from './support/redis-server.ts';

const GRANT: StoredGrant = {
  accessToken: plantedSecrets.token,
  refreshToken: plantedSecrets.refreshToken,
  receivedAt: 1_767_225_600_000,
  expiresAt: 1_767_232_800_000,
};
const NEXT: StoredGrant = { ...GRANT, accessToken: `${plantedSecrets.token}-next` };
const LONG_LEASE = 60_000;

/** A store of this test. It waits for Redis longer than any machine takes, unless told otherwise. */
function storeWith(options: RedisTokenStoreOptions): RedisTokenStore {
  const store = redisTokenStore({ timeout: 60_000, ...options });
  onTestFinished(() => store.close());
  return store;
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('It did not fail.');
  return error;
}

function expectNoSecret(error: unknown): void {
  const text = inspect(error, { depth: 9, showHidden: true });
  for (const secret of Object.values(plantedSecrets)) expect(text).not.toContain(secret);
}

describe.skipIf(!hasRedis)('every token store', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startSharedRedis();
    return () => redis.end();
  });
  it.each(tokenStoreContract(() => storeWith({ url: redis.url })))('$name', ({ run }) => run());
});

describe.skipIf(!hasRedis)('a token store on Redis', () => {
  it('keeps grants for ever, and locks for their lease', async () => {
    const { url } = await startRedis();
    const [store, raw] = [storeWith({ url }), await connectTo(url)];
    await store.save('grace', GRANT, 0);
    await store.lock('grace', LONG_LEASE);
    expect(await raw.command('PTTL', 'tspco:grant:grace')).toBe(-1);
    const left = Number(await raw.command('PTTL', 'tspco:grant-lock:grace'));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(LONG_LEASE);
  });

  it('has no token in the names of keys', async () => {
    const { url } = await startRedis();
    const [store, raw] = [storeWith({ url }), await connectTo(url)];
    await store.save('grace', GRANT, 0);
    await store.lock('grace', LONG_LEASE);
    const keys = [...(await raw.everything()).keys()];
    expect(keys.sort()).toEqual(['tspco:grant-lock:grace', 'tspco:grant:grace']);
  });

  it('does not let a late save come upon a grant that took the place of a removed one', async () => {
    const { url } = await startRedis();
    const store = storeWith({ url });
    await store.save('grace', GRANT, 0);
    const late = await store.load('grace');
    await store.remove('grace');
    await store.save('grace', NEXT, 0);
    expect(await store.save('grace', GRANT, late?.revision ?? 0)).toBe(false);
    expect((await store.load('grace'))?.grant).toEqual(NEXT);
  });

  it('finds all names among many other keys', async () => {
    const { url } = await startRedis();
    const [store, raw] = [storeWith({ url }), await connectTo(url)];
    await raw.command('EVAL', "for i = 1, 5000 do redis.call('SET', 'other:' .. i, i) end", '0');
    const names = Array.from({ length: 200 }, (_, index) => `church ${index}`);
    await Promise.all(names.map((name) => store.save(name, GRANT, 0)));
    expect((await store.names()).sort()).toEqual(names.sort());
  });

  it('keeps stores apart that have other prefixes, whatever these are', async () => {
    const { url } = await startRedis();
    const prefixes = ['tspco:', '', 'tspco:grant:', 'grant:', 'a*', 'a', '[ab]', 'b', 'x?\\'];
    const stores = prefixes.map((prefix) => storeWith({ url, prefix }));
    for (const [index, store] of stores.entries())
      await store.save(`church ${index}`, { ...GRANT, scope: `scope ${index}` }, 0);
    for (const [index, store] of stores.entries()) {
      expect(await store.names()).toEqual([`church ${index}`]);
      expect((await store.load(`church ${index}`))?.grant.scope).toBe(`scope ${index}`);
    }
    const locks = await Promise.all(stores.map((store) => store.lock('same', LONG_LEASE)));
    expect(locks).toHaveLength(prefixes.length);
  });

  it('has done what Redis did, and once, also when the answer was lost', async () => {
    const { url } = await startRedis();
    const broken = clientThatLosesAnswers(url);
    const [store, other] = [storeWith({ client: broken.client }), storeWith({ url })];
    const losing = <T>(work: () => Promise<T>): Promise<T> => {
      broken.loseNextAnswer();
      return work();
    };
    expect(await losing(() => store.save('grace', GRANT, 0))).toBe(true);
    const { revision = 0 } = (await store.load('grace')) ?? {};
    expect(await losing(() => store.save('grace', NEXT, revision))).toBe(true);
    expect(await other.load('grace')).toEqual({ grant: NEXT, revision: revision + 1 });
    const lock = await losing(() => store.lock('grace', LONG_LEASE));
    await losing(() => lock.release());
    await (await other.lock('grace', LONG_LEASE)).release();
    expect(broken.lost()).toBe(4);
  });
});

describe.skipIf(!hasRedis)('a token store whose Redis is restarted', () => {
  it('finds the grants again if Redis writes them to disk, and needs no new store', async () => {
    const redis = await startRedis('--appendonly', 'yes', '--appendfsync', 'always');
    const store = storeWith({ url: redis.url });
    await store.save('grace', GRANT, 0);
    const lock = await store.lock('grace', LONG_LEASE);
    await redis.kill();
    const waiting = store.load('grace');
    await redis.start();
    expect((await waiting)?.grant).toEqual(GRANT);
    const { revision = 0 } = (await store.load('grace')) ?? {};
    expect(await store.save('grace', NEXT, revision)).toBe(true);
    await lock.release();
    await (await storeWith({ url: redis.url }).lock('grace', LONG_LEASE)).release();
  });

  it('fails soon and clearly while it is away, and works with the next call when it is back', async () => {
    const redis = await startRedis('--appendonly', 'yes');
    const store = storeWith({ url: redis.url, timeout: 300 });
    const patient = storeWith({ url: redis.url });
    await patient.save('grace', GRANT, 0);
    await redis.kill();
    const calls = [
      () => store.load('grace'),
      () => store.save('grace', NEXT, 1),
      () => store.remove('grace'),
      () => store.names(),
      () => store.lock('grace', LONG_LEASE),
    ];
    for (const call of calls) {
      const error = await failureOf(call());
      expect(error.message).toMatch(/^Redis did not answer in time \((ECONNREFUSED|ECONNRESET|no answer)\)$/);
      expectNoSecret(error);
    }
    await redis.start();
    expect((await patient.load('grace'))?.grant).toEqual(GRANT);
  });

  it('gives the lock that was lost to the next one, and its late release and save do no harm', async () => {
    const redis = await startRedis();
    const [ours, theirs] = [storeWith({ url: redis.url }), storeWith({ url: redis.url })];
    const lost = await ours.lock('grace', LONG_LEASE);
    await redis.kill();
    await redis.start();
    const lock = await theirs.lock('grace', LONG_LEASE);
    expect(await theirs.save('grace', NEXT, 0)).toBe(true);
    await lost.release();
    expect(await ours.save('grace', GRANT, 0)).toBe(false);
    const controller = new AbortController();
    const reason = new Error('enough');
    const asked = ours.lock('grace', LONG_LEASE, controller.signal).catch((error: unknown) => error);
    await ours.load('grace');
    controller.abort(reason);
    expect(await asked).toBe(reason);
    await lock.release();
  });

  it('frees a lock that it could not be told of, or that could not be given back', async () => {
    const redis = await startRedis();
    const store = storeWith({ url: redis.url, timeout: 300 });
    const other = storeWith({ url: redis.url });
    const held = await store.lock('held', LONG_LEASE);
    redis.freeze();
    await failureOf(store.lock('asked', LONG_LEASE));
    await failureOf(held.release());
    redis.thaw();
    for (const name of ['asked', 'held']) {
      const lock = await other.lock(name, LONG_LEASE);
      expect(Date.now()).toBeLessThan(held.until);
      await lock.release();
    }
  });
});

describe.skipIf(!hasRedis)('a token store that finds something else in Redis', () => {
  it.each(['', 'garbage', 'null', '[]', '{}', '{"revision":1}', '{"revision":0,"grant":{}}'])(
    'says so, and leaves it: %j',
    async (text) => {
      const { url } = await startRedis();
      const [store, raw] = [storeWith({ url }), await connectTo(url)];
      await raw.command('SET', 'tspco:grant:grace', text);
      for (const call of [() => store.load('grace'), () => store.save('grace', GRANT, 0)])
        expect((await failureOf(call())).message).toBe(
          'what stands under tspco:grant:grace in Redis is no grant: once the key is deleted, the person can connect again',
        );
      expect(await raw.command('GET', 'tspco:grant:grace')).toBe(text);
      await store.remove('grace');
      expect(await store.save('grace', GRANT, 0)).toBe(true);
    },
  );

  it('names the key of another type', async () => {
    const { url } = await startRedis();
    const [store, raw] = [storeWith({ url }), await connectTo(url)];
    await raw.command('LPUSH', 'tspco:grant:grace', 'a');
    await raw.command('LPUSH', 'tspco:grant-lock:grace', 'a');
    const calls = [
      () => store.load('grace'),
      () => store.save('grace', GRANT, 0),
      () => store.lock('grace', LONG_LEASE),
    ];
    for (const call of calls)
      expect((await failureOf(call())).message).toMatch(
        /^Redis refused what was asked about tspco:grant(-lock)?:grace: WRONGTYPE /,
      );
  });
});

describe.skipIf(!hasRedis)('a token store that Redis refuses', () => {
  it('says what Redis said: with a wrong password', async () => {
    const { port } = new URL((await startRedis('--requirepass', plantedSecrets.clientSecret)).url);
    const url = `redis://:${plantedSecrets.secret}@127.0.0.1:${port}`;
    const error = await failureOf(storeWith({ url }).load('grace'));
    expect(error.message).toMatch(/^Redis refused what was asked about tspco:grant:grace: WRONGPASS /);
    expectNoSecret(error);
    const right = `redis://:${plantedSecrets.clientSecret}@127.0.0.1:${port}`;
    expect(await storeWith({ url: right }).load('grace')).toBeUndefined();
  });

  it('says what Redis said: without memory, before anything is sent to Planning Center', async () => {
    const { url } = await startRedis('--maxmemory', '1', '--maxmemory-policy', 'noeviction');
    const error = await failureOf(storeWith({ url }).lock('grace', LONG_LEASE));
    expect(error.message).toMatch(/^Redis refused what was asked about tspco:grant-lock:grace: OOM /);
  });

  it('repeats no token that Redis quotes', async () => {
    const { url } = await startRedis('--rename-command', 'EVALSHA', '');
    const error = await failureOf(storeWith({ url }).save('grace', GRANT, 0));
    expect(error.message).toBe(
      'Redis refused what was asked about tspco:grant:grace with ERR; its log may say why',
    );
    expectNoSecret(error);
  });

  it('works with the rights that the readme names', async () => {
    const { url } = await startRedis();
    const rights = '+get +set +del +scan +eval +evalsha'.split(' ');
    await (
      await connectTo(url)
    ).command('ACL', 'SETUSER', 'tspco', 'on', '>pass', '~tspco:*', 'resetchannels', '-@all', ...rights);
    const store = storeWith({ url: url.replace('//', '//tspco:pass@') });
    const lock = await store.lock('grace', LONG_LEASE);
    expect(await store.save('grace', GRANT, 0)).toBe(true);
    expect(await store.names()).toEqual(['grace']);
    await store.remove('grace');
    await lock.release();
    const other = storeWith({ url: url.replace('//', '//tspco:pass@'), prefix: 'other:' });
    expect((await failureOf(other.load('grace'))).message).toContain('NOPERM');
  });
});

describe('the options of a token store', () => {
  const message = (options: unknown): string => {
    try {
      redisTokenStore(options as RedisTokenStoreOptions);
    } catch (error) {
      expectNoSecret(error);
      return String(error);
    }
    throw new Error('It did not throw.');
  };

  it('are refused with what is to be done', () => {
    expect(message({})).toMatch(/^PCOInputError: redisTokenStore needs the address of a Redis server/);
    expect(message(undefined)).toMatch(/redisTokenStore needs the address/);
    expect(message({ url: `http://:${plantedSecrets.secret}@localhost` })).toMatch(/needs the address/);
    expect(message({ url: 'redis://a', client: createClient() })).toMatch(/takes url or client, not both/);
    expect(message({ url: 'redis://a', prefix: 1 })).toMatch(/prefix must be a text/);
    expect(message({ url: 'redis://a', timeout: 0 })).toMatch(/timeout must be a number/);
    expect(message({ url: 'redis://a', onWarning() {} })).toBe(
      'PCOInputError: There is no option onWarning here. There are: url, client, prefix, timeout.',
    );
  });

  it('cannot name what is no text', async () => {
    const store = redisTokenStore({ url: 'redis://127.0.0.1:1' });
    expect((await failureOf(store.load('\uD800'))).message).toContain('lone surrogate');
  });

  it('do not let a closed store be used', async () => {
    const store = redisTokenStore({ url: 'redis://127.0.0.1:1' });
    store.close();
    expect((await failureOf(store.load('grace'))).message).toBe('the store was closed');
  });
});

it("a session says that it was the store, with Redis's reason and no password", async () => {
  const url = `redis://user:${plantedSecrets.clientSecret}@127.0.0.1:1`;
  const store = storeWith({ url, timeout: 100 });
  const session = new OAuthSession({ clientId: 'app', store });
  const error = await failureOf(session.accessToken());
  expect(error).toBeInstanceOf(PCOError);
  expect(error).toMatchObject({ code: 'ERR_TOKEN_STORE' });
  expect(error.message).toMatch(/Redis did not answer in time \((ECONNREFUSED|no answer)\)/);
  expectNoSecret(error);
});
