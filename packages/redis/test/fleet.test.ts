import { describe, expect, it } from 'vitest';
import { WINDOWS } from '../../tspco/test/support/judge.ts';
import { startCountingServer } from './support/counting-server.ts';
import { startFleet } from './support/fleet.ts';
import { hasRedis, startRedis } from './support/redis-server.ts';

const LIMIT = 20;
const PERIOD = 2000;
const PERIODS = 4;

describe.skipIf(!hasRedis)('real processes that share one budget', () => {
  it.each([1, 2, 8])('%i of them are refused nothing by any kind of window', async (count) => {
    const redis = await startRedis();
    const fleet = await startFleet(count);
    await Promise.all(
      WINDOWS.map(async (window) => {
        const server = await startCountingServer(window, LIMIT, PERIOD);
        const order = {
          redis: redis.url,
          timeout: 60_000,
          server: server.url,
          applicationId: window.replaceAll(' ', '-'),
          requests: (LIMIT * PERIODS) / count,
          inFlight: Math.ceil(24 / count),
        };
        const done = await Promise.all(fleet.map((worker) => worker.obey(order)));
        const { arrivals, refused } = server.judge;
        expect({ window, refused, failed: done.flatMap(({ failed }) => failed) }).toEqual({
          window,
          refused: 0,
          failed: [],
        });
        expect(arrivals).toHaveLength(LIMIT * PERIODS);
        // The first period's requests may come at its end and the last one's at its beginning. How much of the budget
        // is used is measured without the noise of a machine in many-processes.test.ts; here, much is wrong if it
        // takes twice as long.
        const took = (arrivals.at(-1)?.at ?? 0) - (arrivals[0]?.at ?? 0);
        expect(took / PERIOD).toBeLessThan(2 * PERIODS);
      }),
    );
    expect(fleet.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it('go on when one of them dies', async () => {
    const redis = await startRedis();
    const fleet = await startFleet(3);
    const server = await startCountingServer('sliding log', 20, 1000);
    const order = {
      redis: redis.url,
      timeout: 60_000,
      server: server.url,
      applicationId: 'app',
      requests: 40,
      inFlight: 5,
    };
    const [victim, ...others] = fleet;
    victim?.obey(order).catch(() => {});
    const done = others.map((worker) => worker.obey(order));
    await server.arrived(25);
    await victim?.kill();
    for (const { failed } of await Promise.all(done)) expect(failed).toEqual([]);
    expect(server.judge.refused).toBe(0);
  });

  it('all get through when Redis dies and comes back, and share the budget again then', async () => {
    const redis = await startRedis();
    const fleet = await startFleet(3);
    const server = await startCountingServer('sliding log', 20, 1000);
    const order = {
      redis: redis.url,
      timeout: 3000,
      server: server.url,
      applicationId: 'app',
      requests: 30,
      inFlight: 5,
    };
    const done = fleet.map((worker) => worker.obey(order));
    await server.arrived(30);
    await redis.kill();
    await Promise.all(fleet.map((worker) => worker.warned(1)));
    await redis.start();
    for (const { failed } of await Promise.all(done)) expect(failed).toEqual([]);
    await Promise.all(fleet.map((worker) => worker.warned(2)));
    const refused = server.judge.refused;
    const again = await Promise.all(fleet.map((worker) => worker.obey(order)));
    for (const { failed } of again) expect(failed).toEqual([]);
    expect(server.judge.refused).toBe(refused);
    for (const { warnings } of fleet) {
      expect(warnings).toEqual([
        expect.stringContaining('Redis is away'),
        expect.stringContaining('Redis is back'),
      ]);
    }
  });
});
