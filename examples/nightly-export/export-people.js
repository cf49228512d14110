import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PCOIncompleteReadError, related } from 'tspco';
import { openPart } from './part-file.js';

/** After so many people the place is saved: what a crash costs at most. */
const SAVE_EVERY = 100;

/**
 * Writes everybody into `people-<day>.ndjson`, which is there when it is whole and not before. What an earlier run of
 * the day has read before it was interrupted is not read again.
 *
 * @param {import('tspco').PCO} pco
 * @param {{ folder: string, day: string }} where
 * @throws when it is not whole. The next run goes on, or begins anew where going on is of no use
 */
export async function exportPeople(pco, { folder, day }) {
  // Only you may read what is in there.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await dropInterrupted(folder, day);
  const file = join(folder, `people-${day}.ndjson`);
  const part = await openPart(file);
  try {
    const list = pco.iterate(
      '/people/v2/people',
      { include: ['emails', 'phone_numbers', 'households'] },
      { consistency: 'verified', resume: part.resume },
    );
    for await (const person of list) {
      part.add(lineOf(person));
      if (part.waiting >= SAVE_EVERY && list.report.resume) await part.save(list.report.resume);
    }
    if (list.report.completeness !== 'verified') {
      await part.startOver();
      throw new Error(`It may not be whole: ${list.report.reason ?? 'the server did not say'}.`);
    }
    await part.finish();
    return { file, people: list.report.yielded, resumedAfter: part.resumedAfter };
  } catch (error) {
    // With a cause, a page could not be read: the next run may be luckier. Without one, the list itself does not add up.
    if (error instanceof PCOIncompleteReadError && error.cause === undefined) await part.startOver();
    throw error;
  } finally {
    await part.close();
  }
}

/** @typedef {import('tspco').RecordAt<'/people/v2/people', 'emails' | 'phone_numbers' | 'households'>} Person */

/** What is written of somebody: the place to choose what you need. @param {Person} person */
function lineOf(person) {
  return JSON.stringify({
    id: person.data.id,
    ...person.data.attributes,
    emails: related(person, 'emails').map(({ attributes }) => attributes),
    phone_numbers: related(person, 'phone_numbers').map(({ attributes }) => attributes),
    households: related(person, 'households').map(({ id, attributes }) => ({ id, name: attributes.name })),
  });
}

/** Nobody goes on with a file of yesterday. @param {string} folder @param {string} day */
async function dropInterrupted(folder, day) {
  for (const name of await readdir(folder)) {
    const [, of] = /^people-(\d{4}-\d\d-\d\d)\.ndjson\.(?:part|place|place\.new)$/.exec(name) ?? [];
    if (of !== undefined && of !== day) await rm(join(folder, name));
  }
}

/**
 * Deletes all but the newest files.
 *
 * @param {string} folder
 * @param {number} keep
 * @returns {Promise<string[]>} the names of those that are gone
 */
export async function keepLast(folder, keep) {
  const files = (await readdir(folder)).filter((name) => /^people-\d{4}-\d\d-\d\d\.ndjson$/.test(name));
  const old = files.sort().slice(0, -keep);
  for (const name of old) await rm(join(folder, name));
  return old;
}
