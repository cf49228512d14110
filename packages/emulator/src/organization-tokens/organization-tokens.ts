import { randomBytes } from 'node:crypto';

/** How Church Center's tokens can be told from others. */
export const ORGANIZATION_TOKEN_PREFIX = 'ort_';

const LIFETIME = 2 * 60 * 60 * 1000;

/** The tokens that read what a church shows to everybody. */
export class OrganizationTokens {
  readonly #now: () => number;
  /** By token: when it expires. */
  readonly #issued = new Map<string, number>();

  constructor({ now }: { now: () => number }) {
    this.#now = now;
  }

  issue(): { readonly token: string; readonly expiresAt: number } {
    const token = `${ORGANIZATION_TOKEN_PREFIX}${randomBytes(32).toString('hex')}`;
    const expiresAt = this.#now() + LIFETIME;
    this.#issued.set(token, expiresAt);
    return { token, expiresAt };
  }

  judge(token: string): 'valid' | 'expired' | 'unknown' {
    const expiresAt = this.#issued.get(token);
    if (expiresAt === undefined) return 'unknown';
    return expiresAt > this.#now() ? 'valid' : 'expired';
  }
}
