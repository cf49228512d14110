import { PCOError, PCONotFoundError, PCORequestError } from 'tspco';
import { Interrupted } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { networkCause } from './explain-network.ts';
import { notFoundRemedy } from './explain-not-found.ts';
import { Failure } from './failure.ts';
import { printable } from './output/printable.ts';

/** An error as a person wants to read it. */
export interface Explanation {
  readonly message: string;
  readonly cause?: string | undefined;
  /** What to do. */
  readonly remedy?: string | undefined;
  readonly exitCode: number;
}

const AUTHENTICATION = new Set([
  'ERR_CREDENTIALS',
  'ERR_AUTHENTICATION',
  'ERR_PERMISSION',
  'ERR_RECONNECT',
  'ERR_AUTHORIZATION',
  'access_denied',
]);
const TEMPORARY = new Set(['ERR_RATE_LIMIT', 'ERR_TIMEOUT', 'ERR_NETWORK', 'ERR_FIREWALL']);
const USAGE =
  /^ERR_(OPTIONS|ADDRESS|QUERY|PAYLOAD|FIELD|NOT_INCLUDED|READ_ONLY|FILE|FILE_NOT_FOUND|FILE_IS_FOLDER|FILE_EMPTY)$/;

/**
 * What happened, why, and what to do about it.
 *
 * @param variable - the one of the environment that the credentials come from, if they do
 */
export function explainError(error: unknown, variable?: string): Explanation {
  const { message, cause, ...rest } = explain(error, variable);
  // Servers repeat what they were sent, and tell in their own words.
  return { ...rest, message: printable(message), cause: cause === undefined ? undefined : printable(cause) };
}

function explain(error: unknown, variable: string | undefined): Explanation {
  if (error instanceof Interrupted) return { message: error.message, exitCode: error.exitCode };
  if (error instanceof Failure) {
    const { message, remedy, exitCode } = error;
    return { message, cause: causeOf(error), remedy, exitCode };
  }
  if (error instanceof PCOError) {
    const { message } = error;
    const remedy = remedyFor(error, variable);
    return { message, cause: causeOf(error), remedy, exitCode: exitCodeOf(error) };
  }
  if (isSystemError(error)) return { message: systemMessage(error), exitCode: EXIT.failed };
  return {
    message: `This is a mistake in pco itself: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Run it again with --debug, and report what it prints.',
    exitCode: EXIT.failed,
  };
}

function exitCodeOf(error: PCOError): number {
  const { code } = error;
  if (AUTHENTICATION.has(code)) return EXIT.authentication;
  if (USAGE.test(code)) return EXIT.usage;
  if (code === 'ERR_NOT_FOUND') return EXIT.notFound;
  if (code === 'ERR_INCOMPLETE_READ') return EXIT.incomplete;
  const isDown = error instanceof PCORequestError && error.statusCode >= 500 && error.statusCode !== 501;
  return TEMPORARY.has(code) || isDown ? EXIT.temporary : EXIT.failed;
}

const REMEDIES: Readonly<Record<string, string>> = {
  ERR_AUTHENTICATION: 'Sign in again: pco auth login. `pco auth status` says which credentials were used.',
  ERR_PERMISSION: 'Ask somebody who administers this app for access, or use --profile to be somebody else.',
  ERR_RECONNECT: 'Connect again: pco auth login --oauth.',
  ERR_NETWORK: 'Look at your connection, or ask `pco doctor` for the likely cause.',
  ERR_TIMEOUT: 'Try again, or ask `pco doctor` for the likely cause.',
  ERR_RATE_LIMIT: 'Wait a little. Other programs with the same credentials share the limit.',
  ERR_FIREWALL: 'Wait some minutes, or try from another network: this says nothing about your credentials.',
  ERR_READ_ONLY: 'Leave out --read-only (or PCO_READ_ONLY) if you mean to write.',
};

function remedyFor(error: PCOError, variable: string | undefined): string | undefined {
  const { code } = error;
  const { sent } = error as Partial<{ sent: string }>;
  const isInDoubt = !(error instanceof PCORequestError) && sent === 'maybe' && !isRead(error);
  if (isInDoubt) return 'It may have been carried out: look before you send it again.';
  if (code === 'ERR_AUTHENTICATION' && variable !== undefined)
    return `They are those of the environment (${variable}): correct them, or unset them to use what you have signed in with.`;
  if (error instanceof PCONotFoundError) return notFoundRemedy(error.url);
  return networkCause(error) ?? REMEDIES[code];
}

function isRead(error: PCOError): boolean {
  return ['GET', 'HEAD'].includes((error as Partial<{ method: string }>).method ?? 'GET');
}

/** The innermost reason, when it says more than the message. */
function causeOf(error: Error): string | undefined {
  let innermost: unknown = error.cause;
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause;
  if (!(innermost instanceof Error) || innermost.message === '') return undefined;
  return error.message.includes(innermost.message) ? undefined : innermost.message;
}

interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file or folder',
  EACCES: 'You may not read or write this',
  EPERM: 'You may not read or write this',
  ENOSPC: 'The disk is full',
  EISDIR: 'This is a folder, not a file',
  EADDRINUSE: 'The port is taken',
  EROFS: 'The disk cannot be written to',
};

function systemMessage({ code, path, message }: SystemError): string {
  const words = SYSTEM_WORDS[code];
  if (words === undefined) return message;
  return path === undefined ? `${words}: ${message}` : `${words}: ${path}`;
}
