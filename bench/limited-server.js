/**
 * A list of people behind a rate limit, at a distance: a request counts when it arrives, and its answer leaves after a
 * while. Run as a process of its own by the export case, which sets it up by messages.
 *
 * It counts by itself, by the definition of each window, so that what is measured is not judged by its own rules.
 */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { PER_PAGE, nameOf } from './people.js';

/** @type {{ people: number, latency: number, limit: number, period: number, window: string }} */
let settings = { people: 0, latency: 0, limit: Infinity, period: 20_000, window: 'sliding-log' };
let arrivals = [];
let refused = 0;

const server = createServer((request, response) => void answer(request, response));
server.keepAliveTimeout = 600_000;

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(request, response) {
  const now = performance.now();
  arrivals.push(now);
  const { limit, period, latency } = settings;
  const count = Math.floor(countOf(now));
  const accepted = count <= limit;
  if (!accepted) refused++;
  await sleep(latency);
  const headers = { 'content-type': 'application/vnd.api+json' };
  if (limit < Infinity) {
    headers['x-pco-api-request-rate-limit'] = limit;
    headers['x-pco-api-request-rate-period'] = period / 1000;
    headers['x-pco-api-request-rate-count'] = count;
  }
  if (!accepted) {
    response.writeHead(429, { ...headers, 'retry-after': Math.ceil(period / 1000) }).end('{"errors":[]}');
    return;
  }
  response.writeHead(200, headers).end(JSON.stringify(page(new URL(request.url ?? '', 'http://localhost'))));
}

function countOf(now) {
  const { period, window } = settings;
  const between = (from, to) => arrivals.filter((at) => at >= from && at < to).length;
  const grid = Math.floor(now / period) * period;
  if (window === 'sliding-log') return arrivals.filter((at) => at > now - period).length;
  if (window === 'fixed-grid') return between(grid, Infinity);
  if (window === 'sliding-counter') {
    return between(grid, Infinity) + between(grid - period, grid) * (1 - (now - grid) / period);
  }
  let [start, count] = [-Infinity, 0];
  for (const at of arrivals) {
    if (at >= start + period) [start, count] = [at, 0];
    count++;
  }
  return count;
}

function page({ searchParams }) {
  const { people } = settings;
  const offset = Number(searchParams.get('offset') ?? 0);
  const end = Math.min(people, offset + PER_PAGE);
  const data = [];
  for (let index = offset; index < end; index++)
    data.push({ type: 'Person', id: String(index + 1), attributes: { name: nameOf(index) } });
  const next = end < people ? { next: { offset: end } } : {};
  return { data, links: {}, meta: { total_count: people, count: data.length, ...next } };
}

process.on('message', (message) => {
  if (message === 'verdict') {
    const spread = arrivals.length > 0 ? (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0) : 0;
    process.send?.({ requests: arrivals.length, refused, spread });
    return;
  }
  settings = { ...message, limit: message.limit ?? Infinity };
  arrivals = [];
  refused = 0;
  process.send?.('ready');
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.once('disconnect', () => process.exit());
