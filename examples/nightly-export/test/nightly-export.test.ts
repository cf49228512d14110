import { appendFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyFolder, runExample, startChurch } from '../../support/run-example.ts';

const today = (): string => new Date().toLocaleDateString('sv-SE');

async function peopleIn(folder: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, `people-${today()}.ndjson`), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('writes everybody with what was included, for its owner alone', async () => {
  const { variables } = await startChurch({ people: 230 });
  const folder = join(await emptyFolder(), 'export');
  const { code, out, error } = await runExample('nightly-export', [folder], variables);
  expect([code, out, error]).toEqual([0, `people-${today()}.ndjson: 230 people.\n`, '']);
  expect(await readdir(folder)).toEqual([`people-${today()}.ndjson`]);
  const people = await peopleIn(folder);
  expect(new Set(people.map(({ id }) => id)).size).toBe(230);
  expect(people[0]).toMatchObject({
    first_name: expect.any(String),
    emails: [{ address: expect.stringContaining('@') }],
    phone_numbers: [{ number: expect.any(String) }],
    households: [{ id: expect.any(String), name: expect.any(String) }],
  });
  const modes = await Promise.all(
    [folder, join(folder, `people-${today()}.ndjson`)].map((path) => stat(path)),
  );
  if (process.platform !== 'win32') expect(modes.map(({ mode }) => mode & 0o077)).toEqual([0, 0]);
});

it('goes on after what was saved when it was interrupted, and replaces the file only when it is whole', async () => {
  const { emulator, variables } = await startChurch({ people: 450 });
  const folder = await emptyFolder();
  const file = `people-${today()}.ndjson`;
  await writeFile(join(folder, file), 'of an earlier run\n');
  emulator.control.faults.set([
    { fault: 'token', as: 'revoked', path: '/people/v2/people', nth: [3, 4, 5, 6] },
  ]);
  const first = await runExample('nightly-export', [folder], variables);
  expect([first.code, first.out]).toEqual([1, '']);
  expect(await readFile(join(folder, file), 'utf8')).toBe('of an earlier run\n');
  expect((await readdir(folder)).sort()).toEqual([file, `${file}.part`, `${file}.place`]);

  // What a process wrote before it died, but after it saved its place.
  await appendFile(join(folder, `${file}.part`), '{"id":"half of somebo');
  emulator.control.faults.clear();
  const second = await runExample('nightly-export', [folder], variables);
  expect([second.code, second.error]).toEqual([0, '']);
  expect(second.out).toMatch(/: 450 people, [1-4]00 of them read before it was interrupted\.\n$/);
  expect(new Set((await peopleIn(folder)).map(({ id }) => id)).size).toBe(450);
  expect((await peopleIn(folder)).length).toBe(450);
  expect(await readdir(folder)).toEqual([file]);
});

it('begins anew when the place is of a file that is not there', async () => {
  const { variables } = await startChurch({ people: 20 });
  const folder = await emptyFolder();
  await writeFile(join(folder, `people-${today()}.ndjson.place`), '{"resume":"x","bytes":100,"people":1}');
  const { code, out } = await runExample('nightly-export', [folder], variables);
  expect([code, out]).toEqual([0, `people-${today()}.ndjson: 20 people.\n`]);
});

it('keeps the last files and drops what was interrupted on other days', async () => {
  const { variables } = await startChurch({ people: 5 });
  const folder = await emptyFolder();
  for (const name of [
    '2020-01-01.ndjson',
    '2020-01-02.ndjson',
    '2020-01-03.ndjson.part',
    '2020-01-03.ndjson.place',
  ])
    await writeFile(join(folder, `people-${name}`), '');
  await writeFile(join(folder, 'people-of-mine.ndjson'), '');
  const { code, out } = await runExample('nightly-export', [folder, '--keep', '2'], variables);
  expect(code).toBe(0);
  expect(out).toContain('people-2020-01-01.ndjson is deleted: 2 are kept.\n');
  expect((await readdir(folder)).sort()).toEqual([
    'people-2020-01-02.ndjson',
    `people-${today()}.ndjson`,
    'people-of-mine.ndjson',
  ]);
});

it('tells wrong settings from a bad night', async () => {
  const { variables } = await startChurch({ people: 5 });
  const folder = await emptyFolder();
  expect(await runExample('nightly-export', [folder], {})).toMatchObject({ code: 2 });
  const { code, error } = await runExample('nightly-export', [folder, '--keep', '0'], variables);
  expect([code, error]).toEqual([2, '--keep must be a number, such as 14.\n']);
});
