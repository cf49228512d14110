/** Runs the checks in a process of Node.js, Bun or Deno, and writes each outcome as one line of JSON. */
import process from 'node:process';
import { inspect } from 'node:util';
import { runChecks } from './checks.js';
import { platformFile } from './node_modules/tspco/platform-probe.js';

// An argument, not a variable or a file: Deno may be forbidden to read those.
const setup = JSON.parse(process.argv[2]);
const unhandled = [];
process.on('unhandledRejection', (reason) => unhandled.push(String(reason)));
// Not before: what is left unhandled may come to light after the last check. And it fires only if nothing, such as an
// open connection, keeps the process alive.
process.once('beforeExit', () => {
  const name = 'no rejection is left unhandled';
  write(unhandled.length === 0 ? { name } : { name, problem: unhandled.join(', ') });
});

const inspectors = [inspect, globalThis.Bun?.inspect ?? globalThis.Deno?.inspect ?? inspect];
const platform = { ...setup.platform, actual: platformFile };
await runChecks({ ...setup, platform, inspectors }, write);

function write(outcome) {
  console.log(JSON.stringify(outcome));
}
