import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Interrupted } from './context.ts';
import { EXIT } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';

/** Runs the emulator's own command line, in a process of its own, until it ends. */
export async function runEmulator(invocation: Invocation, args: readonly string[]): Promise<number> {
  const manifest = new URL(import.meta.resolve('@tspco/emulator/package.json'));
  const { bin } = JSON.parse(await readFile(manifest, 'utf8')) as { readonly bin: Record<string, string> };
  const program = fileURLToPath(new URL(bin['tspco-emulator'] ?? '', manifest));
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  const { signal, stdin } = invocation.context;
  const stop = (): void => {
    const { exitCode } = signal.reason as Interrupted;
    // A terminal's Ctrl-C reaches both, and a second one would end the emulator before it has saved what it should.
    if (exitCode === EXIT.interrupted && stdin.isTerminal) return;
    child.kill('SIGTERM');
  };
  signal.addEventListener('abort', stop, { once: true });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      resolve(code ?? 1);
    });
  });
}
