/**
 * A program that walks every list and edge of every app in every version, with the names that the catalog gives as
 * literals. It shares nothing with the generator of the client's types but the catalog, and compiles only when both
 * understand it alike.
 */
import { apps, loadVersion } from '@tspco/catalog';

const HEAD = `import { PCO } from 'tspco';

type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;
declare function same<One, Other>(answer: Same<One, Other>): void;
`;

/** Values of conditions, by their type in the catalog. */
const VALUES = {
  array: "['a']",
  boolean: 'true',
  date: "{ gte: '2026-01-01' }",
  date_time: '{ gte: new Date(), lt: "2026-01-01" }',
  float: '1.5',
  integer: '1',
  primary_key: "'1'",
  string: "'a'",
};

/** One file per app and version, by name. @param {(app: string, version: string) => boolean} [wanted] */
export function everyPath(wanted = () => true) {
  const files = new Map();
  for (const { app, versions } of apps()) {
    for (const version of versions) {
      if (wanted(app, version)) files.set(`${app}-${version}.ts`, programOf(loadVersion(app, version)));
    }
  }
  return files;
}

/** @param {import('@tspco/catalog').AppVersion} version */
function programOf({ app, version, path, vertices }) {
  const body = [...pathsTo(vertices, path)].flatMap(([type, own]) =>
    Object.entries(vertices[type].edges).flatMap(([edge, { to, many, filters }]) =>
      checkPath(`${own}/${edge}`, many, to, vertices[to], filters),
    ),
  );
  return `${HEAD}
const pco = new PCO({ token: 'a', versions: { '${app}': '${version}' }, strictPaths: true });

export async function program(): Promise<void> {
${body.map((line) => `  ${line}`).join('\n')}
}
`;
}

/** A path to one resource of each type, the shortest first. */
function pathsTo(vertices, root) {
  const found = new Map([['Organization', root]]);
  for (const [type, path] of found) {
    for (const [edge, { to, many }] of Object.entries(vertices[type].edges)) {
      if (!found.has(to)) found.set(to, many ? `${path}/${edge}/1` : `${path}/${edge}`);
    }
  }
  return found;
}

function checkPath(path, many, type, vertex, filters) {
  const names = Object.entries(vertex.attributes)
    .filter(([, { only }]) => only === undefined || only === 'fields')
    .map(([name]) => name);
  const query = many ? [...queryOf(vertex), ...list('filter', filters)] : list('include', vertex.include);
  const resource = many ? "['data'][number]" : "['data']";
  return [
    '{',
    `  const answer = await pco.get('${path}', { ${query.join(', ')} });`,
    `  same<(typeof answer)${resource}['type'], '${type}'>(true);`,
    `  same<keyof (typeof answer)${resource}['attributes'], ${union(names)}>(true);`,
    '}',
  ];
}

function queryOf({ include, order, where }) {
  const conditions = Object.entries(where).map(([name, type]) => `'${name}': ${VALUES[type]}`);
  return [
    ...list('include', include),
    ...list('order', [...order, ...order.map((name) => `-${name}`)]),
    ...(conditions.length === 0 ? [] : [`where: { ${conditions.join(', ')} }`]),
  ];
}

function list(parameter, names) {
  return names.length === 0 ? [] : [`${parameter}: [${names.map((name) => `'${name}'`).join(', ')}]`];
}

function union(names) {
  return names.length === 0 ? 'never' : names.map((name) => `'${name}'`).join(' | ');
}
