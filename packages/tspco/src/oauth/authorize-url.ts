import { PCOInputError } from '../errors.ts';
import { API_ORIGIN } from '../origins.ts';
import { checkText } from './check-text.ts';

/** Parameters of the authorize address beyond pypco's. */
export interface AuthorizeExtras {
  /** A random value that comes back with the code; compare it to refuse codes that were not asked for. */
  readonly state?: string | undefined;
  /** PKCE: base64url of the SHA-256 of the code verifier. */
  readonly codeChallenge?: string | undefined;
  /** Default `S256` when there is a `codeChallenge`. */
  readonly codeChallengeMethod?: string | undefined;
  /** `select_account` lets the person choose a church, `login` asks for the password again. */
  readonly prompt?: string | undefined;
  /** Default `https://api.planningcenteronline.com`. */
  readonly apiBase?: string | undefined;
}

/**
 * The address to send a person's browser to, so that they allow your application to act for them.
 *
 * Follows Planning Center's documentation page "Authentication".
 *
 * @param clientId - your application's client id
 * @param redirectUri - where the browser comes back to; must be registered with your application
 * @param scopes - such as `['people', 'giving']`
 * @param extras - `state`, PKCE challenge, `prompt`
 * @throws {@link PCOInputError} for a missing client id, redirect address or scope
 * @example
 * ```ts
 * response.redirect(getBrowserRedirectUrl(clientId, 'https://example.org/callback', ['people'], { state }));
 * ```
 */
export function getBrowserRedirectUrl(
  clientId: string,
  redirectUri: string,
  scopes: readonly string[],
  extras: AuthorizeExtras = {},
): string {
  checkText(clientId, 'clientId');
  checkText(redirectUri, 'redirectUri');
  if (!Array.isArray(scopes) || scopes.length === 0) {
    throw new PCOInputError("scopes must be a list such as ['people'].", 'ERR_OPTIONS');
  }
  const { apiBase = API_ORIGIN, state, codeChallenge, codeChallengeMethod, prompt } = extras;
  const parameters = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: scopes.join(' '),
  });
  const optional = {
    state,
    code_challenge: codeChallenge,
    code_challenge_method: codeChallenge === undefined ? undefined : (codeChallengeMethod ?? 'S256'),
    prompt,
  };
  for (const [name, value] of Object.entries(optional)) if (value !== undefined) parameters.set(name, value);
  return `${apiBase.replace(/\/+$/, '')}/oauth/authorize?${parameters.toString()}`;
}
