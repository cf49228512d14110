/**
 * Protects the promise that the published package works on every runtime named in its README: packs the client,
 * installs the tarball, and runs the same checks of it everywhere.
 */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createFolder, installClient, installRuntimes, writeFiles } from './install.js';
import { checkReadme } from './readme-table.js';
import { printResult, printSummary } from './report.js';
import { outcome } from './run-process.js';
import { ownRuntime, runtimes, servesSystem } from './runtimes.js';
import { startServers } from './server.js';

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => interruption.abort(new Error(name)));

try {
  process.exitCode = (await main(interruption.signal)) ? 0 : 1;
} catch (error) {
  console.error(interruption.signal.aborted ? 'Interrupted.' : error);
  process.exitCode = 1;
}

async function main(signal) {
  const served = servesSystem();
  await installRuntimes(
    served ? runtimes.map(({ binary, package: packed }) => packed ?? binary) : [],
    signal,
  );
  const folder = await createFolder();
  try {
    console.log(`Checking ${await installClient(folder, signal)}`);
    const files = await writeFiles(folder);
    const results = [];
    for (const runtime of served ? runtimes : [ownRuntime, ...runtimes]) {
      const skipped = !served && runtime !== ownRuntime;
      const result = skipped ? { title: runtime.name } : await check(runtime, { folder, files, signal });
      printResult(result);
      results.push(result);
    }
    const passed = printSummary(results);
    if (!served) return passed;
    return (await checkReadme(results, { write: process.argv.includes('--write') })) && passed;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function check(runtime, { folder, files, signal }) {
  const binary = resolve(import.meta.dirname, 'node_modules', runtime.binary);
  // New ones each time, so that no runtime sees what another left behind.
  const { close, ...origins } = await startServers();
  const variables = variablesFor(origins.server, folder);
  const place = { folder, binary, variables, setup: { ...origins, files }, signal };
  try {
    return { title: await titleOf(runtime, binary, folder), outcomes: await runtime.run(runtime, place) };
  } catch (error) {
    if (signal.aborted) throw error;
    return { title: runtime.name, outcomes: [outcome('it can be run', String(error))] };
  } finally {
    await close();
  }
}

/** Nothing of the user's own environment: it may hold credentials, proxies or options for Node.js. */
function variablesFor(server, folder) {
  return {
    PCO_APPLICATION_ID: 'env-id',
    PCO_SECRET: 'env-secret',
    PCO_API_BASE: server,
    HOME: folder,
    DENO_DIR: join(folder, 'deno'),
    NO_COLOR: '1',
    // Windows starts no program without it.
    ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
  };
}

/** Its name, with the whole version behind the first word: `Deno 2.9.6, network only`. */
async function titleOf({ name, version: versionOf }, binary, folder) {
  const stdout = versionOf
    ? await versionOf(binary, folder)
    : (await promisify(execFile)(binary, ['--version'])).stdout;
  const version = /\d[\d.-]*\d/.exec(stdout)?.[0] ?? '';
  return name.replace(/^([^ ,]+)( \d+)?/, `$1 ${version}`);
}
