import { ClosedPipe, type Context } from './context.ts';
import { EXIT } from './exit-codes.ts';
import type { GlobalOptions } from './invocation.ts';
import { styleFor } from './output/style.ts';
import { Secrets } from './secrets.ts';
import { asTyped } from './typed-as.ts';
import { VERSION } from './version.ts';

/**
 * Runs one command.
 *
 * @param args - without the names of Node.js and of the program
 * @returns the exit code, one of `EXIT`
 */
export async function run(args: readonly string[], context: Context): Promise<number> {
  const [first] = args;
  try {
    // Loading the commands takes longer than answering this.
    if (args.length === 1 && (first === '--version' || first === '-V')) {
      await context.stdout.write(`${VERSION}\n`);
      return EXIT.ok;
    }
    const { runCommand } = await import('./run-command.ts');
    return await runCommand(args, context, (error, secrets, globals) =>
      tellError(error, context, secrets, globals),
    );
  } catch (error) {
    return tellError(error, context, new Secrets(), {});
  }
}

async function tellError(
  error: unknown,
  context: Context,
  secrets: Secrets,
  globals: GlobalOptions,
): Promise<number> {
  // Whoever closed the pipe has got what they wanted.
  if (error instanceof ClosedPipe || context.signal.reason instanceof ClosedPipe) return EXIT.ok;
  const { explainError } = await import('./explain-error.ts');
  const { credentialsVariableIn } = await import('./credentials/choose-credentials.ts');
  const isOfEnvironment = !globals.emulator && globals.profile === undefined;
  const variable = isOfEnvironment ? credentialsVariableIn(context.env) : undefined;
  const { message, cause, remedy, exitCode } = explainError(error, variable);
  const style = styleFor(context.stderr, context.env, globals);
  const lines = [
    `${style('red', 'Error:')} ${message}`,
    ...(cause === undefined ? [] : [`${style('dim', 'Cause:')} ${cause}`]),
    ...(remedy === undefined ? [] : [`${style('cyan', 'Try:')} ${remedy}`]),
    ...(globals.debug && error instanceof Error ? [style('dim', error.stack ?? '')] : []),
  ];
  try {
    await context.stderr.write(`${asTyped(secrets.redact(lines.join('\n')), context.typedAs)}\n`);
  } catch {
    // Nobody is left to tell.
  }
  return exitCode;
}
