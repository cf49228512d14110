import { checkSecret } from '../credentials/credentials.ts';
import { PCORequestError } from '../errors.ts';
import type { World } from '../world.ts';
import { parseBase } from '../request/address.ts';
import { postForm, type TokenRequestOptions } from './token-request.ts';

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
  const wanted = { url: tokenUrl, expected: 'a token', read: readToken };
  return postForm(wanted, undefined, options, world).catch((error: unknown) => {
    if (error instanceof PCORequestError && error.statusCode === 404) {
      error.message += ` Is "${name}" the church's name in its Church Center address?`;
    }
    throw error;
  });
}

interface TokenDocument {
  readonly data?: { readonly attributes?: { readonly token?: string; readonly expires_at?: string } };
}

function readToken(document: TokenDocument = {}): OrganizationToken | undefined {
  const { token, expires_at } = document.data?.attributes ?? {};
  if (typeof token !== 'string') return undefined;
  const expiresAt = Date.parse(expires_at ?? '');
  return {
    token: checkSecret(token, 'The organization token'),
    expiresAt: Number.isNaN(expiresAt) ? Infinity : expiresAt,
  };
}
