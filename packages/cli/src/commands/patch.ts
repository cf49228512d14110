import { Command } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';
import { addPayloadOptions, type PayloadOptions } from './payload-options.ts';

/** `pco patch` */
export function patchCommand(action: Action): Command {
  const command = new Command('patch')
    .description('Changes something: what is not named stays as it is.')
    .argument('<path>', 'one thing, such as /people/v2/people/1');
  addPayloadOptions(command);
  withExamples(command, [
    ['pco patch /people/v2/people/10000001 --set nickname=Addie', 'another nickname'],
    ['pco patch /people/v2/people/10000001 --set-json birthdate=null', 'no birthday any more'],
  ]);
  return command.action(
    action<PayloadOptions>(async (invocation, options, [path = '']) => {
      const { writeResource } = await import('../request/write-resource.ts');
      return writeResource(invocation, { method: 'PATCH', path, options });
    }),
  );
}
