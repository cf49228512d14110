import assert from 'node:assert/strict';
import { bareGet } from '../clients.js';
import { compare } from '../measure.js';
import { others } from '../others.js';
import { PER_PAGE, nameOf } from '../people.js';
import { ratioRow } from '../table.js';

const TASKS = [
  { what: '100 × a person', path: () => '/people/v2/people/1', requests: 100, first: () => 0 },
  {
    what: '30 pages of 100',
    path: (request) => `/people/v2/people?per_page=${PER_PAGE}&offset=${request * PER_PAGE}`,
    requests: 30,
    first: (request) => request * PER_PAGE,
  },
];

/**
 * Other ways to the same answers, each in turns with a bare `fetch`. None but ours obeys a rate limit, and not all of
 * them have a time-out.
 *
 * @param {{ origin: string, rounds: number }} options
 */
export async function measureOthers({ origin, rounds }) {
  const rows = [];
  for (const task of TASKS) {
    for (const { name, get } of await others(origin)) {
      const comparison = await compare({
        ours: () => repeat(task, get),
        baseline: () => repeat(task, (path) => bareGet(origin + path)),
        rounds,
        warmUps: 10,
      });
      rows.push(ratioRow(`${task.what}: ${name}`, comparison, ''));
    }
  }
  return rows;
}

async function repeat({ path, requests, first }, get) {
  for (let request = 0; request < requests; request++) {
    const { data } = await get(path(request));
    const [person] = Array.isArray(data) ? data : [data];
    assert.equal(person.attributes.name, nameOf(first(request)));
  }
}
