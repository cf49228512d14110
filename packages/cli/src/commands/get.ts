import { Command } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';
import { addOutputOptions, type OutputOptions } from './output-options.ts';
import { addQueryOptions, toCount, toOffset, type QueryOptions } from './query-options.ts';

export interface GetOptions extends QueryOptions, OutputOptions {
  readonly perPage?: number;
  readonly offset?: number;
}

/** `pco get` */
export function getCommand(action: Action): Command {
  const command = new Command('get')
    .description('Reads one thing, or one page of a list: one request.')
    .argument('<path>', 'such as /people/v2/people/1')
    .option('--per-page <count>', 'records on a page, at most 100; default 25', toCount)
    .option('--offset <count>', 'records before the page', toOffset);
  addQueryOptions(command);
  addOutputOptions(command, 'json');
  withExamples(command, [
    ['pco get /people/v2/me', 'who you are'],
    [
      'pco get /people/v2/people/10000001 --include emails,phone_numbers',
      'one person, and how to reach them',
    ],
    ['pco get /people/v2/people/10000001 --columns name,birthdate --format csv', 'two of its attributes'],
  ]);
  return command.action(
    action<GetOptions>(async (invocation, options, [path = '']) => {
      const { getDocument } = await import('../request/get-document.ts');
      return getDocument(invocation, path, options);
    }),
  );
}
