import { Command, Option } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';
import { apiVersionOption } from './query-options.ts';

export interface DescribeOptions {
  readonly search?: string;
  readonly apiVersion?: string;
  readonly format?: 'text' | 'json';
}

/** `pco describe` */
export function describeCommand(action: Action): Command {
  const command = new Command('describe')
    .description('Tells what Planning Center has and what may be asked of it. Needs no connection.')
    .argument('[what]', 'an app, a type of it, or a path: people, people/Person, /people/v2/people')
    .option('--search <text>', 'all names that hold this')
    .addOption(apiVersionOption())
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'));
  withExamples(command, [
    ['pco describe', 'the apps'],
    ['pco describe people', 'the types of an app'],
    ['pco describe people/Person', 'its attributes, and what may be asked and written'],
    ['pco describe /services/v2/songs', 'where a path leads'],
    ['pco describe --search birthdate', 'everything that is called so'],
    ['pco describe webhooks --api-version 2018-08-01', 'as it was'],
  ]);
  return command.action(
    action<DescribeOptions>(async (invocation, options, [what]) => {
      const { describe } = await import('../describe/describe.ts');
      return describe(invocation, what, options);
    }),
  );
}
