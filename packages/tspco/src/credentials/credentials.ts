import { PCOCredentialsError } from '../errors.ts';

/** The kinds of credentials, by the names pypco gives them. */
export type AuthType = 'PAT' | 'OAUTH' | 'ORGTOKEN';

/** What a credential scheme may use while it fetches or asks for a token. */
export interface CredentialContext {
  readonly signal: AbortSignal | undefined;
}

/** One credential scheme. It signs requests and, where it can, renews itself after a 401. */
export interface Credentials {
  readonly type: AuthType;
  /** Names the rate budget these credentials spend. Never the credential itself. */
  readonly budgetKey: string;
  /** The value of the `Authorization` header. */
  header(context: CredentialContext): string | Promise<string>;
  /**
   * Called after a 401 with the refused header value.
   *
   * @returns whether asking again now makes sense, because the header's value is another one
   */
  renew(refused: string, context: CredentialContext): Promise<boolean>;
  /** Whether to renew them, too, when the token was revoked: a grant may have been refreshed by somebody else. */
  readonly renewsRevoked?: true;
  /**
   * Called after a 401 that says that the credentials could not be read, with the refused header value.
   *
   * @returns whether there is another way to write them, which is used from now on
   */
  switchScheme?(refused: string): boolean;
  /** Everything that must not appear in a message. */
  secrets(): readonly string[];
}

/** A token younger than this is not renewed after a 401: the next one would be refused just the same. */
export const FRESH_TOKEN_MS = 60_000;

/**
 * Checks one part of the credentials.
 *
 * @throws {@link PCOCredentialsError} that never repeats the value
 */
export function checkSecret(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') {
    throw new PCOCredentialsError(
      `${name} must be a non-empty string; got ${value === '' ? 'an empty one' : typeof value}. Is an environment variable not set?`,
    );
  }
  // Also keeps the value out of the runtime's own message about an invalid header.
  if (!/^[\x21-\x7e]+$/.test(value) || /^(['"]).*\1$/.test(value)) {
    throw new PCOCredentialsError(
      `${name} has quotes around it, a space, or another character that no credential has. Copy it again, without a word like Bearer or the … of an example.`,
    );
  }
  return value;
}

/** A short name for a secret from which it cannot be told: 53 bits, enough to keep budgets apart. */
export function fingerprint(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
