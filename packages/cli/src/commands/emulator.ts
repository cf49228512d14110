import { Command } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';

/** `pco emulator` */
export function emulatorCommand(action: Action): Command {
  const command = new Command('emulator')
    .description('Runs a practice church on a port, with the options of tspco-emulator (--help shows them).')
    .usage('[options of tspco-emulator]')
    .argument('[options...]', 'are passed on')
    .allowUnknownOption()
    .helpOption(false);
  withExamples(command, [
    ['pco emulator --people 50000 --rate-limit off', 'a large church in no hurry'],
    ['pco emulator --help', 'all options'],
  ]);
  return command.action(
    action(async (invocation, _options, args) => {
      const { runEmulator } = await import('../run-emulator.ts');
      return runEmulator(invocation, args);
    }),
  );
}
