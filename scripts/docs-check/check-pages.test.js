/** The check of the pages finds what is wrong in them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { examplesOf } from './check-docstrings.js';
import { checkPages } from './check-pages.js';

/** @param {readonly [string, string][]} blocks languages and code */
async function problemsIn(...blocks) {
  const folder = await mkdtemp(join(tmpdir(), 'tspco-pages-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const page = join(folder, 'page.md');
  const text = blocks.map(([language, code]) => `\`\`\`${language}\n${code}\n\`\`\`\n`).join('\nText.\n\n');
  await writeFile(page, text);
  const { problems } = await checkPages([page]);
  return [...problems].map(([{ line }, problem]) => `${line}: ${problem}`);
}

const GET = "const { data } = await pco.get('/people/v2/people/1');";

it('is content with a page that is true', async () => {
  expect(
    await problemsIn(
      ['ts', GET],
      ['ts', 'console.log(data.attributes.first_name);'],
      ['sh', 'pco get /people/v2/me --columns id'],
      ['ts', "await pco.get('/people/v2/people', { where: { nam: 'x' } });\n// error: 'nam' does not exist"],
      ['js', "await pco.get('/people/v2/people/0'); // throws: PCONotFoundError"],
    ),
  ).toEqual([]);
});

it.each([
  [
    'what does not compile',
    ['ts', "await pco.get('/people/v2/people', { where: { nam: 'x' } });"],
    "'nam' does not exist",
  ],
  [
    'what compiles although it should not',
    ['ts', `${GET}\n// error: no such thing`],
    'the compiler does not say: no such thing',
  ],
  ['what fails', ['js', "await pco.get('/people/v2/people/0');"], 'PCONotFoundError'],
  ['what does not fail although it should', ['js', `${GET} // throws: PCONotFoundError`], 'It did not throw'],
  ['a command that fails', ['sh', 'pco get /people/v2/people/0'], 'answered 404'],
  ['a command that does not exist', ['sh', 'npm run nothing'], 'no script nothing'],
])('finds %s', async (_, block, problem) => {
  expect(await problemsIn(['ts', 'const nothing = 1;'], block)).toEqual([expect.stringContaining(problem)]);
});

it('names the line of the mistake', async () => {
  expect(await problemsIn(['ts', '\n\nconst count: number = pco;'])).toEqual([
    expect.stringContaining('line 4: '),
  ]);
});

it('finds the examples of docstrings, with the lines where they stand', () => {
  const source = ['/**', ' * @example', ' * ```ts', ' * const one = 1;', ' *', ' * one;', ' * ```', ' */'];
  expect(examplesOf('a.ts', source.join('\n'))).toMatchObject([
    { page: 'a.ts', line: 4, language: 'ts', code: 'const one = 1;\n\none;\n' },
  ]);
});
