import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergePatch } from '../src/merge-patch.ts';

const { diff } = (await import(new URL('../scripts/import/diff.js', import.meta.url).href)) as {
  diff: (from: unknown, to: unknown) => unknown;
};

// Few names, so that two documents have much in common. No member is null: a patch cannot say that.
const { document } = fc.letrec<{ document: unknown; member: unknown; list: unknown[] }>((tie) => ({
  document: fc.dictionary(fc.constantFrom('a', 'b', 'c', '', '__proto__', 'constructor'), tie('member'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
  member: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>('x', '', 0, 1, true, false),
    tie('list'),
    tie('document'),
  ),
  list: fc.array(fc.oneof(fc.constantFrom<unknown>(null, 1, 'x'), tie('document')), { maxLength: 3 }),
}));

test('patching with a difference gives the document that the difference was taken to', () => {
  fc.assert(
    fc.property(document, document, (from, to) => {
      expect(mergePatch(from, diff(from, to))).toEqual(to);
    }),
    { numRuns: 1000 },
  );
});

test('between equal documents there is no difference', () => {
  fc.assert(
    fc.property(document, (same) => {
      expect(diff(same, structuredClone(same))).toEqual({});
    }),
  );
});

test('a difference names what differs and nothing else', () => {
  expect(
    diff(
      { same: { a: 1 }, gone: 1, table: { a: 1, b: [1] }, text: 'x' },
      { same: { a: 1 }, table: { a: 1, b: [2] }, text: { a: 1 }, added: {} },
    ),
  ).toEqual({ gone: null, table: { b: [2] }, text: { a: 1 }, added: {} });
});
