import { Argument, Command } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';

/** `pco completion` */
export function completionCommand(action: Action): Command {
  const command = new Command('completion')
    .description('Prints what a shell needs to complete commands, options and paths of the API.')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish', 'powershell']));
  withExamples(command, [
    ['pco completion bash >> ~/.bashrc', 'for bash'],
    ['pco completion zsh > ~/.zfunc/_pco', 'for zsh, where ~/.zfunc is in fpath'],
    ['pco completion fish > ~/.config/fish/completions/pco.fish', 'for fish'],
  ]);
  return command.action(
    action(async (_invocation, _options, [shell = '']) => {
      const { printCompletion } = await import('../completion/print-completion.ts');
      return printCompletion(shell);
    }),
  );
}
