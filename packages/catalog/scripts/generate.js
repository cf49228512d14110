/**
 * Writes the client's tables of types: one file per app, with its newest version whole and each older one as its
 * difference from the next newer one.
 *
 *   npm run generate [-- --check] [-- --out DIR]
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { APP_NAMES, apps, loadVersion, shapes, webhookEvents } from '../dist/index.js';
import { HEADER } from './generate/header.js';
import { appFile } from './generate/app-file.js';
import { indexFile } from './generate/index-file.js';
import { shapesFile } from './generate/shapes-file.js';
import { webhookEventsFile } from './generate/webhook-events-file.js';

const HELP = `Writes the client's tables of types from the catalog.

npm run generate [-- --check] [-- --out DIR]

--check    write nothing; exit with 1 when the files differ from what the catalog gives
--out DIR  the folder to write to, instead of packages/tspco/src/types/generated
--help     print this text`;

function main() {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      out: {
        type: 'string',
        default: fileURLToPath(new URL('../../tspco/src/types/generated', import.meta.url)),
      },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const folder = resolve(values.out);
  const wanted = generatedFiles();
  const found = existingFiles(folder);
  // Nobody else's files are deleted, should the folder be another one.
  const stale = [...found].flatMap(([name, text]) =>
    !wanted.has(name) && text.startsWith(HEADER) ? [name] : [],
  );
  const changed = [...wanted].filter(([name, text]) => found.get(name) !== text).map(([name]) => name);
  if (values.check) return report([...changed, ...stale]);
  mkdirSync(folder, { recursive: true });
  for (const name of stale) rmSync(join(folder, name));
  for (const name of changed) writeFileSync(join(folder, name), wanted.get(name) ?? '');
  console.log(`${wanted.size} files, ${changed.length} changed, ${stale.length} removed.`);
}

/** @returns {Map<string, string>} file name to text */
function generatedFiles() {
  const tables = apps().map(({ app, versions }) => ({
    app,
    versions: versions.toReversed().map((version) => loadVersion(app, version)),
  }));
  return new Map([
    ['index.ts', indexFile(APP_NAMES, apps())],
    ['shapes.ts', shapesFile(shapes())],
    ['webhook-events.ts', webhookEventsFile(webhookEvents(), loadVersion)],
    ...tables.map(({ app, versions }) => [`${app}.ts`, appFile(versions, shapes())]),
  ]);
}

/** @param {string} folder */
function existingFiles(folder) {
  try {
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } catch (error) {
    if (error.code === 'ENOENT') return new Map();
    throw error;
  }
}

/** @param {string[]} differing */
function report(differing) {
  if (differing.length === 0) return console.log('The generated types are what the catalog gives.');
  console.error(
    `Not what the catalog gives: ${differing.sort().join(', ')}. Run \`npm run generate\` and commit the result.`,
  );
  process.exitCode = 1;
}

try {
  main();
} catch (error) {
  if (!String(error.code).startsWith('ERR_PARSE_ARGS')) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
