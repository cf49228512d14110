import { inspect } from 'node:util';

/** What a piece of a guide did. */
export interface PieceOutcome {
  /** What it printed. */
  readonly lines: readonly string[];
  /** What it called by a name. */
  readonly names: Readonly<Record<string, unknown>>;
}

/** The pieces of JavaScript in a guide, by the chapters that they stand in. */
export function chaptersOf(guide: string): ReadonlyMap<string, readonly string[]> {
  const chapters = new Map<string, string[]>();
  for (const chapter of guide.split(/^## /m)) {
    const [title = ''] = chapter.split('\n');
    const blocks = [...chapter.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = '']) => code);
    if (blocks.length > 0) chapters.set(title, blocks);
  }
  return chapters;
}

/**
 * Runs a piece of a guide.
 *
 * @param modules - what stands for the modules that it imports
 * @param given - the names that it knows
 */
export async function runPiece(
  code: string,
  modules: Readonly<Record<string, object>>,
  given: Readonly<Record<string, unknown>>,
): Promise<PieceOutcome> {
  const lines: string[] = [];
  const log = (...values: readonly unknown[]): void => {
    lines.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' '));
  };
  const imported: Record<string, unknown> = {};
  const body = code.replaceAll(/^import \{ (.*) \} from '(.*)';$/gm, (line, names: string, from: string) => {
    for (const name of names.split(', ')) {
      const value: unknown = Reflect.get(modules[from] ?? {}, name);
      // Not of the guide, but of node:test, whose place the test takes.
      if (value === undefined && given[name] === undefined) throw new Error(`Nothing comes from ${line}`);
      imported[name] = value ?? given[name];
    }
    return '';
  });
  const names = [...body.matchAll(/^const (\w+) =/gm)].map(([, name = '']) => name);
  const scope: Readonly<Record<string, unknown>> = { ...given, ...imported, console: { log } };
  const AsyncFunction = Object.getPrototypeOf(runPiece).constructor as new (
    ...texts: readonly string[]
  ) => (...values: readonly unknown[]) => Promise<Record<string, unknown>>;
  const piece = new AsyncFunction(...Object.keys(scope), `${body}\nreturn { ${names.join(', ')} };`);
  return { names: await piece(...Object.values(scope)), lines };
}
