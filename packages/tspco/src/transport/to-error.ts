import {
  PCOAuthenticationError,
  PCOFirewallError,
  PCOMalformedAnswerError,
  PCONotFoundError,
  PCOPermissionError,
  PCORateLimitError,
  PCORequestError,
  PCORequestTimeoutError,
  PCOUnexpectedRequestError,
  PCOValidationError,
  type ErrorObject,
  type FailedAnswer,
  type FailedRequest,
  type PCOError,
  type PCOErrorCode,
} from '../errors.ts';
import { codeOf, oneLine, redact, redactCause, redactJson } from '../redact.ts';
import { faultSource, isFirewallPage, lacksPermission, type Failure } from './failure.ts';

interface AnswerKind {
  readonly type: typeof PCORequestError;
  readonly code: PCOErrorCode;
  readonly advice: string;
}

const KINDS: Readonly<Record<number, AnswerKind>> = {
  401: {
    type: PCOAuthenticationError,
    code: 'ERR_AUTHENTICATION',
    advice: 'Check the credentials: mistyped, expired or revoked?',
  },
  403: {
    type: PCOPermissionError,
    code: 'ERR_PERMISSION',
    advice: 'The person, or the token by its scopes, may not do this.',
  },
  404: {
    type: PCONotFoundError,
    code: 'ERR_NOT_FOUND',
    advice: 'Check the path and the id, and whether you may see it.',
  },
  422: { type: PCOValidationError, code: 'ERR_VALIDATION', advice: 'Correct the values and send it again.' },
};
const FIREWALL: AnswerKind = {
  type: PCOFirewallError,
  code: 'ERR_FIREWALL',
  advice:
    'This is the firewall in front of Planning Center and says nothing about the token. Try again later.',
};
const LOOK_FIRST = 'It may have been carried out all the same: look before you send it again.';
const MOST_CHARACTERS = 500;

/**
 * The error for a failure that is final.
 *
 * @param request - the request with what is known after all its attempts
 * @param secrets - what must not appear in a message
 * @param pause - after a 429: how long to leave the server alone, in milliseconds
 */
export function errorOf(
  failure: Failure,
  request: FailedRequest,
  secrets: readonly string[],
  pause?: number,
): PCOError {
  switch (failure.kind) {
    case 'timeout': {
      const hint = failure.ms < 1000 ? ' Times are in milliseconds.' : '';
      const message = `${call(request)} got no complete answer within ${Math.round(failure.ms)} ms${outcome(request)}${hint}`;
      return new PCORequestTimeoutError(message, request, failure.ms);
    }
    case 'network':
      return networkError(request, failure.cause, secrets);
    case 'redirect':
      return new PCOUnexpectedRequestError(
        `${call(request)} was redirected, and the redirect was not followed: ${redact(failure.reason, secrets)}.`,
        request,
        undefined,
        'ERR_REDIRECT',
      );
    case 'malformed': {
      const { response, text } = failure.received;
      return malformedAnswer(failedAnswer(request, response, text, secrets), secrets);
    }
    case 'status': {
      const { response, text } = failure.received;
      return answerError(failedAnswer(request, response, text, secrets), secrets, { pause });
    }
  }
}

/**
 * The error for an answer with a status of 400 and above.
 *
 * @param options - `pause` as with {@link errorOf}; `oauth`: take over the server's own code, such as `invalid_grant`
 */
export function answerError(
  answer: FailedAnswer,
  secrets: readonly string[],
  options: { readonly pause?: number | undefined; readonly oauth?: boolean },
): PCORequestError {
  const { statusCode: status, responseBody, errors } = answer;
  const { pause = 0, oauth = false } = options;
  const say = (advice: string): string => redact(describe(answer, advice), secrets);
  if (status === 429) {
    return new PCORateLimitError(say(`Ask again in ${Math.ceil(pause / 1000)} s.`), answer, pause);
  }
  const known = KINDS[status === 401 && lacksPermission(responseBody) ? 403 : status];
  const { type, code, advice } = isFirewallPage(status, answer.headers, responseBody)
    ? FIREWALL
    : (known ?? { type: PCORequestError, code: 'ERR_REQUEST', advice: adviceFor(answer) });
  return new type(say(advice), answer, (oauth ? errors[0]?.code : undefined) ?? code);
}

/** The error for a success status with a body that is not what it should be. */
export function malformedAnswer(
  answer: Omit<FailedAnswer, 'errors'>,
  secrets: readonly string[],
  problem?: string,
): PCOMalformedAnswerError {
  const html = answer.responseBody.trimStart().startsWith('<');
  const what = html
    ? 'an HTML page instead of JSON. Is a proxy, a sign-in portal or a maintenance page in between?'
    : 'a body that is not complete JSON.';
  const message = `${call(answer)} answered ${answer.statusCode} with ${problem ?? what}`;
  return new PCOMalformedAnswerError(redact(message, secrets), answer);
}

/** The error for a connection that failed. */
export function networkError(
  request: FailedRequest,
  cause: unknown,
  secrets: readonly string[],
  end: string = outcome(request),
): PCOUnexpectedRequestError {
  const safe = redactCause(cause, secrets);
  const source = faultSource(safe);
  // OpenSSL explains itself over several lines.
  const reason = source instanceof Error ? source.message.split('\n', 1).join().trim() : '';
  const detail = [codeOf(source), reason].filter(Boolean).join(': ');
  const message = `${call(request)} failed (${detail || 'no reason given'})${end}`;
  return new PCOUnexpectedRequestError(message, request, safe);
}

/** What an error tells of an answer. */
export function failedAnswer(
  request: FailedRequest,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  responseBody: string,
  secrets: readonly string[],
): FailedAnswer {
  const errors = errorObjects(responseBody, secrets);
  const requestId = redact(headers.get('x-request-id') ?? '', secrets) || undefined;
  return { ...request, statusCode: status, requestId, errors, responseBody, headers: new Headers(headers) };
}

/** Reads the error objects of a JSON:API error document or of a flat OAuth error, without the secrets in them. */
function errorObjects(responseBody: string, secrets: readonly string[]): readonly ErrorObject[] {
  const body = (redactJson(parse(responseBody), secrets) ?? {}) as Record<string, unknown>;
  const { errors, error, error_description: detail } = body;
  if (Array.isArray(errors)) return errors.filter((item) => typeof item === 'object' && item !== null);
  if (typeof error !== 'string') return [];
  return [{ code: error, ...(typeof detail === 'string' ? { detail } : {}) }];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function describe(answer: FailedAnswer, advice: string): string {
  const [first] = answer.errors;
  const details = answer.errors
    .map(({ source, detail }) => [parameterOf(source), textOf(detail)].filter(Boolean).join(' '))
    .filter(Boolean);
  const more = details.length > 3 ? [`${details.length - 3} more`] : [];
  const detail = [...details.slice(0, 3), ...more].join('; ');
  const code = textOf(first?.code);
  const name = textOf(first?.title) ?? (code === String(answer.statusCode) ? undefined : code);
  const title = [answer.statusCode, name].filter(Boolean).join(' ');
  const sentence = [title, detail].filter(Boolean).join(': ').slice(0, MOST_CHARACTERS);
  return `${call(answer)} answered ${sentence}${/[.!?)]$/.test(sentence) ? '' : '.'} ${advice}`;
}

/** The server's words, fit for one line of a terminal. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? oneLine(value) : undefined;
}

/** `base` stands for the resource as a whole, in the words of the server's framework and of nobody else. */
function parameterOf(source: ErrorObject['source']): string | undefined {
  return source?.parameter === 'base' ? undefined : textOf(source?.parameter);
}

function adviceFor({ statusCode, method, errors }: FailedAnswer): string {
  if (errors[0]?.code === 'invalid_grant') {
    return 'Codes and refresh tokens work once: the person must sign in again.';
  }
  if (statusCode < 500) return 'Change the request before you send it again.';
  if (statusCode === 501) return 'This server cannot do it; sending it again will not help.';
  return `The trouble is on the server${reads(method) ? '; try later.' : `. ${LOOK_FIRST}`}`;
}

function outcome({ method, sent, attempts }: FailedRequest): string {
  const tries = attempts > 1 ? ` after ${attempts} attempts.` : '.';
  if (sent === 'no') return `${tries} Nothing was sent.`;
  return reads(method) ? tries : `${tries} ${LOOK_FIRST}`;
}

function reads(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Method and path: enough to find the call, without the query, which may hold personal data. */
function call({ method, url }: FailedRequest): string {
  return `${method} ${url.replace(/^[a-z]+:\/\/[^/]*/i, '')}`;
}
