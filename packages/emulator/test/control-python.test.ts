import { execFile, execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../src/emulator.ts';

/** Whether there is a Python on this machine. */
function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('There is no python3: that the control can be driven from Python is not tried.');
    return false;
  }
}

it.skipIf(!hasPython())("the readme's program in Python drives the control", async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const programs = [...readme.matchAll(/^```python\n(.*?)^```$/gms)].map(([, program = '']) => program);
  const program = programs.find((one) => one.includes('/__emulator'));
  const emulator = createEmulator({ people: 3 });
  onTestFinished(() => emulator.close());
  const { url } = await emulator.listen();
  const text = program?.replace('http://127.0.0.1:4726', url) ?? '';
  const { stdout } = await promisify(execFile)('python3', ['-c', text]);
  expect(stdout.split('\n')).toEqual([
    '[200, 503, 200]',
    '401',
    '[(200, True), (503, False), (200, True), (401, False)]',
    '',
  ]);
});
