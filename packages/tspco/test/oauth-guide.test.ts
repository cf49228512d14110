/** The guide "Connect a church" is true: its program runs as it stands there, and so do its other pieces. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as redis from '../../redis/src/index.ts';
import { createEmulator } from '@tspco/emulator';
import * as tspco from 'tspco';
import { fileTokenStore } from 'tspco/file-store';
import { tokenStoreContract } from 'tspco/token-store';
import { describe, expect, it, onTestFinished } from 'vitest';
import { browserPath, useBrowser, withoutBrowser } from '../../emulator/test/support/browser.ts';
import { failureOf } from './support/client.ts';
import { chaptersOf, runPiece, type PieceOutcome } from './support/guide.ts';
import { freePort } from './support/free-port.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const chapters = chaptersOf(await readFile(join(root, 'docs/oauth.md'), 'utf8'));
const tried = new Set<string>();

function blocksOf(title: string): readonly string[] {
  tried.add(title);
  return chapters.get(title) ?? [];
}

function blockOf(title: string, place = 0): string {
  return blocksOf(title)[place] ?? '';
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tspco-guide-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('the smallest program', () => {
  /** Starts the program as a newcomer does, in a folder of its own, on the package as it is published. */
  async function start(folder: string, apiBase: string): Promise<{ url: string; stop(): Promise<void> }> {
    await writeFile(join(folder, 'connect.mjs'), blockOf('The smallest program'));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction').catch(() => {});
    const port = await freePort();
    const child = spawn(process.execPath, ['connect.mjs'], {
      cwd: folder,
      env: {
        PORT: String(port),
        PCO_API_BASE: apiBase,
        PCO_CLIENT_ID: 'emulator',
        PCO_CLIENT_SECRET: 'emulator-secret',
      },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let complaint = '';
    child.stderr.on('data', (chunk) => (complaint += String(chunk)));
    const url = `http://127.0.0.1:${port}`;
    // It says nothing when it listens, as small as it is.
    while ((await fetch(url).catch(() => undefined)) === undefined) {
      if (child.exitCode !== null) throw new Error(`The program ended: ${complaint}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return {
      url,
      async stop() {
        child.kill();
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      },
    };
  }

  async function startEmulator(): Promise<string> {
    const emulator = createEmulator({ people: 37 });
    const { url } = await emulator.listen();
    onTestFinished(() => emulator.close());
    return url;
  }

  /** Follows an address as a browser without scripts does, one step only. */
  async function step(url: string, cookie = ''): Promise<{ location: string; cookie: string; text: string }> {
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie, 'user-agent': 'test' } });
    return {
      location: answer.headers.get('location') ?? '',
      cookie: answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '',
      text: await answer.text(),
    };
  }

  it('connects, reads, and is still connected after a restart', async () => {
    const [folder, emulator] = [await temporaryFolder(), await startEmulator()];
    const program = await start(folder, emulator);
    expect((await step(program.url)).text).toBe('<a href="/connect">Connect your church</a>');
    const { location, cookie } = await step(`${program.url}/connect`);
    const back = await step(location);
    expect((await step(back.location)).text).toContain('Start again');
    expect((await step(program.url)).text).toContain('/connect');
    expect((await step(back.location, cookie)).location).toBe('/');
    expect((await step(program.url)).text).toBe('37 people');
    await program.stop();
    expect((await step((await start(folder, emulator)).url)).text).toBe('37 people');
  });

  const note = browserPath === undefined ? ` (${withoutBrowser})` : '';
  describe.skipIf(browserPath === undefined)(`in a browser${note}`, () => {
    const browser = useBrowser();

    it.each([
      ['Allow', '37 people'],
      ['Deny', 'The person did not allow it (access_denied).'],
    ])('the person presses %s', async (button, result) => {
      const { url } = await start(await temporaryFolder(), await startEmulator());
      const page = await browser.open();
      await page.goto(url);
      await page.getByRole('link', { name: 'Connect your church' }).click();
      await page.locator('button.person').first().click();
      await page.getByRole('button', { name: button }).click();
      await page.getByText(result).waitFor();
    });
  });
});

/** What the pieces of the guide find around them. */
interface Surroundings {
  readonly emulator: ReturnType<typeof createEmulator>;
  readonly application: tspco.OAuthApplication;
  /** The store that the guide calls `tokens` or `churches`. */
  store(folder: string): tspco.TokenStore;
  /**
   * Runs a piece.
   *
   * @param given - the names that it knows, besides `application`
   * @returns what it printed, and what it called by a name
   */
  run(code: string, given?: Readonly<Record<string, unknown>>): Promise<PieceOutcome>;
  /** Puts a grant of the administrator into a store, as it was two hours ago. */
  grant(store: tspco.TokenStore, options?: { scopes?: readonly string[]; name?: string }): Promise<void>;
}

async function surroundings(): Promise<Surroundings> {
  const folder = await temporaryFolder();
  const emulator = createEmulator({
    people: 23,
    churches: [{ subdomain: 'grace', people: 5 }],
    applications: [{ id: 'phone', redirectUris: ['http://127.0.0.1:3000/callback'] }],
  });
  const { url } = await emulator.listen();
  onTestFinished(() => emulator.close());
  const store = (name: string): tspco.TokenStore => fileTokenStore(join(folder, name));
  const shared = tspco.memoryTokenStore();
  /** Sends to the emulator what is meant for Planning Center and Church Center. */
  class PCO extends tspco.PCO {
    constructor(options: tspco.PCOOptions) {
      super({ ...options, fetch: emulator.fetch });
    }
  }
  const modules: Readonly<Record<string, object>> = {
    tspco: { ...tspco, PCO },
    'tspco/file-store': { fileTokenStore: store },
    'tspco/token-store': { tokenStoreContract },
    '@tspco/redis': redis,
    './my-token-store.js': { myTokenStore: () => shared },
  };
  const application = {
    clientId: 'emulator',
    clientSecret: 'emulator-secret',
    redirectUri: 'http://127.0.0.1:3000/callback',
    scopes: ['people'],
    apiBase: url,
  };
  return {
    emulator,
    application,
    store,
    run: (code, given = {}) => runPiece(code, modules, { application, ...given }),
    async grant(into, { scopes = ['people'], name = 'default' } = {}) {
      const tokens = await emulator.control.signIn({ scopes: [...scopes], application: 'emulator' });
      const scope = scopes.join(' ');
      await into.save(name, { ...tokens, scope, receivedAt: 0, expiresAt: 1 }, 0);
    },
  };
}

/** What the server sends the browser back with when the administrator allows everything. */
async function comeBack(started: unknown): Promise<string> {
  const { url } = started as tspco.StartedAuthorization;
  const answer = await fetch(url, { redirect: 'manual', headers: { 'user-agent': 'a program' } });
  return answer.headers.get('location') ?? '';
}

describe('the pieces', () => {
  it('Where the tokens are kept: in Redis', async () => {
    const { run } = await surroundings();
    const { names } = await run(blockOf('Where the tokens are kept'));
    expect(names['session']).toBeInstanceOf(tspco.OAuthSession);
    (names['store'] as redis.RedisTokenStore).close();
  });

  it('Where the tokens are kept: a store of your own is tested', async () => {
    const { run } = await surroundings();
    const checks: (() => Promise<void>)[] = [];
    const test = (_: string, check: () => Promise<void>): void => void checks.push(check);
    await run(blockOf('Where the tokens are kept', 1), { test });
    expect(checks.length).toBeGreaterThan(8);
    await Promise.all(checks.map((check) => check()));
  });

  it('What it tells', async () => {
    const { run, grant, store, emulator } = await surroundings();
    await grant(store('tokens'));
    const { names, lines } = await run(blockOf('What it tells'));
    const session = names['session'] as tspco.OAuthSession;
    await session.accessToken();
    expect(lines).toEqual([expect.stringMatching(/^default: good until \d{4}-.*Z$/)]);
    const saved = await store('tokens').load('default');
    emulator.control.revokeTokens();
    if (saved) await store('tokens').save('default', { ...saved.grant, expiresAt: 1 }, saved.revision);
    const later = await run(blockOf('What it tells'));
    expect(await failureOf((later.names['session'] as tspco.OAuthSession).accessToken())).toBeInstanceOf(
      tspco.PCOReconnectError,
    );
    expect(later.lines).toEqual(['default: must connect again (invalid_grant)']);
  });

  it('What the person allowed', async () => {
    const { run, grant, application, store } = await surroundings();
    await grant(store('tokens'), { scopes: ['services', 'openid'] });
    const session = new tspco.OAuthSession({ ...application, store: store('tokens') });
    const { lines } = await run(blockOf('What the person allowed'), { session });
    expect(lines).toEqual(['Connect again and allow people.']);
    expect(await session.userInfo()).toMatchObject({ organization_id: '10000001' });
  });

  it('Take it back', async () => {
    const { run, grant, application, store } = await surroundings();
    await grant(store('tokens'));
    const session = new tspco.OAuthSession({ ...application, store: store('tokens') });
    await run(blockOf('Take it back'), { session });
    expect(await store('tokens').names()).toEqual([]);
  });

  it('Many churches', async () => {
    const { run, store } = await surroundings();
    const { names } = await run(blockOf('Many churches'));
    const request = {
      url: new URL(await comeBack(names['started'])).href.replace(/^.*\/callback/, '/callback'),
    };
    const { lines } = await run(blockOf('Many churches', 1), { ...names, request });
    expect(lines).toEqual([
      expect.stringMatching(/^.+: 23 people$/),
      expect.stringMatching(/^10000001 .+ is connected$/),
    ]);
    expect(await store('churches').names()).toEqual([]);
  });

  it('Programs that cannot keep a secret', async () => {
    const { run } = await surroundings();
    const { names } = await run(blockOf('Programs that cannot keep a secret'));
    const session = names['session'] as tspco.OAuthSession;
    const started = await session.startAuthorization();
    expect(await session.finishAuthorization(await comeBack(started), started)).toEqual({
      granted: ['people'],
      missing: [],
    });
  });

  it('When the program ends', async () => {
    const { run } = await surroundings();
    const done: string[] = [];
    let stop: (() => Promise<void>) | undefined;
    await run(blockOf('When the program ends'), {
      server: { close: () => done.push('closed') },
      session: { settled: () => Promise.resolve().then(() => done.push('settled')) },
      process: {
        once: (signal: string, hook: () => Promise<void>) => {
          done.push(signal);
          stop = hook;
        },
        exit: () => done.push('exit'),
      },
    });
    await stop?.();
    expect(done).toEqual(['SIGTERM', 'closed', 'settled', 'exit']);
  });

  it('Church Center', async () => {
    const { run } = await surroundings();
    const { lines } = await run(blockOf('Church Center'));
    expect(lines).toEqual([expect.stringMatching(/^\d+ events$/)]);
  });
});

it('all its code was tried', () => {
  expect([...tried].sort()).toEqual([...chapters.keys()].sort());
  expect([...chapters.values()].flat()).toHaveLength(11);
});
