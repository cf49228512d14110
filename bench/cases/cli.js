import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compare } from '../measure.js';
import { startProcess } from '../server.js';
import { differenceRow, ratioRow } from '../table.js';

const execute = promisify(execFile);
const program = fileURLToPath(new URL('../../packages/cli/bin/pco.js', import.meta.url));
const reader = fileURLToPath(new URL('cli-reader.js', import.meta.url));
const PEOPLE = 20_000;
const MANY = 100_000;
/** Tells at the end how much memory the process had at most, in bytes. */
const TELL_MEMORY =
  'data:text/javascript,process.on("exit",()=>process._rawDebug(`memory ${process.resourceUsage().maxRSS*1024}`))';

/**
 * How long `pco` takes to start, how fast it exports beside the client alone, and how much memory that takes.
 *
 * @param {{ origin: string, rounds: number }} options
 */
export async function measureCli({ origin, rounds }) {
  const folder = await mkdtemp(join(tmpdir(), 'pco-bench-'));
  const server = await startProcess('limited-server.js');
  try {
    return [
      ...(await measureStart(origin, folder, rounds)),
      await measureSpeed(server, folder),
      ...(await measureMemory(server, folder)),
    ];
  } finally {
    server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function environment(origin, folder) {
  return {
    PATH: process.env.PATH,
    PCO_APPLICATION_ID: 'application',
    PCO_SECRET: 'secret',
    PCO_API_BASE: origin,
    PCO_CONFIG_DIR: folder,
  };
}

async function measureStart(origin, folder, rounds) {
  const env = environment(origin, folder);
  const node = (...args) => execute(process.execPath, args, { env, cwd: folder });
  assert.match((await node(program, '--version')).stdout, /^\d+\.\d+\.\d+\n$/);
  const person = ['get', '/people/v2/people/1', '--columns', 'id'];
  assert.equal((await node(program, ...person)).stdout, '{\n  "id": "100000000"\n}\n');
  const rows = [];
  for (const { name, args } of [
    { name: 'pco --version', args: ['--version'] },
    { name: 'pco get', args: person },
  ]) {
    const times = await compare({
      ours: () => node(program, ...args),
      baseline: () => node('-e', '0'),
      rounds,
      warmUps: 2,
    });
    rows.push(differenceRow(`${name}, against node -e 0`, times, ''));
  }
  return rows;
}

async function exportPeople({ origin }, folder, to, people, nodeOptions = []) {
  const env = environment(origin, folder);
  const args = [...nodeOptions, program, 'export', '/people/v2/people', '--to', to];
  const { stderr } = await execute(process.execPath, args, { env, cwd: folder });
  assert.match(stderr, new RegExp(`Wrote ${people.toLocaleString('en')} records`));
  return stderr;
}

async function measureSpeed(server, folder) {
  await server.ask({ people: PEOPLE, latency: 0 });
  const env = environment(server.origin, folder);
  const times = await compare({
    ours: () => exportPeople(server, folder, 'people.csv', PEOPLE),
    baseline: async () => {
      const { stdout } = await execute(process.execPath, [reader], { env });
      assert.equal(Number(stdout), PEOPLE);
    },
    rounds: 3,
    warmUps: 1,
  });
  const lines = (await readFile(join(folder, 'people.csv'), 'utf8')).trimEnd().split('\n');
  assert.equal(lines.length, PEOPLE + 1);
  return ratioRow(`pco export of ${PEOPLE} people, against the client alone`, times, '');
}

async function measureMemory(server, folder) {
  const peaks = {};
  for (const people of [MANY / 10, MANY]) {
    await server.ask({ people, latency: 0 });
    const told = await exportPeople(server, folder, 'many.ndjson', people, ['--import', TELL_MEMORY]);
    peaks[people] = Number(/memory (\d+)/.exec(told)?.[1]);
  }
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  return [
    {
      name: `pco export, most memory with ${MANY} people, against ${MANY / 10}`,
      ours: megabytes(peaks[MANY]),
      baseline: megabytes(peaks[MANY / 10]),
      ratio: (peaks[MANY] / peaks[MANY / 10]).toFixed(2),
      spread: '',
      promise: '',
    },
  ];
}
