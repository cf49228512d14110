import { expect, test } from 'vitest';
import { apps } from './apps.ts';
import type { StoredVertex } from './stored.ts';
import { storedVertices } from './stored-vertices.ts';
import type { AppName } from './types.ts';

/** How many there are of everything, counted in the documents from which the data were imported. */
type Counts = [
  vertices: number,
  attributes: number,
  relationships: number,
  edges: number,
  include: number,
  order: number,
  where: number,
  actions: number,
  creatable: number,
  updatable: number,
  deletable: number,
];

// prettier-ignore
const COUNTS: readonly [AppName, string, Counts][] = [
  ['api', '2018-08-01', [5, 12, 1, 2, 0, 0, 0, 0, 0, 0, 0]],
  ['api', '2019-02-13', [7, 16, 1, 5, 0, 0, 0, 0, 0, 0, 0]],
  ['api', '2025-09-30', [7, 16, 1, 5, 0, 0, 0, 0, 0, 0, 0]],
  ['calendar', '2018-08-01', [24, 168, 33, 70, 40, 40, 72, 0, 7, 7, 7]],
  ['calendar', '2020-04-08', [24, 169, 30, 70, 36, 40, 73, 0, 7, 7, 7]],
  ['calendar', '2021-07-20', [24, 168, 30, 70, 36, 40, 73, 0, 7, 7, 7]],
  ['calendar', '2022-07-07', [25, 180, 30, 73, 37, 41, 80, 0, 7, 7, 7]],
  ['check-ins', '2018-08-01', [23, 184, 11, 85, 44, 21, 22, 0, 0, 0, 0]],
  ['check-ins', '2019-07-17', [24, 188, 15, 86, 45, 21, 22, 0, 0, 0, 0]],
  ['check-ins', '2023-04-05', [24, 188, 15, 86, 45, 21, 22, 0, 0, 0, 0]],
  ['check-ins', '2024-09-03', [24, 188, 15, 86, 45, 21, 22, 0, 0, 0, 0]],
  ['check-ins', '2024-11-07', [24, 187, 15, 86, 45, 21, 22, 0, 0, 0, 0]],
  ['check-ins', '2025-05-28', [24, 190, 15, 86, 45, 21, 25, 0, 0, 0, 0]],
  ['current', '2018-08-01', [2, 5, 0, 3, 1, 0, 0, 0, 0, 0, 0]],
  ['giving', '2018-08-01', [17, 105, 14, 40, 14, 9, 19, 3, 8, 8, 7]],
  ['giving', '2019-10-18', [19, 128, 18, 45, 18, 13, 25, 3, 10, 10, 9]],
  ['groups', '2018-08-01', [17, 106, 20, 42, 11, 32, 18, 6, 1, 2, 1]],
  ['groups', '2023-07-10', [17, 99, 20, 42, 11, 32, 18, 6, 1, 2, 1]],
  ['people', '2018-08-01', [65, 406, 72, 139, 77, 235, 187, 11, 34, 32, 33]],
  ['people', '2019-01-14', [65, 406, 72, 139, 77, 235, 187, 11, 34, 32, 33]],
  ['people', '2019-10-10', [65, 406, 72, 138, 76, 235, 187, 11, 34, 32, 33]],
  ['people', '2020-04-06', [65, 405, 72, 138, 76, 235, 187, 11, 34, 32, 33]],
  ['people', '2020-07-22', [65, 405, 72, 138, 76, 235, 187, 11, 34, 32, 33]],
  ['people', '2021-08-17', [65, 403, 72, 138, 76, 235, 187, 11, 34, 32, 33]],
  ['people', '2022-01-05', [65, 403, 72, 138, 76, 235, 187, 11, 34, 32, 33]],
  ['people', '2022-01-28', [65, 403, 72, 138, 76, 235, 187, 11, 34, 32, 33]],
  ['people', '2022-07-14', [65, 403, 72, 138, 76, 235, 187, 11, 34, 32, 33]],
  ['people', '2023-02-15', [65, 403, 72, 138, 76, 235, 187, 11, 34, 32, 33]],
  ['people', '2023-03-21', [66, 411, 74, 142, 78, 236, 190, 11, 35, 33, 34]],
  ['people', '2024-09-12', [66, 411, 74, 142, 78, 236, 190, 11, 35, 33, 34]],
  ['people', '2025-03-20', [66, 411, 74, 142, 78, 236, 190, 11, 35, 33, 34]],
  ['people', '2025-07-02', [66, 411, 73, 142, 78, 236, 190, 11, 35, 33, 34]],
  ['people', '2025-07-17', [66, 412, 73, 142, 78, 236, 190, 11, 35, 33, 34]],
  ['people', '2025-11-10', [66, 412, 72, 142, 78, 236, 190, 11, 35, 33, 34]],
  ['publishing', '2018-08-01', [14, 110, 2, 20, 10, 14, 4, 0, 7, 8, 7]],
  ['publishing', '2024-03-25', [14, 111, 2, 20, 10, 14, 7, 1, 7, 8, 7]],
  ['registrations', '2025-05-01', [11, 71, 0, 21, 12, 5, 5, 0, 0, 0, 0]],
  ['services', '2018-08-01', [64, 531, 131, 124, 52, 55, 33, 22, 24, 23, 22]],
  ['services', '2018-11-01', [65, 541, 131, 125, 52, 55, 74, 26, 24, 23, 22]],
  ['webhooks', '2018-08-01', [6, 28, 3, 5, 0, 2, 3, 2, 1, 1, 1]],
  ['webhooks', '2022-10-20', [6, 28, 3, 5, 0, 2, 3, 3, 1, 1, 1]],
];

test('every version is counted here', () => {
  const all = apps().flatMap(({ app, versions }) => versions.map((version) => `${app} ${version}`));
  expect(COUNTS.map(([app, version]) => `${app} ${version}`)).toEqual(all);
  expect(COUNTS).toHaveLength(41);
});

test.each(COUNTS)('%s %s has all that its documents have', (app, version, counts) => {
  expect(count(Object.values(storedVertices(app, version)))).toEqual(counts);
});

test('a version that does not exist is an error that lists those that do', () => {
  expect(() => storedVertices('giving', '2020-01-01')).toThrow(
    new RangeError(
      'giving has no version "2020-01-01". Known: 2018-08-01, 2019-10-18. versionFor() finds the one that serves a date.',
    ),
  );
});

function count(vertices: readonly StoredVertex[]): Counts {
  const sum = (of: (vertex: StoredVertex) => object | undefined): number =>
    vertices.reduce((total, vertex) => total + Object.keys(of(vertex) ?? {}).length, 0);
  const having = (name: 'create' | 'update' | 'delete'): number =>
    vertices.filter((vertex) => vertex[name]).length;
  return [
    vertices.length,
    sum(({ attributes }) => attributes),
    sum(({ relationships }) => relationships),
    sum(({ edges }) => edges),
    sum(({ include }) => include),
    sum(({ order }) => order),
    sum(({ where }) => where),
    sum(({ actions }) => actions),
    having('create'),
    having('update'),
    having('delete'),
  ];
}
