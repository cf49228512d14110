import { Command } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';
import { dryRunOption, yesOption } from './payload-options.ts';
import { noCheckOption } from './query-options.ts';

export interface DeleteOptions {
  readonly dryRun?: true;
  readonly yes?: boolean;
  readonly check: boolean;
}

/** `pco delete` */
export function deleteCommand(action: Action): Command {
  const command = new Command('delete')
    .description('Deletes something, after it has shown what, and asked.')
    .argument('<path>', 'one thing, such as /people/v2/people/1')
    .addOption(yesOption())
    .addOption(dryRunOption())
    .addOption(noCheckOption());
  withExamples(command, [
    ['pco delete /people/v2/people/10000002 --dry-run', 'whom this would delete'],
    ['pco delete /people/v2/people/10000002 --yes', 'without being asked'],
  ]);
  return command.action(
    action<DeleteOptions>(async (invocation, options, [path = '']) => {
      const { deleteResource } = await import('../request/delete-resource.ts');
      return deleteResource(invocation, path, options);
    }),
  );
}
