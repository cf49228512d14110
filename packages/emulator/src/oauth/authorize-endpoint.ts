import { htmlPage } from '../http/pages.ts';
import type { Settings } from '../options.ts';
import type { Grants } from './grants.ts';

const SCOPES =
  'api calendar check_ins giving groups home people publishing registrations resources services webhooks'.split(
    ' ',
  );

/**
 * `GET /oauth/authorize`. Nobody has to sign in or to agree: the answer is at once the redirect that Planning Center
 * sends after both. What is wrong with the address that the browser would be sent back to can only be told on a page.
 */
export function answerAuthorizeRequest(
  parameters: URLSearchParams,
  grants: Grants,
  { applicationId }: Settings,
): Response {
  const redirectUri = parameters.get('redirect_uri');
  const problem =
    applicationProblem(parameters.get('client_id'), applicationId) ??
    redirectProblem(redirectUri) ??
    scopeProblem(scopesOf(parameters));
  if (problem !== undefined || redirectUri === null) return refusalPage(problem ?? '');

  const answer = new URL(redirectUri);
  const state = parameters.get('state');
  const error = parameterError(parameters);
  if (error) answer.searchParams.set('error', error);
  else answer.searchParams.set('code', grants.createCode(consentOf(parameters, redirectUri)));
  if (state !== null) answer.searchParams.set('state', state);
  return new Response(null, {
    status: 302,
    headers: { Location: answer.href, 'Cache-Control': 'no-cache' },
  });
}

function applicationProblem(given: string | null, applicationId: string): string | undefined {
  return given === applicationId ? undefined : 'The client_id is missing or unknown.';
}

/**
 * Any address of a server or an app will do, since there is no list of registered ones. Its fragment could not
 * survive the redirect.
 */
function redirectProblem(redirectUri: string | null): string | undefined {
  if (redirectUri === null || redirectUri === '') return 'The redirect_uri is missing.';
  if (!URL.canParse(redirectUri) || redirectUri.includes('#')) {
    return 'The redirect_uri must be an absolute address without a fragment.';
  }
  if (
    !/^[a-z][a-z\d+.-]*:\/\//i.test(redirectUri) ||
    /^(?:javascript|vbscript|data|file):/i.test(redirectUri)
  ) {
    return 'The redirect_uri must begin with https://, http:// or the scheme of an app of yours and ://.';
  }
  return undefined;
}

function scopeProblem(scopes: readonly string[]): string | undefined {
  if (scopes.includes('openid')) {
    return 'This is the tspco emulator, not Planning Center, and it does not model the scope openid.';
  }
  const unknown = scopes.find((scope) => !SCOPES.includes(scope));
  return unknown === undefined ? undefined : `The scope ${unknown} is unknown.`;
}

function parameterError(parameters: URLSearchParams): string | undefined {
  if (parameters.get('response_type') !== 'code') return 'unsupported_response_type';
  const unsafe = parameters.has('code_challenge') && parameters.get('code_challenge_method') !== 'S256';
  return unsafe ? 'invalid_request' : undefined;
}

function consentOf(parameters: URLSearchParams, redirectUri: string): Parameters<Grants['createCode']>[0] {
  return {
    redirectUri,
    scope: scopesOf(parameters).join(' '),
    challenge: parameters.get('code_challenge') ?? undefined,
  };
}

const scopesOf = (parameters: URLSearchParams): string[] =>
  (parameters.get('scope') ?? '').split(' ').filter(Boolean);

function refusalPage(problem: string): Response {
  return htmlPage(400, 'This application cannot be authorized', [problem]);
}
