/** Brings the runtimes from the registry, and the client out of its own package into a folder of its own. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, cp, mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const here = import.meta.dirname;
const clientFolder = join(here, '..', 'packages', 'tspco');
// The lock file that the installed runtimes came from, so that a second run need not install them again.
const stamp = join(here, 'node_modules', '.installed-from');

const SCRIPTS = ['checks.js', 'process-entry.js', 'require-entry.cjs', 'worker-entry.js'];

/** Installs the runtimes that are not there yet. */
export async function installRuntimes(signal) {
  const wanted = createHash('sha256')
    .update(await readFile(join(here, 'package-lock.json')))
    .digest('hex');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) return;
  await npm(['ci'], here, signal);
  await writeFile(stamp, wanted);
}

/**
 * Makes a folder with the packed client in its `node_modules`, the scripts, and files to upload.
 *
 * @returns {Promise<string>} to be deleted by the caller
 */
export async function createFolder() {
  return realpath(await mkdtemp(join(tmpdir(), 'tspco-runtimes-')));
}

/** Packs the client and installs the tarball, as a program of somebody else would. */
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
  await Promise.all(SCRIPTS.map((name) => cp(join(here, name), join(folder, name))));
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

/** Runs the npm that runs this script, or else the one on the path. */
function npm(args, cwd, signal) {
  const script = process.env.npm_execpath;
  const [command, first] = script === undefined ? ['npm', []] : [process.execPath, [script]];
  return promisify(execFile)(command, [...first, ...args], { cwd, signal, maxBuffer: Infinity });
}
