import { expect, test } from 'vitest';
import { fakeWorld } from '../../test/support/world.ts';
import { createPacer, type PacerRequest } from './pacer.ts';

const request: PacerRequest = {
  key: 'a',
  method: 'GET',
  priority: 'interactive',
  offset: 0,
  signal: undefined,
};
const refused = { status: 429, rate: undefined, pause: 5000 };

test('lets the first request through at once', () => {
  const pacer = createPacer(fakeWorld());
  expect(pacer.reserve(request)).not.toBeInstanceOf(Promise);
});

test('holds all requests of a budget back after a 429, and only those', async () => {
  const world = fakeWorld();
  const pacer = createPacer(world);
  (await pacer.reserve(request)).settle(refused);
  expect(pacer.reserve({ ...request, key: 'b' })).not.toBeInstanceOf(Promise);
  expect(pacer.reserve({ ...request, offset: 30_001 })).not.toBeInstanceOf(Promise);
  expect(world.slept).toEqual([]);
  const found = await pacer.reserve(request);
  expect(world.slept).toEqual([5000]);
  found.settle({ status: 200, rate: undefined, pause: undefined });
  expect(pacer.reserve(request)).not.toBeInstanceOf(Promise);
});

test('a pause can be made longer but not shorter while it lasts', async () => {
  const world = fakeWorld();
  const pacer = createPacer(world);
  (await pacer.reserve(request)).settle({ status: 200, rate: undefined, pause: undefined });
  const [first, second] = [await pacer.reserve(request), await pacer.reserve(request)];
  first.settle(refused);
  second.settle({ ...refused, pause: 1000 });
  await pacer.reserve(request);
  expect(world.slept).toEqual([5000]);
});

test('a request that is aborted while it is held back stops waiting', async () => {
  const pacer = createPacer(fakeWorld({ longest: 10 }));
  (await pacer.reserve(request)).settle(refused);
  const controller = new AbortController();
  const waiting = pacer.reserve({ ...request, signal: controller.signal });
  const reason = new Error('enough');
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});

test('a pause of more than a minute is no rate limit: each request hears it by itself', async () => {
  const pacer = createPacer(fakeWorld());
  (await pacer.reserve(request)).settle({ ...refused, pause: 3_600_000 });
  expect(pacer.reserve(request)).not.toBeInstanceOf(Promise);
});
