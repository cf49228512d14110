/** Installs the tarballs as programs do, and looks whether they compile there and run. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);

/**
 * @param {string} folder for the programs
 * @param {Readonly<Record<string, string>>} tarballs by the name of the package
 * @returns {Promise<string[]>} what is not as it should be
 */
export async function checkConsumers(folder, tarballs) {
  const install = (...names) =>
    newConsumer(
      folder,
      names.map((name) => tarballs[name]),
    );
  return [
    ...(await checkClient(await install('tspco'))),
    ...(await checkEmulator(await install('@tspco/catalog', '@tspco/emulator'))),
    ...(await checkRedis(await install('tspco', '@tspco/redis'))),
    ...(await checkCli(await install('tspco', '@tspco/catalog', '@tspco/emulator', '@tspco/cli'))),
  ];
}

/** A program's folder, in which tarballs are installed. */
async function newConsumer(folder, tarballs) {
  const consumer = await mkdtemp(join(folder, 'consumer-'));
  await writeFile(join(consumer, 'package.json'), '{ "private": true, "type": "module" }');
  const options = ['--no-save', '--no-package-lock', '--ignore-scripts'];
  await execute('npm', ['install', ...options, ...tarballs], { cwd: consumer });
  return consumer;
}

/** Compiles a program. @returns {Promise<string[]>} what is wrong with it */
async function compile(consumer, { what, program, options }) {
  await writeFile(join(consumer, 'program.ts'), program.join('\n'));
  const compilerOptions = { target: 'es2022', typeRoots: [join(root, 'node_modules/@types')], ...options };
  const config = { compilerOptions, files: ['program.ts'] };
  await writeFile(join(consumer, 'tsconfig.json'), JSON.stringify(config));
  try {
    await execute(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', consumer]);
    console.log(`types: ${what} compiles`);
    return [];
  } catch (error) {
    return [`It does not compile, ${what}:\n${error.stdout}`];
  }
}

/** What is compiled by it is run afterwards. */
const EMITTED = { module: 'nodenext', strict: true, outDir: 'out', rootDir: '.' };

/** What the compiled program prints. */
async function run(consumer) {
  const { stdout } = await execute(process.execPath, [join(consumer, 'out/program.js')]);
  return stdout.trim();
}

/** The declarations must compile for programs without Node's types, strict or not, with every library file checked. */
async function checkClient(consumer) {
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
  const shared = { lib: ['es2022', 'dom', 'dom.iterable'], types: [], skipLibCheck: false, noEmit: true };
  const problems = [];
  for (const { label, ...own } of cases) {
    const what = `a consumer with ${label}`;
    problems.push(...(await compile(consumer, { what, program, options: { ...shared, ...own } })));
  }
  return problems;
}

/** Installed from the tarballs, the emulator must compile in a program, answer in its process, and run by its name. */
async function checkEmulator(consumer) {
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
  const problems = [];
  for (const environment of [
    { lib: ['es2022'], types: ['node'] },
    { lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
  ]) {
    const what = `a program with the emulator and lib ${environment.lib.join()}`;
    const options = { ...EMITTED, ...environment, skipLibCheck: false };
    problems.push(...(await compile(consumer, { what, program, options })));
  }
  const said = await run(consumer);
  if (said !== '200 3 200 people') problems.push(`The installed emulator answered ${said}.`);
  const bin = await execute(join(consumer, 'node_modules/.bin/tspco-emulator'), ['--version']);
  console.log(`emulator: answers in a process, and as tspco-emulator ${bin.stdout.trim()}`);
  return problems;
}

/** Installed from the tarballs, what runs on Redis must compile in a program, with a client of node-redis, too, and run. */
async function checkRedis(consumer) {
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
  const what = 'a program with the pacer and the stores on Redis';
  // The declarations of node-redis are not ours.
  const environment = { lib: ['es2022', 'dom', 'dom.iterable'], types: ['node'], skipLibCheck: true };
  const problems = await compile(consumer, { what, program, options: { ...EMITTED, ...environment } });
  const said = await run(consumer);
  return said === '0' ? problems : [...problems, `The installed package for Redis said ${said}.`];
}

/** Installed from the tarballs, the command line must run by its name, also from a folder where nothing else is. */
async function checkCli(consumer) {
  const problems = [];
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
  return problems;
}
