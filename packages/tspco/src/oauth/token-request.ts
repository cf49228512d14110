import { PCOError, PCORequestTimeoutError, type FailedRequest } from '../errors.ts';
import { platform } from '#platform';
import { periodOf } from '../pacing/rate.ts';
import { checkLimits } from '../request/checks.ts';
import { userAgentOf } from '../request/headers.ts';
import { sentOf, tokenErrors } from '../transport/failure.ts';
import { parseRetryAfter } from '../transport/retry.ts';
import { answerError, failedAnswer, malformedAnswer, networkError } from '../transport/to-error.ts';
import { chooseTransport, type Fetch, type HttpAgent, type TransportAnswer } from '../transport/transport.ts';
import { limited, type Limit, type World } from '../world.ts';

/** Where and how a token is asked for. */
export interface TokenRequestOptions {
  /** Default `https://api.planningcenteronline.com`, for organization tokens `https://{ccName}.churchcenter.com`. */
  readonly apiBase?: string | undefined;
  /** The whole address, instead of one made from `apiBase`. */
  readonly tokenUrl?: string | undefined;
  /** Sends the request; default as with a client. */
  readonly fetch?: Fetch | undefined;
  /** On Node.js: the agent of `node:https` to send it through. */
  readonly agent?: HttpAgent | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the answer must be complete; default 60,000. */
  readonly timeout?: number | undefined;
}

/** What is wanted of the OAuth server, and what its answer must be. */
export interface Wanted<T> {
  readonly url: string;
  /** What the answer should be, as an error says it: `a token document`. */
  readonly expected: string;
  /**
   * Reads the answer to a success.
   *
   * @param document - the parsed body; `undefined` when that is no JSON object
   * @returns `undefined` when it is something else than was expected
   */
  readonly read: (document: Readonly<Record<string, unknown>> | undefined) => T | undefined;
}

/**
 * POSTs to the OAuth server once. It is never repeated: a refresh token works only once, so after a lost answer a
 * second try could not succeed and would hide what happened.
 */
export function postForm<T>(
  wanted: Wanted<T>,
  fields: Readonly<Record<string, string | undefined>> | undefined,
  options: TokenRequestOptions,
  world: World,
): Promise<T> {
  const given = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined) as [string, string][];
  const message = {
    method: 'POST',
    headers: fields ? { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' } : {},
    body: fields && new URLSearchParams(given).toString(),
    secrets: secretsIn(fields),
  };
  return exchange(wanted, message, options, world);
}

/** GETs a document with an access token. */
export function getWithToken<T>(
  wanted: Wanted<T>,
  accessToken: string,
  options: TokenRequestOptions,
  world: World,
): Promise<T> {
  const headers = { authorization: `Bearer ${accessToken}` };
  return exchange(
    wanted,
    { method: 'GET', headers, body: undefined, secrets: [accessToken] },
    options,
    world,
  );
}

interface Message {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** What must not appear in an error. */
  readonly secrets: readonly string[];
}

/** Sends a message to the OAuth server once, and reads its answer. */
async function exchange<T>(
  wanted: Wanted<T>,
  message: Message,
  options: TokenRequestOptions,
  world: World,
): Promise<T> {
  try {
    return await send(wanted, message, options, world);
  } catch (error) {
    if (error instanceof PCOError) tokenErrors.add(error);
    throw error;
  }
}

async function send<T>(
  { url, expected, read }: Wanted<T>,
  { method, headers, body, secrets }: Message,
  options: TokenRequestOptions,
  world: World,
): Promise<T> {
  checkLimits(options);
  const { signal, timeout = 60_000 } = options;
  const request: FailedRequest = {
    method,
    url: url.replace(/\?.*/s, ''),
    query: '',
    sent: 'maybe',
    attempts: 1,
  };
  const transport = chooseTransport(options);
  let limit: Limit | undefined;
  const sendOnce = async (told: Limit): Promise<{ response: TransportAnswer; text: string }> => {
    limit = told;
    const general = {
      accept: 'application/json',
      ...(platform.sendsUserAgent ? { 'user-agent': userAgentOf(undefined) } : {}),
    };
    const response = await transport({ url, method, headers: { ...general, ...headers }, body, limit });
    return { response, text: await response.text() };
  };
  const tooLate = new PCORequestTimeoutError(
    `${method} ${request.url} got no complete answer within ${timeout} ms. It was not repeated.`,
    request,
    timeout,
  );
  const { response, text } = await limited(sendOnce, {
    world,
    signal,
    ms: timeout,
    onTimeout: () => tooLate,
  }).catch((error: unknown) => {
    if (error === tooLate || signal?.aborted) throw error;
    const sent = sentOf({ kind: 'network', cause: error, sent: limit?.sent });
    throw networkError(
      { ...request, sent },
      error,
      secrets,
      sent === 'no' ? undefined : '. It was not repeated.',
    );
  });
  const answer = failedAnswer({ ...request, sent: 'yes' }, response, text, secrets);
  if (response.status >= 400) {
    const pause = parseRetryAfter(response.headers, world.now()) ?? (periodOf(response.headers) ?? 0) * 1000;
    throw answerError(answer, secrets, { pause, oauth: true });
  }
  const result = response.status < 300 ? read(parseObject(text)) : undefined;
  if (result === undefined) throw malformedAnswer(answer, secrets, `something else than ${expected}.`);
  return result;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text) as Record<string, unknown> | null;
    return typeof value === 'object' ? (value ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** As they are, and as a form writes them. */
function secretsIn(fields: Readonly<Record<string, string | undefined>> = {}): readonly string[] {
  const names = ['code', 'client_secret', 'refresh_token', 'code_verifier', 'token'];
  const values = names.map((name) => fields[name]).filter((value) => value !== undefined);
  return [...values, ...values.map((value) => new URLSearchParams({ v: value }).toString().slice(2))];
}
