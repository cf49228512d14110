import assert from 'node:assert/strict';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { compare } from '../measure.js';
import { differenceRow, ratioRow } from '../table.js';

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
  return [...(await measureAnswers(rounds)), ...(await measureStarts())];
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

/** Resolves when it can be asked. */
async function startEmulator(...args) {
  const child = spawn(process.execPath, [BIN, '--port', '0', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { ...JSON.parse(line), stop: () => child.kill('SIGKILL') };
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
