import { systemWorld } from '../world.ts';
import type { TokenRequestOptions } from '../oauth/token-request.ts';
import { chooseCredentials, type CredentialOptions } from './choose.ts';
import type { AuthType, Credentials } from './credentials.ts';

/**
 * The kind and the header of a set of credentials, for programs that send requests by other means. It is pypco's
 * `PCOAuthConfig`.
 *
 * Follows Planning Center's documentation page "Authentication".
 *
 * @example
 * ```ts
 * const auth = new AuthConfig({ applicationId, secret });
 * auth.authType; // 'PAT'
 * const headers = { authorization: await auth.authHeader() };
 * ```
 */
export class AuthConfig {
  readonly #credentials: Credentials;

  /**
   * @param credentials - exactly one of `{ applicationId, secret }`, `{ token }`, `{ session }`, `{ ccName }`
   * @param extras - where and how an organization token is fetched
   * @throws {@link PCOCredentialsError} when they cannot work
   */
  constructor(credentials: CredentialOptions, extras: TokenRequestOptions = {}) {
    this.#credentials = chooseCredentials(credentials, systemWorld, extras);
  }

  /** `'PAT'`, `'OAUTH'` or `'ORGTOKEN'`. */
  get authType(): AuthType {
    return this.#credentials.type;
  }

  /**
   * The value of the `Authorization` header. For Church Center it is fetched when first needed and kept.
   *
   * @throws {@link PCORequestError} when fetching an organization token fails
   */
  async authHeader(): Promise<string> {
    return this.#credentials.header({ signal: undefined });
  }
}
