import { platform } from '#platform';
import { chooseCredentials, type CredentialOptions } from './credentials/choose.ts';
import { PCOCredentialsError } from './errors.ts';
import { createEmit, type Hooks, type Logger } from './hooks.ts';
import { API_ORIGIN, CHURCH_CENTER_ORIGIN, UPLOAD_URL } from './origins.ts';
import { Job } from './pacing/job.ts';
import { createPacer, sharedPacer, type Pacer, type Priority } from './pacing/pacer.ts';
import { parseBase } from './request/address.ts';
import {
  checkFunction,
  checkFunctions,
  checkKind,
  checkLimits,
  checkNames,
  refused,
} from './request/checks.ts';
import { checkHeaders, userAgentOf } from './request/headers.ts';

import { checkVersion } from './request/versions.ts';
import type { Settings } from './settings.ts';
import { chooseTransport, type Fetch, type HttpAgent } from './transport/transport.ts';
import type { PinnedVersions } from './types/versions.ts';
import { systemWorld, type World } from './world.ts';

/** The options of a client beside its credentials. Times are in milliseconds. */
export interface ClientOptions {
  /**
   * Default `https://api.planningcenteronline.com`; with `ccName` `https://api.churchcenter.com`; with a session, the
   * server whose tokens it has.
   */
  readonly apiBase?: string | undefined;
  /** Default `https://upload.planningcenteronline.com/v2/files`. */
  readonly uploadUrl?: string | undefined;
  /** With `ccName`: where its token is fetched; default `/sessions/tokens` on the church's own host, or on `apiBase` if given. */
  readonly tokenUrl?: string | undefined;
  /** For one attempt, reading the body included; default 60,000. */
  readonly timeout?: number | undefined;
  /** The same for uploads and downloads; default 300,000. */
  readonly uploadTimeout?: number | undefined;
  /** How often a request is sent again after a failure that may pass; default 3. 429s are not counted. */
  readonly maxRetries?: number | undefined;
  /**
   * From the first send until the last attempt must end, waiting in the pacer not counted; default 120,000, or twice
   * the time-out of one attempt where that is longer. While the server's pause after a 429 lasts, further requests of
   * the same person queue in the pacer; only `signal` ends that.
   */
  readonly deadline?: number | undefined;
  /**
   * `'safe'`, the default, never sends a write again that may have been carried out. `'always'` does, at the risk of
   * doing it twice.
   */
  readonly retry?: 'safe' | 'always' | undefined;
  /** Refuses every method but GET and HEAD before anything is sent; default `false`. */
  readonly readOnly?: boolean | undefined;
  /**
   * API versions by app: `{ people: '2025-11-10' }`. Types follow; of a date that is not a version's own, nothing is
   * known. Default: the newest that this library knows.
   */
  readonly versions?: PinnedVersions | undefined;
  /**
   * Refuses paths of which this library knows nothing, misspelt ones among them; default `false`: they get wide types.
   * Only the compiler looks at it.
   */
  readonly strictPaths?: boolean | undefined;
  /** Other origins of the same server, as its links may name them: they are rewritten to `apiBase`. */
  readonly aliases?: readonly string[] | undefined;
  /** Names the rate budget; default one made from the credentials. Clients of the same person should share it. */
  readonly budgetKey?: string | undefined;
  /** Added to `tspco/<version>`: your program's name and address, so that Planning Center can reach you. */
  readonly userAgent?: string | undefined;
  /**
   * Sends the requests. Default on Node.js: connections of the client's own, by `node:https`; elsewhere the platform's
   * `fetch`.
   */
  readonly fetch?: Fetch | undefined;
  /**
   * On Node.js: an agent of `node:https`, or one that works like it, through which all requests go. Agents for proxies
   * and certificates of your own are given here. It stays yours to close.
   */
  readonly agent?: HttpAgent | undefined;
  /** Decides when requests are sent. Default: one for all clients in the process. */
  readonly pacer?: Pacer | undefined;
  /** Functions that are told about requests, answers, retries, waits and warnings. */
  readonly on?: Hooks | undefined;
  /** Takes log lines, without credentials, queries and bodies. Default: none, or standard error with `PCO_LOG=debug` (`warn`: warnings only). */
  readonly logger?: Logger | undefined;
}

/** Everything `new PCO` takes: exactly one kind of credentials, and the rest as needed. */
export type PCOOptions = CredentialOptions & ClientOptions;

/** What `with` may change. Times are in milliseconds. */
export interface ViewOptions {
  /** An API version for every app: a date such as `'2025-11-10'`, or `'LATEST'`. */
  readonly version?: string | undefined;
  /** API versions by app, beside those that are pinned already. */
  readonly versions?: PinnedVersions | undefined;
  /** Added to every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Told to the pacer, which may let interactive requests go first. Default `'interactive'`, for `iterate` `'bulk'`. */
  readonly priority?: Priority | undefined;
  /**
   * The part of the rate limit that its requests may be sent in, above 0 to 1; default 1. With 0.5 they wait while half
   * of the limit is in use, by whomever, so that others always find room.
   */
  readonly share?: number | undefined;
  /**
   * Makes the view a job that may send so many requests, repeated ones included; then it gets a `PCOInputError`
   * `ERR_BUDGET`. `budget.spent` of the view counts them.
   */
  readonly maxRequests?: number | undefined;
  /** For one attempt, reading the body included. */
  readonly timeout?: number | undefined;
  /** The same for uploads and downloads. */
  readonly uploadTimeout?: number | undefined;
  /** From the first send until the last attempt must end. */
  readonly deadline?: number | undefined;
  /** How often a request is sent again after a failure that may pass. */
  readonly maxRetries?: number | undefined;
  /** `'always'` sends writes again that may have been carried out. */
  readonly retry?: 'safe' | 'always' | undefined;
  /** A view of a read-only client stays read-only. */
  readonly readOnly?: boolean | undefined;
}

const CREDENTIALS = ['applicationId', 'secret', 'token', 'session', 'ccName'] as const;
const LIMITS = ['timeout', 'uploadTimeout', 'deadline', 'maxRetries', 'retry', 'readOnly', 'versions'];
const VIEW_OPTIONS = [...LIMITS, 'version', 'headers', 'priority', 'share', 'maxRequests'];
const CLIENT_OPTIONS = [
  ...CREDENTIALS,
  ...LIMITS,
  'strictPaths',
  'apiBase',
  'uploadUrl',
  'tokenUrl',
  'aliases',
  'budgetKey',
  'userAgent',
  'fetch',
  'agent',
  'pacer',
  'on',
  'logger',
];

// Options that are settings as they are.
const SIMPLE = [
  'timeout',
  'uploadTimeout',
  'deadline',
  'maxRetries',
  'retry',
  'version',
  'priority',
  'share',
] as const;

/**
 * Checks options and completes them.
 *
 * @throws {@link PCOCredentialsError} or `PCOInputError`
 */
export function settingsFrom(options: PCOOptions, world: World): Settings {
  if (typeof options !== 'object' || options === null) {
    throw new PCOCredentialsError('PCO takes one object: new PCO({ applicationId, secret }).');
  }
  checkNames(options, CLIENT_OPTIONS);
  const { ccName, session, uploadUrl, tokenUrl, fetch, agent, pacer, logger, on = {} } = options;
  const apiBase = options.apiBase ?? session?.apiBase;
  checkFunctions(on, ['request', 'response', 'retry', 'wait', 'warning'], 'on.');
  checkKind('pacer', pacer, 'reserve', 'a Pacer');
  checkKind('logger', logger, 'debug', 'an object with the functions debug and warn, such as console');
  checkKind('aliases', options.aliases, 'map', "a list of origins such as ['https://example.org']");
  checkFunction('fetch', fetch);
  const churchCenter = ccName !== undefined;
  const defaultBase = churchCenter ? CHURCH_CENTER_ORIGIN : API_ORIGIN;
  const uploads = uploadUrl ?? UPLOAD_URL;
  const credentials = chooseCredentials(options, world, {
    // The API of Church Center gives no tokens; each church's own host does.
    apiBase:
      apiBase === undefined || parseBase(apiBase, 'apiBase').origin === defaultBase ? undefined : apiBase,
    tokenUrl,
    fetch,
    agent,
  });
  const aliases = (options.aliases ?? []).map((alias) => parseBase(alias, 'aliases').origin);
  const base = parseBase(apiBase ?? defaultBase, 'apiBase', aliases);
  const { origin: uploadOrigin } = parseBase(uploads, 'uploadUrl');
  const tokenOrigin = tokenUrl && parseBase(tokenUrl, 'tokenUrl').origin;
  const settings: Settings = {
    credentials,
    base,
    uploadUrl: new URL(uploads).href,
    uploadBase: { origin: uploadOrigin, prefix: '', aliases: [] },
    timeout: 60_000,
    uploadTimeout: 300_000,
    deadline: undefined,
    maxRetries: 3,
    retry: 'safe',
    readOnly: options.readOnly ?? false,
    versions: {},
    version: undefined,
    sendNewestVersion: !churchCenter,
    headers: platform.sendsUserAgent ? { 'user-agent': userAgentOf(options.userAgent) } : {},
    priority: undefined,
    share: 1,
    jobs: [new Job(Infinity)],
    budgetKey: options.budgetKey ?? `${credentials.budgetKey} ${base.origin}`,
    pacer: pacer ?? (world === systemWorld ? sharedPacer : createPacer(world)),
    transport: chooseTransport(options),
    emit: createEmit(on, logger ?? environmentLogger()),
    world,
    state: { closed: false, versionWarnings: new Set() },
  };
  warnOfPlainHttp({ apiBase: base.origin, uploadUrl: uploadOrigin, tokenUrl: tokenOrigin }, settings.emit);
  return withView(settings, options);
}

/**
 * The settings of a view.
 *
 * @throws `PCOInputError` `ERR_OPTIONS`
 */
export function viewOf(settings: Settings, options: ViewOptions): Settings {
  checkNames(options, VIEW_OPTIONS);
  return withView(settings, options);
}

function withView(settings: Settings, options: ViewOptions): Settings {
  const { version, versions = {}, headers = {}, maxRequests } = options;
  checkLimits(options);
  if (typeof versions !== 'object')
    throw refused('versions', "an object like { people: '2025-11-10' }", versions);
  for (const date of [version, ...Object.values(versions)]) if (date !== undefined) checkVersion(date);
  const given = SIMPLE.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  return {
    ...settings,
    ...(Object.fromEntries(given) as Partial<Settings>),
    jobs: maxRequests === undefined ? settings.jobs : [...settings.jobs, new Job(maxRequests)],
    readOnly: settings.readOnly || options.readOnly === true,
    // Of two views, the later one decides.
    ...(options.versions !== undefined && version === undefined ? { version: undefined } : {}),
    versions: { ...settings.versions, ...versions },
    headers: { ...settings.headers, ...checkHeaders(headers) },
  };
}

/**
 * Options from the environment: `PCO_APPLICATION_ID` and `PCO_SECRET`, or `PCO_TOKEN`, or `PCO_CC_NAME`;
 * `PCO_API_BASE` and `PCO_UPLOAD_URL` if set.
 *
 * @throws {@link PCOCredentialsError} when the variables hold no credentials, or several kinds
 */
export function optionsFromEnv(overrides: Partial<CredentialOptions> & ClientOptions): PCOOptions {
  const optional = { apiBase: variable('PCO_API_BASE'), uploadUrl: variable('PCO_UPLOAD_URL') };
  const credentials = {
    applicationId: variable('PCO_APPLICATION_ID'),
    secret: variable('PCO_SECRET'),
    token: variable('PCO_TOKEN'),
    ccName: variable('PCO_CC_NAME'),
  };
  const overridden = CREDENTIALS.some((name) => overrides[name] !== undefined);
  if (!overridden && Object.values(credentials).every((value) => value === undefined)) {
    throw new PCOCredentialsError(
      'No credentials in the environment. Set PCO_APPLICATION_ID and PCO_SECRET, or PCO_TOKEN, or PCO_CC_NAME; or start with node --env-file=FILE.',
    );
  }
  if (!overridden && (credentials.applicationId === undefined) !== (credentials.secret === undefined)) {
    const [set, unset] =
      credentials.secret === undefined ? ['APPLICATION_ID', 'SECRET'] : ['SECRET', 'APPLICATION_ID'];
    throw new PCOCredentialsError(
      `PCO_${set} is set in the environment, but PCO_${unset} is not, or is empty.`,
    );
  }
  const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  return { ...optional, ...(overridden ? {} : credentials), ...given } as PCOOptions;
}

/** An empty variable is one that is not set. */
function variable(name: string): string | undefined {
  return platform.env(name) || undefined;
}

function warnOfPlainHttp(
  origins: Readonly<Record<string, string | undefined>>,
  emit: Settings['emit'],
): void {
  for (const [option, origin] of Object.entries(origins)) {
    if (!origin || /^https:|^http:\/\/(127(\.\d+){3}|\[::1\]|(.*\.)?localhost)(:\d+)?$/.test(origin))
      continue;
    const message = `${option} is ${origin}: over plain http, credentials can be read on their way.`;
    emit('warning', { code: 'plain-http', message });
  }
}

function environmentLogger(): Logger | undefined {
  const level = platform.env('PCO_LOG')?.toLowerCase();
  if (!level) return undefined;
  return { debug: level === 'warn' ? () => {} : print, warn: print };
}

function print(message: string): void {
  // console.debug writes to standard output on Node.js, where a program's results go.
  console.error(`${new Date().toISOString()} ${message}`);
}
