import { Command, InvalidArgumentError } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';
import { addOutputOptions, type OutputOptions } from './output-options.ts';
import { dryRunOption, yesOption } from './payload-options.ts';
import { collectNames, toCount } from './query-options.ts';

export interface EnsureOptions {
  readonly url: string;
  readonly event: readonly string[];
  readonly secretsTo?: string;
  readonly dryRun?: true;
}

export interface RotateOptions {
  readonly secretsTo?: string;
  readonly dryRun?: true;
  readonly yes?: boolean;
}

export interface ListenOptions {
  readonly port: number;
  readonly url?: string;
  readonly event?: readonly string[];
  readonly secretsFrom?: string;
  readonly forwardTo?: string;
  readonly saveTo?: string;
  readonly limit?: number;
}

export interface DeliveryOptions {
  readonly secretsFrom?: string;
}

export interface ReplayOptions extends DeliveryOptions {
  readonly to: string;
}

const SECRETS_HELP = 'a file of `ensure --secrets-to`; else PCO_WEBHOOK_SECRETS, with commas between them';

/** `pco webhooks` */
export function webhooksCommand(action: Action): Command {
  return new Command('webhooks')
    .description('Subscribes to what happens in Planning Center, and receives it.')
    .addCommand(listCommand(action))
    .addCommand(ensureCommand(action))
    .addCommand(rotateCommand(action))
    .addCommand(listenCommand(action))
    .addCommand(verifyCommand(action))
    .addCommand(replayCommand(action));
}

function listCommand(action: Action): Command {
  const command = new Command('list').description('Lists the subscriptions, without their secrets.');
  addOutputOptions(command, 'ndjson');
  withExamples(command, [['pco webhooks list', 'who is told of what']]);
  return command.action(
    action<OutputOptions>(async (invocation, options) => {
      const { listSubscriptions } = await import('../webhooks/list-subscriptions.ts');
      return listSubscriptions(invocation, options);
    }),
  );
}

function ensureCommand(action: Action): Command {
  const command = new Command('ensure')
    .description(
      'Subscribes an address to events: creates what is missing, switches on what is off, and deletes nothing.',
    )
    .requiredOption('--url <address>', 'where events are sent, as Planning Center can reach it')
    .requiredOption('--event <names>', 'such as people.v2.events.person.created', collectNames)
    .option(
      '--secrets-to <file>',
      'write the secrets that deliveries are signed with into a file that only you can read; what else is in it stays',
    )
    .addOption(dryRunOption());
  withExamples(command, [
    [
      'pco webhooks ensure --url https://hooks.example.org --event people.v2.events.person.created,people.v2.events.person.updated --secrets-to secrets.json',
      'tells a server of new and changed people',
    ],
  ]);
  return command.action(
    action<EnsureOptions>(async (invocation, options) => {
      const { ensure } = await import('../webhooks/ensure.ts');
      return ensure(invocation, options);
    }),
  );
}

function rotateCommand(action: Action): Command {
  const command = new Command('rotate')
    .description(
      'Replaces the secret of a subscription, after it has asked. Deliveries that are under way are still signed with the one before.',
    )
    .argument('<id>', 'of the subscription; `list` shows it')
    .option(
      '--secrets-to <file>',
      'write the new secret into a file that only you can read, as `ensure` does; what else is in it stays',
    )
    .addOption(yesOption())
    .addOption(dryRunOption());
  withExamples(command, [
    ['pco webhooks rotate 1 --secrets-to secrets.json', 'another secret, in the file of `ensure`'],
  ]);
  return command.action(
    action<RotateOptions>(async (invocation, options, [id = '']) => {
      const { rotate } = await import('../webhooks/rotate.ts');
      return rotate(invocation, id, options);
    }),
  );
}

function listenCommand(action: Action): Command {
  const command = new Command('listen')
    .description(
      'Receives events on this machine, checks their signatures and prints them. Planning Center cannot reach this machine by itself: it needs a tunnel of yours, whose address is --url. With --emulator, a practice church on a port sends them.',
    )
    .option('--port <port>', 'where to listen', toPort, 4800)
    .option('--url <address>', 'subscribe this address, which leads here, before listening')
    .option(
      '--event <names>',
      'with --url or --emulator: the events; default new, changed and deleted people',
      collectNames,
    )
    .option('--secrets-from <file>', SECRETS_HELP)
    .option('--forward-to <address>', 'send each on to a program of yours, and answer what it answers')
    .option('--save-to <folder>', 'keep each as a file, for verify and replay')
    .option('-n, --limit <count>', 'stop after so many', toCount);
  withExamples(command, [
    ['pco webhooks listen --emulator', 'what a practice church sends'],
    ['pco webhooks listen --url https://my-tunnel.example.org', 'new, changed and deleted people'],
    [
      'pco webhooks listen --secrets-from secrets.json --forward-to http://127.0.0.1:3000/hooks',
      'for a program of yours',
    ],
  ]);
  return command.action(
    action<ListenOptions>(async (invocation, options) => {
      const { listen } = await import('../webhooks/listen.ts');
      return listen(invocation, options);
    }),
  );
}

function verifyCommand(action: Action): Command {
  const command = new Command('verify')
    .description('Tells whether a delivery that was kept is genuine. Exit code 1: it is not.')
    .argument('<file>', 'as `listen --save-to` has written it')
    .option('--secrets-from <file>', SECRETS_HELP);
  withExamples(command, [
    ['pco webhooks verify delivery.json --secrets-from secrets.json', 'is it genuine?'],
  ]);
  return command.action(
    action<DeliveryOptions>(async (invocation, options, [file = '']) => {
      const { verifyFile } = await import('../webhooks/kept-delivery.ts');
      return verifyFile(invocation, file, options);
    }),
  );
}

function replayCommand(action: Action): Command {
  const command = new Command('replay')
    .description('Sends a delivery that was kept once more, signed anew when there is a secret.')
    .argument('<file>', 'as `listen --save-to` has written it')
    .requiredOption('--to <address>', 'a program of yours')
    .option('--secrets-from <file>', SECRETS_HELP);
  withExamples(command, [
    ['pco webhooks replay delivery.json --to http://127.0.0.1:3000/hooks', 'once more'],
  ]);
  return command.action(
    action<ReplayOptions>(async (invocation, options, [file = '']) => {
      const { replayFile } = await import('../webhooks/kept-delivery.ts');
      return replayFile(invocation, file, options);
    }),
  );
}

function toPort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError('It must be a port from 0 to 65535; 0 takes any.');
  return port;
}
