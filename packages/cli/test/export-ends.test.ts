/** How an export ends when the list cannot be read to its end, or nothing proves that it was. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '@tspco/emulator';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { run } from '../src/index.ts';
import { testContext } from './support/test-context.ts';

let emulator: Emulator;
let server: string;
let folder: string;
beforeEach(async () => {
  emulator = createEmulator({ people: 700, rateLimit: false });
  server = (await emulator.listen()).url;
  folder = await mkdtemp(join(tmpdir(), 'pco-ends-'));
  onTestFinished(async () => {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });
});

async function exportPeople(...more: string[]): Promise<{ code: number; stderr: string }> {
  const env = {
    PCO_APPLICATION_ID: emulator.applicationId,
    PCO_SECRET: emulator.secret,
    PCO_API_BASE: server,
    PCO_CONFIG_DIR: folder,
  };
  const { context, stderr } = testContext({ cwd: folder, env });
  const args = ['export', '/people/v2/people', '--to', 'people.csv', '--columns', 'id', ...more];
  return { code: await run(args, context), stderr: stderr() };
}

it('goes on after the server has failed in the middle', async () => {
  const path = '/people/v2/people';
  emulator.control.faults.set([
    { fault: 'firewall', path, nth: Array.from({ length: 60 }, (_, place) => place + 5) },
  ]);
  const failed = await exportPeople();
  expect(failed.code).toBe(3);
  expect(failed.stderr).toMatch(/records are in people\.csv\.part\.\nTry: Run the same command again/);
  expect((await readdir(folder)).sort()).toEqual(['people.csv.part', 'people.csv.part.json']);

  emulator.control.faults.set([]);
  const done = await exportPeople();
  expect([done.code, done.stderr]).toEqual([
    0,
    expect.stringMatching(/^Going on after \d+ records\.\nWrote 700 records to people\.csv, complete\.\n$/),
  ]);
  const ids = (await readFile(join(folder, 'people.csv'), 'utf8')).trimEnd().split('\n');
  expect(new Set(ids).size).toBe(701);
  expect(await readdir(folder)).toEqual(['people.csv']);
});

it('loses nobody when a custom field cannot be had for a person that was read already', async () => {
  const path = '/people/v2/people';
  const broken = {
    fault: 'firewall',
    path,
    nth: Array.from({ length: 60 }, (_, place) => place + 5),
  } as const;
  emulator.control.faults.set([broken]);
  await exportPeople('--custom-fields');
  emulator.control.faults.set([{ fault: 'firewall', path: '/people/v2/field_definitions' }]);
  for (let times = 0; times < 2; times++) expect((await exportPeople('--custom-fields')).code).not.toBe(0);

  emulator.control.faults.set([]);
  const done = await exportPeople('--custom-fields');
  expect([done.code, done.stderr]).toEqual([0, expect.stringContaining('Wrote 700 records')]);
  const rows = (await readFile(join(folder, 'people.csv'), 'utf8')).trimEnd().split('\n').slice(1);
  expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(700);
});

it('leaves nothing, and the file of the last time as it was, when nothing could be read', async () => {
  await writeFile(join(folder, 'people.csv'), 'of yesterday');
  emulator.control.faults.set([{ fault: 'firewall' }]);
  const { code, stderr } = await exportPeople();
  expect([code, stderr]).toEqual([6, expect.stringContaining('Error: ')]);
  expect(await readdir(folder)).toEqual(['people.csv']);
  expect(await readFile(join(folder, 'people.csv'), 'utf8')).toBe('of yesterday');
});

it('has each record that was there throughout, when others come and go', async () => {
  emulator.control.faults.set([{ fault: 'delete', count: 5, path: '/people/v2/people', nth: 3 }]);
  const { code } = await exportPeople();
  const ids = (await readFile(join(folder, 'people.csv'), 'utf8')).trimEnd().split('\n').slice(1);
  expect(code).toBe(0);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('10000700');
});

it('throws away what another one has left when it is told to', async () => {
  await writeFile(join(folder, 'people.csv.part'), 'id\n1\n2\n');
  await writeFile(
    join(folder, 'people.csv.part.json'),
    JSON.stringify({ request: 'another', columns: ['id'], resume: 'x', bytes: 5, records: 1 }),
  );
  const refused = await exportPeople();
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--restart')]);
  const { code } = await exportPeople('--restart');
  expect(code).toBe(0);
});
