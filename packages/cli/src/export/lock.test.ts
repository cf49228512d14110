import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { lockFile } from './lock.ts';

/** Processes that have ended. */
const [gone, goneToo] = [1, 2].map(() => spawnSync(process.execPath, ['--version']).pid);

let folder: string;
let file: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pco-lock-'));
  file = join(folder, 'people.csv');
  lock = `${file}.part.lock`;
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

it('is there until it is released, for this process as for others', async () => {
  const held = await lockFile(file);
  expect(await readFile(lock, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  await expect(lockFile(file)).rejects.toThrow(`(process ${process.pid}) is writing`);
  await held.release();
  expect(await readdir(folder)).toEqual([]);
});

it.each([
  ['a process that was killed', `${gone} 0badcafe`],
  ['a process of this number, before a restart', `${process.pid} 0badcafe`],
  ['nobody who can be read', 'nonsense'],
])('is taken over from %s', async (_whom, text) => {
  await writeFile(lock, text);
  const held = await lockFile(file);
  expect(await readdir(folder)).toEqual(['people.csv.part.lock']);
  await held.release();
  expect(await readdir(folder)).toEqual([]);
});

it('is taken over from one that was killed before it wrote, but not at once', async () => {
  await writeFile(lock, '');
  await expect(lockFile(file)).rejects.toThrow('just now');
  await utimes(lock, new Date(0), new Date(0));
  await lockFile(file);
  expect(await readdir(folder)).toEqual(['people.csv.part.lock']);
});

it('is not taken from whoever was faster in taking it over', async () => {
  await writeFile(lock, `${gone} 0badcafe`);
  const faster = `${process.ppid} 00c0ffee`;
  // Just when this one learns that the owner is gone, another has already replaced the lock.
  const runs = (pid: number): boolean => {
    if (pid === process.ppid) return true;
    writeFileSync(lock, faster);
    return false;
  };

  await expect(lockFile(file, runs)).rejects.toThrow(`(process ${process.ppid}) is writing`);
  expect(await readdir(folder)).toEqual(['people.csv.part.lock']);
  expect(await readFile(lock, 'utf8')).toBe(faster);
});

it('is left to whoever is about to take it over, and taken over from one that was killed over it', async () => {
  await writeFile(lock, `${gone} 0badcafe`);
  const second = `${lock}.${gone}-0badcafe`;
  await writeFile(second, `${process.ppid} 00c0ffee`);
  await expect(lockFile(file)).rejects.toThrow('just now');

  await writeFile(second, `${goneToo} 00c0ffee`);
  const held = await lockFile(file);
  await held.release();
  expect(await readdir(folder)).toEqual([]);
});

it('is taken over by one of many', async () => {
  for (let round = 0; round < 20; round++) {
    await writeFile(lock, `${gone} ${round}`);
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockFile(file)));
    const held = all.filter((one) => one.status === 'fulfilled');
    expect(held).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['people.csv.part.lock']);
    await held[0]?.value.release();
  }
});
