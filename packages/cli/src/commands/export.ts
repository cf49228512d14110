import { Command, Option } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';
import { columnsOption, escapeOption } from './output-options.ts';
import { addQueryOptions, type QueryOptions } from './query-options.ts';

export interface ExportOptions extends QueryOptions {
  readonly to: string;
  readonly format?: 'csv' | 'ndjson';
  readonly columns?: readonly string[];
  readonly customFields?: true;
  readonly bom?: true;
  readonly restart?: true;
  readonly escape: boolean;
}

/** `pco export` */
export function exportCommand(action: Action): Command {
  const command = new Command('export')
    .description(
      'Writes a whole list into a file. When it is interrupted, the same command goes on where it was; the file is there when it is complete.',
    )
    .argument('<path>', 'a list, such as /people/v2/people')
    .requiredOption('-t, --to <file>', 'the file: people.csv or people.ndjson')
    .option('--custom-fields', 'the custom fields of people, each as a column')
    .option('--restart', 'throw away what an interrupted export has written, and begin anew');
  addQueryOptions(command);
  command
    .optionsGroup('How it is written:')
    .addOption(new Option('--format <format>', 'default by the name of the file').choices(['csv', 'ndjson']))
    .addOption(columnsOption())
    .addOption(escapeOption())
    .option('--bom', 'begin CSV with the mark by which Excel knows UTF-8');
  withExamples(command, [
    ['pco export /people/v2/phone_numbers --to phones.csv --columns number,location', 'all phone numbers'],
    [
      'pco export /people/v2/people --include emails,phone_numbers --to people.csv --columns name,emails.address,phone_numbers.number',
      'everybody, and how to reach them',
    ],
    ['pco export /people/v2/people --custom-fields --to people.csv --bom', 'all of it, for Excel'],
    [
      'pco export /giving/v2/donations --where created_at.gte=2026-01-01 --to gifts.ndjson',
      'a line of JSON for each gift',
    ],
  ]);
  return command.action(
    action<ExportOptions>(async (invocation, options, [path = '']) => {
      const { exportList } = await import('../export/export-list.ts');
      return exportList(invocation, path, options);
    }),
  );
}
