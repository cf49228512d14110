/** Runs the checks in a process of their own, and watches how that ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

// Longer than the patience of a check: so long without a word is only a process that has done all and does not end.
const PATIENCE = 30_000;

/**
 * @param {import('./runtimes.js').Runtime} runtime
 * @param {import('./runtimes.js').Place} place
 * @returns {Promise<import('./checks.js').Outcome[]>}
 */
export async function runInProcess(runtime, place) {
  const { platform, traits } = runtime;
  const setup = JSON.stringify({ ...place.setup, ...traits, platform: { expected: platform } });
  const checks = await runScript(runtime, place, ['process-entry.js', setup]);
  const loading = await runScript(runtime, place, ['require-entry.cjs']);
  return [
    ...outcomesOf(checks.stdout),
    ...outcomesOf(loading.stdout),
    outcome('it exits by itself without close()', checks.ending),
    outcome('it exits by itself after require()', loading.ending),
    outcome('nothing is written to standard error', checks.stderr + loading.stderr),
  ];
}

/** Reads lines of JSON. Other lines become failures of their own. */
export function outcomesOf(lines) {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return JSON.parse(line);
      } catch {
        return outcome('only results are written', line);
      }
    });
}

/** @param {string} problem empty when there is none */
export function outcome(name, problem) {
  return problem === '' ? { name } : { name, problem };
}

async function runScript({ args }, place, script) {
  const { binary, folder, variables, signal } = place;
  const child = spawn(binary, [...(args?.(place) ?? []), ...script], {
    cwd: folder,
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const closed = once(child, 'close');
  const stderr = text(child.stderr);
  let stdout = '';
  const watchdog = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
    watchdog.refresh();
  });
  try {
    const [code, killedBy] = await closed;
    const ending = code === 0 ? '' : `it ended with code ${code}`;
    return { stdout, stderr: await stderr, ending: killedBy === null ? ending : 'it had to be stopped' };
  } finally {
    clearTimeout(watchdog);
  }
}
