/**
 * Checks what would be published, not what lies in the working copy: packs the client and looks at the tarball.
 * It protects the promises on its outside: resolvable types and entries, nothing but the build inside, no
 * dependency, a small bundle.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const root = fileURLToPath(new URL('..', import.meta.url));
const client = join(root, 'packages/tspco');
const execute = promisify(execFile);

/** Bytes, minified and gzipped, that importing a name loads. */
const BUDGETS = [
  { name: 'PCO', code: "export { PCO } from 'tspco'", limit: 15_500 },
  { name: 'getBrowserRedirectUrl', code: "export { getBrowserRedirectUrl } from 'tspco'", limit: 900 },
  { name: 'path', code: "export { path } from 'tspco'", limit: 1_500 },
];

/** Bundlers put what a dynamic import brings into files of its own, which importing the package does not load. */
const lazyImportsStayOutside = {
  name: 'lazy-imports-stay-outside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /./ }, ({ kind }) => (kind === 'dynamic-import' ? { external: true } : undefined));
  },
};

const folder = await mkdtemp(join(tmpdir(), 'tspco-package-'));
const problems = [];
try {
  const { tarball, files } = await pack();
  checkContents(files);
  await checkManifest();
  await checkWithPublint();
  await checkTypes(tarball);
  await checkConsumer(tarball);
  await checkSizes();
} finally {
  await rm(folder, { recursive: true, force: true });
}
for (const problem of problems) console.error(`✗ ${problem}`);
console.log(problems.length === 0 ? 'The package is as it should be.' : `${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function pack() {
  const { stdout } = await execute('npm', ['pack', '--json', '--pack-destination', folder], { cwd: client });
  const [packed] = Object.values(JSON.parse(stdout));
  console.log(`packed: ${packed.files.length} files, ${packed.size} bytes`);
  return { tarball: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

/** @param {string[]} files */
function checkContents(files) {
  const expected = /^(dist\/[A-Za-z0-9/-]+\.(js|d\.ts)|package\.json|README\.md|LICENSE)$/;
  for (const file of files) if (!expected.test(file)) problems.push(`The package contains ${file}.`);
  for (const file of ['README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']) {
    if (!files.includes(file)) problems.push(`The package lacks ${file}.`);
  }
}

async function checkManifest() {
  const manifest = JSON.parse(await readFile(join(client, 'package.json'), 'utf8'));
  for (const field of ['dependencies', 'peerDependencies', 'optionalDependencies']) {
    if (manifest[field] !== undefined) problems.push(`The client must not have ${field}.`);
  }
}

async function checkWithPublint() {
  const { messages, pkg } = await publint({ pkgDir: client, strict: true });
  for (const message of messages) problems.push(`publint: ${formatMessage(message, pkg, { color: false })}`);
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

/** The declarations must compile for programs without Node's types, strict or not, with every library file checked. */
async function checkConsumer(tarball) {
  const consumer = join(folder, 'consumer');
  await mkdir(consumer);
  await writeFile(join(consumer, 'package.json'), '{ "private": true, "type": "module" }');
  await execute('npm', ['install', '--no-save', '--no-package-lock', '--ignore-scripts', tarball], {
    cwd: consumer,
  });
  const program = [
    "import * as everything from 'tspco';",
    "import { PCO, type PCOOptions, type Iteration } from 'tspco';",
    "const options: PCOOptions = { applicationId: 'a', secret: 'b' };",
    "export const list: Iteration = new PCO(options).iterate('/people/v2/people', { include: ['emails'] });",
    'export default everything;',
  ];
  await writeFile(join(consumer, 'program.ts'), program.join('\n'));
  const cases = [
    { label: 'nodenext, strict', module: 'nodenext', strict: true },
    { label: 'nodenext, loose', module: 'nodenext', strict: false },
    { label: 'a bundler, strict', module: 'esnext', moduleResolution: 'bundler', strict: true },
    { label: 'a bundler, loose', module: 'esnext', moduleResolution: 'bundler', strict: false },
    { label: "Node's types and no DOM", module: 'nodenext', strict: true, lib: ['es2022'], types: ['node'] },
  ];
  const shared = {
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
    skipLibCheck: false,
    noEmit: true,
  };
  for (const { label, ...options } of cases) {
    const compilerOptions = { ...shared, typeRoots: [join(root, 'node_modules/@types')], ...options };
    const config = join(consumer, 'tsconfig.json');
    await writeFile(config, JSON.stringify({ compilerOptions, files: ['program.ts'] }));
    await execute(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', config]).then(
      () => console.log(`types: a consumer with ${label} compiles`),
      (error) => problems.push(`A consumer with ${label} does not compile:\n${error.stdout}`),
    );
  }
}

async function checkSizes() {
  for (const { name, code, limit } of BUDGETS) {
    const loaded = await bundle(code, [lazyImportsStayOutside]);
    const all = await bundle(code, []);
    console.log(
      `size: { ${name} } ${loaded} of ${limit} bytes, ${all} with what is loaded when first needed`,
    );
    if (loaded > limit) problems.push(`Importing { ${name} } loads ${loaded} bytes; the budget is ${limit}.`);
  }
}

/** Bytes of a bundle, minified and gzipped. */
async function bundle(code, plugins) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['browser'],
    plugins,
    write: false,
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).byteLength;
}
