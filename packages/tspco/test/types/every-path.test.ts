/**
 * The programs of scripts/types/every-path.js, whose names come from the catalog: they compile with the generated tables,
 * and notice mistakes in them. All versions and compilers are gone through by `npm run compilers`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compile } from './support/compiler.ts';

const root = new URL('../../../../', import.meta.url);
const TABLE = 'packages/tspco/src/types/generated/people.ts';

/** The program is written by a process of its own, since it reads the built catalog. */
function programFor(app: string, version: string): string {
  const script = fileURLToPath(new URL('scripts/types/print-every-path.js', root));
  return execFileSync(process.execPath, [script, app, version], { encoding: 'utf8' });
}

const newest = programFor('people', '2025-11-10');
const older = programFor('people', '2023-02-15');
const table = readFileSync(new URL(TABLE, root), 'utf8');

test('every list and edge of People has the names of the catalog, in new and old versions', () => {
  expect(newest.match(/pco\.get\(/g)?.length).toBeGreaterThan(100);
  expect(compile(newest).messages).toEqual([]);
  expect(compile(older).messages).toEqual([]);
});

test.each([
  ['the target of an edge', newest, `emails: Many<'Email'`, `emails: Many<'Address'`],
  ['one for many', newest, /phone_numbers: Many<'PhoneNumber'[^>]*>/, `phone_numbers: One<'PhoneNumber'>`],
  ['many for one', newest, `primary_campus: One<'Campus'>`, `primary_campus: Many<'Campus'>`],
  ['a missing attribute', newest, '  readonly address: string | null;\n', ''],
  ['an attribute too many', newest, '  readonly address: string | null;\n', '$& readonly extra: string;\n'],
  ['a missing condition', newest, '  last_name?: string;\n', ''],
  ['a missing include', newest, `include: 'addresses' | 'emails'`, `include: 'emails'`],
  ['a missing filter', newest, `'admins' | `, ''],
  ['a version without its difference', older, '  Address: Address_2023_02_15;\n', '  Address: Address;\n'],
  [
    'a version with the wrong difference',
    older,
    `'street_line_1' | 'street_line_2'> & {`,
    `'street_line_1'> & {`,
  ],
])('a generator that makes a mistake is noticed: %s', (_, program, right, wrong) => {
  const planted = table.replace(right, wrong);
  expect(planted).not.toBe(table);
  expect(compile(program, new Map([[TABLE, planted]])).messages).not.toEqual([]);
});
