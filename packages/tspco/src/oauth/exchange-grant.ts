import { API_ORIGIN } from '../origins.ts';
import type { World } from '../world.ts';
import { postForm, type TokenRequestOptions } from './token-request.ts';

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

/** Who asks, and how the server is reached. */
export interface TokenClient extends TokenRequestOptions {
  readonly clientId: string;
  /** `undefined` for a public application. */
  readonly clientSecret?: string | undefined;
}

/** What is traded for tokens: the code of an authorization (RFC 6749, section 4.1.3) or a refresh token (section 6). */
export type TradedGrant =
  | {
      readonly code: string;
      readonly redirectUri: string | undefined;
      readonly codeVerifier: string | undefined;
    }
  | { readonly refreshToken: string | undefined };

/** Trades a grant for a pair of tokens, with one request. */
export function exchangeGrant(client: TokenClient, grant: TradedGrant, world: World): Promise<OAuthTokens> {
  const { clientId, clientSecret, apiBase = API_ORIGIN } = client;
  const url = client.tokenUrl ?? `${apiBase.replace(/\/+$/, '')}/oauth/token`;
  const fields = { client_id: clientId, client_secret: clientSecret, ...fieldsOf(grant) };
  return postForm({ url, expected: 'a token document', read: readTokens }, fields, client, world);
}

function fieldsOf(grant: TradedGrant): Readonly<Record<string, string | undefined>> {
  if ('refreshToken' in grant) {
    return { refresh_token: grant.refreshToken, grant_type: 'refresh_token' };
  }
  const { code, redirectUri, codeVerifier } = grant;
  return { code, redirect_uri: redirectUri, code_verifier: codeVerifier, grant_type: 'authorization_code' };
}

function readTokens(document: Readonly<Record<string, unknown>> = {}): OAuthTokens | undefined {
  const { access_token: token } = document;
  return typeof token === 'string' && token !== '' ? (document as unknown as OAuthTokens) : undefined;
}
