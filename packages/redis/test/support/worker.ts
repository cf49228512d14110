/**
 * A process of a fleet. It does what its parent tells it: sends so many requests, so many at a time, with the
 * credentials of all the others.
 */
import { PCO } from 'tspco';
import { redisPacer, type RedisPacer } from '@tspco/redis';
import { credentials } from '../../../tspco/test/support/secrets.ts';

/** What the parent tells. */
export interface Order {
  readonly redis: string;
  /** How long to wait for Redis, in milliseconds. */
  readonly timeout: number;
  readonly server: string;
  readonly applicationId: string;
  readonly requests: number;
  readonly inFlight: number;
}

/** What the worker tells. */
export type News = { readonly kind: 'ready' } | { readonly kind: 'warning'; readonly message: string } | Done;

export interface Done {
  readonly kind: 'done';
  readonly applicationId: string;
  readonly sent: number;
  readonly failed: readonly string[];
}

const name = String(process.pid);
const pacers = new Map<string, RedisPacer>();
const tell = (news: News): void => void process.send?.(news);

process.on('message', (order: Order) => void obey(order));
tell({ kind: 'ready' });

function pacerOf(url: string, timeout: number): RedisPacer {
  const known = pacers.get(url);
  if (known) return known;
  const pacer = redisPacer({ url, timeout, onWarning: (message) => tell({ kind: 'warning', message }) });
  pacers.set(url, pacer);
  return pacer;
}

async function obey({ redis, timeout, server, applicationId, requests, inFlight }: Order): Promise<void> {
  // A connection's first request takes longer than all others.
  await Promise.all(Array.from({ length: inFlight }, async () => (await fetch(`${server}/warm`)).text()));
  const pacer = pacerOf(redis, timeout);
  const pco = new PCO({ ...credentials, applicationId, apiBase: server, pacer });
  const path: string = '/people/v2/people';
  const failed: string[] = [];
  let left = requests;
  const sendMany = async (): Promise<void> => {
    while (left-- > 0) {
      await pco.get(path, { params: { process: name } }).catch((error) => void failed.push(String(error)));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, sendMany));
  tell({ kind: 'done', applicationId, sent: requests, failed });
}
