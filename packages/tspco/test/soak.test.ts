import { expect, onTestFinished, test } from 'vitest';
import { heapUsed } from './support/soak/heap.ts';
import { Soak, type Round } from './support/soak/soak.ts';
import { Summary } from './support/soak/summary.ts';

/** `npm run soak` sends many more, in rounds, so that what is held on to can be told from what is in use. */
const LONG = process.env['TSPCO_SOAK'] !== undefined;
const ROUNDS = LONG ? 16 : 1;
const REQUESTS = LONG ? 625 : 600;
const SEED = Number(process.env['TSPCO_SOAK_SEED'] ?? 1);

/** After so many rounds everything has been loaded and compiled that will be. */
const WARM = 4;
const HEAP_TOLERANCE = 3 * 1_048_576;

function unhandledFaults(): unknown[] {
  const unhandled: unknown[] = [];
  const listener = (reason: unknown): void => void unhandled.push(reason);
  for (const name of ['unhandledRejection', 'uncaughtException']) process.on(name, listener);
  onTestFinished(() => {
    for (const name of ['unhandledRejection', 'uncaughtException']) process.off(name, listener);
  });
  return unhandled;
}

async function start(summary: Summary, options = {}): Promise<Soak> {
  const soak = await Soak.start((event) => summary.addRetry(event), options);
  onTestFinished(() => soak.close());
  return soak;
}

test(`${ROUNDS * REQUESTS} requests over a bad line: nothing lost, nothing doubled, nothing told that is not so`, async () => {
  const summary = new Summary(SEED);
  const unhandled = unhandledFaults();
  const soak = await start(summary);
  const heaps: number[] = [];
  for (let number = 0; number < ROUNDS; number++) {
    const round: Round = await soak.round(REQUESTS, SEED * 1000 + number);
    summary.add(round);
    if (LONG) console.log(`Round ${number + 1} of ${ROUNDS}: ${round.ledger.length} requests arrived`);
    expect(round.verdict).toEqual([]);
    if (LONG) heaps.push(await heapUsed());
  }
  if (LONG) console.log(summary.text(heaps));
  expect(unhandled).toEqual([]);
  expect(summary.shortfalls()).toEqual([]);
  if (LONG) expect(Math.max(...heaps.slice(WARM)) - (heaps[WARM] ?? 0)).toBeLessThan(HEAP_TOLERANCE);
}, 1_200_000);

test('a client that sends writes again at any risk is found out', async () => {
  const soak = await start(new Summary(SEED), { retry: 'always' });
  const { verdict } = await soak.round(200, SEED);
  expect(verdict.join('\n')).toContain('(create a person) was done 2 times');
}, 1_200_000);
