import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Ends a process in the middle of what it does. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
