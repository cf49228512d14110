import { Command } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';
import { dryRunOption, yesOption } from './payload-options.ts';
import { apiVersionOption, collect } from './query-options.ts';

export interface ApiOptions {
  readonly body?: string;
  readonly param?: readonly string[];
  readonly apiVersion?: string;
  readonly head?: true;
  readonly yes?: boolean;
  readonly dryRun?: true;
}

/** `pco api` */
export function apiCommand(action: Action): Command {
  const command = new Command('api')
    .description('Sends any request as it is and prints what the server answers. Nothing is checked.')
    .argument('<method>', 'GET, HEAD, POST, PATCH, PUT or DELETE')
    .argument('<path>', 'with its query, if it has one')
    .option('--body <file>', 'a file of JSON, or - for standard input')
    .option('--param <name=value>', "a parameter such as 'where[last_name]=Rolfe'; may be repeated", collect)
    .option('--head', 'print the status and the headers of the answer, too')
    .addOption(apiVersionOption())
    .addOption(yesOption())
    .addOption(dryRunOption());
  withExamples(command, [
    ["pco api GET '/people/v2/people?where[last_name]=Kilback&per_page=1'", 'the document as it is'],
    ['pco api GET /people/v2 --head', 'the headers, too'],
  ]);
  return command.action(
    action<ApiOptions>(async (invocation, options, [method = '', path = '']) => {
      const { sendRequest } = await import('../request/send-request.ts');
      return sendRequest(invocation, { method, path, options });
    }),
  );
}
