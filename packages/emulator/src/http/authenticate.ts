import type { Grants } from '../oauth/grants.ts';
import type { Settings } from '../options.ts';
import {
  ORGANIZATION_TOKEN_PREFIX,
  type OrganizationTokens,
} from '../organization-tokens/organization-tokens.ts';
import { unauthorized } from './api-error.ts';
import { BASE_HEADERS, HTML_TYPE } from './api-headers.ts';
import { basicCredentials } from './basic-credentials.ts';
import { errorResponse } from './error-response.ts';

/** What the credentials of a request allow. */
export interface Access {
  readonly kind: 'person' | 'organization';
  /** The value of X-PCO-API-Auth-Method. Not known for organization tokens. */
  readonly method?: 'HTTPBasic' | 'OAuth2';
}

/** What credentials are compared with. */
export interface Authorities {
  readonly settings: Pick<Settings, 'applicationId' | 'secret' | 'accessToken'>;
  readonly grants: Grants;
  readonly organizationTokens: OrganizationTokens;
}

/**
 * Judges an Authorization header. The answer to a refused one has no CORS headers, which is why browsers show their
 * programs no status for it.
 */
export function authenticate(authorization: string | null, authorities: Authorities): Access | Response {
  const { settings, grants, organizationTokens } = authorities;
  const basic = basicCredentials(authorization);
  if (basic !== undefined) {
    const isRight = basic === `${settings.applicationId}:${settings.secret}`;
    return isRight ? { kind: 'person', method: 'HTTPBasic' } : accessDenied();
  }
  const { scheme, token } = bearerToken(authorization);
  if (scheme === undefined) return accessDenied();
  // Both forms of an organization token are in use; Bearer is the newer one.
  if (scheme === 'organizationtoken' || token.startsWith(ORGANIZATION_TOKEN_PREFIX)) {
    return accessOrHint({ kind: 'organization' }, organizationTokens.judge(token));
  }
  const worth = token === settings.accessToken ? 'valid' : grants.judge(token);
  return accessOrHint({ kind: 'person', method: 'OAuth2' }, worth);
}

function bearerToken(authorization: string | null): { scheme: string | undefined; token: string } {
  const [, scheme, token = ''] =
    /^(bearer|organizationtoken)(?: +(\S*))? *$/i.exec(authorization ?? '') ?? [];
  return { scheme: scheme?.toLowerCase(), token };
}

function accessOrHint(access: Access, worth: 'valid' | 'expired' | 'unknown'): Access | Response {
  if (worth === 'valid') return access;
  return errorResponse(unauthorized(worth === 'expired' ? 'BABOON' : 'CAPUCHIN'));
}

function accessDenied(): Response {
  return new Response('HTTP Basic: Access denied.', {
    status: 401,
    headers: {
      ...BASE_HEADERS,
      'Content-Type': HTML_TYPE,
      'Cache-Control': 'no-cache',
      'WWW-Authenticate': 'Basic realm="Application"',
    },
  });
}
