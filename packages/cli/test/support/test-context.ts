import type { Context, Output } from '../../src/index.ts';

/** When it always is in tests. */
export const NOW = Date.parse('2026-06-30T12:00:00Z');

export interface TestWorld {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly input?: string;
  readonly answers?: readonly string[];
  readonly terminal?: boolean;
  readonly columns?: number;
  readonly typedAs?: string;
  readonly signal?: AbortSignal;
  readonly openBrowser?: Context['openBrowser'];
}

/** A world in which everything that is written is kept, and prompts are answered from a list. */
export function testContext({
  env = {},
  cwd,
  input = '',
  answers = [],
  terminal = false,
  columns = 80,
  typedAs = 'pco',
  signal = new AbortController().signal,
  openBrowser = () => Promise.resolve(),
}: TestWorld): { context: Context; stdout: () => string; stderr: () => string } {
  const written = { stdout: '', stderr: '' };
  const left = [...answers];
  const outputTo = (name: 'stdout' | 'stderr'): Output => ({
    isTerminal: terminal,
    columns: terminal ? columns : undefined,
    write(text) {
      written[name] += text;
      return Promise.resolve();
    },
  });
  const answer = (message: string): string => {
    const next = left.shift();
    if (next === undefined) throw new Error(`Nobody answers: ${message}`);
    written.stderr += `[${message}]\n`;
    return next;
  };
  const context: Context = {
    stdin: { isTerminal: terminal && input === '', readAll: () => Promise.resolve(input) },
    stdout: outputTo('stdout'),
    stderr: outputTo('stderr'),
    // Colours are looked at elsewhere.
    env: { NO_COLOR: '1', ...env },
    cwd,
    typedAs,
    now: () => NOW,
    signal,
    openBrowser,
    prompts: {
      text: async ({ message, validate }) => valid(answer(message), validate),
      secret: async ({ message, validate }) => valid(answer(message), validate),
      confirm: async (message) => answer(message) === 'yes',
      select: async (message) => answer(message),
    },
  };
  return { context, stdout: () => written.stdout, stderr: () => written.stderr };
}

function valid(text: string, validate?: (text: string) => string | undefined): string {
  const problem = validate?.(text);
  if (problem !== undefined) throw new Error(`The prompt refuses ${JSON.stringify(text)}: ${problem}`);
  return text;
}
