import { Command, Option } from 'commander';
import type { Action } from '../program.ts';
import { withExamples } from './examples.ts';
import { collectNames } from './query-options.ts';

export interface LoginOptions {
  readonly withToken?: true;
  readonly oauth?: true;
  readonly churchCenter?: string;
  readonly clientId?: string;
  readonly redirectUri: string;
  readonly scopes?: readonly string[];
  readonly browser: boolean;
}

export interface StatusOptions {
  readonly format: 'text' | 'json';
}

/** `pco auth` */
export function authCommand(action: Action): Command {
  return new Command('auth')
    .description('Signs in and out, for one church or several.')
    .addCommand(loginCommand(action))
    .addCommand(statusCommand(action))
    .addCommand(switchCommand(action))
    .addCommand(logoutCommand(action));
}

function loginCommand(action: Action): Command {
  const command = new Command('login')
    .description(
      'Asks for a personal access token, looks whether it works, and keeps it in a file that only you can read. --profile names it; default the name of the church.',
    )
    .option(
      '--with-token',
      'read application id and secret from standard input, on two lines or with a colon',
    )
    .option('--oauth', 'connect in the browser instead, with an OAuth application of yours')
    .option(
      '--church-center <name>',
      'only what a church shows in Church Center: grace of grace.churchcenter.com',
    )
    .optionsGroup('With --oauth:')
    .option('--client-id <id>', 'of the OAuth application')
    .option(
      '--redirect-uri <address>',
      'where the browser comes back to, as it is registered',
      'http://127.0.0.1:4727/callback',
    )
    .option('--scopes <names>', 'the apps that pco may use; default people', collectNames)
    .option('--no-browser', 'print the address, and ask for the one that the browser was sent back to');
  withExamples(command, [
    ['pco auth login', 'asks for a personal access token'],
    ['pco auth login --with-token < token.txt', 'without being asked'],
    ['pco auth login --profile hope', 'one more church'],
    ['pco auth login --oauth --client-id 1234 --scopes people,services', 'in the browser'],
    ['pco auth login --church-center grace', 'what everybody may see'],
  ]);
  return command.action(
    action<LoginOptions>(async (invocation, options) => {
      const { login } = await import('../auth/login.ts');
      return login(invocation, options);
    }),
  );
}

function statusCommand(action: Action): Command {
  return new Command('status')
    .description('Tells which credentials there are, and which are used. Nothing is sent.')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .action(
      action<StatusOptions>(async (invocation, options) => {
        const { showStatus } = await import('../auth/show-status.ts');
        return showStatus(invocation, options);
      }),
    );
}

function switchCommand(action: Action): Command {
  return new Command('switch')
    .description('Uses another profile from now on; without a name it asks which.')
    .argument('[name]', 'a profile')
    .action(
      action(async (invocation, _options, [name]) => {
        const { switchProfile } = await import('../auth/switch-profile.ts');
        return switchProfile(invocation, name);
      }),
    );
}

function logoutCommand(action: Action): Command {
  return new Command('logout')
    .description('Forgets a profile. A consent by OAuth is taken back, too.')
    .argument('[name]', 'a profile; else that of --profile, else the one in use')
    .option('--local', 'only forget it here, without asking Planning Center')
    .action(
      action<{ readonly local?: true }>(async (invocation, options, [name]) => {
        const { logout } = await import('../auth/logout.ts');
        return logout(invocation, name, options);
      }),
    );
}
