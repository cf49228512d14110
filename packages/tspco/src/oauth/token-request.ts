import { PCORequestTimeoutError, type FailedRequest } from '../errors.ts';
import { platform } from '#platform';
import { userAgentOf } from '../request/headers.ts';
import { answerError, failedAnswerOf, malformedAnswer, networkError } from '../transport/to-error.ts';
import { systemFetch, type Fetch } from '../transport/transport.ts';
import { limited, type World } from '../world.ts';

/** Where and how a token is asked for. */
export interface TokenRequestOptions {
  /** Default `https://api.planningcenteronline.com`, for organization tokens `https://{ccName}.churchcenter.com`. */
  readonly apiBase?: string | undefined;
  /** The whole address, instead of one made from `apiBase`. */
  readonly tokenUrl?: string | undefined;
  /** Default the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
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
export async function requestToken(
  url: string,
  fields: Readonly<Record<string, string | undefined>> | undefined,
  options: TokenRequestOptions,
  world: World,
): Promise<unknown> {
  const { fetch = systemFetch, signal, timeout = 60_000 } = options;
  const secrets = ['code', 'client_secret', 'refresh_token', 'code_verifier']
    .map((name) => fields?.[name])
    .filter((value) => value !== undefined);
  const request: FailedRequest = { method: 'POST', url, query: '', sent: 'maybe', attempts: 1 };
  const body = fields && new URLSearchParams();
  for (const [name, value] of Object.entries(fields ?? {})) if (value !== undefined) body?.set(name, value);
  const exchange = async (limit: AbortSignal): Promise<{ response: Response; text: string }> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        ...(platform.sendsUserAgent ? { 'user-agent': userAgentOf(undefined) } : {}),
      },
      ...(body ? { body } : {}),
      redirect: 'manual',
      signal: limit,
    });
    return { response, text: await response.text() };
  };
  const tooLate = new PCORequestTimeoutError(
    `POST ${url} got no complete answer within ${timeout} ms. It was not repeated.`,
    request,
    timeout,
  );
  const { response, text } = await limited(exchange, {
    world,
    signal,
    ms: timeout,
    onTimeout: () => tooLate,
  }).catch((error: unknown) => {
    throw error === tooLate || signal?.aborted ? error : networkError(request, error, secrets);
  });
  const answer = failedAnswerOf({ ...request, sent: 'yes' }, response, text, secrets);
  if (response.status >= 400) throw answerError(answer, secrets);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformedAnswer(answer, secrets);
  }
}
