import { expect, test } from 'vitest';
import { mergePatch } from './merge-patch.ts';

const target: unknown = { kept: 1, table: { a: 1, b: 2 }, list: [1, 2], text: 'x' };

test.each([
  ['members are added and replaced', { kept: 2, added: 3 }, { kept: 2, added: 3 }],
  ['objects are merged', { table: { b: 3, c: 4 } }, { table: { a: 1, b: 3, c: 4 } }],
  ['lists are replaced whole', { list: [3] }, { list: [3] }],
  ['null inside a list is kept', { list: [null] }, { list: [null] }],
  ['an object takes the place of a text', { text: { a: 1 } }, { text: { a: 1 } }],
  ['a new object loses its nulls', { text: { a: null, b: {} } }, { text: { b: {} } }],
])('%s', (_, patch, changed) => {
  expect(mergePatch(target, patch)).toEqual({ ...(target as object), ...changed });
});

test('null deletes, also what is not there', () => {
  expect(mergePatch<unknown>(target, { kept: null, table: null, list: null, nothing: null })).toEqual({
    text: 'x',
  });
});

test('a patch that is no object takes the place of the whole', () => {
  expect(mergePatch<unknown>(target, [1])).toEqual([1]);
  expect(mergePatch<unknown>(target, 'text')).toBe('text');
});

test('neither argument is changed, and what stays is shared', () => {
  const before = { changed: { a: 1 }, same: { b: 1 } };
  const after = mergePatch(before, { changed: { a: 2 } });
  expect(before).toEqual({ changed: { a: 1 }, same: { b: 1 } });
  expect(after).toEqual({ changed: { a: 2 }, same: { b: 1 } });
  expect(after.same).toBe(before.same);
});

test('a member called __proto__ is one like any other', () => {
  const patched = mergePatch<unknown>({}, JSON.parse('{ "__proto__": { "polluted": 1 } }'));
  expect(Object.keys(patched as object)).toEqual(['__proto__']);
  expect(patched).not.toHaveProperty('polluted');
});
