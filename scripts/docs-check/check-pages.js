/** Checks every block of code in pages: compiled as a reader's compiler would, and run against a practice church. */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createWebhook } from 'tspco/webhooks';
import { checkTypes } from './check-types.js';
import { freePort } from './free-port.js';
import { exportsOf } from './exports-of.js';
import { modulesOf, openChurch, processOf } from './church.js';
import { comingBack, givenTypes, givenValues } from './given.js';
import { programOfPage } from './program-of-page.js';
import { readPage } from './read-page.js';
import { runCode } from './run-code.js';
import { runShell } from './run-shell.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The languages that are compiled and run. */
export const CODE = ['js', 'ts'];
/** Those that are run: commands, and commands with what they print. */
export const SHELL = ['sh', 'console'];
const EXPORTS = await exportsOf(['tspco', 'tspco/file-store', 'tspco/people', 'tspco/webhooks']);

/**
 * @param {readonly string[]} names of pages, as paths below the repository
 * @returns {Promise<{ blocks: readonly import('./read-page.js').Block[],
 *   problems: ReadonlyMap<import('./read-page.js').Block, string> }>}
 */
export async function checkPages(names) {
  const pages = await Promise.all(names.map(parse));
  const problems = new Map(checkTypes(pages));
  for (const page of pages) for (const [block, problem] of await tryOut(page)) problems.set(block, problem);
  return { blocks: pages.flatMap(({ blocks }) => blocks), problems };
}

async function parse(page) {
  const blocks = await readPage(page);
  const { names, winning, types } = givenTypes(page);
  const code = blocks.filter(({ language }) => CODE.includes(language));
  const pieces = programOfPage(code, { given: names, winning, exports: EXPORTS });
  return { page, blocks, pieces, types };
}

async function tryOut({ page, blocks, pieces }) {
  const folder = await mkdtemp(join(tmpdir(), 'tspco-docs-'));
  const church = await openChurch();
  const modules = modulesOf(church);
  const before = process.cwd();
  try {
    const adapt = await adapted(church.url, folder);
    await furnish(folder, { page, blocks, church, adapt });
    process.chdir(folder);
    const env = environment(church, folder);
    const given = await givenValues(page, church, processOf(env));
    const prepare = async (scope) => {
      // A block before may have deleted somebody.
      await church.load();
      if (page === 'docs/oauth.md' && scope.started && scope.request)
        scope.request = { url: await comingBack(scope.started.url) };
    };
    const byCode = await runCode(pieces, { given, prepare, ...modules, adapt });
    await modules.closeServers();
    const byShell = await runShell(
      blocks.filter(({ language }) => SHELL.includes(language)),
      { folder, env, adapt },
    );
    const python = blocks.filter(({ language }) => language === 'python').flatMap(pythonProblem);
    return [...byCode, ...byShell, ...python];
  } finally {
    process.chdir(before);
    await modules.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The reader's folder: what is installed, what the page says to save, and files that it speaks of. */
async function furnish(folder, { page, blocks, church: { pco }, adapt }) {
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  if (page.startsWith('examples/')) {
    // The readmes tell of two folders: of the repository, and of a copy of the example.
    await symlink(join(root, 'examples'), join(folder, 'examples'));
    await cp(join(root, dirname(page)), folder, { recursive: true });
    await cp(join(root, 'examples/donation-import/donations.csv'), join(folder, 'gifts.csv'));
  }
  for (const { file, code } of blocks)
    if (file !== undefined) await writeFile(join(folder, file), adapt(code));
  for (const name of ['photo.jpg', 'video.mp4', 'chart.pdf', 'people.csv'])
    await writeFile(join(folder, name), 'not really');
  for (const [app, version, vertex] of [
    ['services', '2018-11-01', 'song'],
    ['people', '2025-11-10', 'person'],
  ]) {
    const document = await pco.get(`/${app}/v2/documentation/${version}/vertices/${vertex}`);
    await writeFile(join(folder, `${vertex}.json`), JSON.stringify(document));
  }
  const payload = { data: { type: 'Person', id: '7', attributes: {} } };
  const delivery = await createWebhook(
    { name: 'people.v2.events.person.created', payload },
    'practice-secret',
  );
  await writeFile(join(folder, 'delivery.json'), JSON.stringify(delivery));
}

function environment({ emulator, url }, folder) {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    PCO_CONFIG_DIR: join(folder, 'config'),
    PCO_APPLICATION_ID: emulator.applicationId,
    PCO_SECRET: emulator.secret,
    PCO_CLIENT_ID: emulator.applicationId,
    PCO_CLIENT_SECRET: emulator.secret,
    WEBHOOK_SECRETS: 'practice-secret',
    WEBHOOK_SECRET: 'practice-secret',
    PCO_API_BASE: url,
    PCO_UPLOAD_URL: `${url}/v2/files`,
  };
}

/** The ports in the pages may be taken on this machine. */
async function adapted(url, folder) {
  const ports = new Map([['4726', new URL(url).port]]);
  for (const port of ['4800', '3000']) ports.set(port, String(await freePort()));
  return (code) =>
    code
      .replaceAll(/(?<=[:(= '])(4726|4800|3000)\b/g, (port) => ports.get(port))
      .replaceAll('/tmp/', `${folder}/`)
      .replaceAll(
        'PCO_APPLICATION_ID=… PCO_SECRET=…',
        'PCO_APPLICATION_ID=emulator PCO_SECRET=emulator-secret',
      )
      // A secret of webhooks must look like one.
      .replaceAll("'…'", "'practice-secret'");
}

/** Programs in Python are for other libraries, or run by their own tests: here they must be Python. */
function pythonProblem(block) {
  const { status, stderr, error } = spawnSync(
    'python3',
    ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'],
    {
      input: block.code,
    },
  );
  return status === 0 || error !== undefined ? [] : [[block, String(stderr)]];
}
