/** Ten thousand events come twice, late and in disorder to receivers that fail and die. Each is handled once, none is lost. */
import { freshChurch } from '@tspco/emulator/testing';
import { PCO } from 'tspco';
import { ensureWebhooks, memoryWebhookStore, WebhookHandler, type WebhookStore } from 'tspco/webhooks';
import { describe, expect, it } from 'vitest';

const NAMES = ['created', 'updated', 'destroyed'].map((action) => `people.v2.events.person.${action}`);
const HOURS = 3_600_000;

/** What can happen to a process that receives. */
const FATES = ['works', 'fails', 'dies before the work', 'dies before the answer'] as const;
type Fate = (typeof FATES)[number] | 'dies after the work';

interface Storm {
  readonly events: number;
  readonly processes: number;
  /** The fate of each delivery that comes. */
  readonly fateOf: (random: () => number) => Fate;
}

interface Ledger {
  /** How often each event has had its effect, by the id of its delivery. */
  readonly effects: Map<string, number>;
  /** What arrived, by the header that says what it is. */
  readonly arrivals: Map<string, number>;
  readonly fates: Map<Fate, number>;
  readonly raised: number;
  readonly pending: number;
}

async function run({ events, processes, fateOf }: Storm): Promise<Ledger> {
  const [effects, arrivals, fates] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<Fate, number>(),
  ];
  const random = seeded(7);
  const receivers: Receiver[] = [];
  const church = freshChurch({
    people: 50,
    deliver: async (url, init) => {
      const request = new Request(url, init);
      count(arrivals, request.headers.get('x-pco-webhooks-event') ?? '');
      const fate = fateOf(random);
      count(fates, fate);
      const receiver = receivers[Math.floor(random() * receivers.length)];
      if (receiver === undefined) throw new Error('Nobody receives.');
      return receiver(request, fate);
    },
  });
  const { clock, webhooks } = church.control;
  clock.freeze();
  const store = memoryWebhookStore({ now: clock.now });
  const pco = new PCO(church.pcoOptions);
  const { secrets } = await ensureWebhooks(pco, { url: 'https://receiver.test/', names: NAMES });
  for (let number = 0; number < processes; number += 1)
    receivers.push(receiverOf({ secrets, store, effects }));
  webhooks.configure({ duplicates: 0.2, reorder: true, seed: 7 });
  const people = await pco.iterate('/people/v2/people').toArray();
  let raised = 0;
  for (let number = 0; number < events; number += 1) {
    const id = people[number % people.length]?.data.id ?? '';
    raised += await webhooks.send({ name: NAMES[number % NAMES.length] ?? '', id });
    if (number % 500 === 499) await webhooks.settle();
  }
  await webhooks.settle();
  await clock.advance(12 * HOURS);
  await webhooks.settle();
  let pending = 0;
  for (const { id } of await subscriptionsOf(pco)) {
    const undelivered = { where: { status: 'pending' } } as const;
    pending += await pco.iterate(`/webhooks/v2/webhook_subscriptions/${id}/events`, undelivered).count();
  }
  return { effects, arrivals, fates, raised, pending };
}

type Receiver = (request: Request, fate: Fate) => Promise<Response>;

/** A process: what it remembers ends with it, the store is that of all. */
function receiverOf(parts: {
  readonly secrets: readonly string[];
  readonly store: WebhookStore;
  readonly effects: Map<string, number>;
}): Receiver {
  const { secrets, store, effects } = parts;
  return async (request, fate) => {
    let die = (): void => {};
    const death = new Promise<never>((_, reject) => {
      die = () => reject(new TypeError('fetch failed', { cause: new Error('ECONNRESET') }));
    });
    const handler = new WebhookHandler({
      secrets,
      store,
      on: { event: () => {} },
      fallback: ({ id }) => {
        if (fate === 'fails') throw new Error('the database is away');
        if (fate === 'dies before the work') {
          die();
          return new Promise(() => {});
        }
        count(effects, id);
        if (fate !== 'dies after the work') return undefined;
        die();
        return new Promise(() => {});
      },
    });
    const answer = await Promise.race([handler.fetch(request), death]);
    if (fate === 'dies before the answer') die();
    return Promise.race([death, Promise.resolve(answer)]);
  };
}

const subscriptionsOf = async (pco: PCO): Promise<readonly { readonly id: string }[]> =>
  (await ensureWebhooks(pco, { url: 'https://receiver.test/', names: NAMES })).subscriptions;

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe('of ten thousand events', () => {
  it('each is handled once, whatever happens to those who receive them', async () => {
    const fateOf = (random: () => number): Fate => {
      const chance = random();
      return chance < 0.8 ? 'works' : (FATES[1 + Math.floor(random() * 3)] ?? 'works');
    };
    const { effects, arrivals, fates, raised, pending } = await run({ events: 10_000, processes: 3, fateOf });
    expect([raised, pending]).toEqual([10_000, 0]);
    expect(arrivals.size).toBe(10_000);
    expect([...effects.keys()].sort()).toEqual([...arrivals.keys()].sort());
    expect([...effects.values()].filter((times) => times !== 1)).toEqual([]);
    // Otherwise it would prove little.
    expect([...arrivals.values()].reduce((sum, times) => sum + times)).toBeGreaterThan(13_000);
    for (const fate of FATES) expect(fates.get(fate)).toBeGreaterThan(500);
  });

  it('none is lost either when a process dies between its work and remembering it', async () => {
    const fateOf = (random: () => number): Fate => (random() < 0.2 ? 'dies after the work' : 'works');
    const { effects, arrivals, raised, pending } = await run({ events: 1000, processes: 3, fateOf });
    expect([raised, pending, effects.size, arrivals.size]).toEqual([1000, 0, 1000, 1000]);
  });
});
