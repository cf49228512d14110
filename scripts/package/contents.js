/**
 * Checks what is in the tarballs: exactly the files of the lists in `contents/`, which
 * `node scripts/check-package.js --write` writes anew, and of those none that leads to one that is not there.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';

const lists = join(import.meta.dirname, 'contents');

/**
 * @param {string} folder of the package
 * @param {readonly string[]} files that were packed, by their paths in it
 * @param {{ name: string, write: boolean }} how
 * @returns {Promise<string[]>} what is not as it should be
 */
export async function checkListing(folder, files, { name, write }) {
  const list = join(lists, `${name.replace('@tspco/', '')}.txt`);
  const actual = [...files].sort();
  if (write) {
    await mkdir(lists, { recursive: true });
    await writeFile(list, `${actual.join('\n')}\n`);
  }
  const expected = (await readFile(list, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  const remedy = 'If it should be so: node scripts/check-package.js --write';
  return [
    ...actual
      .filter((file) => !expected.includes(file))
      .map((file) => `${name} has ${file} as well. ${remedy}`),
    ...expected
      .filter((file) => !actual.includes(file))
      .map((file) => `${name} has no ${file} any more. ${remedy}`),
    ...(await brokenLinks(folder, files)).map((problem) => `${name}: ${problem}`),
  ];
}

/** What the files name beside themselves: modules, declarations, source maps. */
async function brokenLinks(folder, files) {
  const packed = new Set(files);
  const problems = [];
  for (const file of files.filter((name) => /\.(js|d\.ts)$/.test(name))) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const target of targetsIn(text)) {
      const path = posix.normalize(posix.join(dirname(file), target));
      // A declaration names the module as it is called in the sources, or as it is when it has been built.
      const found = file.endsWith('.d.ts') ? path.replace(/(\.d)?\.[jt]s$/, '.d.ts') : path;
      if (!packed.has(found)) problems.push(`${file} names ${target}, which is not packed.`);
    }
  }
  for (const file of files.filter((name) => /^dist\/[\w-]+\.js$/.test(name)))
    if (!packed.has(file.replace(/\.js$/, '.d.ts'))) problems.push(`${file} has no declarations.`);
  return problems;
}

/** @param {string} text */
function targetsIn(text) {
  // Examples in comments are not ours to follow.
  const code = text.replaceAll(/^\s*(\/\*\*?|\*)[^\n]*$/gm, '');
  const modules = code.matchAll(/(?:\bfrom|\bimport) ?\(?["'](\.\.?\/[^"'*]+)["']/g);
  const maps = text.matchAll(/^\/\/# sourceMappingURL=(?!data:)(\S+)/gm);
  return [...modules, ...maps].map(([, target]) => target);
}
