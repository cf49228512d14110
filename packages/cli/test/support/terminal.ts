import type * as pseudoTerminals from '@lydell/node-pty';
import { onTestFinished } from 'vitest';

/** A program at a terminal. */
export interface Terminal {
  /** All that was written so far, with colours and cursor movements. */
  readonly screen: () => string;
  /** Resolves when a text has been written since the last time. */
  sees(text: string): Promise<void>;
  type(keys: string): void;
  readonly ended: Promise<number>;
}

type Pty = typeof pseudoTerminals;

/** The library brings a binary for most systems; where there is none, its tests are skipped. */
export const pty: Pty | undefined = await import('@lydell/node-pty').catch(() => undefined);
if (pty === undefined) console.log('There is no pseudo-terminal for this system: its tests are skipped.');

export function openTerminal(
  program: string,
  args: readonly string[],
  {
    env,
    cwd,
    columns = 80,
  }: { readonly env: Record<string, string>; readonly cwd: string; readonly columns?: number },
): Terminal {
  if (pty === undefined) throw new Error('There is no pseudo-terminal for this system.');
  const child = pty.spawn(process.execPath, [program, ...args], {
    name: 'xterm-256color',
    cols: columns,
    rows: 24,
    cwd,
    env,
  });
  let screen = '';
  let seen = 0;
  const waiting = new Set<() => void>();
  child.onData((text) => {
    screen += text;
    for (const look of waiting) look();
  });
  const ended = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode));
  });
  onTestFinished(() => {
    try {
      child.kill('SIGKILL');
    } catch {
      // It has ended.
    }
  });
  return {
    screen: () => screen,
    sees: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          const place = screen.indexOf(text, seen);
          if (place === -1) return;
          seen = place + text.length;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    type: (keys) => child.write(keys),
    ended,
  };
}
