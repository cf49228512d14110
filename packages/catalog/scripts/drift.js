/**
 * Compares the catalog with documents of the API. README.md says with which.
 *
 *   npm run drift -w @tspco/catalog -- SOURCE... [--app NAME] [--version DATE] [--json]
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { APP_NAMES, isAppName } from '../dist/index.js';
import { drift, DriftError, formatDrift } from '../dist/drift/index.js';

const HELP = `Compares the catalog with documents of the API and prints what was added, removed and changed.

npm run drift -w @tspco/catalog -- SOURCE... [--app NAME] [--version DATE] [--json]

SOURCE          a file or an address: of the documentation graph (its start, a version or a vertex), or OpenAPI 3.
                Addresses are fetched without credentials, the graph with all its vertices:
                  https://api.planningcenteronline.com/people/v2/documentation
                  https://api.planningcenteronline.com/giving/v2/open_api/2019-10-18
--app NAME      for files that do not tell their app: ${APP_NAMES.join(', ')}
--version DATE  the version to read where a source lists several, and for files that do not tell theirs; the newest
                when absent
--json          print the differences as JSON
--help          print this text

Exits with 0 when there is no difference, 1 when there is one, 2 when something cannot be compared.`;

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      app: { type: 'string' },
      version: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  if (positionals.length === 0) throw new DriftError('Give a file or an address. See --help.');
  if (values.app !== undefined && !isAppName(values.app))
    throw new DriftError(`There is no app "${values.app}". Known: ${APP_NAMES.join(', ')}.`);
  const found = [];
  for (const source of positionals) {
    try {
      found.push(await drift(located(source), values));
    } catch (error) {
      // The others are still worth comparing.
      report(error);
    }
  }
  if (values.json) console.log(JSON.stringify(found, undefined, 2));
  else if (found.length > 0) console.log(found.map(formatDrift).join('\n\n'));
  process.exitCode ??= found.some(({ differences }) => differences.length > 0) ? 1 : 0;
}

/** npm runs scripts in the folder of the package, and says where it was called. */
function located(source) {
  return /^https?:\/\//i.test(source) ? source : resolve(process.env.INIT_CWD ?? '', source);
}

/** What is not meant for the user is shown whole: 1, with which Node.js would end, stands for a difference. */
function report(error) {
  const isMeant = error instanceof DriftError || String(error.code).startsWith('ERR_PARSE_ARGS');
  console.error(isMeant ? error.message : error);
  process.exitCode = 2;
}

try {
  await main();
} catch (error) {
  report(error);
}
