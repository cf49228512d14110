import { BASE_HEADERS, JSON_TYPE } from '../messages/api-headers.ts';
import { notFoundPage } from '../messages/pages.ts';
import type { Organizations } from '../organizations/organizations.ts';
import { timestamp } from '../store/timestamp.ts';
import type { OrganizationTokens } from './organization-tokens.ts';

/** `POST /sessions/tokens`, as on a church's own host at Church Center. */
export function answerOrganizationTokenRequest(
  url: URL,
  tokens: OrganizationTokens,
  organizations: Organizations,
): Response {
  const organization = organizations.atHost(url.hostname);
  if (!organization) return notFoundPage();
  const { token, expiresAt } = tokens.issue(organization);
  const document = { data: { attributes: { token, expires_at: timestamp(expiresAt) } } };
  const headers = { ...BASE_HEADERS, 'Content-Type': JSON_TYPE, 'Cache-Control': 'no-store' };
  return new Response(JSON.stringify(document), { headers });
}
