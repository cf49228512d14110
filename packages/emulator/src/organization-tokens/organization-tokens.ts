import { randomBytes } from 'node:crypto';
import type { Organization } from '../organizations/organization.ts';

/** How Church Center's tokens can be told from others. */
export const ORGANIZATION_TOKEN_PREFIX = 'ort_';

const LIFETIME = 2 * 60 * 60 * 1000;

interface Issued {
  readonly organization: Organization;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What a token is worth now, and whose church it reads. */
export type OrganizationJudgement =
  | { readonly worth: 'valid' | 'expired'; readonly organization: Organization }
  | { readonly worth: 'unknown'; readonly organization?: never };

/** The tokens that read what a church shows to everybody. */
export class OrganizationTokens {
  readonly #now: () => number;
  readonly #issued = new Map<string, Issued>();

  constructor({ now }: { now: () => number }) {
    this.#now = now;
  }

  issue(organization: Organization): { readonly token: string; readonly expiresAt: number } {
    const token = `${ORGANIZATION_TOKEN_PREFIX}${randomBytes(32).toString('hex')}`;
    const expiresAt = this.#now() + LIFETIME;
    this.#issued.set(token, { organization, expiresAt });
    return { token, expiresAt };
  }

  judge(token: string): OrganizationJudgement {
    const issued = this.#issued.get(token);
    if (!issued) return { worth: 'unknown' };
    const { organization, expiresAt } = issued;
    return { worth: expiresAt > this.#now() ? 'valid' : 'expired', organization };
  }
}
