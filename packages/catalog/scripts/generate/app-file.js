import { nestsWhere } from '../../dist/nested-where.js';
import { pascalCase } from '../../dist/pascal-case.js';
import { block } from './code.js';
import { describeVertex } from './describe-vertex.js';
import { HEADER } from './header.js';
import { quoted, shapeName, tableName } from './names.js';
import { olderVersion } from './older-version.js';
import { wholeTable, wholeVertex } from './whole-version.js';

/**
 * One app: the newest version whole, and each older one as its difference from the next newer one.
 *
 * @param {readonly import('../../dist/index.js').AppVersion[]} versions - the newest first
 * @param {import('../../dist/index.js').Shapes} shapes
 */
export function appFile(versions, shapes) {
  const [{ app, version: newest }] = versions;
  const described = versions.map(describeVersion);
  const vertices = described[0];
  const parts = [
    wholeTable(tableName(app), vertices),
    ...[...vertices].flatMap(([type, members]) => wholeVertex(members, type)),
  ];
  const current = new Map([...vertices.keys()].map((type) => [type, type]));
  const tables = new Map([[newest, tableName(app)]]);
  for (const [index, { version }] of versions.entries()) {
    if (index === 0) continue;
    const newerName = tables.get(versions[index - 1].version);
    const name = tableName(app, version);
    const difference = { name, version, newerName, newer: described[index - 1], older: described[index] };
    const code = olderVersion(difference, current);
    tables.set(version, code.length === 0 ? newerName : name);
    parts.push(...code);
  }
  parts.push(versionsTable(app, tables));
  return [HEADER, imports(parts.join('\n'), shapes), ...parts].join('\n\n') + '\n';
}

/** @param {import('../../dist/index.js').AppVersion} version */
function describeVersion({ app, vertices }) {
  const vertexOf = (type) => (Object.hasOwn(vertices, type) ? vertices[type] : undefined);
  const context = { nestedWhere: nestsWhere(app), vertexOf };
  return new Map(
    Object.entries(vertices).map(([type, vertex]) => [type, describeVertex(type, vertex, context)]),
  );
}

function versionsTable(app, tables) {
  const lines = [...tables].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return block(
    `/** By version. */\nexport interface ${pascalCase(app)}Versions`,
    lines.map(([version, table]) => `${quoted(version)}: ${table};`),
  );
}

const WORDS = [
  'Action',
  'AnyNumber',
  'AnyText',
  'DateCondition',
  'DateTimeCondition',
  'IdCondition',
  'ListCondition',
  'Many',
  'One',
  'ToMany',
  'ToOne',
  'Write',
];

/** Only what is used, since unused imports are errors. */
function imports(code, shapes) {
  const from = (names, path) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
    return used.length === 0 ? [] : [`import type { ${used.join(', ')} } from '${path}';`];
  };
  return [
    ...from(['JsonObject', 'JsonValue'], '../../document/types.ts'),
    ...from(WORDS, '../table.ts'),
    ...from(Object.keys(shapes).map(shapeName), './shapes.ts'),
  ].join('\n');
}
