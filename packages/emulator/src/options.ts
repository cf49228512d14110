import { checkFaults } from './faults/check-faults.ts';
import { isTime } from './emulator-clock.ts';
import type { FaultRule } from './faults/fault.ts';
import { isRedirectUri } from './oauth/redirect-uri.ts';
import type { ApplicationOptions } from './oauth/applications.ts';
import { kindOf, listOf, oneOf, SWITCH, TEXT, wholeNumber, type Rule } from './option-rules.ts';
import { describe } from './basics/describe.ts';
import { isObject } from './basics/is-object.ts';
import { isSubdomain, type ChurchOptions } from './organizations/church-settings.ts';
import { isRateLimit } from './rate-limit/check-rate-limit.ts';
import { DEFAULT_LIMIT, type RateLimit } from './rate-limit/rate-limiter.ts';
import { isDate } from './query/time.ts';

/** What can be said about an emulator. Everything has a default. */
export interface EmulatorOptions {
  /** How many people the church has: 1 to 100,000; default 500. */
  readonly people?: number | undefined;
  /** The same seed makes the same church; default 1. */
  readonly seed?: number | undefined;
  /** `'seeded'`: people and all that they do. `'empty'`: an organization without anybody. Default `'seeded'`. */
  readonly church?: 'seeded' | 'empty' | undefined;
  /** The first part of the church's address at Church Center; default `'emulator'`. */
  readonly subdomain?: string | undefined;
  /** More churches, each with a subdomain of its own. They are made when they are first asked for; default none. */
  readonly churches?: readonly ChurchOptions[] | undefined;
  /**
   * Requests in so many seconds, and by what kind of window they are counted; or `false` for no limit and no rate
   * headers. Default 100 in 20, from the first request.
   */
  readonly rateLimit?:
    { readonly [Part in keyof RateLimit]?: RateLimit[Part] | undefined } | false | undefined;
  /** Milliseconds that each answer takes; default 0. */
  readonly latency?: number | undefined;
  /** What goes wrong, and with which requests; default nothing. `control.faults` changes it. */
  readonly faults?: readonly FaultRule[] | undefined;
  /** How many requests the log keeps; default 10,000. */
  readonly requestLog?: number | undefined;
  /** The time in milliseconds since 1970: of records, tokens, uploads and the rate limit. Default: the system's. */
  readonly clock?: Clock | undefined;
  /**
   * Refuse what Planning Center ignores silently, such as an unknown name in `where`, and what cannot be meant: a word
   * for a date in `where`, a payload of another `type`; default `false`.
   */
  readonly strict?: boolean | undefined;
  /** Send `included: []` even when nothing was asked for, as in 2019; default `false`. */
  readonly emptyIncluded?: boolean | undefined;
  /** Answer requests without a User-Agent as Planning Center's firewall does; default `true`. */
  readonly requireUserAgent?: boolean | undefined;
  /** Of the personal access token, and of the OAuth application; default `'emulator'`. */
  readonly applicationId?: string | undefined;
  /** Default `'emulator-secret'`. */
  readonly secret?: string | undefined;
  /** An OAuth access token that is valid from the start and does not expire; default `'pco_tok_emulator'`. */
  readonly accessToken?: string | undefined;
  /** More OAuth applications than the emulator's own; default none. */
  readonly applications?: readonly ApplicationOptions[] | undefined;
  /**
   * Who is asked for consent at `/oauth/authorize`. `'browser'`: a browser gets a page to sign in and agree, a program
   * is sent back at once. `'page'`: everybody gets the page. `'automatic'`: nobody. Default `'browser'`.
   */
  readonly consent?: 'browser' | 'page' | 'automatic' | undefined;
  /** Answer a `redirect_uri` on this machine as Planning Center's firewall has done; default `false`. */
  readonly refuseLoopbackRedirects?: boolean | undefined;
  /** The address that `listen` binds; default `'127.0.0.1'`, which other machines cannot reach. */
  readonly host?: string | undefined;
  /**
   * Names of this machine, besides localhost and `host`, by which the page and the control may be asked for through a
   * port; default none. All others are refused there, since any web page could have pointed its own name here.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /**
   * Sends deliveries of webhooks, like the platform's `fetch`, which is the default. With a function of its own a test
   * receives them without a socket.
   */
  readonly deliver?: typeof fetch | undefined;
  /** The date of the version in which webhooks tell of resources; default `'2018-08-01'`. */
  readonly webhookVersion?: string | undefined;
}

/** What the emulator takes for the time; `{ now: () => moment }` makes it stand still. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The options with every default filled in. */
export interface Settings {
  readonly people: number;
  readonly seed: number;
  readonly church: 'seeded' | 'empty';
  readonly subdomain: string;
  readonly churches: readonly ChurchOptions[];
  readonly rateLimit: RateLimit | false;
  readonly latency: number;
  readonly faults: readonly FaultRule[];
  readonly requestLog: number;
  readonly clock: Clock;
  readonly strict: boolean;
  readonly emptyIncluded: boolean;
  readonly requireUserAgent: boolean;
  readonly applicationId: string;
  readonly secret: string;
  readonly accessToken: string;
  readonly applications: readonly ApplicationOptions[];
  readonly consent: 'browser' | 'page' | 'automatic';
  readonly refuseLoopbackRedirects: boolean;
  readonly host: string;
  readonly allowedHosts: readonly string[];
  readonly deliver: typeof fetch;
  readonly webhookVersion: string;
}

/** The first version of every app. */
const OLDEST_VERSION = '2018-08-01';

export const DEFAULTS: Settings = {
  people: 500,
  seed: 1,
  church: 'seeded',
  subdomain: 'emulator',
  churches: [],
  rateLimit: DEFAULT_LIMIT,
  latency: 0,
  faults: [],
  requestLog: 10_000,
  clock: { now: () => Date.now() },
  strict: false,
  emptyIncluded: false,
  requireUserAgent: true,
  applicationId: 'emulator',
  secret: 'emulator-secret',
  accessToken: 'pco_tok_emulator',
  applications: [],
  consent: 'browser',
  refuseLoopbackRedirects: false,
  host: '127.0.0.1',
  allowedHosts: [],
  deliver: (input, init) => fetch(input, init),
  webhookVersion: OLDEST_VERSION,
};

/**
 * Checks the options and fills in the defaults.
 *
 * @throws TypeError for a value of the wrong type and for an unknown name, RangeError for one that is not allowed
 */
export function settingsFrom(options: EmulatorOptions): Settings {
  if (!isObject(options)) {
    throw new TypeError('The options must be an object like { people: 50, rateLimit: false }.');
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) checkOption(name, value);
  const { rateLimit, ...rest } = Object.fromEntries(given) as Partial<Settings>;
  if (rest.clock) timeOf(rest.clock);
  if (rest.faults) checkFaults(rest.faults);
  const settings: Settings = {
    ...DEFAULTS,
    ...rest,
    rateLimit: rateLimit === false ? false : { ...DEFAULT_LIMIT, ...withoutUndefined(rateLimit) },
  };
  const { subdomain, churches, applicationId, applications } = settings;
  checkDifferent('churches', 'subdomain', [subdomain, ...churches.map((church) => church.subdomain)]);
  checkDifferent('applications', 'id', [applicationId, ...applications.map(({ id }) => id)]);
  return settings;
}

/** @throws RangeError when something is there twice, the emulator's own included */
function checkDifferent(option: string, name: string, values: readonly string[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice === undefined) return;
  throw new RangeError(
    `Each of the ${option}, the emulator's own included, needs another ${name}; ${twice} is there twice.`,
  );
}

/**
 * What the clock says.
 *
 * @throws RangeError when that is no time: it would stand in records, and be compared with other times
 */
export function timeOf(clock: Clock): number {
  const time = clock.now();
  if (isTime(time)) return time;
  throw new RangeError(
    `The option clock must have a function now that returns milliseconds since 1970, in the years 1 to 9999; it returned ${describe(time)}.`,
  );
}

/** Says what an option must be, for messages. */
export function allowedValues(name: keyof Settings): string {
  return RULES[name].allowed;
}

export function isAllowed(name: keyof Settings, value: unknown): boolean {
  return RULES[name].fits(value);
}

// The longest time that Node.js can wait.
const LONGEST_WAIT = 2_147_483_647;

const PEOPLE = wholeNumber(1, 100_000);
const SEED = wholeNumber(0, Number.MAX_SAFE_INTEGER);
const CHURCH = oneOf('seeded', 'empty');

const SUBDOMAIN: Rule = {
  kind: 'string',
  allowed: "a label of a host name in small letters, such as 'grace', and not 'api' or 'www'",
  fits: isSubdomain,
};

const REDIRECT_URIS: Rule = {
  kind: 'list',
  allowed: 'a list of addresses',
  fits: (value) => Array.isArray(value) && value.length > 0 && value.every(isRedirectUri),
};

// A name, an address, or an address of IPv6 as it stands in a URL.
const HOST_WITHOUT_PORT = /^(?:[\w.-]+|\[[\da-f:.]+\])$/i;

const ALLOWED_HOSTS: Rule = {
  kind: 'list',
  allowed: "a list of host names without a port, like ['emulator', 'pco.test']",
  fits: (value) =>
    Array.isArray(value) && value.every((name) => typeof name === 'string' && HOST_WITHOUT_PORT.test(name)),
};

const RULES: Readonly<Record<keyof Settings, Rule>> = {
  people: PEOPLE,
  seed: SEED,
  church: CHURCH,
  subdomain: SUBDOMAIN,
  churches: listOf('churches', {
    subdomain: { ...SUBDOMAIN, isRequired: true },
    name: TEXT,
    people: PEOPLE,
    seed: SEED,
    church: CHURCH,
  }),
  rateLimit: {
    kind: 'object',
    allowed: `false, or requests and seconds, both whole numbers from 1, like { limit: 100, period: 20 }`,
    fits: (value) => value === false || isRateLimit(value),
  },
  latency: {
    kind: 'number',
    allowed: `a number of milliseconds from 0 to ${LONGEST_WAIT}`,
    fits: (value) => typeof value === 'number' && value >= 0 && value <= LONGEST_WAIT,
  },
  faults: {
    kind: 'list',
    allowed: 'a list of rules like { fault: "error", nth: 3 }',
    fits: (value) => Array.isArray(value),
  },
  requestLog: wholeNumber(1, 1_000_000),
  clock: {
    kind: 'object',
    allowed: 'an object with a function now, like { now: () => Date.now() }',
    fits: isClock,
  },
  strict: SWITCH,
  emptyIncluded: SWITCH,
  requireUserAgent: SWITCH,
  applicationId: TEXT,
  secret: { ...TEXT, isSecret: true },
  accessToken: {
    ...TEXT,
    allowed: 'a text without spaces that does not begin with ort_, as organization tokens do',
    fits: (value) => typeof value === 'string' && /^(?!ort_)\S+$/.test(value),
    isSecret: true,
  },
  applications: {
    ...listOf('applications', {
      id: { ...TEXT, isRequired: true },
      secret: TEXT,
      name: TEXT,
      redirectUris: REDIRECT_URIS,
    }),
    isSecret: true,
  },
  consent: oneOf('browser', 'page', 'automatic'),
  refuseLoopbackRedirects: SWITCH,
  host: { ...TEXT, allowed: "an address of this machine, such as '127.0.0.1' or '0.0.0.0'" },
  allowedHosts: ALLOWED_HOSTS,
  deliver: {
    kind: 'function',
    allowed: 'a function like fetch',
    fits: (value) => typeof value === 'function',
  },
  webhookVersion: {
    kind: 'string',
    allowed: `a date from ${OLDEST_VERSION} on`,
    fits: (value) => typeof value === 'string' && isDate(value) && value >= OLDEST_VERSION,
  },
};

function isClock(value: unknown): boolean {
  return isObject(value) && typeof value['now'] === 'function';
}

function checkOption(name: string, value: unknown): void {
  if (!Object.hasOwn(RULES, name)) {
    throw new TypeError(`There is no option ${name}. There are: ${Object.keys(RULES).join(', ')}.`);
  }
  const rule = RULES[name as keyof Settings];
  if (rule.fits(value)) return;
  const found = rule.isSecret ? 'something else' : describe(value);
  const message = `The option ${name} must be ${rule.allowed}; got ${found}.`;
  throw kindOf(value) === rule.kind ? new RangeError(message) : new TypeError(message);
}

function withoutUndefined<T extends object>(value: T | undefined): Partial<T> {
  return Object.fromEntries(
    Object.entries(value ?? {}).filter(([, member]) => member !== undefined),
  ) as Partial<T>;
}
