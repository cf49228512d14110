/** Has the compiler look at the examples in docstrings, as it does at those in pages. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkTypes } from './check-types.js';
import { exportsOf } from './exports-of.js';
import { givenTypes } from './given.js';
import { programOfPage } from './program-of-page.js';
import { blocksOf } from './read-page.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGES = ['catalog', 'cli', 'emulator', 'redis', 'tspco'];
/** Where a name may come from that an example does not import. */
const MODULES = [
  'tspco',
  'tspco/check',
  'tspco/file-store',
  'tspco/people',
  'tspco/token-store',
  'tspco/webhooks',
  '@tspco/emulator',
  '@tspco/emulator/testing',
  '@tspco/redis',
];

/** @returns {Promise<Awaited<ReturnType<typeof import('./check-pages.js').checkPages>>>} */
export async function checkDocstrings() {
  const exports = await exportsOf(MODULES);
  const blocks = [];
  for (const file of await sourceFiles())
    blocks.push(...examplesOf(file, await readFile(root + file, 'utf8')));
  const { names, winning, types } = givenTypes('docstrings');
  const pages = blocks.map((block) => ({
    page: block.page,
    pieces: programOfPage([block], { given: names, winning, exports }),
    types,
  }));
  return { blocks, problems: checkTypes(pages) };
}

async function sourceFiles() {
  const found = await Promise.all(
    PACKAGES.map(async (name) => {
      const folder = `packages/${name}/src`;
      const names = await readdir(join(root, folder), { recursive: true });
      return names.map((file) => join(folder, file));
    }),
  );
  return found.flat().filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
}

/**
 * The blocks of code in the docstrings of a file.
 *
 * @param {string} file its path below the repository
 * @param {string} text
 */
export function examplesOf(file, text) {
  const lines = text.split('\n').map((line) => /^\s*\* ?(?!\/)(.*)$/.exec(line)?.[1] ?? '');
  return blocksOf(file, lines.join('\n'));
}
