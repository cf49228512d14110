import { checkSecret } from '../credentials/credentials.ts';
import { PCORequestError, PCOUnexpectedRequestError } from '../errors.ts';
import type { World } from '../world.ts';
import { parseBase } from '../request/address.ts';
import { requestToken, type TokenRequestOptions } from './token-request.ts';

/** A token that reads what a church shows publicly in Church Center. */
export interface OrganizationToken {
  readonly token: string;
  /** Milliseconds since the epoch; `Infinity` when the server did not say. */
  readonly expiresAt: number;
}

/** Fetches an organization token together with its end. */
export async function fetchOrganizationToken(
  name: string,
  options: TokenRequestOptions,
  world: World,
): Promise<OrganizationToken> {
  const {
    apiBase = `https://${name}.churchcenter.com`,
    tokenUrl = `${apiBase.replace(/\/+$/, '')}/sessions/tokens`,
  } = options;
  // A mistake in it would look as if the network had failed.
  parseBase(tokenUrl, 'tokenUrl');
  const answer = await requestToken(tokenUrl, undefined, options, world).catch((error: unknown) => {
    if (error instanceof PCORequestError && error.statusCode === 404) {
      error.message += ` Is "${name}" the church's name in its Church Center address?`;
    }
    throw error;
  });
  const { token, expires_at } =
    (answer as { data?: { attributes?: { token?: string; expires_at?: string } } } | null)?.data
      ?.attributes ?? {};
  if (typeof token !== 'string') {
    const request = { method: 'POST', url: tokenUrl, query: '', sent: 'yes', attempts: 1 } as const;
    throw new PCOUnexpectedRequestError(
      `POST ${tokenUrl} answered without a token.`,
      request,
      undefined,
      'ERR_MALFORMED_ANSWER',
    );
  }
  const expiresAt = Date.parse(expires_at ?? '');
  return {
    token: checkSecret(token, 'The organization token'),
    expiresAt: Number.isNaN(expiresAt) ? Infinity : expiresAt,
  };
}
