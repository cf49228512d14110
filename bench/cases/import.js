import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compare } from '../measure.js';
import { differenceRow } from '../table.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const BASELINES = [
  { name: 'node -e 0', code: '0', promise: '< 10 ms more' },
  { name: 'an empty module', code: "import('./empty.js')", promise: '' },
];

/**
 * What importing the client adds to the start of Node.js, with the disk cache warm.
 *
 * @param {{ rounds: number }} options
 */
export async function measureImport({ rounds }) {
  assert.equal(run("import('tspco').then(({ PCO }) => console.log(typeof PCO))").trim(), 'function');
  const rows = [];
  for (const { name, code, promise } of BASELINES) {
    const times = await compare({
      ours: () => run("import('tspco')"),
      baseline: () => run(code),
      rounds,
      warmUps: 3,
    });
    rows.push(differenceRow(`import, against ${name}`, times, promise));
  }
  return rows;
}

/** Throws when the process fails, so a broken import is not taken for a fast one. */
function run(code) {
  return execFileSync(process.execPath, ['-e', code], { cwd: folder, encoding: 'utf8' });
}
