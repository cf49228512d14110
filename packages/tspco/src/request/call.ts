import { PCOInputError } from '../errors.ts';
import type { Priority } from '../pacing/pacer.ts';
import type { Call, Settings } from '../settings.ts';
import { resolveAddress, type Address, type AddressInput } from './address.ts';
import type { RequestBody } from './body.ts';
import { checkLimits } from './checks.ts';
import { checkHeaders } from './headers.ts';
import { mergeQueries, serializeQuery, withLinkage, type Query, type Scalar } from './query.ts';
import { checkVersion, versionFor } from './versions.ts';

/** Options of one call. Times are in milliseconds; what is left out comes from the client. */
export interface RequestOptions {
  /** Stops waiting, wherever the call is; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** For one attempt, reading the body included. */
  readonly timeout?: number | undefined;
  /** From the first send until the last attempt must end. */
  readonly deadline?: number | undefined;
  /** Added to the request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The API version to ask for: a date such as `'2025-11-10'`, or `'LATEST'`. */
  readonly version?: string | undefined;
  /** How often it is sent again after a failure that may pass. */
  readonly maxRetries?: number | undefined;
  /** `'always'` sends a write again that may have been carried out. */
  readonly retry?: 'safe' | 'always' | undefined;
  /** Any query parameter, sent as it is. */
  readonly params?: Readonly<Record<string, Scalar | undefined>> | undefined;
}

/** The names of {@link RequestOptions}. */
export const CALL_OPTIONS: readonly string[] = [
  'signal',
  'timeout',
  'deadline',
  'headers',
  'version',
  'maxRetries',
  'retry',
  'params',
];

/** What a verb knows beyond address and options. */
export interface CallParts {
  readonly query?: Query | undefined;
  readonly options: RequestOptions;
  readonly body?: RequestBody | undefined;
  readonly read: Call['read'];
  readonly priority?: Priority;
}

const SHORTEST_DEADLINE = 120_000;

/**
 * Puts a request together. Nothing is sent.
 *
 * @throws {@link PCOInputError} for what cannot or must not be sent
 */
export function buildCall(method: string, url: AddressInput, parts: CallParts, settings: Settings): Call {
  const { body, options, read } = parts;
  const verb = checkMethod(method, body, settings.readOnly);
  checkLimits(options);
  const address = addressOf(url, parts, settings);
  const timeout = options.timeout ?? (body?.upload ? settings.uploadTimeout : settings.timeout);
  const version = options.version === undefined ? settings.version : checkVersion(options.version);
  const asked = version ?? versionFor(address.path, settings.versions, settings.sendNewestVersion);
  // The upload server is another program, without versions.
  const sentVersion = address.base === settings.base ? asked : undefined;
  return {
    method: verb,
    address,
    headers: {
      accept: 'application/vnd.api+json, application/json',
      ...(sentVersion === undefined ? {} : { 'x-pco-api-version': sentVersion }),
      ...settings.headers,
      ...(options.headers === undefined ? {} : checkHeaders(options.headers)),
    },
    body,
    signed: true,
    read,
    redirects: 'follow',
    timeout,
    deadline: options.deadline ?? settings.deadline ?? deadlineFor(timeout),
    maxRetries: options.maxRetries ?? settings.maxRetries,
    retry: options.retry ?? settings.retry,
    priority: settings.priority ?? parts.priority ?? 'interactive',
    share: settings.share,
    version: sentVersion,
    signal: options.signal,
  };
}

/** The deadline when none is given: enough for two attempts, and never less than two minutes. */
export function deadlineFor(timeout: number): number {
  return Math.max(SHORTEST_DEADLINE, 2 * timeout);
}

function checkMethod(method: string, body: RequestBody | undefined, readOnly: boolean): string {
  const verb = method.toUpperCase();
  if (!/^(GET|HEAD|POST|PATCH|PUT|DELETE|OPTIONS)$/.test(verb)) {
    throw new PCOInputError(`${JSON.stringify(method)} is not a method of this API.`, 'ERR_OPTIONS');
  }
  const reads = verb === 'GET' || verb === 'HEAD';
  if (reads && body) throw new PCOInputError(`A ${verb} request cannot carry a payload.`, 'ERR_PAYLOAD');
  if (readOnly && !reads) {
    throw new PCOInputError(
      `${verb} was not sent: this client is read-only (option readOnly).`,
      'ERR_READ_ONLY',
    );
  }
  return verb;
}

function addressOf(url: AddressInput, { query, options, body }: CallParts, settings: Settings): Address {
  const toUploadServer = body?.upload === true && String(url).startsWith(settings.uploadBase.origin);
  const address = resolveAddress(url, toUploadServer ? settings.uploadBase : settings.base);
  const parameters =
    query === undefined && options.params === undefined ? [] : serializeQuery(query ?? {}, options.params);
  return { ...address, query: withLinkage(mergeQueries(address.query, parameters)) };
}
