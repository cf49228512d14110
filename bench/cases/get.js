import assert from 'node:assert/strict';
import { bareGet, createClient } from '../clients.js';
import { compare } from '../measure.js';
import { nameOf } from '../people.js';
import { ratioRow } from '../table.js';

const REQUESTS = 100;

/**
 * One small resource after another: the client's work for each request, with the least of anything else around it.
 *
 * @param {{ origin: string, rounds: number }} options
 */
export async function measureGet({ origin, rounds }) {
  const pco = createClient(origin);
  const url = `${origin}/people/v2/people/1`;
  const comparison = await compare({
    ours: () => repeat(() => pco.get('/people/v2/people/1')),
    baseline: () => repeat(() => bareGet(url)),
    rounds,
    warmUps: 20,
  });
  return [ratioRow(`${REQUESTS} × get`, comparison, '≤ 0.60')];
}

async function repeat(get) {
  for (let request = 0; request < REQUESTS; request++) {
    const document = await get();
    assert.equal(document.data.attributes.name, nameOf(0));
  }
}
