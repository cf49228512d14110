/**
 * Whether a failed request reached the server.
 *
 * - `'no'`: no byte left this machine; sending it again cannot double anything.
 * - `'maybe'`: the connection broke or the time ran out before an answer came.
 * - `'yes'`: the server answered, with the status that the error carries.
 */
export type Sent = 'no' | 'maybe' | 'yes';

/** The stable codes of the errors that this library throws. */
export type PCOErrorCode =
  | 'ERR_CREDENTIALS'
  | 'ERR_OPTIONS'
  | 'ERR_ADDRESS'
  | 'ERR_QUERY'
  | 'ERR_PAYLOAD'
  | 'ERR_NOT_INCLUDED'
  | 'ERR_FIELD'
  | 'ERR_READ_ONLY'
  | 'ERR_CLOSED'
  | 'ERR_BUDGET'
  | 'ERR_FILE'
  | 'ERR_FILE_NOT_FOUND'
  | 'ERR_FILE_IS_FOLDER'
  | 'ERR_FILE_EMPTY'
  | 'ERR_REQUEST'
  | 'ERR_RATE_LIMIT'
  | 'ERR_AUTHENTICATION'
  | 'ERR_PERMISSION'
  | 'ERR_NOT_FOUND'
  | 'ERR_VALIDATION'
  | 'ERR_FIREWALL'
  | 'ERR_TIMEOUT'
  | 'ERR_NETWORK'
  | 'ERR_REDIRECT'
  | 'ERR_MALFORMED_ANSWER'
  | 'ERR_INCOMPLETE_READ'
  | 'ERR_AUTHORIZATION'
  | 'ERR_RECONNECT'
  | 'ERR_TOKEN_STORE'
  | 'ERR_SIGNATURE'
  | 'ERR_SECRET'
  | 'ERR_RAW_BODY'
  | 'ERR_DELIVERY'
  | 'ERR_TOO_LARGE'
  | 'ERR_WEBHOOK_STORE'
  | 'ERR_WEBHOOK_TIMEOUT';

/** One member of the `errors` array of a Planning Center error document. Every member may be missing. */
export interface ErrorObject {
  readonly status?: string;
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly source?: { readonly parameter?: string };
  readonly meta?: Readonly<Record<string, unknown>>;
}

/**
 * Gives an error what is known of its request. Bodies, headers and queries may hold personal data: a program can read
 * them, while inspection, logging and JSON leave them out.
 */
function fill(
  error: Error,
  { query, responseBody, headers, ...shown }: FailedRequest & Partial<FailedAnswer>,
): void {
  Object.assign(error, shown);
  const hidden = headers === undefined ? { query } : { query, responseBody, headers };
  for (const [key, value] of Object.entries(hidden)) Object.defineProperty(error, key, { value });
}

/**
 * The ancestor of everything this library throws on purpose. A caller's own abort is not wrapped: it comes back
 * as the reason given to `AbortController.abort`.
 *
 * @example
 * ```ts
 * try {
 *   await pco.get('/people/v2/people/1');
 * } catch (error) {
 *   if (error instanceof PCOError) console.error(error.code, error.message);
 * }
 * ```
 */
export class PCOError extends Error {
  /** Stable; for OAuth endpoints the server's own code, such as `invalid_grant`. */
  readonly code: PCOErrorCode | (string & {});

  /** The name of the class. It stays when a bundler shortens that of the class itself. */
  override get name(): string {
    return 'PCOError';
  }

  constructor(message: string, code: PCOErrorCode | (string & {}), options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/**
 * The credentials cannot work: none, two kinds at once, an empty or unsendable value. Thrown at construction, and by a
 * request for which a token function gave no token; such a request was not sent.
 */
export class PCOCredentialsError extends PCOError {
  override get name(): string {
    return 'PCOCredentialsError';
  }

  constructor(message: string) {
    super(message, 'ERR_CREDENTIALS');
  }
}

/** Something that cannot be sent: an address, a query, a payload, a file or an option. No byte was sent. */
export class PCOInputError extends PCOError {
  /** `'no'`, unless `tspco/check` learned from the answer to a read that a name in it was wrong: `'yes'`. */
  readonly sent: Sent = 'no';

  override get name(): string {
    return 'PCOInputError';
  }
}

/** What every error of a request that was tried carries. */
export interface FailedRequest {
  readonly method: string;
  /** The address without its query. */
  readonly url: string;
  /** The query as sent, without the question mark. Kept out of inspection and JSON: it may hold personal data. */
  readonly query: string;
  readonly sent: Sent;
  /** How often the request was sent or tried. */
  readonly attempts: number;
}

/** An answer with a status of 400 and above, as {@link PCORequestError} carries it. */
export interface FailedAnswer extends FailedRequest {
  readonly statusCode: number;
  readonly responseBody: string;
  readonly errors: readonly ErrorObject[];
  readonly headers: Headers;
  readonly requestId: string | undefined;
}

/** The server answered with a status of 400 and above. Its subclasses tell what to do next. */
export class PCORequestError extends PCOError {
  /** The HTTP status, such as 404. */
  declare readonly statusCode: number;
  declare readonly method: string;
  /** The address without its query. */
  declare readonly url: string;
  declare readonly sent: Sent;
  declare readonly attempts: number;
  /** The server's `X-Request-Id`, which Planning Center's support asks for. */
  declare readonly requestId: string | undefined;
  /** The server's own error objects, or an empty array when the answer was not an error document. */
  declare readonly errors: readonly ErrorObject[];
  /** The body as received. Not part of inspection, JSON or the stack. */
  declare readonly responseBody: string;
  /** The headers of the answer. Not part of inspection, JSON or the stack. */
  declare readonly headers: Headers;
  /** The query as sent. Not part of inspection, JSON or the stack. */
  declare readonly query: string;

  override get name(): string {
    return 'PCORequestError';
  }

  constructor(message: string, answer: FailedAnswer, code: PCOErrorCode | (string & {}) = 'ERR_REQUEST') {
    super(message, code);
    fill(this, answer);
  }
}

/** 429, and waiting as long as the server asks would have passed the deadline. The request was not processed. */
export class PCORateLimitError extends PCORequestError {
  /** How long to leave the server alone, in milliseconds: what it asked for, or more when it has refused repeatedly. */
  readonly retryAfter: number;

  override get name(): string {
    return 'PCORateLimitError';
  }

  constructor(message: string, answer: FailedAnswer, retryAfter: number) {
    super(message, answer, 'ERR_RATE_LIMIT');
    this.retryAfter = retryAfter;
  }
}

/** 401: the server does not accept the credentials. */
export class PCOAuthenticationError extends PCORequestError {
  override get name(): string {
    return 'PCOAuthenticationError';
  }
}

/** 403, or a 401 whose hint says that a scope or the access to an app is missing: the person may not do this. */
export class PCOPermissionError extends PCORequestError {
  override get name(): string {
    return 'PCOPermissionError';
  }
}

/** 404: no such resource, or one that this person may not see. An empty to-one relationship answers so, too. */
export class PCONotFoundError extends PCORequestError {
  override get name(): string {
    return 'PCONotFoundError';
  }
}

/** 422: the server refused the values. `errors[].source.parameter` names the attribute. */
export class PCOValidationError extends PCORequestError {
  override get name(): string {
    return 'PCOValidationError';
  }
}

/** 403 with a page of the web firewall in front of the API. It says nothing about the token. */
export class PCOFirewallError extends PCORequestError {
  override get name(): string {
    return 'PCOFirewallError';
  }
}

/** No complete answer within `timeout` (or within `deadline`), body included. */
export class PCORequestTimeoutError extends PCOError {
  declare readonly method: string;
  /** The address without its query. */
  declare readonly url: string;
  /** `'maybe'`, unless nothing was sent: the server may still carry out a write that timed out. */
  declare readonly sent: Sent;
  declare readonly attempts: number;
  /** How long the last attempt was given, in milliseconds. */
  readonly timeout: number;
  /** The query as sent. Not part of inspection, JSON or the stack. */
  declare readonly query: string;

  override get name(): string {
    return 'PCORequestTimeoutError';
  }

  constructor(message: string, request: FailedRequest, timeout: number) {
    super(message, 'ERR_TIMEOUT');
    fill(this, request);
    this.timeout = timeout;
  }
}

/** The request failed below HTTP: no connection, a connection that broke, a refused redirect. See `cause`. */
export class PCOUnexpectedRequestError extends PCOError {
  declare readonly method: string;
  /** The address without its query. */
  declare readonly url: string;
  declare readonly sent: Sent;
  declare readonly attempts: number;
  /** The query as sent. Not part of inspection, JSON or the stack. */
  declare readonly query: string;

  override get name(): string {
    return 'PCOUnexpectedRequestError';
  }

  constructor(
    message: string,
    request: FailedRequest,
    cause?: unknown,
    code: PCOErrorCode | (string & {}) = 'ERR_NETWORK',
  ) {
    super(message, code, cause === undefined ? undefined : { cause });
    fill(this, request);
  }
}

/** The server answered with a success status and something that is not JSON, or not the document it should be. */
export class PCOMalformedAnswerError extends PCOUnexpectedRequestError {
  declare readonly statusCode: number;
  declare readonly requestId: string | undefined;
  /** The body as received. Not part of inspection, JSON or the stack. */
  declare readonly responseBody: string;
  /** The headers of the answer. Not part of inspection, JSON or the stack. */
  declare readonly headers: Headers;

  override get name(): string {
    return 'PCOMalformedAnswerError';
  }

  constructor(message: string, answer: Omit<FailedAnswer, 'errors'>, cause?: unknown) {
    super(message, answer, cause, 'ERR_MALFORMED_ANSWER');
  }
}

/** What a reading knows about its own completeness. */
export interface ReadReport {
  /**
   * - `'verified'`: with `consistency: 'verified'`, every page began with a record of the page before. Every record that
   *   existed throughout and kept its place in the order was yielded exactly once.
   * - `'count-matches'`: as many records were yielded as the server counts, those not counted that were deleted after
   *   they had been read. An insertion and a deletion between two pages cancel out and cannot be seen.
   * - `'incomplete'`: not everything was read, or the server did not say how much there is; `reason` says why.
   */
  readonly completeness: 'verified' | 'count-matches' | 'incomplete';
  /** The server's last `total_count` less the starting offset; `undefined` when it sent none. */
  readonly expected: number | undefined;
  /** Records handed to the caller. */
  readonly yielded: number;
  /** Records that came twice because rows moved between two pages; they were yielded once. */
  readonly duplicates: number;
  /** Pages received. */
  readonly pages: number;
  /** Requests sent for them, repeated ones included. */
  readonly requests: number;
  /** Why the reading is not complete, for people. */
  readonly reason?: string;
  /**
   * The place after the last record that was yielded: the option `resume` of a later reading goes on there, in another
   * process, too. Text without records; ids of the last few are in it.
   */
  readonly resume?: string;
}

/** A list ended before everything was read. It is never returned as a shorter list that looks whole. */
export class PCOIncompleteReadError extends PCOError {
  /** What was read until then. */
  readonly report: ReadReport;
  /** Goes on where this reading ended, as the option `resume` of `iterate`; `undefined` when nothing can. */
  readonly resume: string | undefined;

  override get name(): string {
    return 'PCOIncompleteReadError';
  }

  constructor(message: string, report: ReadReport, cause?: unknown) {
    super(message, 'ERR_INCOMPLETE_READ', cause === undefined ? undefined : { cause });
    this.report = report;
    this.resume = report.resume;
  }
}

/**
 * A church's consent is at its end: there is none in the store, the person took it back, or it was not used for 90 days.
 * Only the person can help, by connecting again.
 */
export class PCOReconnectError extends PCOError {
  /** The grant's name in the store. */
  readonly id: string;
  /** The server's word for it, such as `invalid_grant`; `not_connected` when there is none in the store. */
  readonly reason: string;
  /** What the client was to send was not sent, or refused unprocessed. */
  readonly sent: Sent = 'no';

  override get name(): string {
    return 'PCOReconnectError';
  }

  constructor(message: string, id: string, reason: string) {
    super(message, 'ERR_RECONNECT');
    this.id = id;
    this.reason = reason;
  }
}
