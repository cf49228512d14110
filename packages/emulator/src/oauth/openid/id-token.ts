import { ACCESS_TOKEN_LIFETIME, type Grant } from '../grants.ts';
import { OAuthError } from '../oauth-error.ts';
import { claimsOf } from './claims.ts';
import type { SigningKey } from './signing-key.ts';

/** Who gives out id tokens, and when. */
export interface Issuer {
  readonly origin: string;
  readonly signingKey: SigningKey;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Says, signed, who somebody is.
 *
 * @throws {@link OAuthError} `invalid_grant` when that person is gone
 */
export async function idToken(
  { account, applicationId, nonce }: Grant & { readonly nonce?: string | undefined },
  { origin, signingKey, now }: Issuer,
): Promise<string> {
  const claims = await claimsOf(account);
  if (!claims) throw new OAuthError('invalid_grant', 'The person of this grant is gone.');
  const issuedAt = Math.floor(now() / 1000);
  return signingKey.sign({
    iss: origin,
    aud: applicationId,
    iat: issuedAt,
    exp: issuedAt + ACCESS_TOKEN_LIFETIME / 1000,
    ...(nonce === undefined ? {} : { nonce }),
    ...claims,
  });
}
