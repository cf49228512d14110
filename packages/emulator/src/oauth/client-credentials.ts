import { basicCredentials } from '../http/basic-credentials.ts';
import type { Settings } from '../options.ts';
import { OAuthError } from './oauth-error.ts';

/**
 * Checks the application behind an OAuth request, by its id and secret in the body or in the Authorization header.
 * The same application may act as a public one, which has no secret: what it may do then depends on its grant.
 *
 * @throws {@link OAuthError} `invalid_client`
 */
export function authenticateClient(
  parameters: ReadonlyMap<string, string>,
  authorization: string | null,
  { applicationId, secret }: Pick<Settings, 'applicationId' | 'secret'>,
): { readonly isPublic: boolean } {
  const basic = basicCredentials(authorization);
  if (basic !== undefined) {
    if (basic === `${applicationId}:${secret}`) return { isPublic: false };
    throw new OAuthError('invalid_client', 'The client id or secret in the Authorization header is wrong.');
  }
  if (parameters.get('client_id') !== applicationId) {
    throw new OAuthError('invalid_client', 'The client_id is missing or unknown.');
  }
  const shown = parameters.get('client_secret');
  if (shown !== undefined && shown !== secret) {
    throw new OAuthError('invalid_client', 'The client_secret is wrong.');
  }
  return { isPublic: shown === undefined };
}
