import { CommanderError, type Command } from 'commander';
import type { Context } from './context.ts';
import { withEnvFile } from './env-file.ts';
import { EXIT } from './exit-codes.ts';
import { Invocation, type GlobalOptions } from './invocation.ts';
import { createProgram, type Action } from './program.ts';
import { Secrets } from './secrets.ts';
import { asTyped } from './typed-as.ts';

type TellError = (error: unknown, secrets: Secrets, globals: GlobalOptions) => Promise<number>;

/** Finds the command that is meant and runs it. */
export async function runCommand(
  args: readonly string[],
  context: Context,
  tellError: TellError,
): Promise<number> {
  const secrets = new Secrets();
  let globals: GlobalOptions = {};
  let exitCode: number = EXIT.ok;
  const action: Action =
    (work) =>
    async (...given) => {
      const command = given.at(-1) as Command;
      globals = command.optsWithGlobals<GlobalOptions>();
      const { envFile } = globals;
      const surroundings = envFile === undefined ? context : await withEnvFile(context, envFile);
      const invocation = new Invocation(surroundings, globals, secrets);
      exitCode = (await work(invocation, command.opts<never>(), command.args)) ?? EXIT.ok;
    };
  const output: string[] = [];
  const errors: string[] = [];
  const program = createProgram(action, {
    context,
    writeOut: (text) => output.push(asTyped(text, context.typedAs)),
    writeErr: (text) => errors.push(asTyped(text, context.typedAs)),
  });
  if (args[0] === 'complete' && args[1] === '--') {
    const { complete } = await import('./completion/complete.ts');
    complete(program, args.slice(2));
    return EXIT.ok;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) return tellError(error, secrets, globals);
    await context.stdout.write(output.join(''));
    await context.stderr.write(errors.join(''));
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  return exitCode;
}
