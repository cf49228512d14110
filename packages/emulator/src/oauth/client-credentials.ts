import { basicCredentials } from '../messages/basic-credentials.ts';
import type { Applications } from './applications.ts';
import type { Client } from './grants.ts';
import { OAuthError } from './oauth-error.ts';

/**
 * Checks the application behind an OAuth request, by its id and secret in the body or in the Authorization header.
 * Some applications may come without their secret: what they may do then depends on the grant.
 *
 * @throws {@link OAuthError} `invalid_client`
 */
export function authenticateClient(
  parameters: ReadonlyMap<string, string>,
  authorization: string | null,
  applications: Applications,
): Client {
  const basic = basicCredentials(authorization);
  if (basic !== undefined) {
    const application = applications.withCredentials(basic);
    if (application) return { id: application.id, isPublic: false };
    throw new OAuthError('invalid_client', 'The client id or secret in the Authorization header is wrong.');
  }
  const application = applications.get(parameters.get('client_id') ?? '');
  if (!application) throw new OAuthError('invalid_client', 'The client_id is missing or unknown.');
  const shown = parameters.get('client_secret');
  if (shown !== undefined && shown !== application.secret) {
    throw new OAuthError('invalid_client', 'The client_secret is wrong.');
  }
  if (shown === undefined && !application.mayBePublic) {
    throw new OAuthError('invalid_client', 'The client_secret is missing.');
  }
  return { id: application.id, isPublic: shown === undefined };
}
