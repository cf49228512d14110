/** Texts in terminals of any width. */
import { tmpdir } from 'node:os';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '../src/index.ts';
import { processContext } from '../src/process-context.ts';
import { testContext } from './support/test-context.ts';

async function described(what: string, columns: number): Promise<string> {
  const { context, stdout } = testContext({ cwd: tmpdir(), terminal: true, columns });
  expect(await run(['describe', what], context)).toBe(0);
  return stdout();
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+|(?=\/)/).sort();
}

describe.each(['giving', 'giving/PaymentSource', 'people/Person'])('what is told of %s', (what) => {
  it.each([1, 10, 30, 50, 60, 79])('is whole in %i columns, and fits where names do', async (columns) => {
    const text = await described(what, columns);
    expect(wordsOf(text)).toEqual(wordsOf(await described(what, 500)));
    const longest = Math.max(...text.split('\n').map((line) => line.length));
    if (columns >= 50) expect(longest).toBeLessThanOrEqual(columns);
  });
});

it('takes a terminal that says 0, as some pseudo-terminals do, for one that does not say', () => {
  const stream = (columns: number): object => Object.assign(new PassThrough(), { isTTY: true, columns });
  const widthOf = (columns: number): unknown => {
    const world = { on() {}, env: {}, argv: [], cwd: () => '/', stdout: stream(columns) };
    return processContext(world as unknown as NodeJS.Process).stdout.columns;
  };
  expect([widthOf(0), widthOf(72)]).toEqual([undefined, 72]);
});
