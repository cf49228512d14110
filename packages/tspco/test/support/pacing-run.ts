import { createPacer, type Pacer } from '../../src/pacing/pacer.ts';
import { Judge, type Verdict, type Window } from './judge.ts';
import { VirtualTime } from './virtual-time.ts';

/** A server, the way to it, and what is asked of it. Times in milliseconds. */
export interface Course {
  readonly window: Window;
  readonly limit: number;
  readonly period: number;
  readonly requests: number;
  /** How long requests take to the server; default 0. */
  readonly there?: number;
  /** How long answers take; default 50. */
  readonly back?: number;
  /** At most so much longer there, by chance; default 0. */
  readonly jitter?: number;
  /** Requests of ours at the same time; default 16. */
  readonly inFlight?: number;
  /** Where in the server's grid it begins, from 0 to 1; default 0. */
  readonly phase?: number;
  /** Requests of others in a second; default 0. */
  readonly others?: number;
  /** Called before each of our arrivals with their number. */
  readonly meanwhile?: (judge: Judge, arrived: number) => void;
}

export interface Outcome {
  /** Our requests that were refused. */
  readonly refused: number;
  readonly took: number;
  /** The part of the budget that was used: requests for each period, of the limit. */
  readonly used: number;
  readonly judge: Judge;
}

/** A number from 0 to 1, the same ones every time. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296) / 4_294_967_296;
}

/** Sends requests as fast as a pacer lets it, to a server that counts them as they arrive. */
export async function runCourse(
  course: Course,
  pacerOf: (time: VirtualTime) => Pacer = pacerFor,
): Promise<Outcome> {
  const { window, limit, period, requests, there = 0, back = 50, jitter = 0, inFlight = 16 } = course;
  const { phase = 0, others = 0, meanwhile } = course;
  const time = new VirtualTime(Math.floor(Date.parse('2026-01-01') / period) * period + phase * period);
  const start = time.now;
  const random = chance(7);
  const judge = new Judge(window, limit, period);
  const pacer = pacerOf(time);
  let left = requests;
  let arrived = 0;

  const sendOnce = async (): Promise<Verdict> => {
    const reservation = await pacer.reserve(BULK);
    await time.sleep(there + random() * jitter);
    meanwhile?.(judge, arrived++);
    const verdict = judge.arrive(time.now);
    const { accepted, count, retryAfter } = verdict;
    const rate = { limit: judge.limit, period: period / 1000, count };
    await time.sleep(back);
    const pause = accepted ? undefined : retryAfter * 1000;
    reservation.settle({ status: accepted ? 200 : 429, rate, pause });
    return verdict;
  };
  const send = async (): Promise<void> => {
    for (let verdict; !verdict?.accepted;) verdict = await sendOnce();
  };
  const sendMany = async (): Promise<void> => {
    while (left-- > 0) await send();
  };
  const spend = async (): Promise<never> => {
    for (;;) {
      await time.sleep(1000 / others);
      judge.arrive(time.now, false);
    }
  };
  if (others > 0) void spend();
  await time.during(Promise.all(Array.from({ length: inFlight }, sendMany)));
  const took = time.now - start;
  return { refused: judge.refused, took, used: requests / ((limit * took) / period), judge };
}

const BULK = { key: 'ours', method: 'GET', priority: 'bulk', offset: 0, signal: undefined } as const;

function pacerFor(time: VirtualTime): Pacer {
  return createPacer(time.world());
}
