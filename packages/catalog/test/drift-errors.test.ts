import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { drift, DriftError, type DriftOptions } from '../src/drift/index.ts';
import { loadVersion } from '../src/index.ts';
import { fileWith, serve } from './support/files.ts';
import { graphOf, versionOf } from './support/graph.ts';
import { openApiOf } from './support/open-api.ts';
import { PERSON_OF_CURRENT } from './support/person-of-current.ts';

const types = ['Organization', 'Person'];
const VERTEX = { data: { type: 'Vertex', id: 'song', attributes: { name: 'Song' } } };

const wrongFiles: [string, unknown, DriftOptions, string][] = [
  ['not JSON', 'x: 1', {}, 'is not JSON: it begins with "x: 1".'],
  ['a page', '<!doctype html>', {}, 'It looks like a page for browsers.'],
  ['empty', '', {}, 'is not JSON: it is empty.'],
  ['null', null, {}, 'is JSON, but neither of the documentation graph'],
  [
    'an ordinary document',
    { data: { type: 'Person', id: '1' } },
    {},
    'https://api.planningcenteronline.com/people/v2/documentation',
  ],
  ['an older format', { swagger: '2.0', paths: {} }, {}, 'nor OpenAPI 3'],
  [
    'OpenAPI of something else',
    { openapi: '3.1.0', paths: { '/pets': {} } },
    { app: 'people' },
    'describes no resource as Planning Center does',
  ],
  ['a vertex that tells nothing', VERTEX, { app: 'services' }, 'is a vertex that tells nothing'],
  ['a graph without versions', graphOf('people', []), { app: 'people' }, 'is a graph that lists no versions'],
  [
    'a version without vertices',
    versionOf('2018-08-01', []),
    { app: 'current' },
    'is a version that lists no vertices',
  ],
  [
    'of no app',
    versionOf('2018-08-01', types),
    {},
    'does not tell of which app it is. Name it with --app (the option app).',
  ],
  ['of another app', PERSON_OF_CURRENT, { app: 'people' }, 'is of current, and not of people.'],
  [
    'of another version',
    versionOf('2018-08-01', types),
    { app: 'people', version: '2025-11-10' },
    'is of version 2018-08-01, and not of 2025-11-10.',
  ],
  [
    'of a version that never was',
    versionOf('2011-01-01', types),
    { app: 'current' },
    'No version of current serves "2011-01-01". The catalog has 2018-08-01.',
  ],
  [
    'compared with a version that is no date',
    openApiOf(loadVersion('current')),
    { version: 'newest' },
    'No version of current serves "newest".',
  ],
];

test.each(wrongFiles)('a file is refused with the reason: %s', async (_, content, options, message) => {
  const path = await fileWith(content);
  const error = await failureOf(path, options);
  expect(error.message).toContain(message);
  expect(error.message).not.toContain('undefined');
});

test('a file that cannot be read is refused, and a folder', async () => {
  const path = await fileWith({});
  expect((await failureOf(`${path}.old`)).message).toBe(
    `${path}.old cannot be read (ENOENT). Give a file or an address.`,
  );
  expect((await failureOf(dirname(path))).message).toContain('It is a folder; give the files in it.');
});

test('an address is refused that answers something else', async () => {
  const { url } = await serve((path) => (path === '/page' ? { status: 200, body: '<html>' } : undefined));
  expect((await failureOf(`${url}/page`)).message).toContain('It looks like a page for browsers.');
  expect((await failureOf(`${url}/people/v2/documentation`)).message).toBe(
    `${url}/people/v2/documentation answered 404. Look at the app, the version and the path in it.`,
  );
});

test('an address is refused that cannot be reached, with the reason', async () => {
  const fetch = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('no such host') }));
  expect((await failureOf('https://nowhere.test/x', { fetch })).message).toBe(
    'https://nowhere.test/x cannot be fetched (no such host).',
  );
});

test('a graph without the version that was asked for is refused, and one with a vertex that is none', async () => {
  const base = '/current/v2/documentation';
  const { url } = await serve(
    (path) =>
      ({
        [base]: graphOf('current', ['2018-08-01']),
        [`${base}/2018-08-01`]: versionOf('2018-08-01', types),
      })[path] ?? {},
  );
  expect((await failureOf(`${url}${base}`, { version: '2010-01-01' })).message).toBe(
    `${url}${base} has no version 2010-01-01. It lists 2018-08-01.`,
  );
  expect((await failureOf(`${url}${base}`)).message).toContain('/vertices/organization is no vertex, though');
});

test('a server that asks to wait is asked again, a few times', async () => {
  const busy = { status: 429, headers: { 'retry-after': '0' } };
  let refusals = 2;
  const { url } = await serve(() => (refusals-- > 0 ? busy : openApiOf(loadVersion('current'))));
  expect((await drift(`${url}/current/v2/open_api/2018-08-01`)).differences).toEqual([]);
  const always = await serve(() => busy);
  expect((await failureOf(`${always.url}/x`)).message).toContain('answered 429, too many requests.');
  expect(always.requests).toHaveLength(4);
  const long = await serve(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
  expect((await failureOf(`${long.url}/x`)).message).toContain('Try again later.');
});

async function failureOf(source: string, options?: DriftOptions): Promise<DriftError> {
  const error: unknown = await drift(source, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DriftError) return error;
  throw new Error(`It did not fail as it should: ${String(error)}`);
}
