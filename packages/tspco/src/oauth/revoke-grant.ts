import type { World } from '../world.ts';
import type { Application } from './application.ts';
import type { StoredGrant } from './grant.ts';
import { postForm } from './token-request.ts';

/** Takes back both tokens of a grant. That a token is dead already is no failure (RFC 7009). */
export async function revokeGrant(
  application: Application,
  { refreshToken, accessToken }: StoredGrant,
  world: World,
): Promise<void> {
  const { clientId, clientSecret, apiBase } = application;
  // The answer to a success may be empty.
  const wanted = { url: `${apiBase}/oauth/revoke`, expected: 'a success', read: () => true };
  for (const token of [refreshToken, accessToken]) {
    if (token === undefined) continue;
    const fields = { client_id: clientId, client_secret: clientSecret, token };
    await postForm(wanted, fields, application, world);
  }
}
