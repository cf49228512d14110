import { script } from '@bomb.sh/tab';

/** Prints the script by which a shell asks `pco complete` for what may follow. */
export function printCompletion(shell: string): Promise<void> {
  // It writes to standard output by itself.
  script(shell, 'pco', 'pco');
  return Promise.resolve();
}
