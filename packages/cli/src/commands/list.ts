import { Command } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';
import { addOutputOptions, type OutputOptions } from './output-options.ts';
import { addQueryOptions, toCount, type QueryOptions } from './query-options.ts';

export interface ListOptions extends QueryOptions, OutputOptions {
  readonly limit?: number;
  readonly all?: true;
}

/** `pco list` */
export function listCommand(action: Action): Command {
  const command = new Command('list')
    .description('Reads a list to its end, each record with what was included for it.')
    .argument('<path>', 'a list, such as /people/v2/people')
    .option('-n, --limit <count>', 'stop after so many records; a table stops after 100', toCount)
    .option('--all', 'read everything into a table, however long it is');
  addQueryOptions(command);
  addOutputOptions(command, 'ndjson');
  withExamples(command, [
    ['pco list /people/v2/people --where last_name=Kilback --include emails', 'who is called Kilback'],
    [
      'pco list /people/v2/people --where created_at.gte=2026-01-01 --order -created_at --limit 20',
      'the newest twenty of this year',
    ],
    [
      'pco list /people/v2/people --include emails --columns name,emails.address --format csv',
      'names and addresses for a spreadsheet',
    ],
    ['pco list /services/v2/songs --format ndjson', 'a line of JSON for each song, for jq and the like'],
  ]);
  return command.action(
    action<ListOptions>(async (invocation, options, [path = '']) => {
      const { listRecords } = await import('../request/list-records.ts');
      return listRecords(invocation, path, options);
    }),
  );
}
