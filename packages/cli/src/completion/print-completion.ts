import { script } from '@bomb.sh/tab';
import type { Invocation } from '../invocation.ts';

/** Prints the script by which a shell asks `pco complete` for what may follow. */
export function printCompletion(_invocation: Invocation, shell: string): Promise<void> {
  // It writes to standard output by itself.
  script(shell, 'pco', 'pco');
  return Promise.resolve();
}
