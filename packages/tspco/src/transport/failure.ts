import type { Sent } from '../errors.ts';
import { codeOf } from '../redact.ts';
import type { TransportAnswer } from './transport.ts';

/** An answer and its body as far as it was read. */
export interface Received {
  readonly response: TransportAnswer;
  /** The body of a failure, or of a success that was to be read as text. */
  readonly text: string;
  /** The body of a success that was to be read as bytes. */
  readonly bytes: ArrayBuffer | undefined;
}

/** How one attempt failed. */
export type Failure =
  | { readonly kind: 'status'; readonly received: Received }
  | { readonly kind: 'malformed'; readonly received: Received }
  | { readonly kind: 'redirect'; readonly reason: string }
  | { readonly kind: 'timeout'; readonly ms: number; readonly sent?: Sent | undefined }
  | { readonly kind: 'network'; readonly cause: unknown; readonly sent?: Sent | undefined };

/**
 * What a failure means for the next attempt: the server refused it unprocessed for its rate limit, it may pass by
 * itself, the credentials may have expired, they were revoked, or it will stay.
 */
export type Outlook = 'rate-limit' | 'passing' | 'expired' | 'revoked' | 'final';

// Planning Center ends the text of a 401 with a hint, which docs/errors.md explains. These two mean: the token is good,
// but the scope (PELICAN) or the person's access to the app (TRASH_PANDA) is missing.
const PERMISSION_HINTS = /PELICAN|TRASH_PANDA/;
// Another token of the same grant would be refused, too.
const HOPELESS_HINTS = /BLACKBIRD|CHINCHILLA|FLAMINGO|LEMMING|PELICAN|TRASH_PANDA|WEAS/;

// Faults from before a connection exists, as Node.js, Bun and Deno name them.
const UNCONNECTED_CODES =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_ZERO_|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|ConnectionRefused|FailedToOpenSocket)/;
const UNCONNECTED_MESSAGES = /tcp connect error|dns error|client error \(Connect\)|bad port/;

/** Judges a failure. */
export function outlookOf(failure: Failure): Outlook {
  switch (failure.kind) {
    case 'network':
    case 'timeout':
      return 'passing';
    case 'redirect':
      return 'final';
    case 'malformed':
      // JSON that stops short was cut on its way; a page will be the same page again.
      return /^\s*[[{]/.test(failure.received.text) ? 'passing' : 'final';
    case 'status': {
      const { response, text } = failure.received;
      const { status } = response;
      if (status === 429) return 'rate-limit';
      if (status === 401)
        return HOPELESS_HINTS.test(text) ? 'final' : text.includes('CAPUCHIN') ? 'revoked' : 'expired';
      return [500, 502, 503, 504].includes(status) || isFirewallPage(status, response.headers, text)
        ? 'passing'
        : 'final';
    }
  }
}

/** Whether a 401 comes from a server that could not read the credentials at all, and says so in plain text. */
export function isSchemeUnknown(failure: Failure): boolean {
  if (failure.kind !== 'status') return false;
  const { response, text } = failure.received;
  return response.status === 401 && !text.trimStart().startsWith('{');
}

/**
 * Errors of the client's own requests for tokens. What they say of having been sent is not what matters to the caller,
 * whose request waited for the token; those of other requests, which a caller's function makes for one, are left as they are.
 */
export const tokenErrors: WeakSet<object> = new WeakSet();

/** Whether the failed attempt may have reached the server. */
export function sentOf(failure: Failure): Sent {
  if (failure.kind === 'timeout') return failure.sent ?? 'maybe';
  return failure.kind === 'network' ? (failure.sent ?? sentDespite(failure.cause)) : 'yes';
}

/** Whether a 401 is in truth about permissions. */
export function lacksPermission(responseBody: string): boolean {
  return PERMISSION_HINTS.test(responseBody);
}

/** Whether a 403 is a page of the web firewall and not an answer of the API. The answer to a HEAD has no body. */
export function isFirewallPage(status: number, headers: Headers, responseBody: string): boolean {
  const html = headers.get('content-type')?.includes('html') ?? false;
  return status === 403 && (html || responseBody.trimStart().startsWith('<'));
}

/** `fetch` wraps what happened in a TypeError that says nothing. */
export function faultSource(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error && codeOf(error) === undefined
    ? error.cause
    : error;
}

/** Once a connection exists, `fetch` cannot tell whether anything was sent. */
function sentDespite(error: unknown): Sent {
  const source = faultSource(error);
  const message = source instanceof Error ? source.message : '';
  // A connection that exists can lose its route, too; then the fault comes from reading or writing.
  const { syscall = 'connect' } = (source ?? {}) as { syscall?: unknown };
  const connecting = syscall === 'connect' || syscall === 'getaddrinfo';
  const unconnected = UNCONNECTED_CODES.test(codeOf(source) ?? '') || UNCONNECTED_MESSAGES.test(message);
  return connecting && unconnected ? 'no' : 'maybe';
}
