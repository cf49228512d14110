/**
 * Runs the tests and then looks for the planted secrets in everything that was printed: a credential in any message
 * of any test fails the run, whatever the tests themselves looked at.
 *
 *   node scripts/test.js [vitest arguments]
 *   node scripts/test.js --soak [--seed N]    the long runs: the same fault tests with many more requests
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// What is printed is a table, which needs no heading.
const SOAKS = [
  'packages/tspco/test/soak.test.ts',
  'packages/tspco/test/faults.test.ts',
  'packages/cli/test/export-kills.test.ts',
  '--testTimeout=1200000',
  '--disableConsoleIntercept',
];

const root = fileURLToPath(new URL('..', import.meta.url));
const { soak, seed, given } = readArguments(process.argv.slice(2));
const folder = await mkdtemp(join(tmpdir(), 'tspco-test-'));
const results = join(folder, 'results.json');

try {
  const { code, output } = await run([
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...(soak ? SOAKS : []),
    ...given,
  ]);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = await readResults();
  const leaks = await leakedSecrets(output);
  for (const name of leaks) console.error(`The planted secret "${name}" was printed during the tests.`);
  if (numPassedTests === 0) console.error('No test ran.');
  console.log(
    `${numPassedTests} passed, ${numFailedTests + leaks.length} failed, ${numPendingTests} skipped`,
  );
  process.exitCode = code !== 0 || leaks.length > 0 || numPassedTests === 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/**
 * What is meant for this program, and what for vitest.
 *
 * @param {string[]} args
 */
function readArguments(args) {
  const given = [...args];
  const long = given.indexOf('--soak');
  if (long === -1) return { soak: false, seed: '1', given };
  given.splice(long, 1);
  const place = given.indexOf('--seed');
  const [, seed = ''] = place === -1 ? ['', '1'] : given.splice(place, 2);
  if (!/^\d{1,9}$/.test(seed)) throw new Error('--seed must be followed by a whole number, such as 7.');
  return { soak: true, seed, given };
}

/** @param {string[]} args */
function run(args) {
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
      ...(soak ? { TSPCO_SOAK: '1', TSPCO_SOAK_SEED: seed } : {}),
    },
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
    process.stdout.write(chunk);
  });
  child.stderr.on('data', (chunk) => {
    output += String(chunk);
    process.stderr.write(chunk);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, output }));
  });
}

async function readResults() {
  try {
    return JSON.parse(await readFile(results, 'utf8'));
  } catch {
    return {};
  }
}

/** @param {string} output */
async function leakedSecrets(output) {
  const source = await readFile(join(root, 'packages/tspco/test/support/secrets.ts'), 'utf8');
  const secrets = [...source.matchAll(/(\w+): '([^']*planted[^']*)'/g)].map(([, name, value]) => ({
    name,
    value,
  }));
  if (secrets.length === 0) throw new Error('The planted secrets were not found in test/support/secrets.ts.');
  return secrets.filter(({ value }) => output.includes(value)).map(({ name }) => name);
}
