import assert from 'node:assert/strict';
import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compare } from '../measure.js';
import { differenceRow, milliseconds, ratioRow } from '../table.js';

const BIN = fileURLToPath(new URL('../../packages/emulator/bin/tspco-emulator.js', import.meta.url));
const BARE = fileURLToPath(new URL('../bare-server.js', import.meta.url));
const ONE = '/people/v2/people/10000001';
const PAGE = '/people/v2/people?include=emails,phone_numbers&per_page=100';
const AT_ONCE = 4;

/**
 * What the emulator answers in a second, against a server that sends the same bytes without thinking, and how long it
 * takes to start.
 *
 * @param {{ rounds: number }} options
 */
export async function measureEmulator({ rounds }) {
  return [...(await measureAnswers(rounds)), ...(await measureStarts()), ...(await measureLarge())];
}

async function measureAnswers(rounds) {
  const emulator = await startEmulator('--people', '500', '--rate-limit', 'off');
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const authorization = `Basic ${btoa(`${emulator.applicationId}:${emulator.secret}`)}`;
  const ask = (origin, path) => fetchBody(`${origin}${path}`, { agent, authorization });
  const bodies = { [ONE]: await ask(emulator.url, ONE), [PAGE]: await ask(emulator.url, PAGE) };
  assert.equal(JSON.parse(bodies[PAGE]).data.length, 100);
  const bare = await startBareServer(bodies);
  try {
    const rows = [];
    for (const [path, name, requests] of [
      [ONE, 'one person', 400],
      [PAGE, 'page of 100 with includes', 60],
    ]) {
      const load = (origin) => () => askMany(requests, () => ask(origin, path), bodies[path].length);
      const result = await compare({
        ours: load(emulator.url),
        baseline: load(bare.origin),
        rounds,
        warmUps: 3,
      });
      const perSecond = (time) => `${Math.round((requests * 1000) / time)} requests/s`;
      const row = ratioRow(`emulator, ${name}`, result, '');
      rows.push({ ...row, ours: perSecond(result.ours), baseline: perSecond(result.baseline) });
    }
    return rows;
  } finally {
    agent.destroy();
    bare.stop();
    emulator.stop();
  }
}

async function measureStarts() {
  const rows = [];
  for (const people of ['500', '10000']) {
    const times = await compare({
      ours: async () => (await startEmulator('--people', people)).stop(),
      baseline: () => once(spawn(process.execPath, ['-e', '0']), 'exit'),
      rounds: 5,
      warmUps: 1,
    });
    rows.push(differenceRow(`emulator, start with ${people} people, against node -e 0`, times, ''));
  }
  return rows;
}

/** Lists of a small and of a large church: what is sorted and searched is not to be sorted and searched for each page. */
async function measureLarge() {
  const rows = [];
  for (const people of [1_000, 100_000]) {
    const started = performance.now();
    const emulator = await startEmulator('--people', String(people), '--rate-limit', 'off');
    const startTime = performance.now() - started;
    const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
    const authorization = `Basic ${btoa(`${emulator.applicationId}:${emulator.secret}`)}`;
    const read = async (path) => {
      const { data, meta } = JSON.parse(await fetchBody(`${emulator.url}${path}`, { agent, authorization }));
      assert.ok(data.length > 0 && meta.total_count > 0);
    };
    const name = (what) => `emulator of ${people} people, ${what}`;
    const list = '/people/v2/people?per_page=100';
    try {
      rows.push(plainRow(name('start'), milliseconds(startTime)));
      const one = await fetchBody(`${emulator.url}${ONE}`, { agent, authorization });
      // The first thousands warm it up.
      const times = await timesOf(
        () => askMany(1000, () => fetchBody(`${emulator.url}${ONE}`, { agent, authorization }), one.length),
        5,
      );
      rows.push(plainRow(name('one person'), `${Math.round(1_000_000 / times.at(-1))} requests/s`));
      for (const [what, path] of [
        ['page of 100', list],
        ['last page', `${list}&offset=${people - 100}`],
        ['ordered, pages', `${list}&order=last_name,first_name`],
        ['filtered and ordered, pages', `${list}&where[last_name]=a%25&order=-created_at`],
      ]) {
        const [first, ...others] = await timesOf(() => read(path), 31);
        rows.push(plainRow(name(what), milliseconds(median(others)), `first ${milliseconds(first)}`));
      }
      rows.push(plainRow(name('memory'), `${await residentMegabytes(emulator.pid)} MB`));
    } finally {
      agent.destroy();
      emulator.stop();
    }
  }
  return rows;
}

function plainRow(name, ours, baseline = '') {
  return { name, ours, baseline, ratio: '', spread: '', promise: '' };
}

async function timesOf(action, times) {
  const taken = [];
  for (let index = 0; index < times; index += 1) {
    const started = performance.now();
    await action();
    taken.push(performance.now() - started);
  }
  return taken;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** What the process holds of the machine's memory. */
async function residentMegabytes(pid) {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout) / 1024);
}

/** Resolves when it can be asked. */
async function startEmulator(...args) {
  const child = spawn(process.execPath, [BIN, '--port', '0', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { ...JSON.parse(line), pid: child.pid, stop: () => child.kill('SIGKILL') };
}

async function startBareServer(bodies) {
  const child = fork(BARE);
  child.send(bodies);
  const [port] = await once(child, 'message');
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

async function askMany(requests, ask, length) {
  let left = requests;
  const work = async () => {
    while (left-- > 0) assert.equal((await ask()).length, length);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function fetchBody(url, { agent, authorization }) {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: authorization, 'User-Agent': 'bench' };
    get(url, { agent, headers }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}
