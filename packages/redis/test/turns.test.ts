import fc from 'fast-check';
import { newBudget, settle, take, type Budget, type PacerRequest, type Reservation } from 'tspco/pacing';
import { describe, expect, it } from 'vitest';
import { parseShared } from '../src/shared-budget.ts';
import { SharedDesk } from '../src/shared-desk.ts';
import { VirtualTime } from '../../tspco/test/support/virtual-time.ts';
import { newMemory, storeIn } from './support/memory-store.ts';
import { answered, request } from './support/requests.ts';

const bulk = request({ priority: 'bulk' });

/** Desks in virtual time, each as far from the memory as it is told. */
function fleet(...ways: number[]) {
  const time = new VirtualTime();
  const memory = newMemory();
  const desks = ways.map((way, number) => {
    const store = storeIn(memory, time, () => way);
    return new SharedDesk({ me: `p${number}`, key: 'budget', store, world: time.world() });
  });
  const shared = () => parseShared(memory.texts.get('budget') ?? null);
  return { time, memory, desks: desks as [SharedDesk, SharedDesk, ...SharedDesk[]], shared };
}

/** Tells all that the server allows so many in 20 s and has counted so many. */
async function learn(desk: SharedDesk, limit: number, count: number): Promise<void> {
  (await desk.reserve(request())).settle(answered({ limit, period: 20, count }));
  await desk.settled();
}

describe('processes that share one budget', () => {
  it('let requests go in the order in which they came, wherever they came', async () => {
    const { time, desks } = fleet(1, 20, 5);
    await time.during(learn(desks[0], 10, 10));
    const order: number[] = [];
    const sent = [];
    for (let number = 0; number < 30; number++) {
      const desk = desks[number % 3] ?? desks[0];
      sent.push(
        desk.reserve(bulk).then(async (slot) => {
          order.push(number);
          await time.sleep(100);
          slot.settle(answered());
        }),
      );
      await time.during(time.sleep(50));
    }
    await time.during(Promise.all(sent));
    expect(order.map((number) => Math.floor(number / 10))).toEqual(
      Array.from({ length: 30 }, (_, place) => Math.floor(place / 10)),
    );
  });

  it('are woken at once when another one makes room', async () => {
    const { time, desks } = fleet(1, 1);
    const [first, second] = desks;
    const probe = await time.during(first.reserve(bulk));
    const waiting = second.reserve(bulk);
    await time.during(time.sleep(100));
    probe.settle(answered({ limit: 5, period: 20, count: 1 }));
    const start = time.now;
    await time.during(waiting);
    expect(time.now - start).toBeLessThan(20);
  });

  it('do not starve one that is far from Redis and wants little', async () => {
    const { time, desks } = fleet(0.1, 40);
    const [greedy, modest] = desks;
    await time.during(learn(greedy, 20, 20));
    const work = { done: false, others: 0 };
    const send = async (desk: SharedDesk): Promise<void> => {
      const slot = await desk.reserve(bulk);
      await time.sleep(50);
      slot.settle(answered());
    };
    const greed = async (): Promise<void> => {
      for (; !work.done && work.others < 5000; work.others++) await send(greedy);
    };
    const wish = async (): Promise<void> => {
      for (let left = 20; left > 0; left--) await send(modest);
      work.done = true;
    };
    await time.during(Promise.all([wish(), ...Array.from({ length: 40 }, greed)]));
    // Each of its requests waits behind at most the forty that came before it, and those that the greedy one sends
    // while the modest one's message is on its way.
    expect(work.others).toBeLessThan(20 * 45);
  });

  it('let interactive requests of one go before bulk ones of another', async () => {
    const { time, desks } = fleet(1, 1);
    const [first, second] = desks;
    await time.during(learn(first, 5, 5));
    const order: string[] = [];
    const enter = (desk: SharedDesk, priority: PacerRequest['priority']) =>
      desk.reserve(request({ priority })).then((slot) => {
        order.push(priority);
        slot.settle(answered());
      });
    const waiting = Array.from({ length: 12 }, () => enter(first, 'bulk'));
    await time.during(time.sleep(100));
    waiting.push(...Array.from({ length: 5 }, () => enter(second, 'interactive')));
    await time.during(Promise.all(waiting));
    expect(order.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'interactive'));
  });

  it('do not wait for long for one that died while it waited', async () => {
    const waitBeside = async (die: (desk: SharedDesk) => void): Promise<number> => {
      const { time, desks } = fleet(1, 1);
      const [living, dying] = desks;
      await time.during(learn(living, 5, 5));
      die(dying);
      await time.during(time.sleep(100));
      // What should happen to it does not happen any more.
      dying.wake = () => {};
      const start = time.now;
      await time.during(living.reserve(bulk));
      return time.now - start;
    };
    const alone = await waitBeside(() => {});
    const beside = await waitBeside((dying) => void dying.reserve(bulk));
    expect(beside - alone).toBeGreaterThan(0);
    expect(beside - alone).toBeLessThan(600);
  });

  it('get the slots of one that died with requests under way', async () => {
    const { time, desks } = fleet(1, 1);
    const [living, dying] = desks;
    await time.during(learn(living, 5, 1));
    await time.during(Promise.all(Array.from({ length: 4 }, () => dying.reserve(bulk))));
    const start = time.now;
    const sendAll = async (): Promise<void> => {
      for (let left = 20; left > 0; left--) {
        const slot = await living.reserve(bulk);
        await time.sleep(50);
        slot.settle(answered({ limit: 5, period: 20, count: 1 }));
      }
    };
    await time.during(sendAll());
    expect(time.now - start).toBeGreaterThan(60_000);
    expect(living.state()).toMatchObject({ limit: 5, waiting: 0 });
    // All five are its own: no more than five periods for the next twenty.
    const later = time.now;
    await time.during(sendAll());
    expect(time.now - later).toBeLessThan(5 * 20_400);
  });

  it('give back a slot that was taken for a request which was aborted meanwhile', async () => {
    const { time, desks, shared } = fleet(10, 10);
    const [desk] = desks;
    await time.during(learn(desk, 5, 1));
    const controller = new AbortController();
    const reason = new Error('enough');
    const waiting = desk.reserve(request({ signal: controller.signal }));
    const refused = waiting.catch((error: unknown) => error);
    // Redis is asked for 20 ms, and then told for 20 ms.
    await time.during(time.sleep(35));
    expect(Object.keys(shared()?.budget.underWay ?? {})).toHaveLength(1);
    controller.abort(reason);
    expect(await refused).toBe(reason);
    await time.during(desk.settled());
    expect(shared()?.budget.underWay).toEqual({});
    expect(shared()?.waiting).toEqual({});
  });

  it('strike one from those who wait when its request is aborted', async () => {
    const { time, desks, shared } = fleet(1, 1);
    const [desk] = desks;
    await time.during(learn(desk, 1, 1));
    const controller = new AbortController();
    const waiting = desk.reserve(request({ signal: controller.signal }));
    await time.during(time.sleep(10));
    expect(shared()?.waiting).toMatchObject({ p0: { count: 1 } });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await time.during(desk.settled());
    expect(shared()?.waiting).toEqual({});
  });

  it('never have more under way than the limit, whoever asks when', async () => {
    const course = fc.record({
      limit: fc.integer({ min: 1, max: 12 }),
      ways: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 5 }),
      askers: fc.array(fc.record({ desk: fc.nat(), at: fc.nat(60) }), { minLength: 1, maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(course, async ({ limit, ways, askers }) => {
        const { time, desks } = fleet(...ways);
        await time.during(learn(desks[0], limit, 1));
        const granted: Reservation[] = [];
        for (const { desk, at } of askers) {
          time.setTimer(at, () => {
            void desks[desk % desks.length]?.reserve(bulk).then((slot) => granted.push(slot));
          });
        }
        // The last one may go in the middle of a window only, and nothing is forgotten before its end.
        await time.during(time.sleep(15_000));
        expect(granted).toHaveLength(Math.min(askers.length, limit - 1));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a budget', () => {
  it('is the same after it was written and read, whatever has happened to it', () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 15_000 }),
      share: fc.constantFrom(1, 0.5),
      end: fc.constantFrom('answered', 'refused', 'lost', 'open'),
      count: fc.integer({ min: 1, max: 12 }),
      limit: fc.constantFrom(4, 10),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const kept = newBudget();
        let written: Budget = newBudget();
        let now = 1_767_225_600_000.125;
        for (const [number, { wait, share, end, count, limit }] of steps.entries()) {
          now += wait;
          const id = `p-${number.toString(36)}`;
          const settlement = {
            id,
            rate: end === 'answered' ? { limit, period: 20, count } : undefined,
            answered: end !== 'lost',
            sent: true,
            pause: end === 'refused' ? 3000 : undefined,
          };
          const turn = (budget: Budget): number => {
            const delay = take(budget, { id, share }, now);
            if (delay === 0 && end !== 'open') settle(budget, settlement, now + 50);
            return delay;
          };
          const text = JSON.stringify({ budget: written, waiting: {} });
          written = parseShared(text)?.budget ?? newBudget();
          expect(turn(written)).toBe(turn(kept));
          expect(written).toEqual(kept);
          expect(Object.keys(written.underWay)).toEqual(Object.keys(kept.underWay));
        }
      }),
    );
  });

  it('begins anew when what stands in Redis cannot be read', () => {
    for (const text of ['', '{', '[]', 'null', '{"budget":1}']) expect(parseShared(text)).toBeUndefined();
  });
});
