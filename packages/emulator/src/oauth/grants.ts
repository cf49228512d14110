import { createHash, randomBytes } from 'node:crypto';
import { OAuthError } from './oauth-error.ts';

/** What a person agreed to in the browser. */
export interface Consent {
  readonly redirectUri: string;
  readonly scope: string;
  /** PKCE: the hash of a value that only the program knows which asked. */
  readonly challenge: string | undefined;
}

/** An access token and the refresh token that comes with it. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scope: string;
  /** Milliseconds since 1970, as the other times. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly refreshableUntil: number;
  /** It belongs to a program that showed no secret, so a refresh need not show one either. */
  readonly isPublic: boolean;
}

/** What a program shows to get a code's tokens. */
export interface Redemption {
  readonly code: string;
  readonly redirectUri: string;
  readonly verifier: string | undefined;
  readonly isPublic: boolean;
}

export const ACCESS_TOKEN_LIFETIME: number = 2 * 60 * 60 * 1000;

const CODE_LIFETIME = 10 * 60 * 1000;
const REFRESH_TOKEN_LIFETIME = 90 * 24 * 60 * 60 * 1000;

/** Every code and token that the OAuth endpoints gave out. */
export class Grants {
  readonly #now: () => number;
  readonly #codes = new Map<string, Consent & { readonly expiresAt: number }>();
  readonly #byAccessToken = new Map<string, TokenPair>();
  readonly #byRefreshToken = new Map<string, TokenPair>();
  readonly #spent = new Set<string>();

  constructor({ now }: { now: () => number }) {
    this.#now = now;
  }

  createCode(consent: Consent): string {
    const code = randomBytes(32).toString('hex');
    this.#codes.set(code, { ...consent, expiresAt: this.#now() + CODE_LIFETIME });
    return code;
  }

  /** @throws {@link OAuthError} */
  redeem({ code, redirectUri, verifier, isPublic }: Redemption): TokenPair {
    const consent = this.#codes.get(code);
    if (!consent) throw new OAuthError('invalid_grant', 'The code is unknown or was used before.');
    if (consent.expiresAt <= this.#now()) throw new OAuthError('invalid_grant', 'The code has expired.');
    if (consent.redirectUri !== redirectUri) {
      throw new OAuthError(
        'invalid_grant',
        'The redirect_uri is not the one that the code was asked for with.',
      );
    }
    if (isPublic && consent.challenge === undefined) {
      throw new OAuthError('invalid_client', 'Without a client_secret the code needs a code_challenge.');
    }
    if (consent.challenge !== (verifier === undefined ? undefined : challengeOf(verifier))) {
      throw new OAuthError('invalid_grant', 'The code_verifier does not fit the code_challenge.');
    }
    this.#codes.delete(code);
    return this.#issue(consent.scope, isPublic);
  }

  /** @throws {@link OAuthError} */
  refresh(refreshToken: string, { isPublic }: { readonly isPublic: boolean }): TokenPair {
    // The real server calls a spent token an invalid request rather than an invalid grant.
    if (this.#spent.has(refreshToken)) {
      throw new OAuthError('invalid_request', 'The refresh token was used before.');
    }
    const pair = this.#byRefreshToken.get(refreshToken);
    if (!pair) throw new OAuthError('invalid_grant', 'The refresh token is unknown or was revoked.');
    if (isPublic && !pair.isPublic) throw new OAuthError('invalid_client', 'The client_secret is missing.');
    if (pair.refreshableUntil <= this.#now()) {
      throw new OAuthError('invalid_grant', 'The refresh token has expired.');
    }
    this.#byRefreshToken.delete(refreshToken);
    this.#spent.add(refreshToken);
    return this.#issue(pair.scope, pair.isPublic);
  }

  /** Ends a pair by either of its tokens. Whoever revokes an unknown token has what they want. */
  revoke(token: string): void {
    const pair = this.#byAccessToken.get(token) ?? this.#byRefreshToken.get(token);
    if (!pair) return;
    this.#byAccessToken.delete(pair.accessToken);
    this.#byRefreshToken.delete(pair.refreshToken);
  }

  /** What an access token is worth now. */
  judge(accessToken: string): 'valid' | 'expired' | 'unknown' {
    const pair = this.#byAccessToken.get(accessToken);
    if (!pair) return 'unknown';
    return pair.expiresAt > this.#now() ? 'valid' : 'expired';
  }

  #issue(scope: string, isPublic: boolean): TokenPair {
    const createdAt = this.#now();
    const pair = {
      // 80 characters, as the real ones.
      accessToken: `pco_tok_${randomBytes(54).toString('base64url')}`,
      refreshToken: randomBytes(32).toString('hex'),
      scope,
      createdAt,
      expiresAt: createdAt + ACCESS_TOKEN_LIFETIME,
      refreshableUntil: createdAt + REFRESH_TOKEN_LIFETIME,
      isPublic,
    };
    this.#byAccessToken.set(pair.accessToken, pair);
    this.#byRefreshToken.set(pair.refreshToken, pair);
    return pair;
  }
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
