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

/**
 * POSTs to a token endpoint once. It is never repeated: a refresh token works only once, so after a lost answer a
 * second try could not succeed and would hide what happened.
 *
 * @returns the parsed body
 */
export function requestToken(
  url: string,
  fields: Readonly<Record<string, string | undefined>> | undefined,
  options: TokenRequestOptions,
  world: World,
): Promise<unknown> {
  const given = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined) as [string, string][];
  const message = {
    method: 'POST',
    url,
    headers: fields ? { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' } : {},
    body: fields && new URLSearchParams(given).toString(),
    secrets: secretsIn(fields),
  };
  return exchange(message, options, world);
}

/** GETs a document with an access token. */
export function requestWithToken(
  url: string,
  accessToken: string,
  options: TokenRequestOptions,
  world: World,
): Promise<unknown> {
  const headers = { authorization: `Bearer ${accessToken}` };
  return exchange({ method: 'GET', url, headers, body: undefined, secrets: [accessToken] }, options, world);
}

interface Message {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** What must not appear in an error. */
  readonly secrets: readonly string[];
}

/** Sends a message to the OAuth server once, and gives the object that it answers. */
async function exchange(message: Message, options: TokenRequestOptions, world: World): Promise<unknown> {
  try {
    return await send(message, options, world);
  } catch (error) {
    if (error instanceof PCOError) tokenErrors.add(error);
    throw error;
  }
}

async function send(
  { method, url, headers, body, secrets }: Message,
  options: TokenRequestOptions,
  world: World,
): Promise<unknown> {
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
  const document = response.status < 300 ? parseObject(text) : undefined;
  if (document === undefined) throw malformedAnswer(answer, secrets, 'something else than a token document.');
  return document;
}

function parseObject(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
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
