import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PCOError, PCORequestError, PCORequestTimeoutError, PCOUnexpectedRequestError } from 'tspco';
import { startServer } from './support/server.ts';
import { quickClient } from './support/world.ts';

/** `npm run soak` sends many more. */
const REQUESTS = process.env['TSPCO_SOAK'] ? 10_000 : 800;
const CONCURRENCY = 16;

/** What can happen to one request, and whether the server has carried it out by then. */
type Fate =
  'fine' | 'reset before' | 'reset after' | 'cut' | '500 after' | '502 before' | '503 before' | '429' | '422';
const FATES: readonly Fate[] = [
  'reset before',
  'reset after',
  'cut',
  '500 after',
  '502 before',
  '503 before',
  '429',
  '422',
];

/** What the server did with each value that was sent to it: the judge of the whole run. */
interface Ledger {
  arrived: Map<string, number>;
  done: Map<string, number>;
}

const count = (map: Map<string, number>, key: string): number => map.get(key) ?? 0;
const add = (map: Map<string, number>, key: string): unknown => map.set(key, count(map, key) + 1);

function answer(fate: Fate, key: string, ledger: Ledger, response: ServerResponse): void {
  add(ledger.arrived, key);
  const after: readonly Fate[] = ['fine', 'reset after', 'cut', '500 after'];
  if (after.includes(fate)) add(ledger.done, key);
  const body = JSON.stringify({ data: { type: 'Thing', id: key, attributes: {} } });
  if (fate.startsWith('reset')) return void response.destroy();
  if (fate === 'cut') {
    response.writeHead(200, { 'content-length': String(body.length) });
    response.write(body.slice(0, 20));
    return void setImmediate(() => response.destroy());
  }
  const status = fate === 'fine' ? 200 : Number(fate.slice(0, 3));
  response.writeHead(status, status === 429 ? { 'retry-after': '1' } : {});
  response.end(
    status === 200 ? body : JSON.stringify({ errors: [{ status: String(status), title: 'Trouble' }] }),
  );
}

test(`${REQUESTS} requests through resets, cut bodies, 429s and server errors: nothing lost, nothing done twice`, async () => {
  const seed = 20_260_101;
  const fates = fc.sample(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant<Fate>('fine') },
      { weight: 2, arbitrary: fc.constantFrom(...FATES) },
    ),
    {
      seed,
      numRuns: REQUESTS * 4,
    },
  );
  const ledger: Ledger = { arrived: new Map(), done: new Map() };
  let received = 0;
  const server = await startServer(({ method, url, body }, { response }) => {
    const key = method === 'GET' ? url.pathname.slice(1) : (JSON.parse(body) as { key: string }).key;
    answer(fates[received++ % fates.length] ?? 'fine', key, ledger, response);
  });
  const pco = quickClient(server.url, { deadline: 1e12, budgetKey: 'faults' });
  const verdicts: string[] = [];
  let reported = 0;

  const one = async (index: number): Promise<void> => {
    const method = (['GET', 'GET', 'POST', 'PATCH', 'PUT'] as const)[index % 5] ?? 'GET';
    const key = `${method}-${index}`;
    const request =
      method === 'GET' ? pco.get(`/${key}`) : pco.requestJson(method, `/${key}`, { payload: { key } });
    const error = await request.then(
      (document) => {
        expect(document).toMatchObject({ data: { id: key } });
        return undefined;
      },
      (caught: unknown) => caught,
    );
    reported++;
    const arrived = count(ledger.arrived, key);
    const done = count(ledger.done, key);
    if (method === 'POST' && done > 1) verdicts.push(`${key} was done ${done} times`);
    if (error === undefined) {
      if (done === 0) verdicts.push(`${key} was reported done and was not`);
      return;
    }
    if (!(error instanceof PCOError)) verdicts.push(`${key} failed with ${String(error)}`);
    if (
      error instanceof PCORequestError ||
      error instanceof PCOUnexpectedRequestError ||
      error instanceof PCORequestTimeoutError
    ) {
      if (error.sent === 'no' && arrived > 0) verdicts.push(`${key} says it was not sent, and arrived`);
      if (error.sent === 'yes' && arrived === 0) verdicts.push(`${key} says it was sent, and never arrived`);
    }
  };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < REQUESTS) await one(next++);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));

  expect(verdicts).toEqual([]);
  expect(reported).toBe(REQUESTS);
  expect(received).toBeGreaterThan(REQUESTS);
}, 600_000);
