/** What only a process of its own shows: pipes that close, signals, start-up, completion. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createEmulator, type Emulator } from '@tspco/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../src/version.ts';
import { bundledCli } from './support/bundled-cli.ts';

let program: string;
let emulator: Emulator;
let env: Record<string, string>;
let folder: string;
beforeAll(async () => {
  program = await bundledCli();
  folder = await mkdtemp(join(tmpdir(), 'pco-processes-'));
  emulator = createEmulator({ people: 2000, rateLimit: false });
  const { url } = await emulator.listen();
  env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    PCO_CONFIG_DIR: folder,
    PCO_APPLICATION_ID: 'emulator',
    PCO_SECRET: 'emulator-secret-of-nobody',
    PCO_API_BASE: url,
  };
  env['PCO_SECRET'] = emulator.secret;
});
afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

async function pco(args: readonly string[], more: Record<string, string> = {}): Promise<Result> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...env, ...more } });
  child.stdin.end();
  const [stdout, stderr] = ['', ''].map(() => [] as string[]) as [string[], string[]];
  child.stdout.on('data', (chunk) => stdout.push(String(chunk)));
  child.stderr.on('data', (chunk) => stderr.push(String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  return { stdout: stdout.join(''), stderr: stderr.join(''), code };
}

/** A name that shells find `pco` under. */
async function installed(): Promise<string> {
  const bin = join(folder, 'bin');
  await promisify(execFile)('mkdir', ['-p', bin]);
  await writeFile(join(bin, 'pco'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  await chmod(join(bin, 'pco'), 0o755);
  return `${bin}:${env['PATH']}`;
}

describe.skipIf(process.platform === 'win32')('a pipe', () => {
  it('may be closed before everything was read', async () => {
    const path = await installed();
    const script = 'pco list /people/v2/people --columns id | head -n 1; echo "${PIPESTATUS[0]}"';
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script], {
      env: { ...env, PATH: path },
    });
    expect([stdout, stderr]).toEqual(['{"id":"10000001"}\n0\n', '']);
  });

  it('gets no colours and no table', async () => {
    const { stdout } = await pco(['list', '/people/v2/people', '--limit', '1', '--columns', 'id']);
    expect(stdout).toBe('{"id":"10000001"}\n');
  });
});

describe('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends a list with %i', async (signal, code) => {
    const child = spawn(process.execPath, [program, 'list', '/people/v2/people', '--no-check'], { env });
    await once(child.stdout, 'data');
    // Whoever does not read on keeps it waiting.
    child.stdout.pause();
    child.kill(signal);
    child.stdout.resume();
    expect(await once(child, 'close')).toEqual([code, null]);
  });
});

describe('secrets', () => {
  it('are in nothing that --debug prints', async () => {
    const { stdout, stderr, code } = await pco(['get', '/people/v2/me', '--debug', '--columns', 'id']);
    expect([stdout, code]).toEqual(['{\n  "id": "10000001"\n}\n', 0]);
    expect(stderr).toContain('pco request GET /people/v2/me');
    expect(stderr).not.toContain(emulator.secret);

    const refused = await pco(['get', '/people/v2/me', '--debug'], { PCO_SECRET: 'a-secret-to-look-for' });
    expect(refused.code).toBe(4);
    expect(refused.stderr).toContain('at ');
    expect(refused.stderr).not.toContain('a-secret-to-look-for');
    expect(refused.stderr).not.toContain(btoa('emulator:a-secret-to-look-for'));
  });
});

describe('start-up', () => {
  it('loads nothing that the version does not need', async () => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', LOADED.replaceAll('PROGRAM', JSON.stringify(program))],
      { env },
    );
    expect(stdout).toBe(`${VERSION}\n`);
    expect(stderr).not.toMatch(/^(commander|tspco|@tspco|cli-table3|csv-stringify)/m);
  });
});

/** Prints which modules were asked for. */
const LOADED = `
import { register } from 'node:module';
register('data:text/javascript,export async function resolve(name, context, next) { process._rawDebug(name); return next(name, context); }');
process.argv = [process.argv[0], PROGRAM, '--version'];
await import(PROGRAM);
`;

describe('completion', () => {
  async function complete(...words: string[]): Promise<string[]> {
    const { stdout } = await pco(['complete', '--', ...words]);
    return stdout
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(':'))
      .map((line) => line.split('\t')[0] ?? '');
  }

  it('knows commands, options and their values', async () => {
    expect(await complete('ex')).toEqual(['export']);
    expect(await complete('auth', 'l')).toEqual(['login', 'logout']);
    expect(await complete('list', '/people/v2/people', '--wh')).toEqual(['--where']);
    expect(await complete('list', '/people/v2/people', '--format', '')).toEqual([
      'table',
      'json',
      'ndjson',
      'csv',
    ]);
  });

  it('knows the paths of the API', async () => {
    expect(await complete('list', '/pe')).toEqual(['/people/v2/']);
    expect(await complete('list', '/people/v2/field_d')).toEqual([
      '/people/v2/field_data',
      '/people/v2/field_definitions',
    ]);
    expect(await complete('list', '/people/v2/people/1/emai')).toEqual(['/people/v2/people/1/emails']);
  });

  it('knows the names that a path has', async () => {
    const list = ['list', '/people/v2/people'];
    expect(await complete(...list, '--where', 'last')).toEqual(['last_name=']);
    expect(await complete(...list, '--include', 'ema')).toEqual(['emails']);
    expect(await complete(...list, '--include', 'emails,phone')).toEqual(['emails,phone_numbers']);
    expect(await complete(...list, '--filter', 'adm')).toEqual(['admins']);
  });

  it.each(['bash', 'zsh', 'fish'])('prints a script that %s takes', async (shell) => {
    const { stdout, code } = await pco(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toContain('pco');
    const there = await promisify(execFile)(shell, ['--version']).catch(() => undefined);
    if (there === undefined) return console.log(`${shell} is not installed: its script is not tried.`);
    const file = join(folder, `completion.${shell}`);
    await writeFile(file, stdout);
    await promisify(execFile)(shell, ['-n', file]);
  });

  it.skipIf(process.platform === 'win32')('completes in bash itself', async () => {
    const path = await installed();
    const { stdout: script } = await pco(['completion', 'bash']);
    const file = join(folder, 'pco.bash');
    await writeFile(file, script);
    const typed = `
      source '${file}'
      COMP_WORDS=(pco list /people/v2/cam)
      COMP_CWORD=2 COMP_LINE='pco list /people/v2/cam' COMP_POINT=23
      function=$(complete -p pco | sed -E 's/.*-F ([^ ]+).*/\\1/')
      _get_comp_words_by_ref() { cur=\${COMP_WORDS[COMP_CWORD]}; prev=\${COMP_WORDS[COMP_CWORD-1]}; words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; }
      $function
      echo "\${COMPREPLY[@]}"`;
    const { stdout } = await promisify(execFile)('bash', ['-c', typed], { env: { ...env, PATH: path } });
    expect(stdout.trim()).toBe('/people/v2/campuses');
  });
});
