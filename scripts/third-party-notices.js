/**
 * Writes THIRD-PARTY-NOTICES.md of each package that others' packages are installed with: what they are, and under which
 * license. With `--check` it only says whether the files are those of the packages that the lock file names.
 */
import { access, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')).packages;

for (const name of await readdir(join(root, 'packages'))) {
  const parts = await thirdParties(`packages/${name}`);
  const file = join(root, 'packages', name, 'THIRD-PARTY-NOTICES.md');
  const there = await readFile(file, 'utf8').catch(() => undefined);
  const wanted = parts.length === 0 ? undefined : await notices(lock[`packages/${name}`].name, parts);
  if (there === wanted) continue;
  if (check) {
    console.error(
      `packages/${name}/THIRD-PARTY-NOTICES.md is not true any more: node scripts/third-party-notices.js`,
    );
    process.exitCode = 1;
  } else if (wanted === undefined) await rm(file);
  else await writeFile(file, wanted);
}

/**
 * What is installed with a package, by others: dependencies of dependencies, too, and those of our own packages.
 *
 * @param {string} start a place in the lock file
 */
async function thirdParties(start) {
  const places = new Set([start]);
  for (const place of places) {
    const { dependencies = {} } = lock[place];
    for (const name of Object.keys(dependencies)) places.add(findPlace(name, place));
  }
  return [...places].filter((place) => !place.startsWith('packages/')).sort(byName);
}

/** Where Node.js finds a package from there: the nearest node_modules. @param {string} name @param {string} from */
function findPlace(name, from) {
  for (let at = from; ; at = dirname(at)) {
    const place = at === '.' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (lock[place]) return lock[place].link ? lock[place].resolved : place;
    if (at === '.') throw new Error(`The lock file has no ${name} for ${from}.`);
  }
}

/** @param {string} place */
function nameOf(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function byName(one, other) {
  return nameOf(one) < nameOf(other) ? -1 : 1;
}

/** @param {string} name @param {readonly string[]} places */
async function notices(name, places) {
  const parts = await Promise.all(places.map(notice));
  return [
    '# Third-party notices',
    `Nothing of these packages is in \`${name}\`; npm installs them with it. They belong to their authors, under these licenses.`,
    ...parts,
  ]
    .join('\n\n')
    .concat('\n');
}

/** @param {string} place */
async function notice(place) {
  const folder = join(root, place);
  await access(folder).catch(() => {
    throw new Error(`${place} is not installed: run npm ci.`);
  });
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (version !== lock[place].version)
    throw new Error(`${place} is not what the lock file says: run npm ci.`);
  if (typeof license !== 'string') throw new Error(`${place} does not say its license.`);
  const names = (await readdir(folder))
    .filter((file) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(file))
    .sort();
  const texts = await Promise.all(names.map((file) => readFile(join(folder, file), 'utf8')));
  const title = `## ${nameOf(place)} ${version}\n\n${license}`;
  return [title, ...texts.map((text) => `\`\`\`\`text\n${tidy(text)}\n\`\`\`\``)].join('\n\n');
}

/** @param {string} text */
function tidy(text) {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+$/gm, '')
    .trim();
}
