import type { Argument, Command, Option } from 'commander';
import { examplesOf } from '../../src/commands/examples.ts';
import { EXIT_MEANINGS } from '../../src/exit-codes.ts';
import { createProgram } from '../../src/program.ts';
import { testContext } from './test-context.ts';

/** The program, to be looked at and not run. */
export function shownProgram(): Command {
  const { context } = testContext({ cwd: '.' });
  const silent = (): void => {};
  return createProgram(() => () => Promise.resolve(), { context, writeOut: silent, writeErr: silent });
}

/** All commands that do something, with their whole names. */
export function commandsOf(command: Command, before = ''): readonly (readonly [string, Command])[] {
  const name = `${before}${command.name()}`;
  const own = command.commands.length === 0 && command.name() !== 'help' ? [[name, command] as const] : [];
  return [...own, ...command.commands.flatMap((subcommand) => commandsOf(subcommand, `${name} `))];
}

/** The reference of all commands, as Markdown. */
export function reference(): string {
  const program = shownProgram();
  return [
    '# pco, command by command',
    '<!-- Written by the program: `npx vitest run packages/cli -u`. -->',
    'What each command takes. [The command line](cli.md) shows how to begin. `pco COMMAND --help` says the same.',
    '## Options of every command',
    optionsTable(program.createHelp().visibleOptions(program)),
    '## Exit codes',
    table(
      ['code', ''],
      EXIT_MEANINGS.map(([code, meaning]) => [String(code), meaning]),
    ),
    ...commandsOf(program).map(([name, command]) => section(name, command)),
    '',
  ].join('\n\n');
}

function section(name: string, command: Command): string {
  const args = command.registeredArguments;
  const options = command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long !== '--help');
  const examples = examplesOf(command);
  return [
    `## ${name}`,
    command.description(),
    `\`\`\`text\n${name} ${command.usage()}\n\`\`\``,
    ...(args.length === 0 ? [] : [table(['argument', ''], args.map(argumentRow))]),
    ...(options.length === 0 ? [] : [optionsTable(options)]),
    ...(examples.length === 0
      ? []
      : [`\`\`\`sh\n${examples.map(([line, purpose]) => `# ${purpose}\n${line}`).join('\n')}\n\`\`\``]),
  ].join('\n\n');
}

function argumentRow(argument: Argument): readonly string[] {
  const { description, required, argChoices } = argument;
  const notes = [
    description,
    argChoices ? `one of ${argChoices.join(', ')}` : '',
    required ? '' : 'may be left out',
  ];
  return [`\`${argument.name()}\``, notes.filter(Boolean).join('; ')];
}

function optionsTable(options: readonly Option[]): string {
  return table(
    ['option', ''],
    options.map(({ flags, description, defaultValue, argChoices }) => [
      `\`${flags}\``,
      [
        description,
        argChoices ? `one of ${argChoices.join(', ')}` : '',
        typeof defaultValue === 'string' ? `default \`${defaultValue}\`` : '',
      ]
        .filter(Boolean)
        .join('; '),
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  return [head, head.map(() => '---'), ...escaped].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
