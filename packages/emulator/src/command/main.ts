import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { APP_NAMES, isAppName, nearNames } from '@tspco/catalog';
import type { AppCoverage } from '../coverage/measure-coverage.ts';
import type { Emulator, Listening } from '../emulator-interface.ts';
import { hostnameOf, isLoopback } from '../control/refuse-foreign.ts';
import type { FaultRule } from '../faults/fault.ts';
import type { Files } from './files.ts';
import { ALLOWED_PORTS, isPort } from '../http/socket-server.ts';
import { allowedValues, DEFAULTS, isAllowed, type EmulatorOptions, type Settings } from '../options.ts';
import type { ApplicationOptions } from '../oauth/applications.ts';
import type { RateLimit } from '../rate-limit/rate-limiter.ts';
import { WINDOW_KINDS, type WindowKind } from '../rate-limit/rate-windows.ts';
import { checkWritable, loadFiles, saveSnapshot, type LoadSource } from './saved-church.ts';
import { VERSION } from '../version.ts';

/** What the command line program touches of the world. */
export interface MainWorld {
  readonly createEmulator: (options: EmulatorOptions) => Emulator;
  readonly measureCoverage: () => Promise<readonly AppCoverage[]>;
  /** Whether what is written out goes to somebody's eyes and not into a file. */
  readonly isTerminal: boolean;
  readonly files: Files;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Resolves when somebody wants the program to end. */
  readonly stopped: () => Promise<void>;
}

/**
 * Runs the program until it is stopped.
 *
 * @param args - without the names of Node.js and of the program
 * @returns the exit code: 0, 1 when it could not start, 2 for a command line that makes no sense
 */
export async function main(args: readonly string[], world: MainWorld): Promise<number> {
  const options = parse(args, world);
  if (typeof options === 'number') return options;
  if (options.coverage) return printCoverage(options, world);
  const { port, json, load = [], snapshot, faults } = options;
  let emulator: Emulator;
  try {
    emulator = world.createEmulator(emulatorOptions(options));
  } catch (error) {
    world.writeError(`tspco-emulator: ${(error as Error).message}\n`);
    return 2;
  }
  const stopped = world.stopped();
  try {
    if (snapshot !== undefined) await checkWritable(snapshot, world);
    if (faults !== undefined) await setFaults(faults, emulator, world);
    const fromSnapshot = await loadFiles(load, emulator, world);
    const listening = await emulator.listen(port);
    world.writeOut(
      json ? jsonLine(emulator, listening) : startUpText(emulator, listening, { ...options, fromSnapshot }),
    );
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    const way = code === 'EADDRINUSE' ? ' Try: tspco-emulator --port 0' : '';
    world.writeError(`tspco-emulator: ${message}${way}\n`);
    return 1;
  }
  await stopped;
  await emulator.close();
  return snapshot === undefined ? 0 : saveSnapshot(snapshot, emulator, options, world);
}

async function setFaults(path: string, { control }: Emulator, { files }: MainWorld): Promise<void> {
  try {
    control.faults.set(JSON.parse(await files.readText(path)) as readonly FaultRule[]);
  } catch (error) {
    throw new Error(`The faults of ${path} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

function emulatorOptions(options: CommandOptions): EmulatorOptions {
  const { people, seed, latency, host, allowHost: allowedHosts, consent, rateWindow: window } = options;
  return {
    people,
    seed,
    latency,
    host,
    allowedHosts,
    consent,
    rateLimit: options.rateLimit && { ...options.rateLimit, window },
    churches: options.church?.map((subdomain) => ({ subdomain })),
    applications: options.application,
  };
}

async function printCoverage({ json }: CommandOptions, world: MainWorld): Promise<number> {
  const coverage = await world.measureCoverage();
  const { coverageText } = await import('../coverage/coverage-text.ts');
  world.writeOut(json ? `${JSON.stringify(coverage)}\n` : coverageText(coverage, world));
  return 0;
}

// The telephone keys of PCO are 726.
const DEFAULT_PORT = 4726;

interface CommandOptions extends Pick<Settings, 'people' | 'seed' | 'latency' | 'host' | 'consent'> {
  readonly rateLimit: Pick<RateLimit, 'limit' | 'period'> | false;
  readonly rateWindow: WindowKind;
  readonly port: number;
  readonly allowHost?: readonly string[];
  readonly church?: readonly string[];
  readonly application?: readonly ApplicationOptions[];
  readonly json?: true;
  readonly coverage?: true;
  readonly load?: readonly LoadSource[];
  readonly faults?: string;
  readonly snapshot?: string;
}

/** The options, or the exit code when the program has nothing more to do. */
function parse(args: readonly string[], { writeOut, writeError }: MainWorld): CommandOptions | number {
  const command = createCommand().configureOutput({ writeOut, writeErr: writeError });
  try {
    return command.parse(args, { from: 'user' }).opts<CommandOptions>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

function createCommand(): Command {
  const { people, seed, latency, host } = DEFAULTS;
  return new Command('tspco-emulator')
    .description('A Planning Center to develop and test against, with a church of made-up people.')
    .option('--port <n>', 'port to listen on; 0 for any free one', toPort, DEFAULT_PORT)
    .option('--host <address>', 'address to listen on; 0.0.0.0 lets other machines in', toHost, host)
    .option('--allow-host <name>', 'one more name by which it may be controlled; may be repeated', toNames)
    .option('--people <n>', 'size of the church', numberFor('people'), people)
    .option('--seed <n>', 'the same seed makes the same church', numberFor('seed'), seed)
    .addOption(
      new Option('--rate-limit <n/seconds>', 'requests in so many seconds, or off')
        .argParser(toRateLimit)
        .default(DEFAULTS.rateLimit, '100/20'),
    )
    .addOption(
      new Option('--rate-window <kind>', 'how those seconds lie in time')
        .choices(WINDOW_KINDS)
        .default(WINDOW_KINDS[0]),
    )
    .option('--latency <ms>', 'time that each answer takes', numberFor('latency'), latency)
    .option('--faults <file>', 'what goes wrong: a list of rules, as JSON', toFile)
    .option('--church <subdomain>', 'one more church of that size; may be repeated', toChurches)
    .addOption(
      new Option('--consent <whom>', 'who is asked at /oauth/authorize: browsers, everybody or nobody')
        .choices(['browser', 'page', 'automatic'])
        .default(DEFAULTS.consent),
    )
    .option(
      '--application <id[:secret][@redirect-uri]>',
      'one more OAuth application, public without a secret; may be repeated',
      toApplications,
    )
    .option('--load <[app=]file>', LOAD_HELP, toLoadSources)
    .option('--snapshot <file>', 'write the church there at the end, to be loaded again', toFile)
    .option(
      '--json',
      'print one line of JSON (the addresses and credentials, or the coverage) instead of a text',
    )
    .addOption(
      new Option('--coverage', 'ask for everything that the catalog has, print what is answered, and end')
        // It makes an emulator of its own, of which nothing is kept.
        .conflicts('snapshot'),
    )
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride();
}

const LOAD_HELP =
  'add the JSON:API documents of a file, or go back to the church of a snapshot; may be repeated';

function toLoadSources(text: string, before: readonly LoadSource[] = []): readonly LoadSource[] {
  const [, app = '', path = ''] = /^([a-z-]+)=(.+)$/.exec(text) ?? [];
  if (isAppName(app)) return [...before, { app, path }];
  if (app !== '' && nearNames(app, APP_NAMES).length > 0) {
    throw new InvalidArgumentError(`There is no app ${app}. There are: ${APP_NAMES.join(', ')}.`);
  }
  return [...before, { path: toFile(text) }];
}

function toChurches(subdomain: string, before: readonly string[] = []): readonly string[] {
  if (!isAllowed('subdomain', subdomain))
    throw new InvalidArgumentError(`It must be ${allowedValues('subdomain')}.`);
  return [...before, subdomain];
}

function toNames(name: string, before: readonly string[] = []): readonly string[] {
  const names = [...before, name];
  if (isAllowed('allowedHosts', names)) return names;
  throw new InvalidArgumentError('It must be the name of a host without a port, like emulator or pco.test.');
}

function toApplications(
  text: string,
  before: readonly ApplicationOptions[] = [],
): readonly ApplicationOptions[] {
  const [, id = '', secret, redirectUri] = /^([^:@\s]+)(?::([^@\s]+))?(?:@(\S+))?$/.exec(text) ?? [];
  const application = { id, secret, redirectUris: redirectUri === undefined ? undefined : [redirectUri] };
  if (!isAllowed('applications', [application]))
    throw new InvalidArgumentError('It must be like web:secret@https://app.example.org/callback.');
  return [...before, application];
}

function toFile(text: string): string {
  if (text === '') throw new InvalidArgumentError('It must be the path of a file.');
  return text;
}

function toPort(text: string): number {
  const port = wholeNumber(text);
  if (!isPort(port)) throw new InvalidArgumentError(`It must be ${ALLOWED_PORTS}.`);
  return port;
}

function toHost(text: string): string {
  if (!isAllowed('host', text)) throw new InvalidArgumentError(`It must be ${allowedValues('host')}.`);
  return text;
}

function numberFor(name: 'people' | 'seed' | 'latency'): (text: string) => number {
  return (text) => {
    const number = wholeNumber(text);
    if (!isAllowed(name, number)) throw new InvalidArgumentError(`It must be ${allowedValues(name)}.`);
    return number;
  };
}

function toRateLimit(text: string): CommandOptions['rateLimit'] {
  if (text === 'off') return false;
  const [, limit = '', period = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const rateLimit = { limit: wholeNumber(limit), period: wholeNumber(period) };
  if (!isAllowed('rateLimit', rateLimit)) {
    throw new InvalidArgumentError('It must be off, or requests and seconds, both from 1, like 100/20.');
  }
  return rateLimit;
}

/** Also no number is what JavaScript would read out of an empty text, or of `0x10`. */
const wholeNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN);

function jsonLine({ applicationId, secret }: Emulator, { url, uploadUrl }: Listening): string {
  return `${JSON.stringify({ url, uploadUrl, applicationId, secret })}\n`;
}

function startUpText(
  emulator: Emulator,
  { url, uploadUrl }: Listening,
  options: CommandOptions & { readonly fromSnapshot: boolean },
): string {
  const { applicationId, secret, accessToken } = emulator;
  const { people, seed, rateLimit } = options;
  const limit = rateLimit ? `${rateLimit.limit} requests in ${rateLimit.period} seconds` : 'no rate limit';
  const open = isLoopback(hostnameOf(options.host))
    ? ''
    : '\nOther machines may reach it, and its credentials are no secret.\n';
  const church = options.fromSnapshot
    ? 'The church of a snapshot'
    : `A church of ${people} made-up people (seed ${seed})`;
  const more = options.church ? `\nMore churches: ${options.church.join(', ')}.` : '';
  const loaded = options.load ? `\nLoaded: ${options.load.map(({ path }) => path).join(', ')}.` : '';
  return `tspco emulator ${VERSION}: stands in for Planning Center, knows nothing of the real one.
${church}; ${limit}.${more}${loaded}

  API             ${url}
  uploads         ${uploadUrl}
  application id  ${applicationId}
  secret          ${secret}
  access token    ${accessToken}
${open}
Try:  curl -u '${applicationId}:${secret}' '${url}/people/v2/people?per_page=1'
Look: ${url}/ in a browser
Stop: Ctrl+C
`;
}
