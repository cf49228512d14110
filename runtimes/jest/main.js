/**
 * Protects the promise that the emulator's test helper works in jest, which loads modules in its own way: packs the
 * packages, installs the tarballs, and runs the example of the emulator's README.
 */
import { execFile } from 'node:child_process';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createFolder, installLocked, npm } from '../install.js';

const here = import.meta.dirname;
const root = join(here, '..', '..');
const example = join(root, 'examples', 'testing', 'jest.test.js');

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => interruption.abort(new Error(name)));

const { signal } = interruption;
const folder = await createFolder();
try {
  await installLocked(here, signal, { args: ['--ignore-scripts'] });
  await installPackages();
  await copyFile(example, join(folder, 'jest.test.js'));
  await runJest();
} catch (error) {
  console.error(signal.aborted ? 'Interrupted.' : (error.stderr ?? error));
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function installPackages() {
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const tarballs = [];
  for (const name of ['catalog', 'emulator', 'tspco']) {
    // Built before: building once more for each package would only take time.
    const args = ['pack', '--json', '--ignore-scripts', `--pack-destination=${folder}`];
    const { stdout } = await npm(args, join(root, 'packages', name), signal);
    const [{ filename }] = Object.values(JSON.parse(stdout));
    tarballs.push(join(folder, filename));
  }
  await npm(
    ['install', '--no-save', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs],
    folder,
    signal,
  );
}

async function runJest() {
  const jest = join(here, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    jest,
    '--rootDir',
    folder,
  ];
  const { stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder, signal });
  console.log(stderr);
}
