import { describe, expect, it } from 'vitest';
import { VirtualTime } from '../../test/support/virtual-time.ts';
import { createPacer, type Pacer, type PacerOutcome, type PacerRequest, type Reservation } from './pacer.ts';

const request: PacerRequest = {
  key: 'ours',
  method: 'GET',
  priority: 'interactive',
  offset: 0,
  signal: undefined,
};
const fine = answer(1);
const refused: PacerOutcome = { status: 429, rate: undefined, pause: 5000 };

function answer(count: number, limit = 100, period = 20): PacerOutcome {
  return { status: 200, rate: { limit, period, count }, pause: undefined };
}

/** A pacer in time that passes only while something waits. */
function start() {
  const time = new VirtualTime();
  const pacer = createPacer(time.world());
  const begun = time.now;
  return {
    time,
    pacer,
    elapsed: () => time.now - begun,
    /** Waits for a slot, however long that takes. */
    reserve: (given: Partial<PacerRequest> = {}): Promise<Reservation> =>
      time.during(Promise.resolve(pacer.reserve({ ...request, ...given }))),
  };
}

/** Whether a request may be sent at once. Its slot is given back unused. */
async function isFree(pacer: Pacer, given: Partial<PacerRequest> = {}): Promise<boolean> {
  const controller = new AbortController();
  const asked = Promise.resolve(pacer.reserve({ ...request, signal: controller.signal, ...given }));
  const soon = new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)));
  const answered = await Promise.race([asked, soon]);
  asked.catch(() => {});
  controller.abort();
  answered?.settle({ status: undefined, rate: undefined, pause: undefined, sent: false });
  return answered !== undefined;
}

describe('the first request of a budget', () => {
  it('goes alone: the limit may be 10, and the count 9 already', async () => {
    const { pacer, reserve } = start();
    const first = await reserve();
    expect(await isFree(pacer)).toBe(false);
    first.settle(answer(9, 10));
    expect(await isFree(pacer)).toBe(true);
    await reserve();
    expect(await isFree(pacer)).toBe(false);
  });

  it('does not hold the others up for long when it is not answered', async () => {
    const { reserve, elapsed } = start();
    await reserve();
    await reserve();
    expect(elapsed()).toBe(2000);
  });

  it('that was never sent says nothing, and the next one goes alone', async () => {
    const { pacer, reserve } = start();
    (await reserve()).settle({ status: undefined, rate: undefined, pause: undefined, sent: false });
    await reserve();
    expect(await isFree(pacer)).toBe(false);
  });

  it('is answered without a limit by some servers: then there is none', async () => {
    const { pacer, reserve } = start();
    (await reserve()).settle({ status: 200, rate: undefined, pause: undefined });
    for (let sent = 0; sent < 500; sent++) await reserve();
    expect(await isFree(pacer)).toBe(true);
  });

  it('goes alone again after a while without answers, since others may have used the budget up', async () => {
    const { pacer, reserve, time } = start();
    (await reserve()).settle(fine);
    await time.during(time.sleep(31_000));
    await reserve();
    expect(await isFree(pacer)).toBe(false);
  });
});

describe('a count that answers tell', () => {
  it('is what others have sent, too', async () => {
    const { pacer, reserve } = start();
    (await reserve()).settle(answer(98));
    expect(pacer.state?.('ours')).toMatchObject({ limit: 100, used: 98, left: 2 });
  });

  it('of the gateway or of nothing leaves a request counted', async () => {
    const { pacer, reserve } = start();
    (await reserve()).settle(answer(1));
    (await reserve()).settle({ status: 404, rate: undefined, pause: undefined });
    expect(pacer.state?.('ours')).toMatchObject({ used: 2 });
  });

  it('falls in the middle of a period when the server forgets early', async () => {
    const { pacer, reserve, time } = start();
    (await reserve()).settle(answer(90));
    await time.during(time.sleep(5000));
    (await reserve()).settle(answer(1));
    // One more than it says: a sliding counter does not show parts of requests.
    expect(pacer.state?.('ours')).toMatchObject({ used: 2 });
  });

  it('falls between answers that overtake each other, which says nothing about how the server forgets', async () => {
    const { pacer, reserve, time } = start();
    (await reserve()).settle(answer(1));
    const [first, ...others] = await Promise.all(
      Array.from({ length: 10 }, async () => pacer.reserve(request)),
    );
    first?.settle(answer(60));
    for (const other of others) other.settle(answer(51));
    await time.during(time.sleep(5000));
    (await reserve()).settle(answer(1));
    expect(pacer.state?.('ours')).toMatchObject({ used: 2 });
  });

  it('can be of another limit from one answer to the next', async () => {
    const { pacer, reserve } = start();
    (await reserve()).settle(answer(20));
    (await reserve()).settle(answer(21, 10));
    expect(pacer.state?.('ours')).toMatchObject({ limit: 10, left: 0 });
    expect(await isFree(pacer)).toBe(false);
  });
});

describe('after a 429', () => {
  it('nothing of the same budget is sent until the pause is over, and everything else is', async () => {
    const { pacer, reserve, elapsed } = start();
    (await reserve()).settle(refused);
    expect(await isFree(pacer, { key: 'theirs' })).toBe(true);
    expect(await isFree(pacer, { offset: 30_001 })).toBe(true);
    expect(await isFree(pacer)).toBe(false);
    await reserve();
    expect(elapsed()).toBe(5000);
  });

  it('a pause can be made longer but not shorter while it lasts', async () => {
    const { pacer, reserve, elapsed } = start();
    (await reserve()).settle(fine);
    const [first, second] = [await pacer.reserve(request), await pacer.reserve(request)];
    first.settle(refused);
    second.settle({ ...refused, pause: 1000 });
    await reserve();
    expect(elapsed()).toBe(5000);
  });

  it('one request goes first, even if more count than the limit allows', async () => {
    const { pacer, reserve, elapsed } = start();
    (await reserve()).settle({ status: 429, rate: { limit: 10, period: 20, count: 25 }, pause: 3000 });
    const probe = await reserve();
    expect(elapsed()).toBe(3000);
    expect(await isFree(pacer)).toBe(false);
    probe.settle(answer(1, 10));
    expect(await isFree(pacer)).toBe(true);
  });

  it('a pause of more than a minute is no rate limit: each request hears it by itself', async () => {
    const { pacer, reserve } = start();
    (await reserve()).settle({ ...refused, pause: 3_600_000 });
    expect(await isFree(pacer)).toBe(true);
  });
});

describe('requests that wait', () => {
  /** Fills a budget of two and lets requests wait; gives the order in which they went. */
  async function orderOf(waiting: readonly Partial<PacerRequest>[]): Promise<number[]> {
    const { time, pacer, reserve } = start();
    (await reserve()).settle(answer(2, 2));
    const went: number[] = [];
    const send = async (given: Partial<PacerRequest>, index: number): Promise<void> => {
      const reservation = await pacer.reserve({ ...request, ...given });
      went.push(index);
      await time.sleep(10);
      reservation.settle(answer(1, 2));
    };
    await time.during(Promise.all(waiting.map(send)));
    return went;
  }

  it('go in the order in which they came', async () => {
    expect(await orderOf([{}, {}, {}, {}])).toEqual([0, 1, 2, 3]);
  });

  it('for a person go before those of a bulk job', async () => {
    const bulk = { priority: 'bulk' } as const;
    expect(await orderOf([bulk, bulk, {}, bulk, {}])).toEqual([2, 4, 0, 1, 3]);
  });

  it('stop waiting when they are aborted, with the reason that was given', async () => {
    const { pacer, reserve } = start();
    await reserve();
    const controller = new AbortController();
    const waiting = pacer.reserve({ ...request, signal: controller.signal });
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(pacer.state?.('ours')).toMatchObject({ waiting: 0 });
    await expect(pacer.reserve({ ...request, signal: controller.signal })).rejects.toBe(reason);
  });

  it('are counted', async () => {
    const { time, pacer, reserve } = start();
    (await reserve()).settle(answer(100));
    const waiting = [pacer.reserve(request), pacer.reserve(request)];
    expect(pacer.state?.('ours')).toMatchObject({ waiting: 2, left: 0 });
    await time.during(Promise.resolve(waiting[0]));
  });
});

describe('a share of the limit', () => {
  it('is all that its requests use, by whomever it is used', async () => {
    const { pacer, reserve } = start();
    (await reserve()).settle(answer(50));
    expect(await isFree(pacer, { share: 0.5 })).toBe(false);
    expect(await isFree(pacer, { share: 0.6 })).toBe(true);
    expect(await isFree(pacer)).toBe(true);
  });

  it('that waits does not hold up others, which may use all of it', async () => {
    const { pacer, reserve } = start();
    (await reserve()).settle(answer(60));
    const waiting = pacer.reserve({ ...request, share: 0.5, signal: AbortSignal.timeout(1000) });
    expect(waiting).toBeInstanceOf(Promise);
    await Promise.race([pacer.reserve(request), Promise.reject(new Error('It waits.'))]);
    await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('is one request in a period at least', async () => {
    const { reserve, elapsed } = start();
    for (let sent = 0; sent < 3; sent++) (await reserve({ share: 0.01 })).settle(answer(1, 10));
    expect(elapsed()).toBeGreaterThan(40_000);
    expect(elapsed()).toBeLessThan(100_000);
  });
});

describe('offsets above 30,000', () => {
  const high = { offset: 30_001 };

  it('have three quarters of the limit that answers show', async () => {
    const { pacer, reserve } = start();
    for (let sent = 1; sent < 75; sent++) (await reserve(high)).settle(answer(sent));
    expect(await isFree(pacer, high)).toBe(true);
    (await reserve(high)).settle(answer(75));
    expect(await isFree(pacer, high)).toBe(false);
    expect(await isFree(pacer)).toBe(true);
  });

  it('count in the ordinary budget, too', async () => {
    const { pacer, reserve } = start();
    (await reserve()).settle(answer(97));
    (await reserve(high)).settle(answer(98));
    (await reserve(high)).settle(answer(99));
    (await reserve(high)).settle(answer(100));
    expect(await isFree(pacer)).toBe(false);
    expect(await isFree(pacer, high)).toBe(false);
  });

  it('that are refused do not hold up the others', async () => {
    const { pacer, reserve } = start();
    (await reserve(high)).settle({ status: 429, rate: { limit: 75, period: 20, count: 76 }, pause: 20_000 });
    expect(await isFree(pacer, high)).toBe(false);
    expect(await isFree(pacer)).toBe(true);
  });

  it('have the limit that the server names when it refuses them', async () => {
    const { pacer, reserve } = start();
    (await reserve(high)).settle({ status: 429, rate: { limit: 10, period: 20, count: 11 }, pause: 20_000 });
    for (let sent = 0; sent < 10; sent++) (await reserve(high)).settle(answer(12 + sent));
    expect(await isFree(pacer, high)).toBe(false);
  });
});

describe('a budget that nobody uses any more', () => {
  it('is forgotten', async () => {
    const { pacer, reserve, time } = start();
    for (let church = 0; church < 50; church++) (await reserve({ key: `church ${church}` })).settle(fine);
    await time.during(time.sleep(41_000));
    await reserve({ key: 'another' });
    expect(pacer.state?.('church 7')).toBeUndefined();
  });
});

describe('a clock that is set back', () => {
  it('does not make anybody wait for the time it lost', async () => {
    const time = new VirtualTime();
    let behind = 0;
    const pacer = createPacer({ ...time.world(), now: () => time.now - behind });
    const begun = time.now;
    for (let sent = 0; sent < 2; sent++)
      (await time.during(Promise.resolve(pacer.reserve(request)))).settle(answer(2, 2));
    behind = 3_600_000;
    await time.during(Promise.resolve(pacer.reserve(request)));
    expect(time.now - begun).toBeLessThan(100_000);
  });
});
