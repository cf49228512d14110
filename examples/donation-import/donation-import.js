// Imports donations from a CSV file into Giving, each once. README.md says how the file must look.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { PCO } from 'tspco';
import { findNames, importDonations, stillToSend } from './import-donations.js';
import { openLedger, readLedger } from './ledger.js';
import { amountOf, readDonations } from './read-donations.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'dry-run': { type: 'boolean', default: false },
    commit: { type: 'boolean', default: false },
    source: { type: 'string' },
    settle: { type: 'string', default: '60' },
  },
});

try {
  const [file] = positionals;
  if (file === undefined)
    throw new Error('Usage: donation-import.js FILE [--dry-run] [--commit] [--source NAME]');
  if (!/^\d+$/.test(values.settle)) throw new Error('--settle must be whole seconds, such as 60.');
  const donations = readDonations(await readFile(file, 'utf8'));
  const pco = PCO.fromEnv({ readOnly: values['dry-run'], userAgent: 'donation-import' });
  const names = await findNames(pco, donations, values.source);
  if (values['dry-run']) {
    const unsent = stillToSend(donations, await readLedger(`${file}.ledger`));
    console.log(`${inWords(unsent)} would be sent; ${donations.length - unsent.length} were sent before.`);
  } else await run(pco, donations, { file, names });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error('Nothing is lost and nothing is sent twice: put right what is wrong, and run it again.');
  process.exitCode = 1;
}

/**
 * @param {PCO} pco
 * @param {import('./read-donations.js').Donation[]} donations
 * @param {{ file: string, names: import('./import-donations.js').Names }} how
 */
async function run(pco, donations, { file, names }) {
  const stop = new AbortController();
  // What is under way is brought to its end. A second signal ends it at once; the next run looks what has arrived.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => stop.abort());
  const ledger = await openLedger(`${file}.ledger`);
  try {
    const settle = Number(values.settle) * 1000;
    const how = { ledger, names, title: basename(file), settle, stop: stop.signal };
    const { batchId, sent, refused, left } = await importDonations(pco, donations, how);
    console.log(
      `${sent} sent into batch ${batchId}; with those of earlier runs ${donations.length - left} of ${donations.length}.`,
    );
    for (const refusal of refused) console.error(`Refused: ${refusal}`);
    if (left > 0) process.exitCode = 1;
    else if (values.commit) await commit(pco, batchId);
    else console.log(`Look at the batch in Giving and commit it there, or run this again with --commit.`);
  } finally {
    await ledger.close();
  }
}

/** @param {PCO} pco @param {string} batchId */
async function commit(pco, batchId) {
  const { status } = (await pco.get(`/giving/v2/batches/${batchId}`)).data.attributes;
  if (status === 'in_progress') await pco.post(`/giving/v2/batches/${batchId}/commit`);
  console.log(`Batch ${batchId} is ${status === 'in_progress' ? 'being committed' : `${status} already`}.`);
}

/** @param {import('./read-donations.js').Donation[]} donations */
function inWords(donations) {
  const cents = donations.reduce((sum, donation) => sum + amountOf(donation), 0);
  return `${donations.length} donations of ${(cents / 100).toFixed(2)} in all`;
}
