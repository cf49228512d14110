import { RootCommand } from '@bomb.sh/tab';
import { describePath } from '@tspco/catalog';
import type { Command, Option } from 'commander';
import { nextNames, nextPaths } from './next-names.ts';

type TabCommand = ReturnType<RootCommand['command']>;

/** Answers a shell that asks what may follow the words that were typed: prints a line for each. */
export function complete(program: Command, words: readonly string[]): void {
  const root = new RootCommand();
  addOptions(root, program, words);
  for (const command of program.commands) add(root, command, '', words);
  root.parse([...words]);
}

function add(root: RootCommand, command: Command, before: string, words: readonly string[]): void {
  const name = before === '' ? command.name() : `${before} ${command.name()}`;
  const tab = root.command(name, command.description());
  addOptions(tab, command, words);
  for (const argument of command.registeredArguments) {
    const { argChoices } = argument;
    const offered = (): readonly string[] => {
      if (argument.name() === 'path' || argument.name() === 'what') return nextPaths(words.at(-1) ?? '');
      return argChoices ?? [];
    };
    tab.argument(
      argument.name(),
      (offer) => {
        for (const one of offered()) offer(one, '');
      },
      argument.variadic,
    );
  }
  for (const subcommand of command.commands) add(root, subcommand, name, words);
}

function addOptions(tab: TabCommand, command: Command, words: readonly string[]): void {
  for (const option of command.createHelp().visibleOptions(command)) {
    const { long, short, description } = option;
    if (!long) continue;
    const alias = short?.slice(1);
    if (option.required || option.optional) {
      tab.option(
        long.slice(2),
        description,
        (offer) => {
          for (const one of valuesOf(option, words)) offer(one, '');
        },
        alias,
      );
    } else if (alias === undefined) tab.option(long.slice(2), description);
    else tab.option(long.slice(2), description, alias);
  }
}

/** What may be given to an option: its choices, or the names that the path before it has. */
function valuesOf({ argChoices, long }: Option, words: readonly string[]): readonly string[] {
  if (argChoices) return argChoices;
  const path = words.find((word) => /^\/?[a-z-]+\/v2\//.test(word));
  const place = path === undefined ? undefined : describePath(path);
  return place?.known ? nextNames(place, long ?? '', words.at(-1) ?? '') : [];
}
