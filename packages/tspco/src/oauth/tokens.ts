import { systemWorld } from '../world.ts';
import { checkText } from './check-text.ts';
import { exchangeGrant, type OAuthTokens } from './exchange-grant.ts';
import type { TokenRequestOptions } from './token-request.ts';

/** Extras of a code exchange. */
export interface AccessTokenExtras extends TokenRequestOptions {
  /** PKCE: the value whose hash was the `codeChallenge`. */
  readonly codeVerifier?: string | undefined;
}

/**
 * Exchanges the code that the browser came back with for an access token and a refresh token.
 *
 * Follows Planning Center's documentation page "Authentication". All values are passed as they are.
 *
 * @param clientSecret - `undefined` for a public application, which proves itself by PKCE
 * @returns the server's token document
 * @throws {@link PCOInputError} for an empty value; {@link PCORequestError} with the server's OAuth code (`invalid_grant`, …) as `code`;
 * {@link PCORequestTimeoutError}, {@link PCOUnexpectedRequestError}: whether the code was used up is then unknown
 * @example
 * ```ts
 * const tokens = await getOAuthAccessToken(clientId, clientSecret, code, 'https://example.org/callback');
 * const pco = new PCO({ token: tokens.access_token });
 * ```
 */
export async function getOAuthAccessToken(
  clientId: string,
  clientSecret: string | undefined,
  code: string,
  redirectUri: string,
  extras: AccessTokenExtras = {},
): Promise<OAuthTokens> {
  checkText(clientId, 'clientId');
  checkText(code, 'code', 'The browser came back without one: see its parameter error.');
  const { codeVerifier } = extras;
  return exchangeGrant(
    { ...extras, clientId, clientSecret },
    { code, redirectUri, codeVerifier },
    systemWorld,
  );
}

/**
 * Exchanges a refresh token for a new pair. The old refresh token stops working at once, so save the new pair
 * before you use it, and never run two refreshes with the same token.
 *
 * Follows Planning Center's documentation page "Authentication".
 *
 * @param clientSecret - `undefined` for a public application
 * @returns the server's token document
 * @throws {@link PCOInputError} for an empty value; {@link PCORequestError} with the server's OAuth code (`invalid_grant`, …) as `code`;
 * {@link PCORequestTimeoutError}, {@link PCOUnexpectedRequestError}: whether the token was used up is then unknown
 */
export async function getOAuthRefreshToken(
  clientId: string,
  clientSecret: string | undefined,
  refreshToken: string,
  extras: TokenRequestOptions = {},
): Promise<OAuthTokens> {
  checkText(clientId, 'clientId');
  checkText(refreshToken, 'refreshToken', 'The person must sign in again.');
  return exchangeGrant({ ...extras, clientId, clientSecret }, { refreshToken }, systemWorld);
}
