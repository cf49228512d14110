import { htmlPage } from '../messages/pages.ts';
import type { Application, Applications } from './applications.ts';
import { isRedirectUri } from './redirect-uri.ts';
import { isScope, scopesIn } from './scopes.ts';

/** What an application asks a person for. */
export interface AuthorizationRequest {
  readonly application: Application;
  readonly redirectUri: string;
  readonly state: string | null;
  readonly scopes: readonly string[];
  /** PKCE: the hash of a value that only the program knows which asks. */
  readonly challenge: string | undefined;
  readonly nonce: string | undefined;
}

/**
 * Reads and checks the parameters of `/oauth/authorize`. What is wrong with the application, with the address that the
 * browser would be sent back to, or with a scope can only be told on a page; the rest is told to the application.
 */
export function readAuthorizationRequest(
  parameters: URLSearchParams,
  applications: Applications,
): AuthorizationRequest | Response {
  const application = applications.get(parameters.get('client_id') ?? '');
  if (!application) return refusalPage('The client_id is missing or unknown.');
  const redirectUri = parameters.get('redirect_uri') ?? '';
  const scopes = scopesIn(parameters.get('scope') ?? '');
  const problem = redirectProblem(redirectUri, application) ?? scopeProblem(scopes);
  if (problem !== undefined) return refusalPage(problem);
  const request = {
    application,
    redirectUri,
    state: parameters.get('state'),
    scopes,
    challenge: parameters.get('code_challenge') ?? undefined,
    nonce: parameters.get('nonce') ?? undefined,
  };
  const error = parameterError(parameters, request);
  return error === undefined ? request : sendBack(request, { error });
}

/** Sends the browser back to the application. */
export function sendBack(
  { redirectUri, state }: Pick<AuthorizationRequest, 'redirectUri' | 'state'>,
  answer: Readonly<Record<string, string>>,
): Response {
  const address = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value);
  if (state !== null) address.searchParams.set('state', state);
  return new Response(null, {
    status: 302,
    headers: { Location: address.href, 'Cache-Control': 'no-cache' },
  });
}

/**
 * An application without registered addresses may name any of a server or an app. A fragment could not survive the
 * redirect.
 */
function redirectProblem(redirectUri: string, { redirectUris }: Application): string | undefined {
  if (redirectUri === '') return 'The redirect_uri is missing.';
  if (redirectUris && !redirectUris.includes(redirectUri)) {
    return 'The redirect_uri is none that the application has registered.';
  }
  return isRedirectUri(redirectUri)
    ? undefined
    : 'The redirect_uri must begin with https://, http:// or the scheme of an app of yours and ://, and have no fragment.';
}

function scopeProblem(scopes: readonly string[]): string | undefined {
  const unknown = scopes.find((scope) => !isScope(scope));
  return unknown === undefined ? undefined : `The scope ${unknown} is unknown.`;
}

function parameterError(
  parameters: URLSearchParams,
  { application, challenge }: AuthorizationRequest,
): string | undefined {
  if (parameters.get('response_type') !== 'code') return 'unsupported_response_type';
  const isUnsafe =
    challenge === undefined
      ? application.secret === undefined
      : parameters.get('code_challenge_method') !== 'S256';
  return isUnsafe ? 'invalid_request' : undefined;
}

function refusalPage(problem: string): Response {
  return htmlPage(400, 'This application cannot be authorized', [problem]);
}
