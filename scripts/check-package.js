/**
 * Checks what would be published, not what lies in the working copy: packs the packages and looks at the tarballs.
 * It protects the promises on their outside: resolvable types and entries, exactly the files that are listed, which
 * package may know which; of the client, that it has no dependency, is small, and that a bundler keeps no more of it than
 * what is used. `--write` writes the lists of files anew.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { BUDGETS, bundle, zippedSize } from './package/bundle-size.js';
import { checkConsumers } from './package/consumers.js';
import { checkListing } from './package/contents.js';
import { checkTreeShaking } from './package/tree-shaking.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const execute = promisify(execFile);
const { write } = parseArgs({ options: { write: { type: 'boolean', default: false } } }).values;

/** In the order in which they build on each other; of ours, each may depend on those it names. */
const PACKAGES = [
  { name: 'tspco', folder: 'tspco', mayUse: [] },
  { name: '@tspco/catalog', folder: 'catalog', mayUse: [], more: /^data\/[a-z-]+\.json$/ },
  // The emulator must not use the client: one misunderstanding would confirm itself on both sides.
  {
    name: '@tspco/emulator',
    folder: 'emulator',
    mayUse: ['@tspco/catalog'],
    more: /^bin\/tspco-emulator\.js$/,
  },
  { name: '@tspco/redis', folder: 'redis', mayUse: ['tspco'] },
  {
    name: '@tspco/cli',
    folder: 'cli',
    mayUse: ['tspco', '@tspco/catalog', '@tspco/emulator'],
    more: /^bin\/pco\.js$/,
  },
];

const folder = await mkdtemp(join(tmpdir(), 'tspco-package-'));
const problems = [];
try {
  const tarballs = {};
  for (const item of PACKAGES) {
    const { tarball, files } = await pack(item);
    tarballs[item.name] = tarball;
    checkContents(files, item);
    problems.push(
      ...(await checkListing(join(root, 'packages', item.folder), files, { name: item.name, write })),
    );
    await checkManifest(item);
    await checkWithPublint(item);
    await checkTypes(tarball);
  }
  problems.push(...(await checkConsumers(folder, tarballs)));
  await checkSizes();
  problems.push(...(await checkTreeShaking(root)));
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const problem of problems) console.error(`✗ ${problem}`);
console.log(problems.length === 0 ? 'The packages are as they should be.' : `${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function pack({ name, folder: own }) {
  const cwd = join(root, 'packages', own);
  // Built before: building once more for each package would only take time.
  const { stdout } = await execute(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { cwd },
  );
  const [packed] = Object.values(JSON.parse(stdout));
  console.log(`packed ${name}: ${packed.files.length} files, ${packed.size} bytes`);
  return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

/** @param {string[]} files */
function checkContents(files, { name, more }) {
  const expected =
    /^(dist\/[A-Za-z0-9/-]+\.(js|d\.ts)|package\.json|README\.md|LICENSE|THIRD-PARTY-NOTICES\.md)$/;
  for (const file of files) {
    if (!expected.test(file) && !more?.test(file)) problems.push(`${name} contains ${file}.`);
    if (/\.test\./.test(file)) problems.push(`${name} contains the test ${file}.`);
  }
  for (const file of ['README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']) {
    if (!files.includes(file)) problems.push(`${name} lacks ${file}.`);
  }
}

/** The client has no dependency at all, and no package depends on one of ours that it should not know. */
async function checkManifest({ name, folder: own, mayUse }) {
  const manifest = JSON.parse(await readFile(join(root, 'packages', own, 'package.json'), 'utf8'));
  for (const field of ['dependencies', 'peerDependencies', 'optionalDependencies']) {
    const names = Object.keys(manifest[field] ?? {});
    if (name === 'tspco' && manifest[field]) problems.push(`The client must not have ${field}.`);
    for (const other of names.filter((one) => PACKAGES.some((item) => item.name === one))) {
      if (!mayUse.includes(other)) problems.push(`${name} must not depend on ${other}.`);
    }
  }
}

async function checkWithPublint({ name, folder: own }) {
  const { messages, pkg } = await publint({ pkgDir: join(root, 'packages', own), strict: true });
  for (const message of messages) {
    problems.push(`publint, ${name}: ${formatMessage(message, pkg, { color: false })}`);
  }
  console.log(`publint: ${messages.length} messages`);
}

/** @param {string} tarball */
async function checkTypes(tarball) {
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  await execute(process.execPath, [attw, tarball, '--profile', 'esm-only', '--no-color']).then(
    () => console.log('are the types wrong: no'),
    (error) => problems.push(`are the types wrong: ${error.stdout}`),
  );
}

async function checkSizes() {
  for (const { name, code, limit } of BUDGETS) {
    const bundled = await bundle(code, root);
    const [loaded, all] = [zippedSize(bundled.loaded), zippedSize(bundled.whole)];
    console.log(
      `size: { ${name} } ${loaded} of ${limit} bytes, ${all} with what is loaded when first needed`,
    );
    if (loaded > limit) problems.push(`Importing { ${name} } loads ${loaded} bytes; the budget is ${limit}.`);
  }
}
