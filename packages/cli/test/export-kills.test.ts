/**
 * An export that is killed, at whatever byte, and run again gives the file that an undisturbed one gives. Also run by
 * `npm run soak`, with 50,000 people and ten kills.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '@tspco/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledCli } from './support/bundled-cli.ts';

const SOAK = process.env['TSPCO_SOAK'] === '1';
const SEED = Number(process.env['TSPCO_SOAK_SEED'] ?? 1);
const PEOPLE = SOAK ? 50_000 : 2500;
const KILLS = SOAK ? 10 : 3;

let program: string;
let emulator: Emulator;
let server: string;
let folder: string;
beforeAll(async () => {
  program = await bundledCli();
  folder = await mkdtemp(join(tmpdir(), 'pco-kills-'));
  emulator = createEmulator({ people: PEOPLE, rateLimit: false, latency: 2 });
  server = (await emulator.listen()).url;
}, 600_000);
afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

function start(file: string, options: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const args = [program, 'export', '/people/v2/people', '--to', file, ...options];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      PCO_APPLICATION_ID: 'emulator',
      PCO_SECRET: 'emulator-secret',
      PCO_API_BASE: server,
      PCO_CONFIG_DIR: folder,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  return { child, ended };
}

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

async function sizeOf(file: string): Promise<number> {
  return stat(join(folder, file)).then(
    ({ size }) => size,
    () => 0,
  );
}

/** Ends the process without a warning once it has written so much. */
async function killAt(bytes: number, file: string, options: readonly string[]): Promise<boolean> {
  const { child, ended } = start(file, options);
  while (child.exitCode === null && (await sizeOf(`${file}.part`)) < bytes) await new Promise(setImmediate);
  child.kill('SIGKILL');
  const { code, stderr } = await ended;
  if (code !== null && code !== 0) throw new Error(stderr);
  return code === null;
}

const hashOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(join(folder, file)))
    .digest('hex');

/** Numbers between 0 and 1, the same for the same seed. */
function* chances(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe.each([
  ['people.csv', ['--include', 'emails,phone_numbers', '--custom-fields']],
  ['people.ndjson', ['--include', 'households']],
])('an export to %s', (file, options) => {
  it('gives the same bytes however often it is killed', { timeout: 1_200_000 }, async () => {
    const whole = `whole-${file}`;
    const { code, stderr } = await start(whole, options).ended;
    expect([code, stderr]).toEqual([
      0,
      `Wrote ${PEOPLE.toLocaleString('en')} records to ${whole}, complete.\n`,
    ]);
    const size = await sizeOf(whole);
    const chance = chances(SEED);
    const places = Array.from({ length: KILLS }, () => Math.floor(chance.next().value * size * 0.9));
    for (const place of places.sort((a, b) => a - b)) {
      // On a machine that looks too late, it may have come to its end; then it is begun anew.
      while (!(await killAt(place, file, options))) await rm(join(folder, file));
    }
    expect(await sizeOf(file)).toBe(0);

    const last = await start(file, options).ended;

    expect(last.code).toBe(0);
    expect(last.stderr).toContain(`Wrote ${PEOPLE.toLocaleString('en')} records to ${file}, complete.`);
    expect(await hashOf(file)).toBe(await hashOf(whole));
    expect((await readdir(folder)).filter((name) => name.startsWith(`${file}.`))).toEqual([]);
  });
});

describe('an export that is interrupted', () => {
  it('says so, leaves no file of that name, and goes on', async () => {
    const options = ['--columns', 'id,name'];
    hold();
    const { child, ended } = start('polite.csv', options);
    while ((await sizeOf('polite.csv.part')) < 10_000) await new Promise(setImmediate);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    expect(stderr).toMatch(
      /^Error: Interrupted\. [\d,]+ records are in polite\.csv\.part\.\nTry: Run the same/,
    );
    expect(await sizeOf('polite.csv')).toBe(0);

    emulator.control.faults.set([]);
    const other = await start('polite.csv', ['--columns', 'id']).ended;
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('--restart')]);

    const next = await start('polite.csv', options).ended;
    expect([next.code, next.stderr]).toEqual([
      0,
      expect.stringMatching(
        /^Going on after [\d,]+ records\.\nWrote [\d,]+ records to polite\.csv, complete\.\n$/,
      ),
    ]);
    const lines = (await readFile(join(folder, 'polite.csv'), 'utf8')).trimEnd().split('\n');
    expect(new Set(lines).size).toBe(PEOPLE + 1);
  });

  it('cannot be written by two at once', async () => {
    hold();
    const { child, ended } = start('shared.csv', []);
    while ((await sizeOf('shared.csv.part')) === 0) await new Promise(setImmediate);
    const second = await start('shared.csv', []).ended;
    expect([second.code, second.stderr]).toEqual([
      1,
      expect.stringContaining(`(process ${child.pid}) is writing`),
    ]);
    child.kill('SIGKILL');
    await ended;
    emulator.control.faults.set([]);
  });

  /** Nobody comes to the end as long as this is so. */
  function hold(): void {
    const nth = Array.from({ length: PEOPLE / 100 }, (_, place) => place + 13);
    emulator.control.faults.set([{ fault: 'latency', milliseconds: 60_000, path: '/people/v2/people', nth }]);
  }
});
