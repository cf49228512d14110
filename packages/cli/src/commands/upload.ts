import { Command } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';
import { dryRunOption } from './payload-options.ts';

export interface UploadOptions {
  readonly name?: string;
  readonly contentType?: string;
  readonly json?: true;
  readonly dryRun?: true;
}

/** `pco upload` */
export function uploadCommand(action: Action): Command {
  const command = new Command('upload')
    .description('Uploads a file and prints its id, which can be set as an attribute within the hour.')
    .argument('<file>', 'the path of a file')
    .option('--name <name>', 'what it is called; default the name of the file')
    .option('--content-type <type>', 'such as image/jpeg; default by the name')
    .option('--json', 'print all that the server says of it')
    .addOption(dryRunOption());
  withExamples(command, [
    ['pco upload photo.jpg', 'prints the id'],
    [
      'pco patch /people/v2/people/10000001 --set "avatar=$(pco upload photo.jpg)"',
      "somebody's picture, in a shell",
    ],
  ]);
  return command.action(
    action<UploadOptions>(async (invocation, options, [file = '']) => {
      const { uploadFile } = await import('../request/upload-file.ts');
      return uploadFile(invocation, file, options);
    }),
  );
}
