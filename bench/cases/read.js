import assert from 'node:assert/strict';
import { bareGet, createClient } from '../clients.js';
import { compare } from '../measure.js';
import { PEOPLE, PER_PAGE, nameOf } from '../people.js';
import { ratioRow } from '../table.js';

/**
 * A whole list, page after page, without and with included resources.
 *
 * @param {{ origin: string, rounds: number }} options
 */
export async function measureRead({ origin, rounds }) {
  const rows = [];
  for (const include of [[], ['emails', 'phone_numbers']]) {
    const counts = { ours: await readOurs(origin, include), baseline: await readBare(origin, include) };
    assert.deepEqual(counts.ours, counts.baseline);
    const comparison = await compare({
      ours: () => readOurs(origin, include),
      baseline: () => readBare(origin, include),
      rounds,
      warmUps: 2,
    });
    const what = include.length > 0 ? `, ${counts.ours.included} included` : '';
    rows.push(
      ratioRow(`iterate ${PEOPLE} people${what}`, comparison, include.length > 0 ? '≤ 0.92' : '≤ 0.80'),
    );
  }
  return rows;
}

/** Gives each record what belongs to it, which the baseline does not do. */
async function readOurs(origin, include) {
  const counts = { people: 0, included: 0 };
  const people = createClient(origin).iterate('/people/v2/people', { include });
  for await (const { data, included } of people) {
    check(data, counts.people++);
    counts.included += included.length;
  }
  return complete(counts, include);
}

async function readBare(origin, include) {
  const counts = { people: 0, included: 0 };
  const query = include.length > 0 ? `include=${include.join('%2C')}&` : '';
  for (let offset = 0; offset < PEOPLE; offset += PER_PAGE) {
    const page = await bareGet(`${origin}/people/v2/people?${query}per_page=${PER_PAGE}&offset=${offset}`);
    for (const person of page.data) check(person, counts.people++);
    counts.included += page.included.length;
  }
  return complete(counts, include);
}

/** A sample only: comparing every name would be part of what is measured. */
function check(person, index) {
  if (index % 500 === 0) assert.equal(person.attributes.name, nameOf(index));
}

function complete(counts, include) {
  assert.equal(counts.people, PEOPLE);
  assert.equal(counts.included > PEOPLE, include.length > 0);
  return counts;
}
