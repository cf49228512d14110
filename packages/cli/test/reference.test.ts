/** docs/cli-reference.md is what the program says of itself, and every example in it and in the guide works. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplesOf } from '../src/commands/examples.ts';
import { run } from '../src/index.ts';
import { commandsOf, reference, shownProgram } from './support/reference.ts';
import { testContext } from './support/test-context.ts';

const file = fileURLToPath(new URL('../../../docs/cli-reference.md', import.meta.url));

it('is up to date; vitest -u writes it anew', async () => {
  const text = await format(reference(), { ...(await resolveConfig(file)), filepath: file });
  await expect(text).toMatchFileSnapshot(file);
});

it('has an example of every command that takes anything', () => {
  const bare = commandsOf(shownProgram()).filter(([, command]) => examplesOf(command).length === 0);
  expect(bare.map(([name]) => name)).toEqual(['pco auth status', 'pco auth switch', 'pco auth logout']);
});

/** What cannot be tried without a browser, a shell or a person; their own tests do. */
const ELSEWHERE = /^pco (auth|emulator|completion|webhooks)\b|\$\(|^pco upload/;

const guide = await readFile(fileURLToPath(new URL('../../../docs/cli.md', import.meta.url)), 'utf8');
const inGuide = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)]
  .flatMap(([, block = '']) => block.trimEnd().split('\n'))
  .map((line) => line.replace(/^npx pco/, 'pco'));

const program = shownProgram();
const examples = [program, ...commandsOf(program).map(([, command]) => command)]
  .flatMap((command) => examplesOf(command).map(([line]) => line))
  .concat(inGuide)
  .filter((line) => line.startsWith('pco ') && !ELSEWHERE.test(line));

describe('each example can be tried at once on the practice church', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pco-examples-'));
    await writeFile(join(folder, 'photo.jpg'), 'no picture');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([...new Set(examples)])('%s', async (line) => {
    const [, ...args] = [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) =>
      word.replaceAll(/["']/g, ''),
    );
    const { context, stderr } = testContext({ cwd: folder, env: { PCO_CONFIG_DIR: folder } });
    const emulated = args.includes('--emulator') ? args : [...args, '--emulator'];
    const code = await run(emulated, context);
    expect([code, stderr()]).toEqual([0, expect.not.stringContaining('Error')]);
  });
});
