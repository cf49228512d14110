import {
  PCOAuthenticationError,
  PCOFirewallError,
  PCOMalformedAnswerError,
  PCONotFoundError,
  PCOPermissionError,
  PCORateLimitError,
  PCORequestError,
  PCOUnexpectedRequestError,
  PCOValidationError,
} from 'tspco';
import { differences } from './compare.js';

const ERROR_CLASSES = {
  401: [PCOAuthenticationError, PCOPermissionError],
  403: [PCOPermissionError, PCOFirewallError],
  404: [PCONotFoundError],
  422: [PCOValidationError],
  429: [PCORateLimitError],
};

/**
 * Waits for a call and keeps what came of it, failure or not.
 *
 * @param {() => Promise<{ data?: unknown, response: { status: number, headers: Headers } }>} call
 */
export async function outcomeOf(call) {
  try {
    return await call();
  } catch (error) {
    return { error };
  }
}

/**
 * Compares what a call that gives a document came to with what was recorded.
 *
 * @param {import('./recordings.js').Served} recorded
 * @returns {string[]} the differences
 */
export function judgeDocument(recorded, { error, data, response }) {
  if (recorded.status >= 400) return judgeError(recorded, error, response);
  if (recorded.document === undefined) return judgeMalformed(recorded, error);
  if (error) return [`recorded was ${recorded.status}, the client threw ${nameOf(error)}: ${error.message}`];
  return [...judgeHead(recorded, response), ...differences(recorded.document, data)];
}

/** The same for a call that gives the answer itself. */
export async function judgeResponse(recorded, { error, data, response }) {
  if (recorded.status >= 400) return judgeError(recorded, error, response);
  if (error) return [`recorded was ${recorded.status}, the client threw ${nameOf(error)}: ${error.message}`];
  return [...judgeHead(recorded, response), ...differences(recorded.text, await data.text(), 'the body')];
}

/** A redirect that leads to nothing that the credentials are for. */
export function judgeRefusedRedirect({ error }) {
  const refused = error instanceof PCOUnexpectedRequestError && error.code === 'ERR_REDIRECT';
  return refused ? [] : [`expected was a refused redirect, got ${error ? nameOf(error) : 'an answer'}`];
}

function judgeError(recorded, error, response) {
  if (!error) return [`recorded was ${recorded.status}, the client gave ${response.status} and no error`];
  const classes = ERROR_CLASSES[recorded.status] ?? [PCORequestError];
  if (!classes.some((type) => error instanceof type)) {
    return [
      `expected was ${classes.map(({ name }) => name).join(' or ')}, got ${nameOf(error)}: ${error.message}`,
    ];
  }
  const recordedErrors = recorded.document?.errors;
  return [
    ...differences(recorded.status, error.statusCode, 'statusCode'),
    // Other shapes (a page of HTML, a flat OAuth error) have no list of errors to compare with.
    ...(Array.isArray(recordedErrors) ? differences(recordedErrors, error.errors, 'errors') : []),
    ...differences(recorded.text, error.responseBody, 'responseBody'),
  ];
}

function judgeMalformed(recorded, error) {
  if (!(error instanceof PCOMalformedAnswerError)) {
    return [`recorded was no JSON; expected was PCOMalformedAnswerError, got ${nameOf(error)}`];
  }
  return [
    ...differences(recorded.status, error.statusCode, 'statusCode'),
    ...differences(recorded.text, error.responseBody, 'responseBody'),
  ];
}

function judgeHead(recorded, response) {
  const ours = Object.entries(recorded.headers).filter(([name]) => name.startsWith('x-'));
  return [
    ...differences(recorded.status, response.status, 'the status'),
    ...ours.flatMap(([name, value]) =>
      differences([value].flat().join(', '), response.headers.get(name), `the header ${name}`),
    ),
  ];
}

function nameOf(error) {
  return error?.name ?? 'no error';
}
