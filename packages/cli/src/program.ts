import { Command } from 'commander';
import { apiCommand } from './commands/api.ts';
import { authCommand } from './commands/auth.ts';
import { completionCommand } from './commands/completion.ts';
import { deleteCommand } from './commands/delete.ts';
import { describeCommand } from './commands/describe.ts';
import { doctorCommand } from './commands/doctor.ts';
import { emulatorCommand } from './commands/emulator.ts';
import { exportCommand } from './commands/export.ts';
import { getCommand } from './commands/get.ts';
import { listCommand } from './commands/list.ts';
import { patchCommand } from './commands/patch.ts';
import { postCommand } from './commands/post.ts';
import { uploadCommand } from './commands/upload.ts';
import { webhooksCommand } from './commands/webhooks.ts';
import { withExamples } from './commands/examples.ts';
import type { Context } from './context.ts';
import { EXIT_MEANINGS } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';
import { styleFor } from './output/style.ts';
import { VERSION } from './version.ts';

/** What a command does: gives its exit code, or nothing when all went well. */
type Work<Options> = (
  invocation: Invocation,
  options: Options,
  args: readonly string[],
) => Promise<number | void>;

/** Makes of what a command does what the parser calls. */
export type Action = <Options>(work: Work<Options>) => (...given: unknown[]) => Promise<void>;

/** Where help and complaints of the parser go. */
export interface ProgramOutput {
  readonly context: Pick<Context, 'stdout' | 'stderr' | 'env' | 'typedAs'>;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
}

const COMMANDS = [
  ['Look', [listCommand, getCommand, exportCommand, describeCommand]],
  ['Change', [postCommand, patchCommand, deleteCommand, uploadCommand, apiCommand]],
  ['Set up', [authCommand, doctorCommand, completionCommand]],
  ['Develop', [webhooksCommand, emulatorCommand]],
] as const;

/** The program as it is parsed, helped with, completed and documented. */
export function createProgram(action: Action, { context, writeOut, writeErr }: ProgramOutput): Command {
  const program = new Command(context.typedAs ?? 'pco')
    .description('Planning Center from the command line.')
    .version(VERSION, '-V, --version', 'print the version')
    .addHelpCommand(
      new Command('help')
        .argument('[command]')
        .description('Prints help on a command.')
        .helpOption(false)
        .helpGroup('Set up:'),
    )
    .optionsGroup('Options of every command:')
    .option('--profile <name>', 'sign in as this profile of `pco auth`; so does PCO_PROFILE')
    .option('--emulator', 'ask a practice church in this process, which needs no account')
    .option(
      '--env-file <file>',
      'read variables such as PCO_APPLICATION_ID from a file, as node does; where it is missing, Node.js itself ends with exit code 9',
    )
    .option('--read-only', 'refuse everything that would change something')
    .option('--debug', 'tell on standard error what is sent and answered, without secrets')
    .option('--no-color', 'no colours; so do NO_COLOR and a pipe');
  withExamples(program, [
    ['pco list /people/v2/people --where last_name=Kilback --include emails', 'who is called Kilback'],
    ['pco export /people/v2/phone_numbers --to phones.csv', 'all phone numbers as a table'],
    ['pco describe people/Person', 'what a person has'],
    ['pco list /services/v2/songs --emulator', 'the same on a practice church, without an account'],
  ]);
  program.addHelpText('after', exitCodesText());
  for (const [group, makers] of COMMANDS) {
    for (const make of makers) program.addCommand(make(action).helpGroup(`${group}:`));
  }
  prepare(program, { context, writeOut, writeErr });
  return program;
}

/** What subcommands do not take over from their parents once they are made. */
function prepare(
  command: Command,
  { context, writeOut, writeErr }: ProgramOutput,
  parents: readonly string[] = [],
): void {
  const names = [...parents, command.name()];
  const style = styleFor(context.stdout, context.env);
  command
    .exitOverride()
    .showHelpAfterError(`Try: ${names.join(' ')} --help`)
    .configureOutput({
      writeOut,
      writeErr,
      outputError: (text, write) => write(text.replace(/^error: /, 'Error: ')),
      getOutHelpWidth: () => Math.min(context.stdout.columns ?? 100, 120),
      getErrHelpWidth: () => Math.min(context.stderr.columns ?? 100, 120),
      getOutHasColors: () => style('bold', '') !== '',
      getErrHasColors: () => false,
    })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (text) => style('bold', text),
      styleCommandText: (text) => style('cyan', text),
      styleSubcommandText: (text) => style('cyan', text),
      styleOptionText: (text) => style('cyan', text),
    });
  // The emulator prints help of its own.
  if (command.name() !== 'emulator') command.helpOption('-h, --help', 'print help');
  if (parents.length > 0) command.helpCommand(false);
  for (const subcommand of command.commands) prepare(subcommand, { context, writeOut, writeErr }, names);
}

function exitCodesText(): string {
  const lines = EXIT_MEANINGS.map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}`);
  return `\nExit codes:\n${lines.join('\n')}\n`;
}
