import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type * as Files from 'node:fs/promises';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { lockFile } from './lock-file.ts';

const system = vi.hoisted(() => ({ links: true }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof Files>();
  const refused = Object.assign(new Error('no links'), { code: 'EPERM' });
  const link: typeof real.link = (...names) => (system.links ? real.link(...names) : Promise.reject(refused));
  return { ...real, link };
});

/** Processes that have ended. */
const [gone, goneToo] = [1, 2].map(() => spawnSync(process.execPath, ['--version']).pid);

let folder: string;
let file: string;
let lock: string;
beforeEach(async () => {
  system.links = true;
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

it('is never empty', async () => {
  for (let round = 0; round < 50; round++) {
    const held = lockFile(file);
    while (!existsSync(lock)) await new Promise(setImmediate);
    expect(readFileSync(lock, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
    await (await held).release();
  }
});

it('is not taken over from another machine, where nobody can see what runs', async () => {
  const elsewhere = [gone, process.pid].map((pid) => `${pid} 0badcafe another-host`);
  for (const owner of elsewhere) {
    await writeFile(lock, owner);
    await expect(lockFile(file)).rejects.toMatchObject({
      message: expect.stringMatching(/\(process \d+ on another-host\) is writing/) as string,
      remedy: `Wait until it is done. If it does not run there any more, delete ${lock}.`,
    });
    expect(await readFile(lock, 'utf8')).toBe(owner);
  }
});

it('says on which machine it is', async () => {
  const held = await lockFile(file);
  expect((await readFile(lock, 'utf8')).split(' ')[2]).toBe(hostname());
  await held.release();
});

it.each([
  ['a file of a long name', 'n'.repeat(240), `${gone} 0badcafe`],
  ['a lock that holds anything', 'people.csv', 'x'.repeat(5000)],
])('is taken over with %s', async (_what, name, text) => {
  const long = join(folder, name);
  await writeFile(`${long}.part.lock`, text);
  const held = await lockFile(long);
  await held.release();
  expect(await readdir(folder)).toEqual([]);
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

/** Where somebody who takes the lock over from an owner has a second one. */
function secondLock(owner: string): string {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
  const name = basename(lock);
  return join(folder, `.pco-lock-${hash(name)}-${hash(`${name} ${owner}`)}`);
}

it('is left to whoever is about to take it over, and taken over from one that was killed over it', async () => {
  const owner = `${gone} 0badcafe`;
  await writeFile(lock, owner);
  await writeFile(secondLock(owner), `${process.ppid} 00c0ffee`);
  await expect(lockFile(file)).rejects.toThrow('just now');

  await writeFile(secondLock(owner), `${goneToo} 00c0ffee`);
  const held = await lockFile(file);
  await held.release();
  expect(await readdir(folder)).toEqual([]);
});

it('takes away what was left by one that was killed when it had come too late', async () => {
  await writeFile(secondLock(`${gone} 0badcafe`), `${goneToo} 00c0ffee`);
  await writeFile(join(folder, '.pco-lock-of-another-file'), '');
  const held = await lockFile(file);
  await held.release();
  expect(await readdir(folder)).toEqual(['.pco-lock-of-another-file']);
});

it.each([true, false])('is taken over by one of many; where files can have two names: %s', async (links) => {
  system.links = links;
  for (let round = 0; round < 20; round++) {
    await writeFile(lock, `${gone} ${round}`);
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => lockFile(file)));
    const held = all.filter((one) => one.status === 'fulfilled');
    expect(held).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['people.csv.part.lock']);
    await held[0]?.value.release();
  }
});
