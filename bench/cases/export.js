import assert from 'node:assert/strict';
import { bareGet, createClient } from '../clients.js';
import { compare } from '../measure.js';
import { PER_PAGE } from '../people.js';
import { startProcess } from '../server.js';
import { ratioRow } from '../table.js';

const FAR = 300;
const WINDOWS = ['sliding-log', 'first-request', 'fixed-grid', 'sliding-counter'];

/**
 * A list from a server that is far away, without a limit and under one. It takes its time: a limit of 100 in 20 seconds
 * cannot be hurried.
 *
 * @param {{ rounds: number }} options
 */
export async function measureExport({ rounds }) {
  const server = await startProcess('limited-server.js');
  try {
    const rows = [await withoutLimit(server, rounds)];
    for (const latency of [50, FAR]) {
      for (const window of WINDOWS)
        rows.push(await underLimit(server, { limit: 20, period: 4000, people: 10_000, latency, window }));
      rows.push(
        await underLimit(server, {
          limit: 100,
          period: 20_000,
          people: 30_000,
          latency,
          window: 'sliding-log',
        }),
      );
    }
    return rows;
  } finally {
    server.stop();
  }
}

async function withoutLimit({ origin, ask }, rounds) {
  const people = 5000;
  await ask({ people, latency: FAR });
  const comparison = await compare({
    ours: () => readOurs(origin, people),
    baseline: () => readBare(origin, people),
    rounds,
    warmUps: 0,
  });
  return ratioRow(`export of ${people} people at ${FAR} ms, no limit`, comparison, '≤ 0.10');
}

/** Compares with the least time in which the limit lets that many pages through: its full periods. */
async function underLimit({ origin, ask }, settings) {
  const { limit, period, people, latency, window } = settings;
  await ask(settings);
  const startedAt = performance.now();
  await readOurs(origin, people);
  const took = performance.now() - startedAt;
  const { requests, refused } = await ask('verdict');
  const pages = people / PER_PAGE;
  const least = (pages / limit - 1) * period + latency;
  return {
    name: `export of ${people} people at ${latency} ms, ${limit} in ${period / 1000} s, ${window}`,
    ours: `${(took / 1000).toFixed(1)} s`,
    baseline: `${(least / 1000).toFixed(1)} s`,
    ratio: (took / least).toFixed(2),
    spread: `${requests} requests, ${refused} refused`,
    promise: `≤ ${(1 / 0.97).toFixed(2)}, 0 refused`,
  };
}

async function readOurs(origin, people) {
  let read = 0;
  // A budget of its own: what the last case has learned is not to help this one.
  const client = createClient(origin, { budgetKey: `case ${performance.now()}` });
  for await (const { data } of client.iterate('/people/v2/people')) {
    if (++read % 500 === 0) assert.equal(data.id, String(read));
  }
  assert.equal(read, people);
}

async function readBare(origin, people) {
  let read = 0;
  for (let offset = 0; offset < people; offset += PER_PAGE)
    read += (await bareGet(`${origin}/people/v2/people?per_page=${PER_PAGE}&offset=${offset}`)).data.length;
  assert.equal(read, people);
}
