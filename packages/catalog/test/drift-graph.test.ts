import { expect, test } from 'vitest';
import { drift } from '../src/drift/index.ts';
import { fillVertices } from '../src/fill-vertices.ts';
import { apps, loadVersion, type AppName, type Vertex } from '../src/index.ts';
import { storedVertices } from '../src/stored-vertices.ts';
import { fileWith, serve } from './support/files.ts';
import { graphOf, snakeCase, versionOf, vertexOf, type GraphJson } from './support/graph.ts';

/** The whole graph of an app, by path, as if it agreed with the catalog in everything. */
function documents(app: AppName, version: string, vertices: Readonly<Record<string, Vertex>>) {
  const versions = apps().find((entry) => entry.app === app)?.versions ?? [];
  const documented = Object.entries(vertices).filter(([, { undocumented }]) => !undocumented);
  const types = documented.map(([type]) => type);
  const base = `/${app}/v2/documentation`;
  return new Map<string, GraphJson>([
    [base, graphOf(app, versions)],
    [`${base}/${version}`, versionOf(version, types)],
    ...documented.map(
      ([type, vertex]) =>
        [
          `${base}/${version}/vertices/${snakeCase(type)}`,
          vertexOf(type, vertex, (to) => types.includes(to)),
        ] as const,
    ),
  ]);
}

const everyVersion = apps().flatMap(({ app, versions }) => versions.map((version) => ({ app, version })));

test.each(everyVersion)('a graph that says the same is no difference: $app $version', async (of) => {
  const { app, version } = of;
  const served = documents(app, version, loadVersion(app, version).vertices);
  const { url } = await serve((path) => served.get(path));
  const found = await drift(`${url}/${app}/v2/documentation`, { version });
  expect(found).toMatchObject({ app, version, documentVersion: version, differences: [], notes: [] });
});

test.each(['people', 'services'] as const)(
  'documents without the corrections of the catalog are no difference: %s',
  async (app) => {
    const version = apps().find((entry) => entry.app === app)?.newest ?? '';
    const served = documents(app, version, fillVertices(storedVertices(app, version)));
    const { url } = await serve((path) => served.get(path));
    expect((await drift(`${url}/${app}/v2/documentation/${version}`)).differences).toEqual([]);
  },
);

test('the graph is followed from its start, to the newest version that is not beta', async () => {
  const version = '2024-03-25';
  const served = documents('publishing', version, loadVersion('publishing', version).vertices);
  const base = '/publishing/v2/documentation';
  served.set(base, graphOf('publishing', ['2018-08-01', version, '2099-01-01'], ['2099-01-01']));
  const { url, requests } = await serve((path) => served.get(path.replace('/?x=1', '')));
  const found = await drift(`${url}${base}/?x=1`);
  expect(found.differences).toEqual([{ change: 'added', part: 'version', name: '2099-01-01' }]);
  expect(found.version).toBe(version);
  expect(requests.map(({ path }) => path).slice(1, 3)).toEqual([
    `${base}/${version}`,
    `${base}/${version}/vertices/organization`,
  ]);
  for (const { headers } of requests) {
    expect(headers['authorization']).toBeUndefined();
    expect(headers['user-agent']).toMatch(/^tspco/);
  }
});

test('types that came and went are found in a version', async () => {
  const types = Object.keys(loadVersion('giving').vertices).filter((type) => type !== 'Fund');
  const path = await fileWith(
    versionOf('2019-10-18', [...types, 'Pledger']),
    'giving/v2/documentation/x.json',
  );
  const { differences, notes } = await drift(path);
  expect(differences).toEqual([
    { change: 'removed', type: 'Fund', part: 'type', name: 'Fund' },
    { change: 'added', type: 'Pledger', part: 'type', name: 'Pledger' },
  ]);
  expect(notes.join()).toContain('lists types');
});

test('a version that the catalog lacks is a difference, and is compared with the one before', async () => {
  const version = '2026-06-04';
  const types = Object.keys(loadVersion('people').vertices);
  const found = await drift(await fileWith(versionOf(version, types)), { app: 'people' });
  expect(found).toMatchObject({ version: '2025-11-10', documentVersion: version });
  expect(found.differences).toEqual([{ change: 'added', part: 'version', name: version }]);
});
