import { systemWorld } from '../world.ts';
import { checkText } from './check-text.ts';
import { requestToken, type TokenRequestOptions } from './token-request.ts';

/** The token document of Planning Center's OAuth server. */
export interface OAuthTokens {
  readonly access_token: string;
  /** `bearer`, in any case. */
  readonly token_type: string;
  /** Seconds until the access token expires: 7200. */
  readonly expires_in: number;
  /** Works once; good for 90 days. */
  readonly refresh_token?: string;
  /** Granted scopes, separated by spaces. */
  readonly scope?: string;
  /** When it was issued, in seconds since the epoch. */
  readonly created_at?: number;
  /** Only with the scope `openid`. */
  readonly id_token?: string;
}

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
  const fields = {
    client_id: clientId,
    client_secret: clientSecret,
    code,
    redirect_uri: redirectUri,
    code_verifier: extras.codeVerifier,
    grant_type: 'authorization_code',
  };
  return (await requestToken(tokenUrl(extras), fields, extras, systemWorld)) as OAuthTokens;
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
  const fields = {
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
    grant_type: 'refresh_token',
  };
  return (await requestToken(tokenUrl(extras), fields, extras, systemWorld)) as OAuthTokens;
}

function tokenUrl({
  tokenUrl,
  apiBase = 'https://api.planningcenteronline.com',
}: TokenRequestOptions): string {
  return tokenUrl ?? `${apiBase.replace(/\/+$/, '')}/oauth/token`;
}
