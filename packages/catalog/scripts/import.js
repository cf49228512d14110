/**
 * Writes data/ from a folder of facts, whose layout README.md describes.
 *
 *   npm run import -w @tspco/catalog -- SOURCE_DIR [--check] [--data DIR]
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dataFiles } from './import/data-files.js';
import { readFacts } from './import/read-facts.js';
import { SourceError } from './import/source-error.js';

const HELP = `Writes the catalog's data from a folder of facts.

npm run import -w @tspco/catalog -- SOURCE_DIR [--check] [--data DIR]

SOURCE_DIR  holds index.json, shapes.json and one folder per app with a file per version
--check     write nothing; exit with 1 when the data differ from what the source gives
--data DIR  the folder to write to or to compare with, instead of packages/catalog/data
--help      print this text

Exits with 2 when the source cannot be read, or the folder holds other JSON files.`;

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      data: { type: 'string', default: fileURLToPath(new URL('../data', import.meta.url)) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const [source, ...others] = positionals;
  if (!source || others.length > 0) throw new SourceError('Give one folder of facts. See --help.');
  const wanted = dataFiles(readFacts(resolve(source)));
  const folder = resolve(values.data);
  const found = readData(folder);
  const differences = compare(wanted, found);
  if (values.check) report(differences, folder);
  else {
    refuseForeign(found, folder);
    write(wanted, differences, folder);
  }
}

/** @returns {Map<string, string>} file name to text; empty when there is no such folder yet */
function readData(folder) {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } catch (error) {
    if (error.code === 'ENOENT') return new Map();
    throw error;
  }
}

/**
 * @param {Map<string, string>} wanted
 * @param {Map<string, string>} found
 */
function compare(wanted, found) {
  return {
    changed: [...wanted.keys()].filter((name) => found.get(name) !== wanted.get(name)),
    leftOver: [...found.keys()].filter((name) => !wanted.has(name)),
  };
}

/** Nobody else's files are overwritten or deleted, should the folder be another one. The index names those of an import. */
function refuseForeign(found, folder) {
  const apps = appsIn(found.get('index.json'));
  const own = apps.length === 0 ? [] : ['index.json', 'shapes.json', ...apps.map((app) => `${app}.json`)];
  const foreign = [...found.keys()].filter((name) => !own.includes(name));
  if (foreign.length === 0) return;
  throw new SourceError(
    `${folder} holds ${foreign.join(', ')}, which no import has written. Give another folder, or move what is there away.`,
  );
}

/** The apps of an index as an import writes it. @param {string | undefined} text */
function appsIn(text) {
  try {
    const entries = JSON.parse(text ?? '[]');
    return Array.isArray(entries) ? entries.map((entry) => entry?.app) : [];
  } catch {
    return [];
  }
}

function report({ changed, leftOver }, folder) {
  if (changed.length + leftOver.length === 0) return console.log('The data are what the source gives.');
  for (const name of changed) console.error(`${join(folder, name)} is not what the source gives.`);
  for (const name of leftOver) console.error(`${join(folder, name)} has nothing behind it in the source.`);
  console.error('Run the same command without --check, and look at the difference before you commit it.');
  process.exitCode = 1;
}

function write(wanted, { changed, leftOver }, folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of changed) writeFileSync(join(folder, name), wanted.get(name));
  for (const name of leftOver) rmSync(join(folder, name));
  console.log(`${wanted.size} files: ${changed.length} written, ${leftOver.length} removed.`);
}

try {
  main();
} catch (error) {
  if (!(error instanceof SourceError) && !String(error.code).startsWith('ERR_PARSE_ARGS')) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
