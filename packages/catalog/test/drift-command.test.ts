import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadVersion } from '../src/index.ts';
import type { Drift } from '../src/drift/index.ts';
import { fileWith, serve } from './support/files.ts';
import { openApiOf } from './support/open-api.ts';
import { PERSON_OF_CURRENT } from './support/person-of-current.ts';

interface Run {
  readonly code: number | string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** As npm runs it: in the folder of the package, told where it was called. */
function run(args: readonly string[], calledIn = process.cwd()): Promise<Run> {
  const script = fileURLToPath(new URL('../scripts/drift.js', import.meta.url));
  const options = { env: { ...process.env, INIT_CWD: calledIn }, cwd: dirname(script) };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? undefined) : 0, stdout, stderr }),
    );
  });
}

test('prints each difference below its type and ends with 1', async () => {
  const path = await fileWith(PERSON_OF_CURRENT, 'person.json');
  const { code, stdout, stderr } = await run(['person.json'], dirname(path));
  expect(stdout).toBe(`current 2018-08-01 against ${path}: 6 differences

Person
  - attribute first_name
  - attribute last_name
  + attribute nickname
  - include organization
  + where email
  + update
`);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

test('ends with 0 when there is no difference, also for an address', async () => {
  const json = openApiOf(loadVersion('current'));
  const { url } = await serve(() => json);
  const source = `${url}/current/v2/open_api/2018-08-01`;
  const { code, stdout } = await run([source]);
  expect(stdout).toBe(`current 2018-08-01 against ${source}: no differences\n`);
  expect(code).toBe(0);
});

test('prints JSON with what changed, and what was left out', async () => {
  const json = openApiOf(loadVersion('current'));
  json.components.schemas['person_attributes'] = {
    properties: { email: { type: 'boolean' }, first_name: {}, last_name: {} },
  };
  json.paths['/current/v2/ghosts'] = { get: {} };
  const path = await fileWith(json);
  const { code, stdout } = await run([path, '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout) as Drift[]).toEqual([
    {
      source: path,
      app: 'current',
      version: '2018-08-01',
      differences: [
        {
          change: 'changed',
          type: 'Person',
          part: 'attribute',
          name: 'email',
          property: 'type',
          catalog: 'string',
          document: 'boolean',
        },
      ],
      notes: ['No answer tells the type at /current/v2/ghosts.'],
    },
  ]);
  const forPeople = (await run([path])).stdout;
  expect(forPeople).toContain('  ~ attribute email: type string → boolean\n');
  expect(forPeople).toContain('Left out:\n  No answer tells the type at /current/v2/ghosts.\n');
});

test('ends with 2 when one source cannot be compared, and still compares the others', async () => {
  const path = await fileWith(PERSON_OF_CURRENT);
  const { code, stdout, stderr } = await run([`${path}.old`, path]);
  expect(stderr).toBe(`${path}.old cannot be read (ENOENT). Give a file or an address.\n`);
  expect(stdout).toContain('6 differences');
  expect(code).toBe(2);
});

test.each([
  [[], 'Give a file or an address. See --help.'],
  [['x.json', '--app', 'poeple'], 'There is no app "poeple". Known: api, calendar,'],
  [['x.json', '--nonsense'], "Unknown option '--nonsense'"],
])('ends with 2 and the reason: %j', async (args, message) => {
  const { code, stdout, stderr } = await run(args);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('prints its help', async () => {
  const { code, stdout } = await run(['--help']);
  expect(stdout).toContain('npm run drift -w @tspco/catalog -- SOURCE...');
  expect(code).toBe(0);
});
