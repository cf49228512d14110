import { createHash, randomBytes } from 'node:crypto';
import type { Account } from '../accounts/account.ts';
import { OAuthError } from './oauth-error.ts';

/** What a person agreed to: which application may do what in their name. */
export interface Grant {
  readonly account: Account;
  readonly applicationId: string;
  /** Separated by spaces. */
  readonly scope: string;
}

/** What a person agreed to in the browser. */
export interface Consent extends Grant {
  readonly redirectUri: string;
  /** PKCE: the hash of a value that only the program knows which asked. */
  readonly challenge: string | undefined;
  /** Comes back in the id token. */
  readonly nonce: string | undefined;
}

/** An access token and the refresh token that comes with it. */
export interface TokenPair extends Grant {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Milliseconds since 1970, as the other times. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly refreshableUntil: number;
  /** It belongs to a program that showed no secret, so a refresh need not show one either. */
  readonly isPublic: boolean;
  /** The consent that it came from, and all pairs that were refreshed from that. */
  readonly grant: Grant;
}

/** An application that asks for tokens, and whether it showed no secret. */
export interface Client {
  readonly id: string;
  readonly isPublic: boolean;
}

/** What a program shows to get a code's tokens. */
export interface Redemption {
  readonly code: string;
  readonly redirectUri: string;
  readonly verifier: string | undefined;
  readonly client: Client;
}

/** What an access token is worth now, and what it stands for. */
export type Judgement =
  | { readonly worth: 'valid' | 'expired'; readonly grant: Grant }
  | { readonly worth: 'unknown'; readonly grant?: never };

export const ACCESS_TOKEN_LIFETIME: number = 2 * 60 * 60 * 1000;

const CODE_LIFETIME = 10 * 60 * 1000;
const REFRESH_TOKEN_LIFETIME = 90 * 24 * 60 * 60 * 1000;

/** Every code and token that the OAuth endpoints gave out. */
export class Grants {
  readonly #now: () => number;
  readonly #codes = new Map<string, Consent & { readonly expiresAt: number }>();
  /** By code that bought tokens: what a second use takes back. */
  readonly #redeemed = new Map<string, Grant>();
  /** Access tokens that were not bought and do not expire by themselves. */
  readonly #lasting = new Map<string, { readonly grant: Grant; readonly isExpired: boolean }>();
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
  redeem({ code, redirectUri, verifier, client }: Redemption): TokenPair & Pick<Consent, 'nonce'> {
    const consent = this.#codes.get(code);
    if (!consent || consent.applicationId !== client.id) {
      this.#takeBack(code, client);
      throw new OAuthError('invalid_grant', 'The code is unknown or was used before.');
    }
    if (consent.expiresAt <= this.#now()) throw new OAuthError('invalid_grant', 'The code has expired.');
    if (consent.redirectUri !== redirectUri) {
      throw new OAuthError(
        'invalid_grant',
        'The redirect_uri is not the one that the code was asked for with.',
      );
    }
    if (client.isPublic && consent.challenge === undefined) {
      throw new OAuthError('invalid_client', 'Without a client_secret the code needs a code_challenge.');
    }
    if (consent.challenge !== (verifier === undefined ? undefined : challengeOf(verifier))) {
      throw new OAuthError('invalid_grant', 'The code_verifier does not fit the code_challenge.');
    }
    this.#codes.delete(code);
    const { account, applicationId, scope, nonce } = consent;
    const grant = { account, applicationId, scope };
    this.#redeemed.set(code, grant);
    return { ...this.issue(grant, client), nonce };
  }

  /** @throws {@link OAuthError} */
  refresh(refreshToken: string, client: Client): TokenPair {
    // The real server calls a spent token an invalid request rather than an invalid grant.
    if (this.#spent.has(refreshToken)) {
      throw new OAuthError('invalid_request', 'The refresh token was used before.');
    }
    const pair = this.#byRefreshToken.get(refreshToken);
    if (!pair || pair.applicationId !== client.id) {
      throw new OAuthError('invalid_grant', 'The refresh token is unknown or was revoked.');
    }
    if (client.isPublic && !pair.isPublic) {
      throw new OAuthError('invalid_client', 'The client_secret is missing.');
    }
    if (pair.refreshableUntil <= this.#now()) {
      throw new OAuthError('invalid_grant', 'The refresh token has expired.');
    }
    this.#byRefreshToken.delete(refreshToken);
    this.#spent.add(refreshToken);
    return this.issue(pair.grant, pair);
  }

  /** Gives out a pair. */
  issue(grant: Grant, { isPublic }: Pick<TokenPair, 'isPublic'>): TokenPair {
    const createdAt = this.#now();
    const pair = {
      ...grant,
      grant,
      // 80 characters, as the real ones.
      accessToken: `pco_tok_${randomBytes(54).toString('base64url')}`,
      refreshToken: randomBytes(32).toString('hex'),
      createdAt,
      expiresAt: createdAt + ACCESS_TOKEN_LIFETIME,
      refreshableUntil: createdAt + REFRESH_TOKEN_LIFETIME,
      isPublic,
    };
    this.#byAccessToken.set(pair.accessToken, pair);
    this.#byRefreshToken.set(pair.refreshToken, pair);
    return pair;
  }

  /** Makes an access token known that does not expire and cannot be refreshed. */
  addLasting(accessToken: string, grant: Grant): void {
    this.#lasting.set(accessToken, { grant, isExpired: false });
  }

  /**
   * Lets an access token expire now, or all of them but those that last. Their refresh tokens stay good.
   *
   * @returns how many there were
   */
  expire(accessToken?: string): number {
    const lasting = accessToken === undefined ? undefined : this.#lasting.get(accessToken);
    if (accessToken !== undefined && lasting) {
      this.#lasting.set(accessToken, { ...lasting, isExpired: true });
      return 1;
    }
    const now = this.#now();
    const pairs = [...this.#byAccessToken.values()].filter(
      (pair) => (accessToken === undefined || pair.accessToken === accessToken) && pair.expiresAt > now,
    );
    for (const pair of pairs) {
      const expired = { ...pair, expiresAt: now };
      this.#byAccessToken.set(pair.accessToken, expired);
      if (this.#byRefreshToken.has(pair.refreshToken)) this.#byRefreshToken.set(pair.refreshToken, expired);
    }
    return pairs.length;
  }

  /**
   * Ends a pair by either of its tokens, or all pairs; a token that lasts only by itself. Whoever revokes an unknown
   * token has what they want.
   *
   * @returns how many there were
   */
  revoke(token?: string): number {
    if (token !== undefined && this.#lasting.delete(token)) return 1;
    const pairs = this.#pairs().filter(
      (pair) => token === undefined || pair.accessToken === token || pair.refreshToken === token,
    );
    return this.#drop(pairs);
  }

  /** Whose a token is; `undefined` when nobody knows it. */
  ownerOf(token: string): string | undefined {
    const found = this.#byAccessToken.get(token) ?? this.#byRefreshToken.get(token);
    return (found ?? this.#lasting.get(token)?.grant)?.applicationId;
  }

  /** What an access token is worth now. */
  judge(accessToken: string): Judgement {
    const lasting = this.#lasting.get(accessToken);
    if (lasting) return { worth: lasting.isExpired ? 'expired' : 'valid', grant: lasting.grant };
    const pair = this.#byAccessToken.get(accessToken);
    if (!pair) return { worth: 'unknown' };
    return { worth: pair.expiresAt > this.#now() ? 'valid' : 'expired', grant: pair };
  }

  /** A code that is used twice was stolen, and nobody knows by whom: RFC 6749, section 4.1.2. */
  #takeBack(code: string, client: Client): void {
    const grant = this.#redeemed.get(code);
    if (grant?.applicationId !== client.id) return;
    this.#drop(this.#pairs().filter((pair) => pair.grant === grant));
  }

  #pairs(): TokenPair[] {
    return [...new Set([...this.#byAccessToken.values(), ...this.#byRefreshToken.values()])];
  }

  #drop(pairs: readonly TokenPair[]): number {
    for (const { accessToken, refreshToken } of pairs) {
      this.#byAccessToken.delete(accessToken);
      this.#byRefreshToken.delete(refreshToken);
    }
    return pairs.length;
  }
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
