/**
 * How much work the types are for the compiler, in instantiations: unlike time, they are the same on every machine. Who
 * goes over a budget makes every user's editor slower; `npm run bench -- --only types` shows by how much.
 */
import { expect, test } from 'vitest';
import { compile, HEAD } from './support/compiler.ts';

const programs = (await import(new URL('../../../../scripts/types/programs.js', import.meta.url).href)) as {
  readonly LARGEST_APP: string;
  readonly EVERY_APP: string;
};
const empty = compile(HEAD).instantiations;

test.each([
  ['the largest app, used three ways', programs.LARGEST_APP, 12_000],
  ['one address of every app', programs.EVERY_APP, 8_100],
])('%s stays within its budget', (_, program, budget) => {
  const { messages, instantiations } = compile(program);
  expect(messages).toEqual([]);
  expect(instantiations - empty).toBeLessThan(budget);
  // A budget that is far away guards nothing.
  expect(instantiations - empty).toBeGreaterThan(budget * 0.7);
});
