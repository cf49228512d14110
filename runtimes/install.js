/** Brings the runtimes from the registry, and the client out of its own package into a folder of its own. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const here = import.meta.dirname;
const clientFolder = join(here, '..', 'packages', 'tspco');
const SCRIPTS = ['checks.js', 'process-entry.js', 'require-entry.cjs', 'worker-entry.js', 'browser-entry.js'];

/**
 * Installs the runtimes, unless they are there already.
 *
 * @param {readonly string[]} needed paths below `node_modules`
 */
export async function installRuntimes(needed, signal) {
  await installLocked(here, signal, { isWhole: () => missing(needed).length === 0 });
  // npm is content when an optional package could not be fetched.
  if (missing(needed).length > 0) throw new Error(`npm did not install ${missing(needed).join(', ')}`);
}

/**
 * Installs what a folder's lock file says, unless that was done before.
 *
 * @param {string} folder
 * @param {AbortSignal | undefined} signal
 * @param {{ args?: readonly string[], isWhole?: () => boolean }} [options] further arguments for npm; whether what is
 *   there is enough
 */
export async function installLocked(folder, signal, { args = [], isWhole = () => true } = {}) {
  const stamp = join(folder, 'node_modules', '.installed-from');
  const lock = await readFile(join(folder, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const current = await readFile(stamp, 'utf8').catch(() => '');
  if (current === wanted && isWhole()) return;
  await npm(['ci', ...args], folder, signal);
  if (isWhole()) await writeFile(stamp, wanted);
}

/** Makes a folder outside the repository, so that nothing in it is found by accident. The caller deletes it. */
export async function createFolder() {
  return realpath(await mkdtemp(join(tmpdir(), 'tspco-runtimes-')));
}

/**
 * Packs the client, installs the tarball into the folder, and lays the scripts beside it.
 *
 * @returns {Promise<string>} the tarball's name
 */
export async function installClient(folder, signal) {
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const { stdout } = await npm(['pack', '--json', `--pack-destination=${folder}`], clientFolder, signal);
  const [{ filename }] = JSON.parse(stdout);
  await npm(
    ['install', '--no-save', '--offline', '--no-audit', '--no-fund', join(folder, filename)],
    folder,
    signal,
  );
  await copyFile(join(here, 'platform-probe.js'), join(folder, 'node_modules', 'tspco', 'platform-probe.js'));
  await Promise.all(SCRIPTS.map((name) => copyFile(join(here, name), join(folder, name))));
  return filename;
}

/** Writes what the checks upload. */
export async function writeFiles(folder) {
  const files = {
    file: join(folder, 'Grüße 🙂.pdf'),
    folder: join(folder, 'folder'),
    missing: join(folder, 'missing.pdf'),
    empty: join(folder, 'empty.txt'),
  };
  // Several times the size of what runtimes read at once.
  const content = Buffer.alloc(500_000, 'All things bright and beautiful. ');
  await writeFile(files.file, content);
  await writeFile(files.empty, '');
  await mkdir(files.folder);
  return { ...files, md5: createHash('md5').update(content).digest('hex') };
}

function missing(paths) {
  return paths.filter((path) => !existsSync(join(here, 'node_modules', path)));
}

/** Runs the npm that runs this script, or else the one on the path. */
export function npm(args, cwd, signal) {
  const script = process.env.npm_execpath;
  const [command, first] = script === undefined ? ['npm', []] : [process.execPath, [script]];
  return promisify(execFile)(command, [...first, ...args], { cwd, signal, maxBuffer: Infinity });
}
