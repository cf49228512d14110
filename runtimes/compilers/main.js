/**
 * Protects the promise that the types work with every compiler named in the README: packs the client, installs the
 * tarball, and compiles the programs that walk every list and edge of every app in every version.
 */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { everyPath } from '../../scripts/types/every-path.js';
import { EVERY_APP, EXPORTS, LARGEST_APP } from '../../scripts/types/programs.js';
import { createFolder, installClient } from '../install.js';
import { compile, COMPILERS, installCompilers } from './compilers.js';

const SHOWN = 10;

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => interruption.abort(new Error(name)));

try {
  process.exitCode = (await main(interruption.signal)) ? 0 : 1;
} catch (error) {
  console.error(interruption.signal.aborted ? 'Interrupted.' : error);
  process.exitCode = 1;
}

async function main(signal) {
  await installCompilers(signal);
  const folder = await createFolder();
  try {
    console.log(`Checking ${await installClient(folder, signal)}`);
    const programs = new Map([
      ...everyPath(),
      ['largest-app.ts', LARGEST_APP],
      ['every-app.ts', EVERY_APP],
      ['exports.ts', EXPORTS],
    ]);
    for (const [name, text] of programs) await writeFile(join(folder, name), text);
    const paths = [...programs.values()].join('\n').match(/pco\.get\(/g)?.length;
    console.log(`${programs.size} programs with ${paths} paths`);
    const results = await Promise.all(
      COMPILERS.map((compiler) => compile(compiler, folder, [...programs.keys()], { signal })),
    );
    for (const { name, errors } of results) {
      console.log(`${errors.length === 0 ? '✓' : '✗'} ${name}: ${errors.length} errors`);
      for (const error of errors.slice(0, SHOWN)) console.log(`    ${error}`);
    }
    return results.every(({ errors }) => errors.length === 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
