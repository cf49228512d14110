import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../scripts/import.js', import.meta.url));

const ORGANIZATION = {
  docId: 'organization',
  path: '/people/v2',
  attributes: {},
  create: { allowed: false },
  update: { allowed: false },
  delete: false,
  edges: { people: { to: 'Person', many: true, create: true, filters: ['admins'] } },
};

const PERSON = {
  docId: 'person',
  path: '/people/v2/people',
  attributes: {
    name: { type: 'string', nullable: false },
    status: { type: 'string', enum: ['active', 'inactive'], enumOpen: true },
  },
  writeOnly: { primary_campus_id: { type: 'primary_key' } },
  relationships: {
    emails: { to: 'many', types: ['Email'] },
    primary_campus: { to: 'one', types: ['PrimaryCampus'], nullable: true },
  },
  edges: { me: { to: 'Person', many: false, create: false }, notes: { to: 'Note', many: true } },
  include: [],
  order: ['name'],
  where: { name: { type: 'string' }, created_at: { type: 'date_time' } },
  create: {
    allowed: true,
    assignable: null,
    assignableFrom: ['somewhere'],
    relationships: null,
    required: [],
    include: ['emails'],
  },
  update: { allowed: true, assignable: [], relationships: [] },
  delete: true,
  actions: { run: { method: 'POST', path: '/people/v2/people/{person_id}/run', status: 204 } },
};

const NOTE = { ...ORGANIZATION, docId: 'note', path: null, edges: {} };

let folder: string;
let source: string;
let data: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tspco-import-'));
  source = join(folder, 'facts');
  data = join(folder, 'data');
  write('index.json', {
    apps: {
      people: {
        path: '/people/v2',
        versions: ['2018-08-01', '2025-11-10'],
        latest: '2025-11-10',
        knownNewer: { version: '2026-06-04', operations: 520 },
        counts: {},
      },
    },
    sources: {},
  });
  write('shapes.json', { shapes: { 'common.File': { url: 'string' } } });
  write('people/2018-08-01.json', version('2018-08-01', { Organization: ORGANIZATION, Person: PERSON }));
  const gone = { ...PERSON, attributes: { name: { type: 'string' } }, delete: false };
  write(
    'people/2025-11-10.json',
    version('2025-11-10', { Organization: ORGANIZATION, Person: gone, Note: NOTE }),
  );
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the newest version is written in full, an older one as what changes', () => {
  expect(run()).toEqual({ status: 0, stdout: '3 files: 3 written, 0 removed.\n', stderr: '' });
  expect(readFileSync(join(data, 'people.json'), 'utf8')).toBe(`{
  "older": [
    {
      "changes": {
        "Note": null,
        "Person": {
          "attributes": {
            "status": { "enum": ["active", "inactive"], "enumOpen": true, "type": "string" }
          },
          "delete": true
        }
      },
      "version": "2018-08-01"
    }
  ],
  "version": "2025-11-10",
  "vertices": {
    "Note": {},
    "Organization": {
      "edges": {
        "people": { "create": true, "filters": ["admins"], "many": true, "to": "Person" }
      },
      "path": "/people/v2"
    },
    "Person": {
      "actions": {
        "run": { "method": "POST", "path": "/people/v2/people/{person_id}/run", "status": 204 }
      },
      "attributes": {
        "name": { "type": "string" }
      },
      "create": { "include": ["emails"] },
      "edges": {
        "me": { "create": false, "to": "Person" },
        "notes": { "many": true, "to": "Note" }
      },
      "order": ["name"],
      "path": "/people/v2/people",
      "relationships": {
        "emails": { "many": true, "types": ["Email"] },
        "primary_campus": { "nullable": true, "types": ["PrimaryCampus"] }
      },
      "update": { "assignable": [], "relationships": [] },
      "where": { "created_at": "date_time", "name": "string" },
      "writeOnly": { "primary_campus_id": "primary_key" }
    }
  }
}
`);
});

test('index and shapes are written beside the apps', () => {
  run();
  expect(readJson('index.json')).toEqual([
    {
      app: 'people',
      path: '/people/v2',
      versions: ['2018-08-01', '2025-11-10'],
      newest: '2025-11-10',
      knownNewer: '2026-06-04',
    },
  ]);
  expect(readJson('shapes.json')).toEqual({ 'common.File': { url: 'string' } });
});

test('what does not fit into a line of 110 columns gets a line per member', () => {
  const names = (length: number): string[] => ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(length)];
  const order = (length: number): string => {
    const content = { Organization: { ...ORGANIZATION, order: names(length) } };
    write('people/2025-11-10.json', version('2025-11-10', content));
    run();
    return readFileSync(join(data, 'people.json'), 'utf8');
  };
  const line = (text: string): string | undefined =>
    text.split('\n').find((each) => each.startsWith('      "order": '));
  expect(line(order(2))).toHaveLength(110);
  expect(line(order(3))).toBe('      "order": [');
  expect(order(3)).toContain(`[\n        "${names(3).join('",\n        "')}"\n      ]`);
});

test('a second run writes nothing', () => {
  run();
  expect(run()).toEqual({ status: 0, stdout: '3 files: 0 written, 0 removed.\n', stderr: '' });
});

test('a file of an app that is gone is removed', () => {
  run();
  writeFileSync(join(data, 'resources.json'), '{}');
  const index = JSON.parse(readFileSync(join(data, 'index.json'), 'utf8')) as unknown[];
  writeFileSync(join(data, 'index.json'), JSON.stringify([...index, { app: 'resources' }]));
  expect(run('--check')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('resources.json has nothing behind it in the source.') as string,
  });
  expect(run().stdout).toBe('3 files: 1 written, 1 removed.\n');
  expect(readdirSync(data).sort()).toEqual(['index.json', 'people.json', 'shapes.json']);
});

test.each([
  ['package.json', '{}'],
  ['index.json', '{ "name": "something else" }'],
  ['index.json', 'no JSON'],
])('a folder with a %s that is not of an import is left as it is', (name, text) => {
  mkdirSync(data);
  writeFileSync(join(data, name), text);
  expect(run()).toEqual({
    status: 2,
    stdout: '',
    stderr: `${data} holds ${name}, which no import has written. Give another folder, or move what is there away.\n`,
  });
  expect(readdirSync(data)).toEqual([name]);
  expect(readFileSync(join(data, name), 'utf8')).toBe(text);
});

test('--check says whether data and source agree, and writes nothing', () => {
  expect(run('--check')).toMatchObject({ status: 1 });
  expect(existsSync(data)).toBe(false);
  run();
  expect(run('--check')).toEqual({
    status: 0,
    stdout: 'The data are what the source gives.\n',
    stderr: '',
  });
  const changed = '{}\n';
  writeFileSync(join(data, 'people.json'), changed);
  expect(run('--check')).toEqual({
    status: 1,
    stdout: '',
    stderr:
      `${join(data, 'people.json')} is not what the source gives.\n` +
      'Run the same command without --check, and look at the difference before you commit it.\n',
  });
  expect(readFileSync(join(data, 'people.json'), 'utf8')).toBe(changed);
});

test('a missing source is an error that says what to give', () => {
  source = join(folder, 'nowhere');
  expectError(
    `There is no folder ${source}. Give the folder that holds index.json, shapes.json and a folder per app.`,
  );
  expect(runScript([])).toEqual({
    status: 2,
    stdout: '',
    stderr: 'Give one folder of facts. See --help.\n',
  });
});

test.each(['index.json', 'shapes.json', 'people/2018-08-01.json'])('a missing %s is named', (name) => {
  rmSync(join(source, name));
  expectError(`${join(source, name)} cannot be read (ENOENT). Restore the file.`);
});

test('a file that is cut off is named', () => {
  const file = join(source, 'people/2018-08-01.json');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, statSync(file).size / 2));
  expectError(`${file} is not JSON (`);
});

test.each<[string, object, string]>([
  [
    'a type of a value that does not exist',
    { Person: { ...PERSON, attributes: { name: { type: 'strnig' } } } },
    ': vertices.Person.attributes.name.type is "strnig" where one of primary_key, string, ',
  ],
  [
    'a text where a list belongs',
    { Person: { ...PERSON, include: 'emails' } },
    ': vertices.Person.include is "emails" where a list belongs.',
  ],
  [
    'an edge that leads nowhere',
    { Person: { ...PERSON, edges: { emails: { many: true } } } },
    ': vertices.Person.edges.emails.to is missing where a text belongs.',
  ],
  [
    'a fact of a new kind',
    { Person: { ...PERSON, edges: { emails: { to: 'Email', many: true, rateLimit: 10 } } } },
    ': vertices.Person.edges.emails has "rateLimit", which the import does not know.',
  ],
  [
    'a version without its root',
    { Organization: undefined },
    ' has no Organization, where every path begins.',
  ],
])('%s is an error that says where', (_, vertices, message) => {
  const content = version('2018-08-01', { Organization: ORGANIZATION, Person: PERSON, ...vertices });
  write('people/2018-08-01.json', content);
  expectError(`${join(source, 'people/2018-08-01.json')}${message}`);
});

test('a file in the wrong place is an error', () => {
  write('people/2018-08-01.json', version('2019-01-14', { Organization: ORGANIZATION }));
  expectError(`${join(source, 'people/2018-08-01.json')}: version is "2019-01-14" where 2018-08-01 belongs.`);
});

test.each([
  [{ versions: ['2025-11-10', '2018-08-01'] }, 'apps.people.versions must be dates, the oldest first.'],
  [{ latest: '2018-08-01' }, 'apps.people.latest is 2018-08-01, but the last of its versions is 2025-11-10.'],
])('an index that contradicts itself is an error: %j', (change, message) => {
  const entry = { path: '/people/v2', versions: ['2018-08-01', '2025-11-10'], latest: '2025-11-10' };
  write('index.json', { apps: { people: { ...entry, ...change } } });
  expectError(`${join(source, 'index.json')}: ${message}`);
});

test('an app whose file would lie elsewhere is refused', () => {
  write('index.json', { apps: { '../people': {} } });
  expectError(`${join(source, 'index.json')} names an app "../people", which no app can be called.`);
});

/** Nothing may have been written by then, not even what could be read. */
function expectError(message: string): void {
  const { status, stderr } = run();
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(status).toBe(2);
  expect(existsSync(data)).toBe(false);
}

function run(...options: string[]): { status: number | null; stdout: string; stderr: string } {
  return runScript([source, '--data', data, ...options]);
}

function runScript(args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

function version(date: string, vertices: object): object {
  return { app: 'people', version: date, path: '/people/v2', provenance: {}, vertices };
}

function write(name: string, content: unknown): void {
  const path = join(source, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(content));
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(data, name), 'utf8'));
}
