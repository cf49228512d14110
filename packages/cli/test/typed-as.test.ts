/** Whoever runs `pco` by npx is shown commands that can be typed. */
import { expect, it } from 'vitest';
import { run } from '../src/index.ts';
import { asTyped, typedAsIn } from '../src/typed-as.ts';
import { shownProgram } from './support/reference.ts';
import { testContext } from './support/test-context.ts';

it.each(shownProgram().commands.map((command) => command.name()))('knows the command %s', (name) => {
  expect(asTyped(`Try: pco ${name}.`, 'npx pco')).toBe(`Try: npx pco ${name}.`);
});

it.each([
  ['Run `pco auth login`; or pco doctor', 'Run `npx pco auth login`; or npx pco doctor'],
  ['npx pco list', 'npx pco list'],
  ['This is a mistake in pco itself', 'This is a mistake in pco itself'],
  ['Another pco (process 1)', 'Another pco (process 1)'],
])('makes of %j %j', (text, typed) => {
  expect(asTyped(text, 'npx pco')).toBe(typed);
  expect(asTyped(text)).toBe(text);
});

it.each([
  [{}, '/usr/local/bin/pco', 'pco'],
  [{ npm_command: 'run-script' }, '/home/ada/node_modules/.bin/pco', 'pco'],
  [{ npm_command: 'exec' }, '/home/ada/node_modules/.bin/pco', 'npx pco'],
  [{ npm_command: 'exec' }, '/home/ada/.npm/_npx/0a1b2c/node_modules/.bin/pco', 'npx @tspco/cli'],
  [{ npm_command: 'exec' }, String.raw`C:\Users\ada\_npx\0a1b2c\node_modules\.bin\pco`, 'npx @tspco/cli'],
])('with %j and %s, %s was typed', (env, program, typed) => {
  expect(typedAsIn(env, program)).toBe(typed);
});

it.each([
  [['list'], 'Try: npx pco list --help'],
  [['list', '--help'], 'Usage: npx pco list'],
  [['list', '--help'], '\n  npx pco list /services/v2/songs'],
  [['list', '/people/v2/poeple'], 'Try: npx pco describe people;'],
  [['describe'], '\nnpx pco describe APP shows its types.'],
  [['auth', 'status'], 'Sign in with npx pco auth login'],
])('%j says %j', async (args, said) => {
  const { context, stdout, stderr } = testContext({
    cwd: '.',
    env: { PCO_CONFIG_DIR: 'nowhere' },
    typedAs: 'npx pco',
  });
  await run(args, context);
  expect(stdout() + stderr()).toContain(said);
});
