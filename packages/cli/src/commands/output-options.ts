import { Option, type Command } from 'commander';
import { collectNames } from './query-options.ts';

/** How results are written. */
export type Format = 'table' | 'json' | 'ndjson' | 'csv';

/** How results are written, as it was typed. */
export interface OutputOptions {
  readonly format?: Format;
  readonly columns?: readonly string[];
  /** `false` with `--no-escape`. */
  readonly escape: boolean;
}

/** Adds the options that say how results are written. */
export function addOutputOptions(command: Command, piped: Format): Command {
  return command
    .optionsGroup('How it is written:')
    .addOption(
      new Option('--format <format>', `default table on a terminal, else ${piped}`).choices([
        'table',
        'json',
        'ndjson',
        'csv',
      ]),
    )
    .addOption(columnsOption())
    .addOption(escapeOption());
}

/** `--columns`, for lists and exports. */
export function columnsOption(): Option {
  return new Option(
    '-c, --columns <names>',
    'what is written and in which order: id,first_name,emails.address',
  ).argParser(collectNames);
}

/** `--no-escape`, for what is written as CSV. */
export function escapeOption(): Option {
  return new Option(
    '--no-escape',
    'in CSV, leave texts that a spreadsheet would run as a formula (=1+1) as they are',
  );
}
