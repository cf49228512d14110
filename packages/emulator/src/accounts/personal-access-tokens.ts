import { randomBytes } from 'node:crypto';
import type { Account } from './account.ts';

/** What is sent as HTTP Basic. */
export interface PersonalAccessToken {
  readonly applicationId: string;
  readonly secret: string;
}

/** The personal access tokens of an emulator, and whose they are. */
export class PersonalAccessTokens {
  readonly #accounts = new Map<string, Account>();

  /** Makes a token known. */
  add(token: PersonalAccessToken, account: Account): void {
    this.#accounts.set(asOneText(token), account);
  }

  issue(account: Account): PersonalAccessToken {
    const token = {
      applicationId: randomBytes(32).toString('hex'),
      secret: `pco_pat_${randomBytes(32).toString('hex')}`,
    };
    this.add(token, account);
    return token;
  }

  /** @param credentials - `id:secret`; both may contain colons, so where one ends cannot be seen */
  accountOf(credentials: string): Account | undefined {
    return this.#accounts.get(credentials);
  }
}

const asOneText = ({ applicationId, secret }: PersonalAccessToken): string => `${applicationId}:${secret}`;
