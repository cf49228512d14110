import { PCOIncompleteReadError, PCOInputError, type PCO } from 'tspco';
import { describe, expect, it } from 'vitest';
import { failureOf } from './support/client.ts';
import { page } from './support/list.ts';
import { startServer, type TestServer } from './support/server.ts';
import { quickClient } from './support/world.ts';

const url: string = '/people/v2/people';

async function start(): Promise<{ pco: PCO; server: TestServer }> {
  let count = 0;
  const server = await startServer((request) => ({
    ...page(request, 1000),
    headers: {
      'x-pco-api-request-rate-limit': '100',
      'x-pco-api-request-rate-period': '20',
      'x-pco-api-request-rate-count': String(++count),
    },
  }));
  return { server, pco: quickClient(server.url, { budgetKey: server.url }) };
}

describe('a view for one job', () => {
  it('sends no more requests than it was made for, and counts only what was sent', async () => {
    const { pco, server } = await start();
    await pco.get(url);
    const job = pco.with({ maxRequests: 2 });
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => job.get(url)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(server.requests).toHaveLength(3);
    expect({ parent: pco.budget.spent, job: job.budget.spent }).toEqual({ parent: 3, job: 2 });
  });

  it('says that it is spent', async () => {
    const { pco } = await start();
    const job = pco.with({ maxRequests: 1 });
    await job.get(url);
    const failure = await failureOf(job.get(url));
    expect(failure).toBeInstanceOf(PCOInputError);
    expect(failure).toMatchObject({ code: 'ERR_BUDGET', sent: 'no' });
    expect(failure.message).toContain('maxRequests');
  });

  it('ends a list that costs more, and tells where it stands', async () => {
    const { pco, server } = await start();
    const job = pco.with({ maxRequests: 4 });
    const failure = await failureOf(job.iterate(url).toArray());
    expect(failure).toBeInstanceOf(PCOIncompleteReadError);
    expect(failure).toMatchObject({ cause: { code: 'ERR_BUDGET' }, report: { yielded: 400, requests: 4 } });
    expect(server.requests).toHaveLength(4);
    expect({ parent: pco.budget.spent, job: job.budget.spent }).toEqual({ parent: 4, job: 4 });
    const { resume } = failure as PCOIncompleteReadError;
    expect(await pco.iterate(url, {}, { resume }).toArray()).toHaveLength(600);
  });

  it('counts with the job that it is a part of', async () => {
    const { pco, server } = await start();
    const part = pco.with({ maxRequests: 1 }).with({ maxRequests: 5 });
    await part.get(url);
    expect(await failureOf(part.get(url))).toMatchObject({ code: 'ERR_BUDGET' });
    expect(part.budget.spent).toBe(1);
    expect(server.requests).toHaveLength(1);
  });
});

describe('the budget', () => {
  it('is what the answers tell', async () => {
    const { pco } = await start();
    expect(pco.budget).toMatchObject({ limit: undefined, left: undefined, spent: 0 });
    await pco.get(url);
    expect(pco.budget).toMatchObject({ limit: 100, period: 20, waiting: 0, pause: 0, spent: 1 });
    expect(pco.budget.left).toBe(100 - pco.budget.used);
  });

  it.each([0, -1, 1.1, NaN, '0.5', null])('has no share of %s', async (share) => {
    const { pco } = await start();
    expect(() => pco.with({ share: share as number })).toThrow(PCOInputError);
  });

  it.each([1.5, -1, NaN, '5', null])('is not made for %s requests', async (maxRequests) => {
    const { pco } = await start();
    expect(() => pco.with({ maxRequests: maxRequests as number })).toThrow(PCOInputError);
  });
});
