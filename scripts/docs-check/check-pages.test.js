/** The check of the pages finds what is wrong in them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { examplesOf } from './check-docstrings.js';
import { checkPages } from './check-pages.js';
import { blocksOf } from './read-page.js';
import { differenceOf, stepsOf } from './shown-output.js';

const TODAY = new Date().toISOString().slice(0, 10);

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
      ['console', '$ pco describe nothing\nError: …\n…\n$ pco --version\n0.1.0'],
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
  [
    'what is printed otherwise than shown',
    ['console', '$ pco --version\n0.0.9'],
    'the page shows\n0.0.9\nand it prints\n0.1.0',
  ],
  ['a console without a command', ['console', 'pco --version'], 'It begins with "$ "'],
  ['a command that does not exist', ['sh', 'npm run nothing'], 'no script nothing'],
])('finds %s', async (_, block, problem) => {
  expect(await problemsIn(['ts', 'const nothing = 1;'], block)).toEqual([expect.stringContaining(problem)]);
});

it('names the line of the mistake', async () => {
  expect(await problemsIn(['ts', '\n\nconst count: number = pco;'])).toEqual([
    expect.stringContaining('line 4: '),
  ]);
});

it.each([
  ['one\ntwo', 'one  \ntwo\n\n', true],
  ['one\n…\nthree', 'one\ntwo\n2\nthree', true],
  ['one\n  …', 'one', true],
  ['a … c', 'a b c', true],
  ['people-2026-11-29.csv at 127.0.0.1:4800', `people-${TODAY}.csv at 127.0.0.1:31234`, true],
  ['{"time":"2026-11-29T09:12:44.120Z"}', `{"time":"${TODAY}T10:00:00.001Z"}`, true],
  ['Person in people 2025-11-10', 'Person in people 2025-11-10', true],
  ['Person in people 1999-01-01', 'Person in people 2025-11-10', false],
  ['', 'something', false],
  [`${'…\n1\n'.repeat(30)}…`, '1\n2\n'.repeat(29), false],
  ['49 numbers', '50 numbers', false],
  ['one', 'one\ntwo', false],
  ['one\n…', 'zero\none', false],
  ['a.c', 'abc', false],
])('%j is shown and %j printed: %s', (shown, printed, same) => {
  expect(differenceOf(shown, printed) === undefined).toBe(same);
});

it.each(['```bash\nls\n```', '~~~\nls\n~~~'])('knows how each block is checked, or says so: %j', (page) => {
  expect(() => blocksOf('page.md', page)).toThrow('page.md:1: ');
});

it('takes the text right after a command for what it prints', () => {
  const page = (between) => `\`\`\`sh\npco --version\n\`\`\`\n${between}\n\`\`\`text\n0.1.0\n\`\`\`\n`;
  expect(stepsOf(blocksOf('page.md', page(''))[0])).toEqual([{ command: 'pco --version\n', shown: '0.1.0' }]);
  expect(stepsOf(blocksOf('page.md', page('Such as:'))[0])).toEqual([{ command: 'pco --version\n' }]);
});

it('finds the examples of docstrings, with the lines where they stand', () => {
  const source = ['/**', ' * @example', ' * ```ts', ' * const one = 1;', ' *', ' * one;', ' * ```', ' */'];
  expect(examplesOf('a.ts', source.join('\n'))).toMatchObject([
    { page: 'a.ts', line: 4, language: 'ts', code: 'const one = 1;\n\none;\n' },
  ]);
});
