/** Stands for npm: looks whether what is to be installed or run exists, and does nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const json = (path) => JSON.parse(readFileSync(fileURLToPath(new URL(path, root)), 'utf8'));
const [command, ...args] = process.argv.slice(2);
const ours = new Set(['tspco', '@tspco/catalog', '@tspco/emulator', '@tspco/redis', '@tspco/cli']);
const problem = problemOf();
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 1;
}

function problemOf() {
  if (['ci', 'init', 'test', 'start'].includes(command)) return undefined;
  if (command === 'install') {
    const unknown = args.filter((name) => !name.startsWith('-') && !isKnown(name));
    return unknown.length === 0 ? undefined : `There is no package ${unknown.join(', ')}.`;
  }
  if (command === 'run') {
    const at = args.indexOf('-w');
    const file = at === -1 ? 'package.json' : `packages/${args[at + 1].replace('@tspco/', '')}/package.json`;
    return args[0] in json(file).scripts ? undefined : `${file} has no script ${args[0]}.`;
  }
  return `npm ${command} is not known here.`;
}

/** One of ours, or one that is in use here. */
function isKnown(name) {
  return ours.has(name) || existsSync(fileURLToPath(new URL(`node_modules/${name}`, root)));
}
