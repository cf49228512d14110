/** The file that secrets are kept in: nothing in it is lost, and no secret is replaced that it could not take. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '@tspco/emulator';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type writeFileAtomic from 'write-file-atomic';
import { run } from '../src/index.ts';
import { testContext } from './support/test-context.ts';

const CREATED = 'people.v2.events.person.created';
const UPDATED = 'people.v2.events.person.updated';
const HERE = 'https://here.example.org/in';
const THERE = 'https://there.example.org/in?to=a&b=c';

/** What the next attempts to write the file fail with. A file may be mounted by itself, and not to be replaced. */
const disk = vi.hoisted(() => ({ failures: [] as (Error | undefined)[] }));
vi.mock('write-file-atomic', async (original) => {
  const { default: write } = await original<{ default: typeof writeFileAtomic }>();
  return {
    default(...args: Parameters<typeof write>): Promise<void> {
      const failure = disk.failures.shift();
      return failure ? Promise.reject(failure) : write(...args);
    },
  };
});
const busy = Object.assign(new Error('EBUSY: rename'), { code: 'EBUSY', syscall: 'rename' });

let emulator: Emulator;
let env: Record<string, string>;
let folder: string;
beforeEach(async () => {
  emulator = createEmulator({ people: 2, rateLimit: false });
  folder = await mkdtemp(join(tmpdir(), 'pco-secrets-'));
  env = {
    PCO_APPLICATION_ID: emulator.applicationId,
    PCO_SECRET: emulator.secret,
    PCO_API_BASE: (await emulator.listen()).url,
    PCO_CONFIG_DIR: folder,
  };
  onTestFinished(async () => {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });
});

async function webhooks(
  ...args: string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const { context, stdout, stderr } = testContext({ cwd: folder, env });
  const code = await run(['webhooks', ...args], context);
  return { code, stdout: stdout(), stderr: stderr() };
}

async function subscribe(url: string, events: string, file = 'secrets.json'): Promise<void> {
  const { code, stderr } = await webhooks('ensure', '--url', url, '--event', events, '--secrets-to', file);
  expect([code, stderr]).toEqual([0, expect.stringContaining(`The secrets are in ${file}.`)]);
}

async function idOf(event: string, url: string): Promise<string> {
  const { stdout } = await webhooks('list', '--columns', 'name,url,id', '--format', 'csv');
  const row = stdout.split('\n').find((line) => line.startsWith(`${event},${url},`));
  return row?.split(',')[2] ?? '';
}

async function secretsIn(file = 'secrets.json'): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, string>;
}

/** What the server was asked to change. */
const writes = (): readonly string[] =>
  emulator.control.requests
    .list()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, url }) => `${method} ${url}`);

describe('a file of secrets', () => {
  it('keeps what else is in it', async () => {
    await writeFile(join(folder, 'secrets.json'), '{ "other": "kept" }');
    await subscribe(HERE, CREATED);
    await subscribe(HERE, UPDATED);
    const before = await secretsIn();
    expect(Object.keys(before)).toEqual(['other', CREATED, UPDATED]);
    await webhooks('rotate', await idOf(UPDATED, HERE), '--yes', '--secrets-to', 'secrets.json');
    expect(await secretsIn()).toEqual({ ...before, [UPDATED]: expect.any(String) as string });
  });

  it('gets all of what is replaced at once', async () => {
    await subscribe(HERE, `${CREATED},${UPDATED}`);
    const ids = [await idOf(CREATED, HERE), await idOf(UPDATED, HERE)];
    const ends = await Promise.all(
      ids.map((id) => webhooks('rotate', id, '--yes', '--secrets-to', 'secrets.json')),
    );
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    const held = await secretsIn();
    await subscribe(HERE, `${CREATED},${UPDATED}`, 'now.json');
    expect(held).toEqual(await secretsIn('now.json'));
    expect((await readdir(folder)).sort()).toEqual(['now.json', 'secrets.json']);
  });

  it('does not lose the secret of another subscription to the same event', async () => {
    await subscribe(HERE, CREATED);
    await webhooks('ensure', '--url', THERE, '--event', CREATED);
    const before = await secretsIn();
    const already = writes();
    const to = ['--secrets-to', 'secrets.json'];
    const id = await idOf(CREATED, THERE);
    for (const command of [
      ['rotate', id, '--yes', ...to],
      ['rotate', id, '--dry-run', ...to],
      ['ensure', '--url', THERE, '--event', CREATED, ...to],
      ['ensure', '--url', THERE, '--event', CREATED, '--dry-run', ...to],
    ]) {
      const { code, stderr } = await webhooks(...command);
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining(`secrets.json holds the secret of ${CREATED} to ${HERE}`),
      ]);
    }
    expect(await secretsIn()).toEqual(before);
    expect(writes()).toEqual(already);
  });

  it('takes a secret in the place of one that is no longer in use', async () => {
    await subscribe(HERE, CREATED);
    const id = await idOf(CREATED, HERE);
    await webhooks('rotate', id, '--yes');
    expect((await webhooks('rotate', id, '--yes', '--secrets-to', 'secrets.json')).code).toBe(0);
    const held = await secretsIn();
    await subscribe(HERE, CREATED, 'now.json');
    expect(held).toEqual(await secretsIn('now.json'));
  });

  it.each([
    ['holds a list', '["a"]'],
    ['holds a text', '"a"'],
    ['holds what is no text', '{ "a": "b", "c": 1 }'],
    ['is no JSON', 'a'],
  ])('that %s is left as it is, and nothing is sent', async (_, text) => {
    await webhooks('ensure', '--url', HERE, '--event', CREATED);
    const already = writes();
    const id = await idOf(CREATED, HERE);
    await writeFile(join(folder, 'secrets.json'), text);
    for (const command of [
      ['rotate', id, '--yes'],
      ['rotate', id, '--dry-run'],
      ['ensure', '--url', THERE, '--event', CREATED],
    ]) {
      const { code, stderr } = await webhooks(...command, '--secrets-to', 'secrets.json');
      expect([code, stderr]).toEqual([2, expect.stringContaining('secrets.json holds no secrets')]);
    }
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toBe(text);
    expect(writes()).toEqual(already);
  });

  it('that cannot be written is told before there is another secret', async () => {
    await webhooks('ensure', '--url', HERE, '--event', CREATED);
    const already = writes();
    const id = await idOf(CREATED, HERE);
    for (const how of ['--yes', '--dry-run']) {
      const { code, stderr } = await webhooks('rotate', id, how, '--secrets-to', 'nowhere/secrets.json');
      expect([code, stderr]).toEqual([1, expect.stringContaining('nowhere/secrets.json cannot be written.')]);
    }
    await subscribe(HERE, CREATED);
    disk.failures = [busy];
    const { code, stderr } = await webhooks('rotate', id, '--yes', '--secrets-to', 'secrets.json');
    expect([code, stderr]).toEqual([1, expect.stringContaining('EBUSY')]);
    expect(writes()).toEqual(already);
  });
});

describe('a new secret that nobody has got', () => {
  const way = `pco webhooks ensure --url '${THERE}' --event ${CREATED} --secrets-to 'my secrets.json'`;

  const rotate = (id: string): ReturnType<typeof webhooks> =>
    webhooks('rotate', id, '--yes', '--secrets-to', 'my secrets.json');

  it('can be had when the answer was lost', async () => {
    await subscribe(THERE, CREATED, 'my secrets.json');
    await writeFile(join(folder, 'my secrets.json'), '{ "other": "kept" }');
    emulator.control.faults.set([{ fault: 'reset', method: 'POST' }]);
    const { code, stderr } = await rotate(await idOf(CREATED, THERE));
    expect(code).toBe(6);
    expect(stderr).toContain(`The secret of ${CREATED} to ${THERE} may be another one now.`);
    expect(stderr).toContain(`also switches the subscription on if it is off: ${way}\n`);

    emulator.control.faults.clear();
    await subscribe(THERE, CREATED, 'my secrets.json');
    expect(await secretsIn('my secrets.json')).toEqual({
      other: 'kept',
      [CREATED]: expect.any(String) as string,
    });
  });

  it('can be had when the file could not be written after all', async () => {
    await webhooks('ensure', '--url', THERE, '--event', CREATED);
    const id = await idOf(CREATED, THERE);
    disk.failures = [undefined, busy];
    await writeFile(join(folder, 'my secrets.json'), '{ "other": "kept" }');
    const { code, stderr } = await rotate(id);
    expect(code).toBe(1);
    expect(stderr).toContain('is another one now.');
    expect(stderr).toContain(way);
    expect(await readdir(folder)).toEqual(['my secrets.json']);
  });

  it('is not spoken of when there is none', async () => {
    await webhooks('ensure', '--url', HERE, '--event', CREATED);
    const id = await idOf(CREATED, HERE);
    emulator.control.faults.set([{ fault: 'firewall', method: 'POST' }]);
    expect((await webhooks('rotate', id, '--yes')).stderr).not.toContain('another one');
  });
});
