import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { Judge, type Window } from '../../../tspco/test/support/judge.ts';

export interface CountingServer {
  readonly url: string;
  readonly judge: Judge;
  /** How many requests each process sent that were carried out. */
  readonly served: Map<string, number>;
  /** Resolves when so many have arrived. */
  arrived(count: number): Promise<void>;
}

/** How long an answer takes, in milliseconds. */
const BACK = 20;

/** A server that counts what arrives, refuses what is too much, and answers after a moment. `/warm` is not counted. */
export async function startCountingServer(
  window: Window,
  limit: number,
  period: number,
): Promise<CountingServer> {
  const judge = new Judge(window, limit, period);
  const served = new Map<string, number>();
  const waiting = new Set<{ readonly count: number; readonly resolve: () => void }>();
  const server = createServer((request, response) => {
    if (request.url === '/warm') return void response.end();
    const { accepted, count, retryAfter } = judge.arrive(Date.now());
    const process = new URL(request.url ?? '/', 'http://test').searchParams.get('process') ?? '';
    if (accepted) served.set(process, (served.get(process) ?? 0) + 1);
    for (const one of waiting) if (judge.arrivals.length >= one.count) one.resolve();
    const headers = {
      'content-type': 'application/json',
      'x-pco-api-request-rate-limit': String(judge.limit),
      'x-pco-api-request-rate-period': String(period / 1000),
      'x-pco-api-request-rate-count': String(count),
      ...(accepted ? {} : { 'retry-after': String(retryAfter) }),
    };
    setTimeout(() => {
      response.writeHead(accepted ? 200 : 429, headers);
      response.end(accepted ? '{"data":null}' : '{"errors":[{"code":"429","title":"Too Many Requests"}]}');
    }, BACK);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    judge,
    served,
    arrived: (count) =>
      new Promise((resolve) => {
        if (judge.arrivals.length >= count) resolve();
        else waiting.add({ count, resolve });
      }),
  };
}
