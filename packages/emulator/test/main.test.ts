import { createServer } from 'node:http';
import { once } from 'node:events';
import { createServer as createNetServer, type AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppCoverage } from '../src/coverage/measure-coverage.ts';
import { createEmulator } from '../src/emulator.ts';
import { files } from '../src/command/files.ts';
import { main } from '../src/command/main.ts';
import type { Emulator } from '../src/emulator-interface.ts';
import type { EmulatorOptions } from '../src/options.ts';
import { VERSION } from '../src/version.ts';
import { createOutside } from './support/outside.ts';

const NONE = { answered: 0, total: 0 };

interface Run {
  readonly out: () => string;
  readonly error: () => string;
  readonly options: EmulatorOptions[];
  /** When something has been printed. */
  readonly printed: Promise<void>;
  readonly exitCode: Promise<number>;
  stop(): void;
}

function run(...args: string[]): Run {
  return runWith((given) => createOutside(given).emulator, args);
}

/** With a church behind it. */
function runWhole(...args: string[]): Run {
  return runWith(createEmulator, ['--port', '0', '--people', '3', ...args]);
}

function runWith(create: (options: EmulatorOptions) => Emulator, args: readonly string[]): Run {
  let [out, error] = ['', ''];
  let [stop, print] = [() => {}, () => {}];
  const options: EmulatorOptions[] = [];
  const printed = new Promise<void>((resolve) => (print = resolve));
  const exitCode = main(args, {
    createEmulator: (given) => {
      options.push(given);
      return create(given);
    },
    measureCoverage: async () => COVERAGE,
    isTerminal: false,
    files,
    writeOut: (text) => {
      out += text;
      print();
    },
    writeError: (text) => {
      error += text;
      print();
    },
    stopped: () => new Promise((resolve) => (stop = resolve)),
  });
  onTestFinished(async () => {
    stop();
    await exitCode;
  });
  return { out: () => out, error: () => error, options, printed, exitCode, stop: () => stop() };
}

const COVERAGE: readonly AppCoverage[] = [
  {
    app: 'current',
    version: '2018-08-01',
    routes: { read: { answered: 4, total: 5 }, create: NONE, update: NONE, delete: NONE, action: NONE },
    queries: { filter: NONE, where: NONE, order: NONE, include: NONE },
    unanswered: [],
    idleActions: [],
    notModelled: [],
  },
];

async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

it('prints what one needs to know, serves, and ends when it is told to', async () => {
  const { out, error, printed, exitCode, stop } = run('--port', '0');
  await printed;
  const url = /http:\/\/127\.0\.0\.1:\d+(?=\n)/.exec(out())?.[0] ?? '';
  expect(out()).toContain(`tspco emulator ${VERSION}`);
  expect(out()).toContain('A church of 500 made-up people (seed 1)');
  expect(out()).toContain('100 requests in 20 seconds');
  expect(out()).toContain(`${url}/v2/files`);
  expect(out()).toContain(`curl -u 'emulator:emulator-secret' '${url}/people/v2/people?per_page=1'`);
  expect(out()).toContain('Ctrl+C');
  expect((await fetch(`${url}/people/v2`)).status).toBe(401);
  stop();
  expect(await exitCode).toBe(0);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  expect(error()).toBe('');
});

it('prints one line of JSON with --json', async () => {
  const { out, printed } = run('--port', '0', '--json');
  await printed;
  expect(out()).toMatch(/^\{.*\}\n$/);
  const { url, ...rest } = JSON.parse(out()) as Record<string, string>;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(rest).toEqual({
    uploadUrl: `${url}/v2/files`,
    applicationId: 'emulator',
    secret: 'emulator-secret',
  });
});

it('hands its options to the emulator', async () => {
  const given =
    '--port 0 --host 0.0.0.0 --people 20 --seed 7 --rate-limit 5/2 --rate-window sliding-log --latency 300 --church grace --church hope --allow-host emulator --allow-host pco.test --consent page --application web:s@https://app.example.org/back --application phone'.split(
      ' ',
    );
  const { options, out, printed } = run(...given);
  await printed;
  expect(options).toEqual([
    {
      host: '0.0.0.0',
      people: 20,
      seed: 7,
      rateLimit: { limit: 5, period: 2, window: 'sliding-log' },
      latency: 300,
      churches: [{ subdomain: 'grace' }, { subdomain: 'hope' }],
      allowedHosts: ['emulator', 'pco.test'],
      consent: 'page',
      applications: [
        { id: 'web', secret: 's', redirectUris: ['https://app.example.org/back'] },
        { id: 'phone', secret: undefined, redirectUris: undefined },
      ],
    },
  ]);
  expect(out()).toContain('20 made-up people (seed 7)');
  expect(out()).toContain('5 requests in 2 seconds');
});

it('knows no limit with --rate-limit off', async () => {
  const { options, out, printed } = run('--port', '0', '--rate-limit', 'off');
  await printed;
  expect(options).toMatchObject([{ rateLimit: false }]);
  expect(out()).toContain('no rate limit');
});

it('says which port is taken, and what to do', async () => {
  const port = await takenPort();
  const { out, error, exitCode } = run('--port', String(port), '--json');
  expect(await exitCode).toBe(1);
  expect(error()).toBe(
    `tspco-emulator: Port ${port} on 127.0.0.1 is taken, perhaps by an emulator that runs already. Take another one, or 0 for any free one. Try: tspco-emulator --port 0\n`,
  );
  expect(out()).toBe('');
});

it('says which address is none of this machine', async () => {
  const { error, exitCode } = run('--port', '0', '--host', '192.0.2.1');
  expect(await exitCode).toBe(1);
  expect(error()).toMatch(/^tspco-emulator: Port 0 on 192\.0\.2\.1 cannot be opened: .* Take 127\.0\.0\.1/);
});

it.each([
  [['--port', '65536'], '--port', 'a whole number from 0 (any free port) to 65535'],
  [['--port', ''], '--port', 'a whole number'],
  [['--port', '0x10'], '--port', 'a whole number'],
  [['--people', '0'], '--people', 'a whole number from 1 to 100000'],
  [['--people', 'many'], '--people', 'a whole number from 1 to 100000'],
  [['--seed=-1'], '--seed', 'a whole number from 0'],
  [['--latency', '1s'], '--latency', 'a number of milliseconds from 0'],
  [['--rate-limit', '100'], '--rate-limit', 'off, or requests and seconds, both from 1, like 100/20'],
  [['--rate-limit', '0/20'], '--rate-limit', 'like 100/20'],
  [['--rate-limit', '100/20s'], '--rate-limit', 'like 100/20'],
  [['--host', ''], '--host', 'an address of this machine'],
  [['--load', ''], '--load', 'the path of a file'],
  [['--snapshot', ''], '--snapshot', 'the path of a file'],
  [['--people'], '--people', 'argument missing'],
  [['--size', '5'], '--size', 'unknown option'],
  [['--church', 'grace.churchcenter.com'], '--church', 'a label of a host name in small letters'],
  [['--consent', 'ask'], '--consent', 'Allowed choices are browser, page, automatic.'],
  [['--application', 'web:'], '--application', 'like web:secret@https://app.example.org/callback.'],
  [['--application', 'web@nowhere'], '--application', 'like web:secret@https://app.example.org/callback.'],
  [['--allow-host', 'http://emulator'], '--allow-host', 'the name of a host without a port'],
  [
    ['--coverage', '--snapshot', 'church.json'],
    '--coverage',
    "cannot be used with option '--snapshot <file>'",
  ],
  [['serve'], 'too many arguments', ''],
])('refuses %j', async (args, named, allowed) => {
  const { out, error, options, exitCode } = run(...args);
  expect(await exitCode).toBe(2);
  expect(error()).toContain(named);
  expect(error()).toContain(allowed);
  expect([out(), options]).toEqual(['', []]);
});

it('refuses what is there twice', async () => {
  const { out, error, exitCode } = run('--church', 'emulator');
  expect(await exitCode).toBe(2);
  expect(error()).toContain('needs another subdomain; emulator is there twice.');
  expect(out()).toBe('');
});

it('says which churches there are', async () => {
  const { out, printed } = runWhole('--church', 'grace', '--church', 'hope');
  await printed;
  expect(out()).toContain('\nMore churches: grace, hope.\n');
});

it('prints help', async () => {
  const { out, error, exitCode } = run('--help');
  expect(await exitCode).toBe(0);
  for (const option of [
    'port',
    'host',
    'allow-host',
    'people',
    'seed',
    'rate-limit',
    'latency',
    'rate-window',
    'faults',
    'church',
    'consent',
    'application',
    'load',
    'snapshot',
    'json',
    'coverage',
    'version',
    'help',
  ]) {
    expect(out()).toContain(`--${option}`);
  }
  const onOneLine = out().replaceAll(/\s+/g, ' ');
  expect(onOneLine).toContain('(default: 4726)');
  expect(onOneLine).toContain('(default: 100/20)');
  expect(error()).toBe('');
});

describe('files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tspco-emulator-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
  });

  async function fileOf(name: string, value: unknown): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
    return path;
  }

  const person = (id: string, last_name: string): object => ({
    data: {
      type: 'Person',
      id,
      attributes: { last_name },
      links: { self: `https://api.planningcenteronline.com/people/v2/people/${id}` },
    },
  });

  async function lastNamesIn({ out, printed }: Run): Promise<string[]> {
    await printed;
    const url = /http:\/\/127\.0\.0\.1:\d+(?=\n)/.exec(out())?.[0] ?? '';
    const answer = await fetch(`${url}/people/v2/people?per_page=100`, {
      headers: { Authorization: `Basic ${btoa('emulator:emulator-secret')}` },
    });
    const { data } = (await answer.json()) as { data: { attributes: { last_name: string } }[] };
    return data.map(({ attributes }) => attributes.last_name);
  }

  it('are loaded one after the other: documents, lists of them, documents without links', async () => {
    const one = await fileOf('one.json', person('1', 'Rolfe'));
    const list = await fileOf('list.json', [person('2', 'Berg'), person('3', 'Zed')]);
    const bare = await fileOf('bare.json', {
      data: { type: 'Person', id: '1', attributes: { last_name: 'Renamed' } },
    });
    const running = runWhole('--load', one, '--load', list, '--load', `people=${bare}`);
    expect(await lastNamesIn(running)).toEqual(expect.arrayContaining(['Renamed', 'Berg', 'Zed']));
    expect(running.out()).toContain(`Loaded: ${one}, ${list}, ${bare}.`);
  });

  it('keep a church from one run to the next', async () => {
    const path = join(folder, 'church.json');
    const one = await fileOf('one.json', person('1', 'Rolfe'));
    const first = runWhole('--load', one, '--snapshot', path);
    const names = await lastNamesIn(first);
    expect(names).toContain('Rolfe');
    first.stop();
    expect(await first.exitCode).toBe(0);
    expect(first.out()).toContain(`The church is in ${path}.`);
    const second = runWhole('--load', path, '--seed', '9', '--snapshot', path, '--json');
    await second.printed;
    second.stop();
    expect([await second.exitCode, second.out().split('\n').length]).toEqual([0, 2]);
    expect(await lastNamesIn(runWhole('--load', path))).toEqual(names);
    expect((await readdir(folder)).sort()).toEqual(['church.json', 'one.json']);
  });

  it.each([
    ['is not there', undefined, 'cannot be read: it does not exist.'],
    ['is no JSON', '{"data":', 'cannot be loaded: it is no JSON ('],
    ['does not name its app', { data: { type: 'Person', id: '1' } }, 'or --load people=FILE.'],
    ['holds something else', [5], 'does not say which app it is from'],
    ['is a snapshot of another kind', { format: 'tspco-emulator-snapshot-9' }, 'this emulator reads'],
  ])('are refused when one %s', async (_, value, message) => {
    const path = value === undefined ? join(folder, 'none.json') : await fileOf('file.json', value);
    const { exitCode, error, out } = runWhole('--load', path);
    expect(await exitCode).toBe(1);
    expect(error()).toContain(`tspco-emulator: ${path} cannot be `);
    expect(error()).toContain(message);
    expect(out()).toBe('');
  });

  it('tell what goes wrong', async () => {
    const path = await fileOf('faults.json', [{ fault: 'error', status: 503 }]);
    const running = runWhole('--faults', path, '--json');
    await running.printed;
    const { url } = JSON.parse(running.out()) as { url: string };
    expect((await fetch(`${url}/people/v2/me`)).status).toBe(503);
  });

  it.each([
    ['[{"fault":"eror"}]', 'faults[0].fault must be one of latency, '],
    ['[{', 'JSON'],
    [undefined, 'it does not exist'],
  ])('that do not tell what goes wrong are refused: %s', async (value, message) => {
    const path = value === undefined ? join(folder, 'none.json') : await fileOf('faults.json', value);
    const { exitCode, error } = runWhole('--faults', path);
    expect(await exitCode).toBe(1);
    expect(error()).toContain(`tspco-emulator: The faults of ${path} cannot be used: `);
    expect(error()).toContain(message);
  });

  it('are asked for before anybody works: a snapshot needs its folder', async () => {
    const path = join(folder, 'none', 'church.json');
    const { exitCode, error } = runWhole('--snapshot', path);
    expect(await exitCode).toBe(1);
    expect(error()).toBe(`tspco-emulator: ${path} cannot be written: there is no such folder.\n`);
  });

  it('that cannot be written leave nothing behind, and say so', async () => {
    const path = join(folder, 'below', 'church.json');
    await mkdir(join(folder, 'below'));
    const { exitCode, error, printed, stop } = runWhole('--snapshot', path);
    await printed;
    await rm(join(folder, 'below'), { recursive: true });
    stop();
    expect(await exitCode).toBe(1);
    expect(error()).toContain(`${path} cannot be written: its folder is gone. The church is lost.`);
    expect(await readdir(folder)).toEqual([]);
  });

  it('are not put in the place of what is no file', async () => {
    // A device would do as well, but must not be lost when this test fails.
    const socket = join(folder, 'socket');
    const server = createNetServer().listen(socket);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    for (const [path, problem] of [
      [folder, 'it is a folder'],
      [socket, 'it is no regular file'],
    ] as const) {
      const { exitCode, error } = runWhole('--snapshot', path);
      expect(await exitCode).toBe(1);
      expect(error()).toBe(`tspco-emulator: ${path} cannot be written: ${problem}.\n`);
      await expect(files.writeText(path, 'x')).rejects.toThrow(problem);
    }
  });

  it('behind a link are written where they are, with the rights that they had', async () => {
    const [path, link] = [await fileOf('church.json', 'old'), join(folder, 'link.json')];
    await chmod(path, 0o600);
    await symlink(path, link);
    await files.writeText(link, 'new');
    expect([await readFile(path, 'utf8'), (await stat(path)).mode & 0o777]).toEqual(['new', 0o600]);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
  });

  it('of documents come after a snapshot, which would undo them', async () => {
    const path = join(folder, 'church.json');
    const first = runWhole('--snapshot', path);
    await first.printed;
    first.stop();
    await first.exitCode;
    const one = await fileOf('one.json', person('1', 'Rolfe'));
    const wrong = runWhole('--load', one, '--load', path);
    expect(await wrong.exitCode).toBe(1);
    expect(wrong.error()).toContain('it is a snapshot, which would undo what was loaded before.');
    const right = runWhole('--load', path, '--load', one);
    expect(await lastNamesIn(right)).toContain('Rolfe');
    expect(right.out()).toContain('The church of a snapshot; 100 requests');
  });

  it('of an app that does not exist are not looked for', async () => {
    const { exitCode, error } = run('--load', 'peple=one.json');
    expect([await exitCode, error()]).toEqual([2, expect.stringContaining('There is no app peple.')]);
  });

  it('are replaced as a whole', async () => {
    const path = await fileOf('church.json', 'old');
    await files.writeText(path, 'new');
    expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['new', ['church.json']]);
  });
});

it('prints what it answers, as a table or as JSON, and ends', async () => {
  const table = run('--coverage');
  expect([await table.exitCode, table.error(), table.options]).toEqual([0, '', []]);
  expect(table.out()).toMatch(/^current +2018-08-01 +4\/5 /m);
  const json = run('--coverage', '--json');
  expect([await json.exitCode, json.out()]).toEqual([0, `${JSON.stringify(COVERAGE)}\n`]);
});

it('prints its version', async () => {
  const { out, exitCode } = run('--version');
  expect([await exitCode, out()]).toEqual([0, `${VERSION}\n`]);
});
