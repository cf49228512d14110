import {
  PCO,
  PCOCredentialsError,
  type CredentialOptions,
  type Fetch,
  type Hooks,
  type TokenSession,
} from 'tspco';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createPacer } from '../src/pacing/pacer.ts';
import { clientWith } from './support/client.ts';
import { holdsSecret } from './support/leaks.ts';
import { credentials, plantedSecrets } from './support/secrets.ts';
import { startServer } from './support/server.ts';
import { patientTime } from './support/time.ts';

const person = { data: { type: 'Person', id: '1', attributes: {} } };
const url = '/people/v2/people/1';

function session(id: string): TokenSession {
  return {
    id,
    accessToken: () => Promise.resolve(plantedSecrets.token),
    renew: () => Promise.resolve(false),
  };
}

describe('a client that was told to wait five seconds holds up', () => {
  /** How long a request of the second client waits while one of the first does, in milliseconds. */
  async function delayOfSecond(
    first: CredentialOptions,
    second: CredentialOptions,
    { sameServer }: { sameServer: boolean },
  ): Promise<number | undefined> {
    const time = patientTime();
    const pacer = createPacer(time.world);
    let refusals = 0;
    let seenAt: number | undefined;
    const start = () =>
      startServer((request) => {
        if (request.url.pathname === '/second') seenAt = time.elapsed();
        else if (refusals++ === 0) return { status: 429, headers: { 'retry-after': '5' } };
        return { body: person };
      });
    const one = await start();
    const other = sameServer ? one : await start();
    const client = (who: CredentialOptions, apiBase: string, on: Hooks = {}): PCO =>
      clientWith({ ...who, apiBase, fetch: time.fetch, pacer, on }, time.world);
    let waiting: PromiseLike<unknown> | undefined;
    const wait = (): void => {
      waiting ??= client(second, other.url).get('/second');
    };
    await client(first, one.url, { wait }).get('/first');
    await waiting;
    return seenAt;
  }

  it('another one with its application id on the same server', async () => {
    expect(await delayOfSecond(credentials, credentials, { sameServer: true })).toBe(5000);
  });

  it('none on another server, whose budget is its own', async () => {
    expect(await delayOfSecond(credentials, credentials, { sameServer: false })).toBe(0);
  });

  it('another one of the same grant', async () => {
    const second = { session: session('grant-1') };
    expect(await delayOfSecond({ session: session('grant-1') }, second, { sameServer: true })).toBe(5000);
  });

  it('none of another grant', async () => {
    const second = { session: session('grant-2') };
    expect(await delayOfSecond({ session: session('grant-1') }, second, { sameServer: true })).toBe(0);
  });
});

/** A `fetch` that gives tokens and people and keeps the addresses it was asked for. */
function recorder(): { fetch: Fetch; asked: string[] } {
  const asked: string[] = [];
  const attributes = { token: plantedSecrets.organizationToken, expires_at: '2099-01-01T00:00:00Z' };
  const fetch: Fetch = (address, { method }) => {
    asked.push(address);
    return Promise.resolve(
      Response.json(method === 'POST' ? { data: { type: 'OrganizationToken', attributes } } : person),
    );
  };
  return { fetch, asked };
}

describe('a client for Church Center asks', () => {
  const tokens = 'https://grace.churchcenter.com/sessions/tokens';
  const data = `https://api.churchcenter.com${url}`;

  it.each<[string, object, string[]]>([
    ["the church's host for its token, and the API of Church Center", {}, [tokens, data]],
    [
      "the church's host also when the API is named",
      { apiBase: 'https://api.churchcenter.com' },
      [tokens, data],
    ],
    [
      "the church's host also when the API is named with a slash",
      { apiBase: 'https://api.churchcenter.com/' },
      [tokens, data],
    ],
    [
      'a server of its own for both',
      { apiBase: 'https://pco.example.org' },
      ['https://pco.example.org/sessions/tokens', `https://pco.example.org${url}`],
    ],
    [
      'the address of the option tokenUrl',
      { tokenUrl: 'https://tokens.example.org/t' },
      ['https://tokens.example.org/t', data],
    ],
    [
      'the address of the option tokenUrl before the server of its own',
      { tokenUrl: 'https://tokens.example.org/t', apiBase: 'https://pco.example.org' },
      ['https://tokens.example.org/t', `https://pco.example.org${url}`],
    ],
  ])('%s', async (_, options, expected) => {
    const { fetch, asked } = recorder();
    await clientWith({ ccName: 'Grace', fetch, ...options }).get(url);
    expect(asked).toEqual(expected);
  });
});

/** An environment with these variables of the library's and no others. */
function environment(variables: Readonly<Record<string, string>>): void {
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const name of Object.keys(process.env)) if (name.startsWith('PCO_')) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
}

it('overrides that are undefined do not erase what the environment says', async () => {
  const server = await startServer(() => ({ body: person }));
  environment({
    PCO_TOKEN: plantedSecrets.token,
    PCO_API_BASE: server.url,
    PCO_UPLOAD_URL: `${server.url}/files`,
  });
  const unset: object = { token: undefined, applicationId: undefined, session: undefined, ccName: undefined };
  const pco = PCO.fromEnv({ apiBase: undefined, uploadUrl: undefined, timeout: undefined, ...unset });
  await pco.get(url);
  await pco.upload(new Blob(['words']), {}, { name: 'a.txt' });
  expect(server.requests.map((request) => [request.url.pathname, request.headers.authorization])).toEqual([
    [url, `Bearer ${plantedSecrets.token}`],
    ['/files', `Bearer ${plantedSecrets.token}`],
  ]);
});

describe('the variable PCO_LOG', () => {
  /** What a client writes to the console that is warned of plain http and asks for a person. */
  async function linesOf(level: string | undefined, options: object = {}): Promise<string[]> {
    environment(level === undefined ? {} : { PCO_LOG: level });
    const lines: string[] = [];
    const error = vi
      .spyOn(console, 'error')
      .mockImplementation((line: unknown) => void lines.push(String(line)));
    // Those write to standard output, where a program's results go.
    const others = (['log', 'debug', 'info'] as const).map((name) => vi.spyOn(console, name));
    onTestFinished(() => [error, ...others].forEach((spy) => spy.mockRestore()));
    const { fetch } = recorder();
    await clientWith({ ...credentials, fetch, apiBase: 'http://pco.example.org', ...options }).get(url);
    for (const spy of others) expect(spy).not.toHaveBeenCalled();
    expect(lines.filter(holdsSecret)).toEqual([]);
    return lines;
  }
  const time = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z pco`;
  const warning = new RegExp(`${time} apiBase is http://pco\\.example\\.org: over plain http`);

  it.each(['debug', 'DEBUG'])('prints everything to standard error with the time (%s)', async (level) => {
    expect(await linesOf(level)).toEqual([
      expect.stringMatching(warning),
      expect.stringMatching(new RegExp(`${time} request GET ${url} attempt=1$`)),
      expect.stringMatching(new RegExp(`${time} response GET ${url} attempt=1 status=200`)),
    ]);
  });

  it.each(['warn', 'WARN'])('prints warnings only (%s)', async (level) => {
    expect(await linesOf(level)).toEqual([expect.stringMatching(warning)]);
  });

  it.each([undefined, ''])('prints nothing when it is not set (%j)', async (level) => {
    expect(await linesOf(level)).toEqual([]);
  });

  it('gives way to a logger', async () => {
    const own: string[] = [];
    const keep = (line: string): void => void own.push(line);
    expect(await linesOf('debug', { logger: { debug: keep, warn: keep } })).toEqual([]);
    expect(own).toHaveLength(3);
  });
});

/** A `fetch` that fails once in a way that passes, so that every hook has something to hear. */
function failingOnce(): Fetch {
  let answers = 0;
  return () => Promise.resolve(++answers === 1 ? new Response(null, { status: 503 }) : Response.json(person));
}

/** Rejections that nobody handles, which would end a program. */
function unhandledRejections(): unknown[] {
  const unhandled: unknown[] = [];
  const listener = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', listener);
  onTestFinished(() => void process.off('unhandledRejection', listener));
  return unhandled;
}

describe('what watches a request cannot make it fail', () => {
  const names = ['request', 'response', 'retry', 'wait', 'warning'] as const;
  const options = { ...credentials, apiBase: 'http://pco.example.org' };

  it.each([undefined, { debug: () => {}, warn: () => {} }])(
    'hooks that are async and reject, with the logger %o',
    async (logger) => {
      const unhandled = unhandledRejections();
      const heard: string[] = [];
      const on: Hooks = Object.fromEntries(
        names.map((name) => [
          name,
          () => {
            heard.push(name);
            return Promise.reject(new Error(`the hook ${name} failed`));
          },
        ]),
      );
      const pco = clientWith({ ...options, fetch: failingOnce(), on, logger });
      await expect(pco.get(url)).resolves.toEqual(person);
      // Rejections are found to be unhandled when the event loop comes round.
      for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
      expect(new Set(heard)).toEqual(new Set(names));
      expect(unhandled).toEqual([]);
    },
  );

  const fail = (): never => {
    throw new Error('no space left on the log');
  };

  it.each<[string, Hooks]>([
    ['alone', {}],
    ['beside hooks that throw', Object.fromEntries(names.map((name) => [name, fail]))],
  ])('a logger that throws, %s', async (_, on) => {
    const logger = { debug: vi.fn(fail), warn: vi.fn(fail) };
    const pco = clientWith({ ...options, fetch: failingOnce(), on, logger });
    await expect(pco.get(url)).resolves.toEqual(person);
    expect(logger.debug).toHaveBeenCalled();
    expect(logger.warn).toHaveBeenCalled();
  });
});

it.each(['id', 'accessToken', 'renew'])('a session without %s is refused', (name) => {
  const incomplete = { ...session('grant-1'), [name]: undefined };
  const create = (): PCO => new PCO({ session: incomplete });
  expect(create).toThrow(PCOCredentialsError);
  expect(create).toThrow(/^session must have an id and the functions accessToken and renew/);
});
