/**
 * A process with sessions over a token store that it shares with others. It does what its parent tells it: refreshes
 * grants at random moments, or stops in the middle of a refresh, to be killed there.
 */
import { OAuthSession, PCOReconnectError, type ReconnectNeededEvent, type TokenStore } from 'tspco';
import { fileTokenStore } from 'tspco/file-store';
import { redisTokenStore } from '@tspco/redis';
import { seeded } from './seeded.ts';

/** Where the worker stops, and says so. */
export const STEPS = [
  'before it takes the lock',
  'with the lock',
  'before it saves the answer',
  'before it gives the lock back',
] as const;
export type Step = (typeof STEPS)[number];

interface Place {
  /** The address of a Redis, or a folder. */
  readonly store: string;
  readonly server: string;
  readonly churches: readonly string[];
}

/** What the parent tells. */
export type Order =
  | (Place & { readonly kind: 'refresh'; readonly times: number; readonly seed: number })
  /** Refreshes until all grants have ended. */
  | (Place & { readonly kind: 'use up'; readonly seed: number })
  /** Tells what the store has. */
  | (Place & { readonly kind: 'look' })
  /** Gets a token of each church, and stops where it is told to. */
  | (Place & { readonly kind: 'stop'; readonly at: Step | undefined; readonly lease: number });

/** What the worker tells. */
export type News =
  | { readonly kind: 'ready' }
  | { readonly kind: 'locked'; readonly until: number }
  | { readonly kind: 'stopped' }
  | Done;

export interface Done {
  readonly kind: 'done';
  /** How often a token was got. */
  readonly renewed: number;
  /** The names of the errors that calls failed with. */
  readonly failed: readonly string[];
  /** What it was told of ended grants since it started. */
  readonly ended: readonly ReconnectNeededEvent[];
  /** The pairs in the store, by church. */
  readonly pairs: Readonly<Record<string, unknown>>;
}

/** Refreshes that a process does at the same time. */
const LANES = 4;

const ended: ReconnectNeededEvent[] = [];
const stores = new Map<string, TokenStore>();
const tell = (news: News): void => void process.send?.(news);

process.on('message', (order: Order) => {
  void obey(order).then(tell);
});
tell({ kind: 'ready' });

function storeAt(place: string): TokenStore {
  const store =
    stores.get(place) ??
    (place.startsWith('redis:') ? redisTokenStore({ url: place, timeout: 60_000 }) : fileTokenStore(place));
  stores.set(place, store);
  return store;
}

function sessionOf(id: string, server: string, store: TokenStore): OAuthSession {
  const on = { reconnectNeeded: (event: ReconnectNeededEvent) => void ended.push(event) };
  return new OAuthSession({ clientId: 'app', apiBase: server, timeout: 60_000, store, id, on });
}

async function obey(order: Order): Promise<Done> {
  const { churches, server } = order;
  const store = storeAt(order.store);
  const failed: string[] = [];
  let renewed = 0;
  /** @returns whether the grant is alive, as far as is known */
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      renewed++;
      return true;
    } catch (error) {
      failed.push((error as Error).name);
      return !(error instanceof PCOReconnectError);
    }
  };
  const renew = async (church: string, pause: number): Promise<boolean> => {
    const refused = (await store.load(church))?.grant.accessToken ?? '';
    // Somebody else may refresh it meanwhile.
    await new Promise((resolve) => setTimeout(resolve, pause));
    return attempt(async () => {
      // A new one each time: it knows nothing but what the store has.
      const session = sessionOf(church, server, store);
      await session.renew(refused);
      if ((await session.accessToken()) === refused) throw new Error('It is the same token.');
    });
  };
  const inLanes = async (seed: number, work: (random: () => number) => Promise<void>): Promise<void> => {
    await Promise.all(Array.from({ length: LANES }, (_, lane) => work(seeded(seed * LANES + lane))));
  };
  const pairs: Record<string, unknown> = {};
  switch (order.kind) {
    case 'refresh':
      await inLanes(order.seed, async (random) => {
        for (let left = order.times / LANES; left > 0; left--)
          await renew(churches[Math.floor(random() * churches.length)] ?? '', random() * 10);
      });
      break;
    case 'use up':
      await inLanes(order.seed, async (random) => {
        const left = new Set(churches);
        while (left.size > 0) {
          const church = [...left][Math.floor(random() * left.size)] ?? '';
          if (!(await renew(church, random() * 10))) left.delete(church);
        }
      });
      break;
    case 'stop':
      for (const church of churches) {
        const session = sessionOf(church, server, stoppingStore(store, order.at, order.lease));
        await attempt(async () => void (await session.accessToken()));
      }
      break;
    case 'look':
      for (const church of churches) {
        const given = await sessionOf(church, server, store).accessToken();
        const { accessToken, refreshToken } = (await store.load(church))?.grant ?? {};
        pairs[church] = given === accessToken ? { accessToken, refreshToken } : { given, accessToken };
      }
      break;
  }
  return { kind: 'done', renewed, failed, ended, pairs };
}

/** A store that stops at a step, and whose locks end sooner than they say. */
function stoppingStore(store: TokenStore, at: Step | undefined, lease: number): TokenStore {
  const reach = (step: Step): Promise<void> => {
    if (step !== at) return Promise.resolve();
    tell({ kind: 'stopped' });
    return new Promise(() => {});
  };
  return {
    load: (name) => store.load(name),
    async save(name, grant, revision) {
      await reach('before it saves the answer');
      return store.save(name, grant, revision);
    },
    remove: (name) => store.remove(name),
    names: () => store.names(),
    async lock(name, wanted, signal) {
      await reach('before it takes the lock');
      const lock = await store.lock(name, lease, signal);
      tell({ kind: 'locked', until: lock.until });
      await reach('with the lock');
      return {
        until: lock.until - lease + wanted,
        async release() {
          await reach('before it gives the lock back');
          await lock.release();
        },
      };
    },
  };
}
