import { InvalidArgumentError, Option, type Command } from 'commander';

/** What is asked for, as it was typed. */
export interface QueryOptions {
  readonly where?: readonly string[];
  readonly include?: readonly string[];
  readonly order?: readonly string[];
  readonly filter?: readonly string[];
  readonly fields?: readonly string[];
  readonly param?: readonly string[];
  readonly apiVersion?: string;
  /** `false` with `--no-check`. */
  readonly check: boolean;
}

/** Adds the options that say what is asked for. */
export function addQueryOptions(command: Command): Command {
  return command
    .optionsGroup('What is asked for:')
    .option(
      '-w, --where <name=value>',
      'a condition, as last_name=Rolfe or created_at.gte=2026-01-01; may be repeated',
      collect,
    )
    .option('-i, --include <names>', 'what comes along: emails,households.people', collectNames)
    .option('-o, --order <names>', 'what it is sorted by, with - in front for descending', collectNames)
    .option('-f, --filter <names>', 'named filters of the list', collectNames)
    .option(
      '--fields <names>',
      'attributes that are sent: first_name,last_name or Email=address; may be repeated',
      collect,
    )
    .option('--param <name=value>', 'any other parameter, sent as it is; may be repeated', collect)
    .addOption(apiVersionOption())
    .addOption(noCheckOption());
}

/** `--api-version`, for what is asked for and what is described. */
export function apiVersionOption(): Option {
  return new Option('--api-version <date>', 'the version of the API; default the newest that is known');
}

/** `--no-check`, for commands that check names. */
export function noCheckOption(): Option {
  return new Option('--no-check', 'send names that the catalog does not know, too');
}

/** Parses an option that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Parses an option that takes names with commas, and may be repeated. */
export function collectNames(value: string, before: readonly string[] = []): readonly string[] {
  const names = value.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('It must be names with commas between them.');
  return [...before, ...names];
}

/** Parses a number of things. */
export function toCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}

/** Parses how many are left out. */
export function toOffset(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 0.');
  return Number(text);
}
