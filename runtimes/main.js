/**
 * Protects the promise that the published package works on every runtime named in its README: packs the client,
 * installs the tarball, and runs the same checks of it everywhere.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createFolder, installClient, installRuntimes, writeFiles } from './install.js';
import { printResult, printSummary } from './report.js';
import { runtimes } from './runtimes.js';
import { startServers } from './server.js';

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => interrupted.abort(new Error(name)));

process.exitCode = (await main(interrupted.signal)) ? 0 : 1;

async function main(signal) {
  console.log('Installing the runtimes …');
  await installRuntimes(signal);
  const folder = await createFolder();
  try {
    console.log(`Checking ${await installClient(folder, signal)}`);
    const files = await writeFiles(folder);
    const results = [];
    for (const runtime of runtimes) {
      results.push(await check(runtime, { folder, files, signal }));
      printResult(results.at(-1));
    }
    return printSummary(results);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function check(runtime, { folder, files, signal }) {
  const binary = join(import.meta.dirname, 'node_modules', runtime.binary);
  if (!existsSync(binary)) return { title: runtime.name, outcomes: undefined };
  const { close, ...origins } = await startServers();
  try {
    const variables = {
      PCO_APPLICATION_ID: 'env-id',
      PCO_SECRET: 'env-secret',
      PCO_API_BASE: origins.server,
      // Kept here, so that nothing is left in the user's own folders.
      DENO_DIR: join(folder, 'deno'),
      HOME: folder,
      NO_COLOR: '1',
    };
    const outcomes = await runtime.run(runtime, {
      folder,
      binary,
      variables,
      setup: { ...origins, files },
      signal,
    });
    return { title: await titleOf(runtime, binary), outcomes };
  } finally {
    await close();
  }
}

/** Its name with the version that it says it has, after the first word: `Deno 2.9.6, network only`. */
async function titleOf({ name }, binary) {
  const { stdout } = await promisify(execFile)(binary, ['--version']);
  const version = /\d[\d.-]*\d/.exec(stdout)?.[0] ?? '';
  return name.replace(/^[^ ,]+/, (word) => `${word} ${version}`);
}
