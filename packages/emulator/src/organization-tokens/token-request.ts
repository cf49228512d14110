import { BASE_HEADERS, JSON_TYPE } from '../http/api-headers.ts';
import type { Church } from '../store/church.ts';
import type { OrganizationTokens } from './organization-tokens.ts';

/**
 * `POST /sessions/tokens`, as on a church's own host at Church Center. Which church is asked for does not matter:
 * there is one.
 */
export function answerOrganizationTokenRequest(
  tokens: OrganizationTokens,
  church: Pick<Church, 'timestamp'>,
): Response {
  const { token, expiresAt } = tokens.issue();
  const document = { data: { attributes: { token, expires_at: church.timestamp(expiresAt) } } };
  const headers = { ...BASE_HEADERS, 'Content-Type': JSON_TYPE, 'Cache-Control': 'no-store' };
  return new Response(JSON.stringify(document), { headers });
}
