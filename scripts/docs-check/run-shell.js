/** Runs the shell blocks of a page, one after the other, in a folder of its own and with one environment. */
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PATIENCE_MS = 60_000;

/**
 * What stands for commands: those of npm are looked up and not carried out, ours are those of this repository, and what
 * would run until somebody stops it is left running until the page is done.
 */
const COMMANDS = `
set -eo pipefail
ROOT=${root}
serve() { # until it listens
  rm -f listening
  DOCS_LISTENING=listening command node --import "$ROOT/scripts/docs-check/tell-listening.js" "$@" > serving.log 2>&1 &
  echo $! >> pids
  for i in $(seq 600); do [ -e listening ] && return 0; kill -0 $! 2>/dev/null || break; sleep 0.05; done
  cat serving.log >&2; return 1
}
pco() { command node "$ROOT/packages/cli/bin/pco.js" "$@"; }
tspco-emulator() { serve "$ROOT/packages/emulator/bin/tspco-emulator.js" --port 0 "$@"; }
npx() {
  local name=$1; shift
  case $name in
    pco|@tspco/cli) pco "$@" ;;
    tspco-emulator|@tspco/emulator) tspco-emulator "$@" ;;
    *) echo "npx $name is not known here" >&2; return 1 ;;
  esac
}
npm() { command node "$ROOT/scripts/docs-check/look-up-npm.js" "$@"; }
node() {
  # Programs of this repository that take long: that they are there is enough.
  if [ ! -e "$1" ] && [ -e "$ROOT/$1" ]; then return 0; fi
  case "$1 $2" in
    *receiver.mjs*|*welcome.mjs*|*connect.mjs*|*server.js*) serve "$@" ;;
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
      const script = `${COMMANDS}\nsource ./environment\n${adapt(block.code)}\nexport -p > ./environment\n`;
      const { code, printed } = await run(script, folder, env);
      if (code !== 0) problems.set(block, `it ended with ${code}: ${printed.slice(-2000)}`);
    }
  } finally {
    for (const pid of (await readFile(join(folder, 'pids'), 'utf8')).split('\n').filter(Boolean))
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
  }
  return problems;
}

async function run(script, cwd, env) {
  const child = spawn('bash', ['-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const ended = new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal));
  });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const code = await ended;
  clearTimeout(stop);
  return { code, printed: (await stdout) + (await stderr) };
}
