import { Command, Option } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';

export interface DoctorOptions {
  readonly format: 'text' | 'json';
}

/** `pco doctor` */
export function doctorCommand(action: Action): Command {
  const command = new Command('doctor')
    .description(
      'Looks whether all is well: who you are, which apps answer, the clock, the rate limit; and says what is likely wrong.',
    )
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'));
  withExamples(command, [['pco doctor', 'before you ask somebody for help']]);
  return command.action(
    action<DoctorOptions>(async (invocation, options) => {
      const { examine } = await import('../doctor/examine.ts');
      return examine(invocation, options);
    }),
  );
}
