import { expect, test } from 'vitest';
import { apps, loadVersion, shapes, type AppVersion, type Vertex } from './index.ts';
import { VALUE_TYPES } from './types.ts';

const versions = apps().flatMap(({ app, versions }) => versions.map((version) => loadVersion(app, version)));

test('every app has an Organization at its base path, where all others begin', () => {
  for (const { path, vertices } of versions) expect(vertices['Organization']?.path).toBe(path);
});

test('every edge leads to a type of its version', () => {
  expect(
    problems(({ edges }, { vertices }) =>
      Object.entries(edges)
        .filter(([, { to }]) => !vertices[to])
        .map(([name]) => name),
    ),
  ).toEqual([]);
});

test('no edge leads from Organization to itself', () => {
  expect(
    versions.flatMap(({ app, vertices }) =>
      Object.entries(vertices['Organization']?.edges ?? {})
        .filter(([, { to }]) => to === 'Organization')
        .map(([name]) => `${app} ${name}`),
    ),
  ).toEqual([]);
});

test('what can be included is an edge or a relationship', () => {
  expect(
    problems(({ include, edges, relationships }) =>
      include.filter((name) => !edges[name] && !relationships[name]),
    ),
  ).toEqual([]);
});

test('what can be assigned is an attribute or listed as write-only, and nothing is listed in vain', () => {
  expect(
    problems(({ attributes, writeOnly, create, update }) => {
      const assignable = [...(create?.assignable ?? []), ...(update?.assignable ?? [])];
      const unknown = assignable.filter((name) => !attributes[name] && !writeOnly[name]);
      const idle = Object.keys(writeOnly).filter((name) => !assignable.includes(name) || attributes[name]);
      return [...unknown, ...idle];
    }),
  ).toEqual([]);
});

test('what is required can be assigned, and what is written along can be included', () => {
  const missing = (names: readonly string[], from: readonly string[] = []): string[] =>
    names.filter((name) => !from.includes(name));
  expect(
    problems((vertex) =>
      [vertex.create, vertex.update]
        .filter((write) => write !== undefined)
        .flatMap(({ assignable, relationships, required, requiredRelationships, include }) =>
          missing(required, assignable).concat(
            missing(requiredRelationships, relationships),
            missing(include, vertex.include),
          ),
        ),
    ),
  ).toEqual([]);
});

test('no list says a name twice', () => {
  expect(
    problems(({ include, order, edges, create, update }) =>
      [
        include,
        order,
        create?.assignable ?? [],
        update?.assignable ?? [],
        ...Object.values(edges).map(({ filters }) => filters),
      ].flatMap((list) => list.filter((name, index) => list.indexOf(name) !== index)),
    ),
  ).toEqual([]);
});

test('paths begin with the base path of their app', () => {
  expect(
    problems(({ path, actions }, { path: base }) =>
      [path ?? base, ...Object.values(actions).map((action) => action.path)].filter(
        (candidate) => candidate !== base && !candidate.startsWith(`${base}/`),
      ),
    ),
  ).toEqual([]);
});

test('id is no attribute, and every type of a value is known', () => {
  expect(
    problems(({ attributes, where, writeOnly, actions }) => [
      ...Object.keys(attributes).filter((name) => name === 'id'),
      ...[
        ...Object.values(attributes).map(({ type }) => type),
        ...[where, writeOnly, ...Object.values(actions).map((action) => action.attributes)].flatMap((table) =>
          Object.values(table),
        ),
      ].filter((type) => !VALUE_TYPES.includes(type)),
    ]),
  ).toEqual([]);
});

test('every shape that is named exists, in attributes and within shapes', () => {
  const plain = new Set(
    'any boolean boolean-as-string date integer number-or-string object seconds string'.split(' '),
  );
  const isKnown = (name: string): boolean => Object.hasOwn(shapes(), name);
  expect(
    problems(({ attributes }) =>
      Object.values(attributes)
        .map(({ shape = 'string' }) => shape)
        .filter((shape) => shape !== 'string' && !isKnown(shape)),
    ),
  ).toEqual([]);
  const members = Object.values(shapes()).flatMap((shape) => Object.values(shape));
  const unknown = members
    .map((member) => member.replace(/\[\]$|\|null$/, ''))
    .filter((name) => !plain.has(name) && !isKnown(name));
  expect(unknown).toEqual([]);
});

/** Everything that a check finds in any version, with its place. */
function problems(check: (vertex: Vertex, version: AppVersion) => readonly string[]): string[] {
  return versions.flatMap((version) =>
    Object.entries(version.vertices).flatMap(([type, vertex]) =>
      check(vertex, version).map((problem) => `${version.app} ${version.version} ${type}: ${problem}`),
    ),
  );
}
