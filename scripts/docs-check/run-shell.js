/** Runs the shell blocks of a page, one after the other, in a folder of its own and with one environment. */
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';
import { differenceOf, stepsOf } from './shown-output.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PATIENCE_MS = 60_000;

/**
 * What stands for commands: those of npm are looked up and not carried out, ours are those of this repository, and what
 * would run until somebody stops it is left running until the page is done.
 */
const COMMANDS = `
set -eo pipefail
ROOT=${root}
serve() { # until it listens and has said so
  rm -f listening
  set -m # in a group of its own, which can be ended as a whole
  # By the environment, so that programs that it starts tell, too.
  DOCS_LISTENING=listening NODE_OPTIONS="--import=$ROOT/scripts/docs-check/tell-listening.js" command node "$@" > serving.log 2>&1 &
  echo $! >> pids
  set +m
  for i in $(seq 600); do [ -e listening ] && [ -s serving.log ] && cat serving.log && return 0; kill -0 $! 2>/dev/null || break; sleep 0.05; done
  cat serving.log >&2; return 1
}
pco() {
  case "$1 $2" in
    "webhooks listen") serve "$ROOT/packages/cli/bin/pco.js" "$@" ;;
    "emulator "*) serve "$ROOT/packages/cli/bin/pco.js" "$@" --port 0 ;;
    *) command node "$ROOT/packages/cli/bin/pco.js" "$@" ;;
  esac
}
tspco-emulator() { serve "$ROOT/packages/emulator/bin/tspco-emulator.js" --port 0 "$@"; }
npx() {
  local name=$1; shift
  case $name in
    pco|@tspco/cli) pco "$@" ;;
    tspco-emulator|@tspco/emulator) tspco-emulator "$@" ;;
    wrangler) return 0 ;; # Cloudflare's own
    *) echo "npx $name is not known here" >&2; return 1 ;;
  esac
}
npm() { command node "$ROOT/scripts/docs-check/look-up-npm.js" "$@"; }
node() {
  # Programs of this repository that take long: that they are there is enough.
  if [ ! -e "$1" ] && [ -e "$ROOT/$1" ]; then return 0; fi
  case "$1 $2" in
    *receiver.mjs*|*welcome.mjs*|*connect.mjs*|*server.js*|*visitor-form*) serve "$@" ;;
    *) command node "$@" ;;
  esac
}
`;

/**
 * @param {readonly import('./read-page.js').Block[]} blocks
 * @param {{ folder: string, env: Readonly<Record<string, string>>, adapt: (code: string) => string }} place
 * @returns {Promise<ReadonlyMap<import('./read-page.js').Block, string>>} what went wrong
 */
export async function runShell(blocks, { folder, env, adapt }) {
  const problems = new Map();
  await writeFile(join(folder, 'environment'), '');
  await writeFile(join(folder, 'pids'), '');
  try {
    for (const block of blocks) {
      const problem = await tryOut(block, { folder, env, adapt });
      if (problem !== undefined) problems.set(block, problem);
    }
  } finally {
    for (const pid of (await readFile(join(folder, 'pids'), 'utf8')).split('\n').filter(Boolean))
      endGroup(Number(pid));
  }
  return problems;
}

async function tryOut(block, { folder, env, adapt }) {
  if (block.language === 'console' && !block.code.startsWith('$ '))
    return 'It begins with "$ " and a command.';
  for (const { command, shown } of stepsOf(block)) {
    const before = `source ./environment\nexport PORT=${await freePort()}`;
    const script = `${COMMANDS}\n${before}\n${adapt(command)}\nexport -p > ./environment\n`;
    const { code, printed } = await run(script, folder, env);
    // A page may show a mistake and what is said of it.
    if (code !== 0 && !shown?.startsWith('Error')) return `it ended with ${code}: ${printed.slice(-2000)}`;
    const difference = shown === undefined ? undefined : differenceOf(adapt(shown), printed);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

async function run(script, cwd, env) {
  const child = spawn('bash', ['-c', script], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const stop = setTimeout(() => endGroup(child.pid), PATIENCE_MS);
  const ended = new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal));
  });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const code = await ended;
  clearTimeout(stop);
  // What it has left running holds on to what it prints into.
  endGroup(child.pid);
  return { code, printed: (await stdout) + (await stderr) };
}

/** Ends a program and those that it has started. */
function endGroup(leader = 0) {
  try {
    if (leader > 0) process.kill(-leader, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
}
