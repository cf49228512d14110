// Writes everybody of a church into a file of today, one line of JSON for each. README.md says what its exit codes mean.
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { PCO, PCOCredentialsError } from 'tspco';
import { exportPeople, keepLast } from './export-people.js';

const NOT_WHOLE = 1;
const WRONG_SETTINGS = 2;

try {
  const { folder, keep } = readArguments();
  const pco = PCO.fromEnv({ readOnly: true, userAgent: 'nightly-export' });
  // Sweden writes dates as 2026-11-29. It is the day of this machine.
  const day = new Date().toLocaleDateString('sv-SE');
  const { file, people, resumedAfter } = await exportPeople(pco, { folder, day });
  const resumed = resumedAfter === 0 ? '' : `, ${resumedAfter} of them read before it was interrupted`;
  console.log(`${basename(file)}: ${people} people${resumed}.`);
  for (const old of await keepLast(folder, keep)) console.log(`${old} is deleted: ${keep} are kept.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  const settings = error instanceof PCOCredentialsError || error instanceof TypeError;
  process.exitCode = settings ? WRONG_SETTINGS : NOT_WHOLE;
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { keep: { type: 'string', default: '14' } },
  });
  const keep = Number(values.keep);
  if (!Number.isInteger(keep) || keep < 1) throw new TypeError('--keep must be a number, such as 14.');
  return { folder: positionals[0] ?? 'export', keep };
}
