import { PCOMalformedAnswerError } from '../errors.ts';
import type { World } from '../world.ts';
import type { Application } from './application.ts';
import type { StoredGrant } from './grant.ts';
import { requestToken } from './token-request.ts';

/** Takes back both tokens of a grant. That a token is dead already is no failure (RFC 7009). */
export async function revokeGrant(
  application: Application,
  { refreshToken, accessToken }: StoredGrant,
  world: World,
): Promise<void> {
  const { clientId, clientSecret, apiBase } = application;
  for (const token of [refreshToken, accessToken]) {
    if (token === undefined) continue;
    const fields = { client_id: clientId, client_secret: clientSecret, token };
    try {
      await requestToken(`${apiBase}/oauth/revoke`, fields, application, world);
    } catch (error) {
      // The answer to a success may be empty.
      if (!(error instanceof PCOMalformedAnswerError)) throw error;
    }
  }
}
