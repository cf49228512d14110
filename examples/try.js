/**
 * Runs an example on a practice church of its own, which is gone when the example ends:
 *
 *   node examples/try.js phone-list [arguments of the example]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createEmulator } from '@tspco/emulator';

const [example = '', ...rest] = process.argv.slice(2);
const program = fileURLToPath(new URL(`${example}/${example}.js`, import.meta.url));
if (example === '' || !existsSync(program)) {
  console.error('Say which example, such as: node examples/try.js phone-list');
  process.exit(2);
}

const emulator = createEmulator({ people: 100 });
const { url } = await emulator.listen();
const { PCO_TOKEN, PCO_CC_NAME, ...own } = process.env;
if (PCO_TOKEN || PCO_CC_NAME) console.error('Your own credentials are not used: this is a practice church.');
const child = spawn(process.execPath, [program, ...rest], {
  stdio: 'inherit',
  env: { ...own, PCO_API_BASE: url, PCO_APPLICATION_ID: 'emulator', PCO_SECRET: 'emulator-secret' },
});
// The church stays until the example has ended. A terminal sends Ctrl+C to both of them, and a second one would kill it.
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) child.kill('SIGINT');
});
const [code] = await once(child, 'close');
await emulator.close();
process.exitCode = code ?? 1;
