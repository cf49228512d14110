import { Command } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';
import { addPayloadOptions, type PayloadOptions } from './payload-options.ts';

/** `pco post` */
export function postCommand(action: Action): Command {
  const command = new Command('post')
    .description('Creates something, or runs an action. It is sent once.')
    .argument('<path>', 'a list, such as /people/v2/people, or an action');
  addPayloadOptions(command);
  withExamples(command, [
    ['pco post /people/v2/people --set first_name=Ada --set last_name=Rolfe', 'a new person'],
    [
      'pco post /people/v2/people/10000001/emails --set address=ada@example.org --set location=Home --dry-run',
      'what would be sent for an e-mail address',
    ],
  ]);
  return command.action(
    action<PayloadOptions>(async (invocation, options, [path = '']) => {
      const { writeResource } = await import('../request/write-resource.ts');
      return writeResource(invocation, { method: 'POST', path, options });
    }),
  );
}
