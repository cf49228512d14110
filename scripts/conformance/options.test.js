/** What is asked of a program in vain ends with 2: 1 says that a recorded answer was not given back. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it.each([
  ['conformance.js', ['--recordigns', 'somewhere'], "Unknown option '--recordigns'"],
  ['conformance-emulator.js', ['--recordigns', 'somewhere'], "Unknown option '--recordigns'"],
  ['conformance-emulator.js', [], 'The option --recordings DIR is missing.'],
])('%s %j', (script, args, message) => {
  const file = fileURLToPath(new URL(`../${script}`, import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});
