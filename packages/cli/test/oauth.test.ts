/** Connecting through a browser, and the file that profiles are kept in. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile, chmod } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type Emulator } from '@tspco/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../src/index.ts';
import { NOW, testContext, type TestWorld } from './support/test-context.ts';

let emulator: Emulator;
let server: string;
let folder: string;
beforeAll(async () => {
  emulator = createEmulator({
    people: 20,
    rateLimit: false,
    consent: 'automatic',
    clock: { now: () => NOW },
  });
  server = (await emulator.listen()).url;
});
afterAll(() => emulator.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pco-oauth-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function pco(args: readonly string[], world: Partial<TestWorld> = {}): Promise<Result> {
  const env = {
    PCO_CONFIG_DIR: folder,
    PCO_API_BASE: server,
    PCO_CLIENT_SECRET: emulator.secret,
    ...world.env,
  };
  const { context, stdout, stderr } = testContext({ cwd: folder, ...world, env });
  return { code: await run(args, context), stdout: stdout(), stderr: stderr() };
}

async function freeAddress(): Promise<string> {
  const listening = createServer().listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  listening.close();
  await once(listening, 'close');
  return `http://127.0.0.1:${port}/callback`;
}

/** A browser that allows everything, and asks for an icon first, as browsers do. */
async function browse(url: string): Promise<void> {
  const back = new URL(url).searchParams.get('redirect_uri') ?? '';
  await fetch(new URL('/favicon.ico', back));
  const answer = await fetch(url, { redirect: 'manual', headers: { 'user-agent': 'test' } });
  const page = await fetch(answer.headers.get('location') ?? '');
  expect(await page.text()).toContain('You can close this window');
}

const login = (redirectUri: string, ...more: string[]): string[] => [
  'auth',
  'login',
  '--oauth',
  '--client-id',
  'emulator',
  '--redirect-uri',
  redirectUri,
  '--scopes',
  'people,services',
  ...more,
];

describe('connecting', () => {
  it('waits for the browser, and keeps the tokens where only this user can read them', async () => {
    const { code, stderr } = await pco(login(await freeAddress()), { openBrowser: browse });

    expect(code).toBe(0);
    expect(stderr).toMatch(/Connected to .+ as .+, profile [a-z-]+\.\n$/);
    expect(stderr).not.toContain(emulator.secret);
    const me = await pco(['get', '/people/v2/me', '--columns', 'id']);
    expect(me).toEqual({ code: 0, stdout: '{\n  "id": "10000001"\n}\n', stderr: '' });
    if (process.platform !== 'win32') {
      expect((await stat(join(folder, 'profiles.json'))).mode & 0o777).toBe(0o600);
      for (const name of await readdir(join(folder, 'grants'), { recursive: true })) {
        expect((await stat(join(folder, 'grants', name))).mode & 0o077).toBe(0);
      }
    }
    expect(await readFile(join(folder, 'profiles.json'), 'utf8')).not.toContain('pco_tok');
    const doctor = await pco(['doctor']);
    expect(doctor.stdout).toContain('people, services');
    expect(doctor.stdout).toMatch(/giving +no access/);
    expect(doctor.code).toBe(0);
  });

  it('keeps a grant whose apps do not say who is asking', async () => {
    const args = login(await freeAddress(), '--profile', 'site').map((arg) =>
      arg === 'people,services' ? 'publishing' : arg,
    );
    const { code, stderr } = await pco(args, { openBrowser: browse });
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('Connected to a church as somebody, profile site.'),
    ]);
    expect((await pco(['get', '/publishing/v2/channels', '--columns', 'id'])).code).toBe(0);
  });

  it('leaves no tokens behind that no profile names', async () => {
    const args = login(await freeAddress());
    emulator.control.faults.set([{ fault: 'firewall', path: '/people/v2' }]);
    onTestFinished(() => emulator.control.faults.set([]));
    const { code } = await pco(args, { openBrowser: browse });
    expect(code).not.toBe(0);
    const grants = await readdir(join(folder, 'grants'), { recursive: true, withFileTypes: true });
    const files = grants.filter((entry) => entry.isFile());
    const texts = await Promise.all(
      files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
    );
    expect(texts.join('')).not.toContain('oken');
  });

  it('takes the address that a browser elsewhere was sent back to', async () => {
    const world = { answers: [''], terminal: true };
    const { context, stderr } = testContext({ cwd: folder, env: env(), ...world });
    const prompts = {
      ...context.prompts,
      async text(): Promise<string> {
        const [url = ''] = /http\S+authorize\S+/.exec(stderr()) ?? [];
        const answer = await fetch(url, { redirect: 'manual', headers: { 'user-agent': 'test' } });
        return answer.headers.get('location') ?? '';
      },
    };
    const code = await run(login('https://example.org/back', '--no-browser', '--profile', 'far'), {
      ...context,
      prompts,
    });

    expect(code).toBe(0);
    expect((await pco(['auth', 'status'])).stdout).toContain('* far');
  });

  it('refuses an address that does not belong to it', async () => {
    const { code, stderr } = await pco(login('https://example.org/back', '--no-browser'), {
      input: 'https://example.org/back?code=1&state=other\n',
    });
    expect(code).toBe(4);
    expect(stderr).toContain('another state');
  });

  it('says what to do when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await pco(login(`http://127.0.0.1:${port}/callback`));
    expect(code).toBe(1);
    expect(stderr).toContain('--redirect-uri');
  });

  it('takes the consent back when one logs out', async () => {
    await pco(login(await freeAddress(), '--profile', 'grace'), { openBrowser: browse });
    const { code, stderr } = await pco(['auth', 'logout']);
    expect([code, stderr]).toEqual([0, 'Forgot grace.\n']);
    expect((await pco(['get', '/people/v2/me'])).code).toBe(4);
  });

  function env(): Record<string, string> {
    return { PCO_CONFIG_DIR: folder, PCO_API_BASE: server, PCO_CLIENT_SECRET: emulator.secret };
  }
});

describe('the file of profiles', () => {
  it.skipIf(process.platform === 'win32')('is closed to others when somebody has opened it', async () => {
    await pco(['auth', 'login', '--with-token'], { input: 'emulator emulator-secret' });
    const file = join(folder, 'profiles.json');
    await chmod(file, 0o644);
    await pco(['auth', 'status']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('that cannot be read is an error, and stays as it is', async () => {
    const file = join(folder, 'profiles.json');
    await writeFile(file, '{"profiles":');
    const { code, stderr } = await pco(['auth', 'status']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('Move it away')]);
    expect(await readFile(file, 'utf8')).toBe('{"profiles":');
  });

  it('sends its secrets to the server that they are for, whatever the environment says', async () => {
    await pco(['auth', 'login', '--with-token'], { input: 'emulator emulator-secret' });
    const elsewhere = await pco(['get', '/people/v2/me', '--columns', 'id'], {
      env: { PCO_API_BASE: 'http://127.0.0.1:1' },
    });
    expect(elsewhere.code).toBe(0);
  });
});
