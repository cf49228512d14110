import { Option, type Command } from 'commander';
import { addOutputOptions, type OutputOptions } from './output-options.ts';
import { apiVersionOption, collect, collectNames, noCheckOption } from './query-options.ts';

/** What is sent, as it was typed. */
export interface PayloadOptions extends OutputOptions {
  readonly set?: readonly string[];
  readonly setJson?: readonly string[];
  readonly relate?: readonly string[];
  readonly body?: string;
  readonly type?: string;
  readonly include?: readonly string[];
  readonly dryRun?: true;
  readonly apiVersion?: string;
  readonly check: boolean;
}

/** Adds the options that say what is sent. */
export function addPayloadOptions(command: Command): Command {
  command
    .optionsGroup('What is sent:')
    .option('-s, --set <name=value>', 'an attribute; may be repeated', collect)
    .option(
      '--set-json <name=json>',
      'an attribute that is no text: null, true, [1,2]; may be repeated',
      collect,
    )
    .option(
      '-r, --relate <name=type:id>',
      'a relationship, as primary_campus=Campus:12; may be repeated',
      collect,
    )
    .option('--body <file>', 'a whole payload from a file of JSON, or - for standard input')
    .option('--type <type>', 'the type of the resource; default what the path leads to')
    .option('-i, --include <names>', 'what comes along with the answer', collectNames)
    .addOption(dryRunOption())
    .addOption(apiVersionOption())
    .addOption(noCheckOption());
  return addOutputOptions(command, 'json');
}

/** `--dry-run`, for whatever writes. */
export function dryRunOption(): Option {
  return new Option('--dry-run', 'print what would be sent, and send nothing');
}

/** `--yes`, for whatever asks first. */
export function yesOption(): Option {
  return new Option('-y, --yes', 'do not ask; needed where nobody can be asked');
}
