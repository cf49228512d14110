import { checkSecret } from '../credentials/credentials.ts';
import type { OAuthTokens } from './exchange-grant.ts';

/** Whose grant it is, as far as is known. */
export interface GrantOwner {
  readonly personId: string;
  readonly organizationId: string;
  readonly organizationName: string | undefined;
}

/** What is kept of a person's consent: the pair of tokens that is good now. It is plain data. */
export interface StoredGrant {
  readonly accessToken: string;
  /** Works once. `undefined` when the server gave none: then the grant ends with its access token. */
  readonly refreshToken?: string | undefined;
  /** When the access token was received, in milliseconds since the epoch. */
  readonly receivedAt: number;
  /** When the access token expires, in milliseconds since the epoch. */
  readonly expiresAt: number;
  /** What the person allowed, separated by spaces; `undefined` when the server did not say. */
  readonly scope?: string | undefined;
  readonly owner?: GrantOwner | undefined;
  /** Set when the grant cannot be refreshed any more, and the person must connect again. */
  readonly ended?: { readonly at: number; readonly reason: string } | undefined;
}

/** A server that does not tell how long a token is good gives one for two hours. */
const USUAL_LIFETIME_S = 7200;

/**
 * What to keep of a token document.
 *
 * @param before - the grant that was refreshed; its refresh token stays when the answer has none
 * @throws {@link PCOCredentialsError} when it is no token document; no value is repeated
 */
export function grantOf(tokens: OAuthTokens, now: number, before?: StoredGrant): StoredGrant {
  const { access_token, refresh_token, expires_in, created_at, scope } = tokens;
  const seconds = typeof expires_in === 'number' ? expires_in : USUAL_LIFETIME_S;
  // A fresh answer counts from when it came: the server's clock may be another one.
  const receivedAt = before === undefined && created_at !== undefined ? created_at * 1000 : now;
  const refreshToken = refresh_token ?? before?.refreshToken;
  return {
    accessToken: checkSecret(access_token, 'access_token'),
    refreshToken: refreshToken === undefined ? undefined : checkSecret(refreshToken, 'refresh_token'),
    receivedAt,
    expiresAt: receivedAt + seconds * 1000,
    scope: scope ?? before?.scope,
    owner: before?.owner,
  };
}

/**
 * Reads a grant from what a store keeps.
 *
 * @returns `undefined` when it is no grant
 */
export function parseGrant(text: string): StoredGrant | undefined {
  try {
    const value = JSON.parse(text) as Partial<StoredGrant> | null;
    const { accessToken, refreshToken, receivedAt, expiresAt } = value ?? {};
    const isGrant =
      typeof accessToken === 'string' &&
      (refreshToken === undefined || typeof refreshToken === 'string') &&
      typeof receivedAt === 'number' &&
      typeof expiresAt === 'number';
    return isGrant ? (value as StoredGrant) : undefined;
  } catch {
    return undefined;
  }
}

/** The scopes that a list of them, separated by spaces, has. */
export function scopesIn(scope: string | undefined): readonly string[] {
  return scope?.split(/\s+/).filter((name) => name !== '') ?? [];
}

/** The scopes that a program needs and a grant does not have. A server that does not say is believed to give all. */
export function missingScopes(required: readonly string[], scope: string | undefined): readonly string[] {
  if (scope === undefined) return [];
  const granted = scopesIn(scope);
  return required.filter((name) => !granted.includes(name));
}
