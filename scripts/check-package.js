/**
 * Checks what would be published, not what lies in the working copy: packs the packages and looks at the tarballs.
 * It protects the promises on their outside: resolvable types and entries, exactly the files that are listed, which
 * package may know which; of the client, that it has no dependency, is small, and that a bundler keeps no more of it than
 * what is used. `--write` writes the lists of files anew.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { BUDGETS, bundle, zippedSize } from './package/bundle-size.js';
import { checkListing } from './package/contents.js';
import { checkTreeShaking } from './package/tree-shaking.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const execute = promisify(execFile);

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
    const write = process.argv.includes('--write');
    problems.push(
      ...(await checkListing(join(root, 'packages', item.folder), files, { name: item.name, write })),
    );
    await checkManifest(item);
    await checkWithPublint(item);
    await checkTypes(tarball);
  }
  await checkConsumer(tarballs['tspco']);
  await checkEmulator(tarballs);
  await checkRedis(tarballs);
  await checkCli(tarballs);
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

/** A program's folder, in which tarballs are installed. */
async function newConsumer(name, tarballs) {
  const consumer = join(folder, name);
  await mkdir(consumer);
  await writeFile(join(consumer, 'package.json'), '{ "private": true, "type": "module" }');
  await execute('npm', ['install', '--no-save', '--no-package-lock', '--ignore-scripts', ...tarballs], {
    cwd: consumer,
  });
  return consumer;
}

/** The declarations must compile for programs without Node's types, strict or not, with every library file checked. */
async function checkConsumer(tarball) {
  const consumer = await newConsumer('consumer', [tarball]);
  const program = [
    "import * as everything from 'tspco';",
    "import { PCO, type PCOOptions, type Iteration } from 'tspco';",
    "import { checkingFetch } from 'tspco/check';",
    "export * as pacing from 'tspco/pacing';",
    "export * as people from 'tspco/people';",
    "import { WebhookHandler } from 'tspco/webhooks';",
    "export const webhooks = new WebhookHandler({ secrets: 'a', fallback: () => {} });",
    "webhooks.on('people.v2.events.person.created', ({ payload }) => payload.data.attributes.first_name);",
    '// @ts-expect-error -- of an event that is known, the attributes are known, too',
    "webhooks.on('people.v2.events.person.created', ({ payload }) => payload.data.attributes.frist_name);",
    "const options: PCOOptions = { applicationId: 'a', secret: 'b', fetch: checkingFetch() };",
    "export const list: Iteration = new PCO(options).iterate('/people/v2/people', { include: ['emails'] });",
    '// @ts-expect-error -- the types must be there, and not have become any',
    "void new PCO({ token: 'a' }).get('/people/v2/people', { where: { frist_name: '' } });",
    'export default everything;',
  ];
  await writeFile(join(consumer, 'program.ts'), program.join('\n'));
  const cases = [
    { label: 'nodenext, strict', module: 'nodenext', strict: true },
    { label: 'nodenext, loose', module: 'nodenext', strict: false },
    { label: 'a bundler, strict', module: 'esnext', moduleResolution: 'bundler', strict: true },
    { label: 'a bundler, loose', module: 'esnext', moduleResolution: 'bundler', strict: false },
    { label: "Node's types and no DOM", module: 'nodenext', strict: true, lib: ['es2022'], types: ['node'] },
    {
      label: 'no types of any platform',
      module: 'nodenext',
      strict: true,
      lib: ['es2022'],
      skipLibCheck: true,
    },
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

/** Installed from the tarballs, the emulator must compile in a program, answer in its process, and run by its name. */
async function checkEmulator(tarballs) {
  const consumer = await newConsumer('emulator-consumer', [
    tarballs['@tspco/catalog'],
    tarballs['@tspco/emulator'],
  ]);
  const program = [
    "import { createEmulator, type Emulator } from '@tspco/emulator';",
    "import { freshChurch } from '@tspco/emulator/testing';",
    "import { loadVersion } from '@tspco/catalog';",
    'const emulator: Emulator = createEmulator({ people: 3, rateLimit: false });',
    'const tested = freshChurch({ people: 4 });',
    "const again = await tested.fetch('http://localhost/people/v2/people', { headers: tested.headers });",
    'const authorization = `Bearer ${emulator.accessToken}`;',
    "const headers = { authorization, 'user-agent': 'check' };",
    "const answer = await emulator.fetch('http://localhost/people/v2/people', { headers });",
    'const { meta } = (await answer.json()) as { meta: { total_count: number } };',
    "console.log(answer.status, meta.total_count, again.status, loadVersion('people').app);",
  ];
  await writeFile(join(consumer, 'program.ts'), program.join('\n'));
  const compilerOptions = { target: 'es2022', module: 'nodenext', strict: true, outDir: 'out', rootDir: '.' };
  for (const environment of [
    { lib: ['es2022'], types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
    { lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
  ]) {
    const config = { compilerOptions: { ...compilerOptions, ...environment, skipLibCheck: false } };
    await writeFile(join(consumer, 'tsconfig.json'), JSON.stringify({ ...config, files: ['program.ts'] }));
    await execute(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', consumer]).then(
      () => console.log(`types: a program with the emulator and lib ${environment.lib.join()} compiles`),
      (error) => problems.push(`A program with the emulator does not compile:\n${error.stdout}`),
    );
  }
  const { stdout } = await execute(process.execPath, [join(consumer, 'out/program.js')]);
  if (stdout.trim() !== '200 3 200 people')
    problems.push(`The installed emulator answered ${stdout.trim()}.`);
  const bin = await execute(join(consumer, 'node_modules/.bin/tspco-emulator'), ['--version']);
  console.log(`emulator: answers in a process, and as tspco-emulator ${bin.stdout.trim()}`);
}

/** Installed from the tarballs, what runs on Redis must compile in a program, with a client of node-redis, too, and run. */
async function checkRedis(tarballs) {
  const consumer = await newConsumer('redis-consumer', [tarballs['tspco'], tarballs['@tspco/redis']]);
  const program = [
    "import { createClient } from '@redis/client';",
    "import { OAuthSession, PCO } from 'tspco';",
    "import { WebhookHandler } from 'tspco/webhooks';",
    "import { redisPacer, redisTokenStore, redisWebhookStore } from '@tspco/redis';",
    "import type { RedisPacer, RedisTokenStore } from '@tspco/redis';",
    'export const other: RedisPacer = redisPacer({ client: createClient() });',
    'const store: RedisTokenStore = redisTokenStore({ client: createClient() });',
    "export const session = new OAuthSession({ clientId: 'a', store });",
    'store.close();',
    'const deliveries = redisWebhookStore({ client: createClient() });',
    "export const webhooks = new WebhookHandler({ secrets: 'a', store: deliveries, fallback: () => {} });",
    'deliveries.close();',
    "const pacer = redisPacer({ url: 'redis://127.0.0.1:1', timeout: 100, onWarning: () => {} });",
    "const pco = new PCO({ token: 'a', pacer, fetch: async () => Response.json({ data: [] }) });",
    "await pco.get('/people/v2/people');",
    'console.log(pco.budget.used);',
  ];
  await writeFile(join(consumer, 'program.ts'), program.join('\n'));
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    outDir: 'out',
    rootDir: '.',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    // The declarations of node-redis are not ours.
    skipLibCheck: true,
  };
  await writeFile(
    join(consumer, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['program.ts'] }),
  );
  await execute(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', consumer]).then(
    () => console.log('types: a program with the pacer and the stores on Redis compiles'),
    (error) =>
      problems.push(`A program with the pacer and the stores on Redis does not compile:\n${error.stdout}`),
  );
  const { stdout } = await execute(process.execPath, [join(consumer, 'out/program.js')]);
  if (stdout.trim() !== '0') problems.push(`The installed package for Redis said ${stdout.trim()}.`);
}

/** Installed from the tarballs, the command line must run by its name, also from a folder where nothing else is. */
async function checkCli(tarballs) {
  const ours = ['tspco', '@tspco/catalog', '@tspco/emulator', '@tspco/cli'];
  const consumer = await newConsumer(
    'cli-consumer',
    ours.map((name) => tarballs[name]),
  );
  const bin = join(consumer, 'node_modules/.bin/pco');
  const environment = { cwd: consumer, env: { PATH: process.env.PATH, PCO_CONFIG_DIR: consumer } };
  const version = await execute(bin, ['--version'], environment);
  const to = 'phones.csv';
  const { stderr } = await execute(
    bin,
    ['export', '/people/v2/phone_numbers', '--to', to, '--columns', 'number', '--emulator'],
    environment,
  );
  const [head, first] = (await readFile(join(consumer, to), 'utf8')).split('\n');
  if (head !== 'number' || !/\d{3}/.test(first ?? '') || !stderr.includes('complete')) {
    problems.push(`The installed command line wrote ${head}, ${first} and said ${stderr}.`);
  }
  const emulator = await execute(bin, ['emulator', '--help'], environment);
  if (!emulator.stdout.includes('--rate-limit')) problems.push('pco emulator does not reach the emulator.');
  console.log(`cli: exports phone numbers from the practice church, as pco ${version.stdout.trim()}`);
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
