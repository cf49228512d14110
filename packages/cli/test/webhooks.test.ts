/** Subscriptions, and deliveries that are received, kept, verified and sent again. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '@tspco/emulator';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../src/index.ts';
import { testContext, type TestWorld } from './support/test-context.ts';
import { freePort } from '../../tspco/test/support/free-port.ts';

let emulator: Emulator;
let env: Record<string, string>;
let folder: string;
beforeEach(async () => {
  emulator = createEmulator({ people: 20, rateLimit: false });
  const { url } = await emulator.listen();
  folder = await mkdtemp(join(tmpdir(), 'pco-webhooks-'));
  env = {
    PCO_APPLICATION_ID: emulator.applicationId,
    PCO_SECRET: emulator.secret,
    PCO_API_BASE: url,
    PCO_CONFIG_DIR: folder,
  };
  onTestFinished(async () => {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });
});

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function start(
  args: readonly string[],
  world: Partial<TestWorld> = {},
): { stderr: () => string; ended: Promise<Result> } {
  const { context, stdout, stderr } = testContext({ cwd: folder, env, ...world });
  const ended = run(['webhooks', ...args], context).then((code) => ({
    code,
    stdout: stdout(),
    stderr: stderr(),
  }));
  return { stderr, ended };
}

const webhooks = async (...args: string[]): Promise<Result> => start(args).ended;

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}

const CREATED = 'people.v2.events.person.created';
const UPDATED = 'people.v2.events.person.updated';
const HINT =
  'Deliveries are signed with secrets: the same command with --secrets-to FILE writes them down.\n';

describe('subscriptions', () => {
  async function idOf(event: string): Promise<string> {
    const { stdout } = await webhooks('list', '--columns', 'name,id', '--format', 'csv');
    const row = stdout.split('\n').find((line) => line.startsWith(`${event},`));
    return row?.split(',')[1] ?? '';
  }

  it('are created, switched on, and left alone', async () => {
    const url = 'https://hooks.example.org/in';
    const dry = await webhooks('ensure', '--url', url, '--event', CREATED, '--dry-run');
    expect(dry.stdout).toBe(`would create  ${CREATED}\n`);
    const first = await webhooks('ensure', '--url', url, '--event', CREATED, '--secrets-to', 'secrets.json');
    expect(first).toEqual({
      code: 0,
      stdout: '',
      stderr: `created: ${CREATED}\nThe secrets are in secrets.json.\n`,
    });
    const second = await webhooks('ensure', '--url', url, '--event', `${CREATED},${UPDATED}`);
    expect(second.stderr).toBe(`unchanged: ${CREATED}\ncreated: ${UPDATED}\n${HINT}`);

    const secrets = JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')) as Record<
      string,
      string
    >;
    if (process.platform !== 'win32')
      expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
    const list = await webhooks('list');
    expect(list.stdout).toContain(`"active":true,"name":"${CREATED}","url":"${url}"`);
    expect(list.stdout).not.toContain(secrets[CREATED]);

    const { id } = list.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; url: string })
      .find((one) => one.url === url) ?? { id: '' };
    const off = ['patch', `/webhooks/v2/webhook_subscriptions/${id}`, '--set', 'active=false'];
    expect(await run(off, testContext({ cwd: folder, env }).context)).toBe(0);
    expect((await webhooks('ensure', '--url', url, '--event', CREATED)).stderr).toBe(
      `switched on: ${CREATED}\n${HINT}`,
    );
  });

  it('get another secret when somebody says so', async () => {
    const url = 'https://hooks.example.org/in';
    await webhooks(
      'ensure',
      '--url',
      url,
      '--event',
      `${CREATED},${UPDATED}`,
      '--secrets-to',
      'secrets.json',
    );
    const secrets = async (): Promise<Record<string, string>> =>
      JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')) as Record<string, string>;
    const before = await secrets();
    const id = await idOf(CREATED);

    const rotate = ['rotate', id, '--secrets-to', 'secrets.json'];
    expect((await webhooks(...rotate, '--dry-run')).stdout).toBe(
      `would replace the secret of  ${CREATED}  ${url}\n`,
    );
    expect((await webhooks(...rotate, '--read-only', '--yes')).code).toBe(2);
    expect(await webhooks(...rotate)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Add --yes if you are sure.') as string,
    });
    const no = await start(rotate, { terminal: true, answers: ['no'] }).ended;
    expect([no.code, no.stderr]).toEqual([
      1,
      `[Replace the secret of ${CREATED} to ${url}? Whatever receives it there needs the new one.]\nError: Nothing was changed.\n`,
    ]);
    expect(await secrets()).toEqual(before);

    const yes = await start(rotate, { terminal: true, answers: ['yes'] }).ended;
    expect([yes.code, yes.stderr]).toEqual([0, expect.stringContaining('It is in secrets.json.')]);
    const after = await secrets();
    expect(after).toEqual({ ...before, [CREATED]: expect.stringMatching(/^(?=.{16})/) as string });
    expect(after[CREATED]).not.toBe(before[CREATED]);
    await webhooks('ensure', '--url', url, '--event', `${CREATED},${UPDATED}`, '--secrets-to', 'now.json');
    expect(JSON.parse(await readFile(join(folder, 'now.json'), 'utf8'))).toEqual(after);
  });

  it('keep their secret when the new one could not be written down, or when they are not there', async () => {
    await writeFile(join(folder, 'secrets.json'), 'no JSON');
    const url = 'https://hooks.example.org/in';
    await webhooks('ensure', '--url', url, '--event', CREATED);
    const id = await idOf(CREATED);
    const unwritable = await webhooks('rotate', id, '--yes', '--secrets-to', 'secrets.json');
    expect([unwritable.code, unwritable.stderr]).toEqual([2, expect.stringContaining('holds no secrets')]);
    const nobody = await webhooks('rotate', '987654', '--yes');
    expect([nobody.code, nobody.stderr]).toEqual([
      5,
      'Error: There is no subscription 987654.\nTry: pco webhooks list shows the ids.\n',
    ]);
    const bare = await webhooks('rotate', id, '--yes');
    expect([bare.code, bare.stderr]).toEqual([
      0,
      expect.stringContaining(`pco webhooks ensure --url ${url} --event ${CREATED} --secrets-to FILE`),
    ]);
  });

  it('have these columns and no others', async () => {
    const { code, stderr } = await webhooks('list', '--columns', 'id,idd');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('There is no column idd. There are: id, active, name, url.'),
    ]);
  });

  it('to an event that does not exist are refused', async () => {
    const { code, stderr } = await webhooks(
      'ensure',
      '--url',
      'https://a.example',
      '--event',
      'people.v2.events.persn.created',
    );
    expect(code).toBe(2);
    expect(stderr).toContain(`Did you mean "${CREATED}"`);
  });

  it('are not made when nothing may be changed', async () => {
    const { code } = await webhooks(
      'ensure',
      '--url',
      'https://a.example',
      '--event',
      CREATED,
      '--read-only',
    );
    expect(code).toBe(2);
  });
});

describe('listening', () => {
  async function changeSomebody(): Promise<void> {
    const patch = ['patch', '/people/v2/people/10000001', '--set', 'nickname=Addie'];
    expect(await run(patch, testContext({ cwd: folder, env }).context)).toBe(0);
  }

  it('receives what is genuine, keeps it, and it can be verified and sent again', async () => {
    const port = await freePort();
    const here = `http://127.0.0.1:${port}`;
    const listening = start([
      'listen',
      '--port',
      String(port),
      '--url',
      here,
      '--event',
      UPDATED,
      '--save-to',
      'kept',
      '--limit',
      '1',
    ]);
    await until(() => listening.stderr().includes('Listening'));
    const forged = await fetch(here, {
      method: 'POST',
      body: '{"data":[]}',
      headers: { 'x-pco-webhooks-authenticity': '00' },
    });
    expect(forged.status).toBe(401);
    await changeSomebody();

    const { code, stdout, stderr } = await listening.ended;

    expect(code).toBe(0);
    expect(stderr).toContain('Refused: ');
    expect(JSON.parse(stdout)).toMatchObject({
      name: UPDATED,
      attempt: 1,
      payload: { data: { type: 'Person', id: '10000001' } },
    });
    await emulator.control.webhooks.settle();
    expect(emulator.control.webhooks.deliveries().at(-1)).toMatchObject({ status: 200 });

    const [kept = ''] = await readdir(join(folder, 'kept'));
    const file = join('kept', kept);
    await webhooks('ensure', '--url', here, '--event', UPDATED, '--secrets-to', 'secrets.json');
    const verified = await webhooks('verify', file, '--secrets-from', 'secrets.json');
    expect(verified).toEqual({
      code: 0,
      stdout: expect.stringContaining(`genuine  ${UPDATED}  Person 10000001`),
      stderr: '',
    });

    const again = start(['listen', '--port', String(port), '--secrets-from', 'secrets.json', '--limit', '1']);
    await until(() => again.stderr().includes('Listening'));
    expect((await webhooks('replay', file, '--to', here)).stderr).toBe(`${here} answered 200.\n`);
    expect((await again.ended).stdout).toBe(stdout);

    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, 'changed.json'), text.replace('10000001', '10000002'));
    const changed = await webhooks('verify', 'changed.json', '--secrets-from', 'secrets.json');
    expect([changed.code, changed.stderr]).toEqual([1, expect.stringContaining('is not genuine')]);
  });

  it('passes on what a program of yours answers', async () => {
    const [port, behind] = [await freePort(), await freePort()];
    const here = `http://127.0.0.1:${port}`;
    const listening = start([
      'listen',
      '--port',
      String(port),
      '--url',
      here,
      '--event',
      UPDATED,
      '--forward-to',
      `http://127.0.0.1:${behind}/hooks`,
      '--limit',
      '1',
    ]);
    await until(() => listening.stderr().includes('Listening'));
    await changeSomebody();
    expect((await listening.ended).stderr).toContain(`http://127.0.0.1:${behind}/hooks answered 502.`);
  });

  it('has a practice church that sends, and stops with Ctrl-C', async () => {
    const stop = new AbortController();
    const listening = start(['listen', '--emulator', '--port', '0'], {
      env: { PCO_CONFIG_DIR: folder },
      signal: stop.signal,
      typedAs: 'npx pco',
    });
    await until(() => listening.stderr().includes('Ctrl+C'));
    expect(listening.stderr()).toContain(' npx pco patch /people/v2/people/10000001 ');
    const [, base = ''] = /PCO_API_BASE=(\S+)/.exec(listening.stderr()) ?? [];
    const patch = ['patch', '/people/v2/people/10000001', '--set', 'nickname=Addie'];
    const { context } = testContext({ cwd: folder, env: { ...env, PCO_API_BASE: base } });
    expect(await run(patch, context)).toBe(0);
    const settle = new URL('/__emulator/deliveries/settle', base);
    await fetch(settle, { method: 'POST' });
    stop.abort();
    const { code, stdout } = await listening.ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: UPDATED });
  });

  it('ends with the error when the practice church knows no such event', async () => {
    const { code, stderr } = await webhooks(
      'listen',
      '--emulator',
      '--event',
      'people.v2.events.person.craeted',
      '--port',
      String(await freePort()),
    );
    expect([code, stderr]).not.toEqual([0, '']);
    expect(stderr).toContain('people.v2.events.person.craeted');
  });

  it('needs a secret, or a way to one', async () => {
    const { code, stderr } = await webhooks('listen');
    expect([code, stderr]).toEqual([2, expect.stringContaining('--secrets-from')]);
  });
});
