/** The compilers that the types must work with, the oldest first. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installLocked } from '../install.js';

const here = import.meta.dirname;

const ERROR = /\berror TS\d+:/;

export const COMPILERS = ['5.6', '5.9', '6', '7'].map((version) => ({
  version,
  name: `TypeScript ${version}`,
  script: join(here, 'node_modules', `typescript-${version}`, 'bin', 'tsc'),
}));

/** Installs the compilers, unless they are there already. */
export async function installCompilers(signal) {
  await installLocked(here, signal);
}

/**
 * Compiles a folder's programs.
 *
 * @param {{ skipLibCheck?: boolean, signal?: AbortSignal }} [options] as long as nothing else is said, every
 *   declaration file is checked, too
 * @returns {Promise<{ name: string, errors: string[], statistics: Map<string, string> }>} what
 *   `--extendedDiagnostics` says by name
 */
export async function compile(
  { name, script, version },
  folder,
  files,
  { skipLibCheck = false, signal } = {},
) {
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    moduleResolution: 'nodenext',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck,
    declaration: true,
    noEmit: true,
  };
  const config = join(folder, `tsconfig-${version}.json`);
  await writeFile(config, JSON.stringify({ compilerOptions, files }));
  const args = [script, '-p', config, '--pretty', 'false', '--extendedDiagnostics'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { signal, maxBuffer: Infinity }).catch(
    (error) => {
      // It ends with an error when it finds mistakes; without one it did not get that far.
      if (!ERROR.test(error.stdout ?? '')) throw error;
      return error;
    },
  );
  const lines = stdout.split('\n');
  return {
    name,
    errors: lines.filter((line) => ERROR.test(line)),
    statistics: new Map(
      lines.flatMap((line) =>
        [/^(\w[\w ]*):\s+(\S+)$/.exec(line)].flatMap((found) => (found ? [[found[1], found[2]]] : [])),
      ),
    ),
  };
}
