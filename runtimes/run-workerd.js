/** Runs the checks in workerd, bundled the way that Workers are. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { outcome, outcomesOf } from './run-process.js';

// More than the patience of all checks together.
const PATIENCE = 600_000;

/**
 * @param {import('./runtimes.js').Runtime} runtime
 * @param {import('./runtimes.js').Place} place
 * @returns {Promise<import('./checks.js').Outcome[]>}
 */
export async function runInWorkerd({ traits, platform, rules }, place) {
  const { folder, variables, setup, binary, signal } = place;
  const actual = await bundle(folder);
  await writeFile(join(folder, 'workerd.capnp'), config(rules, variables));
  const child = spawn(binary, ['serve', '--control-fd=3', 'workerd.capnp'], {
    cwd: folder,
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const closed = once(child, 'close');
  const stderr = text(child.stderr);
  try {
    const port = await Promise.race([listening(child), closed.then(() => undefined)]);
    if (port === undefined) return [outcome('it starts', await stderr)];
    const body = JSON.stringify({ ...setup, ...traits, platform: { expected: platform, actual } });
    const limits = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, signal: limits });
    const answer = await response.text();
    const outcomes = response.ok
      ? outcomesOf(answer)
      : [outcome('it answers', `${response.status} ${answer}`)];
    child.kill();
    return [...outcomes, outcome('nothing is written to standard error', await stderr)];
  } finally {
    child.kill('SIGKILL');
    await closed;
  }
}

/** @returns {Promise<string | undefined>} the platform file that went into the bundle */
async function bundle(folder) {
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ['worker-entry.js'],
    outfile: 'worker.js',
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    conditions: ['workerd', 'worker'],
    metafile: true,
    logLevel: 'silent',
  });
  const files = Object.keys(metafile.inputs).map(
    (path) => /tspco\/dist\/platform\/(\w+)\.js$/.exec(path)?.[1],
  );
  return files.find((name) => ['node', 'bun', 'deno', 'web', 'browser'].includes(name));
}

/** The port is workerd's own choice, which it tells on an extra pipe. */
async function listening(child) {
  for await (const line of createInterface({ input: child.stdio[3] })) {
    const { event, port } = JSON.parse(line);
    if (event === 'listen') return port;
  }
}

function config(rules, variables) {
  const bindings = Object.entries(variables).map(
    ([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "checks", worker = .checks),
    (name = "loopback", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "checks")],
);

const checks :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${rules}",
  bindings = [${bindings.join(', ')}],
  globalOutbound = "loopback",
);
`;
}
