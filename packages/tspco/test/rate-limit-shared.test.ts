import { PCO, type ClientOptions, type PCOOptions, type WaitEvent } from 'tspco';
import { describe, expect, it } from 'vitest';
import { createPacer } from '../src/pacing/pacer.ts';
import { clientWith } from './support/client.ts';
import { credentials, plantedSecrets } from './support/secrets.ts';
import { startServer } from './support/server.ts';
import { patientTime } from './support/time.ts';

const otherChurch = { applicationId: 'app-of-another-church', secret: plantedSecrets.secret } as const;

/**
 * Refuses the first request for five seconds. While it waits, `during` sends more. Returns when each path reached the
 * server, in milliseconds.
 */
async function whileRefused(
  during: (client: (options?: Partial<PCOOptions>) => PCO) => Promise<unknown>,
  first: { path?: string; options?: ClientOptions } = {},
) {
  const { path = '/people/v2/first', options } = first;
  const time = patientTime();
  const pacer = createPacer(time.world);
  const seenAt: [string, number][] = [];
  const server = await startServer((request) => {
    seenAt.push([request.url.pathname.split('/').at(-1) ?? '', time.elapsed()]);
    if (seenAt.length > 1) return { body: { data: { type: 'Person', id: '1', attributes: {} } } };
    return { status: 429, headers: { 'retry-after': '5' } };
  });
  const client = (other: Partial<PCOOptions> = {}): PCO =>
    clientWith(
      { ...credentials, apiBase: server.url, fetch: time.fetch, pacer, ...other } as PCOOptions,
      time.world,
    );
  let others: Promise<unknown> | undefined;
  const wait = (): void => {
    others ??= during(client);
  };
  await client({ ...options, on: { wait } }).get(path);
  await others;
  return seenAt;
}

describe('while a request waits for the rate limit', () => {
  it('others with the same credentials wait, too', async () => {
    const seenAt = await whileRefused((client) => {
      const pco = client();
      return Promise.all([pco.get('/people/v2/second'), pco.post('/giving/v2/third', {})]);
    });
    expect(Object.fromEntries(seenAt.slice(1))).toEqual({ first: 5000, second: 5000, third: 5000 });
  });

  it('those of another church do not', async () => {
    const seenAt = await whileRefused((client) => client(otherChurch).get('/people/v2/second'));
    expect(seenAt).toEqual([
      ['first', 0],
      ['second', 0],
      ['first', 5000],
    ]);
  });

  it('those of another church do when both share a budgetKey', async () => {
    const seenAt = await whileRefused(
      (client) => client({ ...otherChurch, budgetKey: 'ours' }).get('/people/v2/second'),
      { options: { budgetKey: 'ours' } },
    );
    expect(Object.fromEntries(seenAt.slice(1))).toEqual({ first: 5000, second: 5000 });
  });

  it('views of the client wait with it', async () => {
    const seenAt = await whileRefused((client) =>
      client().with({ priority: 'bulk', version: '2018-08-01' }).get('/people/v2/second'),
    );
    expect(Object.fromEntries(seenAt.slice(1))).toEqual({ first: 5000, second: 5000 });
  });

  it('high offsets go on, since the server counts them apart', async () => {
    const seenAt = await whileRefused((client) => client().get('/people/v2/second', { offset: 30_001 }));
    expect(seenAt.slice(0, 2)).toEqual([
      ['first', 0],
      ['second', 0],
    ]);
  });

  it('a high offset that waits does not hold up the rest', async () => {
    const seenAt = await whileRefused((client) => client().get('/people/v2/second'), {
      path: '/people/v2/first?offset=40000',
    });
    expect(seenAt[1]).toEqual(['second', 0]);
  });

  it('the queue is told to the hooks', async () => {
    const waits: WaitEvent[] = [];
    await whileRefused((client) =>
      client({ on: { wait: (event) => waits.push(event) } }).get('/people/v2/second'),
    );
    expect(waits).toEqual([
      { method: 'GET', path: '/people/v2/second', attempt: 1, reason: 'queue', delay: 5000 },
    ]);
  });

  it('waiting in the queue is not counted against the deadline', async () => {
    const seenAt = await whileRefused((client) => client().get('/people/v2/second', {}, { deadline: 1000 }));
    expect(seenAt).toContainEqual(['second', 5000]);
  });
});

describe('a request that the queue holds between two attempts', () => {
  it('is not sent without time to answer: the queue is not counted against the deadline', async () => {
    const time = patientTime();
    const pacer = createPacer(time.world);
    const server = await startServer(({ url }) => {
      const refused = server.requests.filter((request) => request.url.pathname === url.pathname).length === 1;
      if (!refused) return { body: { data: [] } };
      return { status: 429, headers: { 'retry-after': url.pathname === '/short' ? '5' : '55' } };
    });
    const pco = clientWith({ ...credentials, apiBase: server.url, fetch: time.fetch, pacer }, time.world);
    const both = await Promise.allSettled([
      pco.get('/short', {}, { deadline: 20_000 }),
      pco.get('/long', {}, { deadline: 1_000_000 }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });
});

describe('two clients of one person in one process', () => {
  it('share the pause without being told to', async () => {
    const seenAt: number[] = [];
    const server = await startServer(() => {
      seenAt.push(Date.now());
      return seenAt.length === 1 ? { status: 429, headers: { 'retry-after': '0' } } : { body: { data: [] } };
    });
    const options = { applicationId: 'app-two-clients', secret: plantedSecrets.secret, apiBase: server.url };
    let second: Promise<unknown> | undefined;
    const first = new PCO({
      ...options,
      on: { wait: () => void (second ??= new PCO(options).get('/people/v2/b')) },
    });
    await first.get('/people/v2/a');
    await second;
    const [start = 0, ...later] = seenAt;
    // A timer of Node.js may be early by a millisecond.
    expect(later.map((at) => at - start >= 245)).toEqual([true, true]);
  });
});
