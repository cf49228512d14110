import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { createWebhook, WebhookHandler, webhookStoreContract, type WebhookClaim } from 'tspco/webhooks';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  redisWebhookStore,
  type RedisWebhookStore,
  type RedisWebhookStoreOptions,
} from '../src/redis-webhook-store.ts';
import { plantedSecrets } from '../../tspco/test/support/secrets.ts';
import { clientThatLosesAnswers } from './support/losing-client.ts';
import { connectTo } from './support/raw-redis.ts';
import { hasRedis, startRedis, startSharedRedis, type RedisServer } from './support/redis-server.ts';

const LEASE = 60_000;

/** A store of this test. It waits for Redis longer than any machine takes, unless told otherwise. */
function storeWith(options: RedisWebhookStoreOptions): RedisWebhookStore {
  const store = redisWebhookStore({ timeout: 60_000, ...options });
  onTestFinished(() => store.close());
  return store;
}

async function claimed(store: RedisWebhookStore, key: string): Promise<WebhookClaim> {
  const claim = await store.claim(key, LEASE);
  if (typeof claim === 'string') throw new Error(`expected a claim, got ${claim}`);
  return claim;
}

describe.skipIf(!hasRedis)('every store of webhooks', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startSharedRedis();
    return () => redis.end();
  });
  it.each(webhookStoreContract(() => storeWith({ url: redis.url })))('$name', ({ run }) => run());
});

describe.skipIf(!hasRedis)('a store of webhooks on Redis', () => {
  it('lets claims expire with their lease, and what is done after the time that is set', async () => {
    const { url } = await startRedis();
    const [store, raw] = [storeWith({ url, keep: 120_000 }), await connectTo(url)];
    const claim = await claimed(store, 'church:1');
    const [key = ''] = (await raw.everything()).keys();
    expect(key).toMatch(/^tspco:webhook:[\w-]{43}$/);
    const left = async (): Promise<number> => Number(await raw.command('PTTL', key));
    expect(await left()).toBeGreaterThan(0);
    expect(await left()).toBeLessThanOrEqual(LEASE);
    await claim.done();
    expect(await left()).toBeGreaterThan(LEASE);
    expect(await left()).toBeLessThanOrEqual(120_000);
    expect([...(await raw.everything()).values()]).toEqual(['done']);
  });

  it('remembers for eight days unless told otherwise', async () => {
    const { url } = await startRedis();
    const [store, raw] = [storeWith({ url }), await connectTo(url)];
    await (await claimed(store, 'a')).done();
    const [key = ''] = (await raw.everything()).keys();
    expect(Number(await raw.command('PTTL', key)) / 86_400_000).toBeCloseTo(8, 1);
  });

  it('keeps stores apart that have other prefixes', async () => {
    const { url } = await startRedis();
    await (await claimed(storeWith({ url }), 'a')).done();
    await claimed(storeWith({ url, prefix: 'other:' }), 'a');
  });

  it('has one of many machines handle an event', async () => {
    const { url } = await startRedis();
    const secret = '5ec7e7'.repeat(10);
    let handled = 0;
    const machines = Array.from(
      { length: 8 },
      () =>
        new WebhookHandler({ secrets: secret, store: storeWith({ url }), fallback: () => (handled += 1) }),
    );
    const payload = { data: { type: 'Person', id: '1' } };
    const { body, headers } = await createWebhook(
      { name: 'people.v2.events.person.destroyed', payload },
      secret,
    );
    expect(headers['X-PCO-Webhooks-Authenticity']).toBe(
      createHmac('sha256', secret).update(body).digest('hex'),
    );
    const deliver = (machine: WebhookHandler): Promise<number> =>
      machine.fetch(new Request('http://a', { method: 'POST', headers, body })).then(({ status }) => status);
    const statuses = await Promise.all(machines.map(deliver));
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect([handled, ...(await Promise.all(machines.map(deliver)))]).toEqual([1, ...Array(8).fill(200)]);
  });

  it('gives a claim to the one who asked, also when the answer was lost', async () => {
    const { url } = await startRedis();
    const broken = clientThatLosesAnswers(url);
    const store = storeWith({ client: broken.client });
    broken.loseNextAnswer();
    const claim = await claimed(store, 'a');
    expect(await storeWith({ url }).claim('a', LEASE)).toBe('busy');
    broken.loseNextAnswer();
    await claim.release();
    await claimed(storeWith({ url }), 'a');
    expect(broken.lost()).toBe(2);
  });

  it('fails soon and clearly while Redis is away, and works when it is back', async () => {
    const redis = await startRedis('--appendonly', 'yes', '--appendfsync', 'always');
    const store = storeWith({ url: redis.url, timeout: 300 });
    const patient = storeWith({ url: redis.url });
    const claim = await claimed(patient, 'a');
    await claim.done();
    const other = await claimed(store, 'b');
    await redis.kill();
    for (const call of [() => store.claim('c', LEASE), () => other.done(), () => other.release()])
      await expect(call()).rejects.toThrow(
        /^Redis did not answer in time \((ECONNREFUSED|ECONNRESET|no answer)\)$/,
      );
    await redis.start();
    expect(await patient.claim('a', LEASE)).toBe('done');
  });

  it('says what Redis says, and no password', async () => {
    const { port } = new URL((await startRedis('--requirepass', plantedSecrets.clientSecret)).url);
    const url = `redis://:${plantedSecrets.secret}@127.0.0.1:${port}`;
    const error: unknown = await storeWith({ url })
      .claim('a', LEASE)
      .catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/Redis refused what was asked about tspco:webhook:.*: WRONGPASS /);
    for (const secret of Object.values(plantedSecrets))
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret);
  });

  it('works with the rights that the readme names', async () => {
    const { url } = await startRedis();
    const raw = await connectTo(url);
    const rights = '+get +set +del +eval +evalsha'.split(' ');
    await raw.command(
      'ACL',
      'SETUSER',
      'tspco',
      'on',
      '>pass',
      '~tspco:*',
      'resetchannels',
      '-@all',
      ...rights,
    );
    const store = storeWith({ url: url.replace('//', '//tspco:pass@') });
    await (await claimed(store, 'a')).release();
    await (await claimed(store, 'a')).done();
    expect(await store.claim('a', LEASE)).toBe('done');
  });
});

describe('the options of a store of webhooks', () => {
  it('are refused with what is to be done', () => {
    const make = (options: unknown) => () => redisWebhookStore(options as RedisWebhookStoreOptions);
    expect(make({})).toThrow('redisWebhookStore needs the address of a Redis server');
    expect(make({ url: 'redis://a', keep: 0 })).toThrow('keep must be a number of milliseconds from 1');
    expect(make({ url: 'redis://a', kep: 1 })).toThrow(
      'There is no option kep here. There are: url, client, prefix, timeout, keep.',
    );
  });

  it('do not let a closed store be used', async () => {
    const store = redisWebhookStore({ url: 'redis://127.0.0.1:1' });
    store.close();
    await expect(store.claim('a', LEASE)).rejects.toThrow('the store was closed');
  });
});
