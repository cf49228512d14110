import { PCOCredentialsError } from '../errors.ts';
import { checkSecret, fingerprint, type Credentials } from './credentials.ts';

/** HTTP Basic with an application id and its secret. They do not expire, so there is nothing to renew. */
export function personalAccessToken(applicationId: unknown, secret: unknown): Credentials {
  const id = checkSecret(applicationId, 'applicationId');
  const key = checkSecret(secret, 'secret');
  if (id.includes(':')) throw new PCOCredentialsError('applicationId must not contain a colon.');
  const encoded = btoa(`${id}:${key}`);
  return {
    type: 'PAT',
    budgetKey: `pat-${fingerprint(id)}`,
    header: () => `Basic ${encoded}`,
    renew: () => Promise.resolve(false),
    secrets: () => [encoded, key],
  };
}
