import type { Account } from '../accounts/account.ts';
import type { PersonalAccessTokens } from '../accounts/personal-access-tokens.ts';
import type { Grants, Judgement } from '../oauth/grants.ts';
import { scopesIn } from '../oauth/scopes.ts';
import type { Organization } from '../organizations/organization.ts';
import {
  ORGANIZATION_TOKEN_PREFIX,
  type OrganizationTokens,
} from '../organization-tokens/organization-tokens.ts';
import { unauthorized } from '../basics/api-error.ts';
import { BASE_HEADERS, HTML_TYPE } from '../messages/api-headers.ts';
import { basicCredentials } from '../messages/basic-credentials.ts';
import { errorResponse } from '../messages/error-response.ts';

/** Whose the credentials of a request are, and what they are good for. */
export type Access = PersonAccess | OrganizationAccess;

interface PersonAccess extends Account {
  readonly kind: 'person';
  /** `undefined` for a personal access token, which may do all that its person may. */
  readonly scopes: readonly string[] | undefined;
  /** The value of X-PCO-API-Auth-Method. */
  readonly method: 'HTTPBasic' | 'OAuth2';
}

interface OrganizationAccess {
  readonly kind: 'organization';
  readonly organization: Organization;
  readonly scopes?: never;
  /** Not known. */
  readonly method?: never;
}

/** What credentials are compared with. */
export interface Authorities {
  readonly personalAccessTokens: PersonalAccessTokens;
  readonly grants: Grants;
  readonly organizationTokens: OrganizationTokens;
}

/**
 * Judges an Authorization header. The answer to a refused one has no CORS headers, which is why browsers show their
 * programs no status for it.
 */
export function authenticate(authorization: string | null, authorities: Authorities): Access | Response {
  const { personalAccessTokens, grants, organizationTokens } = authorities;
  const basic = basicCredentials(authorization);
  if (basic !== undefined) {
    const account = personalAccessTokens.accountOf(basic);
    return account ? { kind: 'person', ...account, scopes: undefined, method: 'HTTPBasic' } : accessDenied();
  }
  const { scheme, token } = bearerToken(authorization);
  if (scheme === undefined) return accessDenied();
  // Both forms of an organization token are in use; Bearer is the newer one.
  if (scheme === 'organizationtoken' || token.startsWith(ORGANIZATION_TOKEN_PREFIX)) {
    const { worth, organization } = organizationTokens.judge(token);
    return worth === 'valid' ? { kind: 'organization', organization } : refused(worth);
  }
  const { worth, grant } = grants.judge(token);
  if (worth !== 'valid') return refused(worth);
  return { kind: 'person', ...grant.account, scopes: scopesIn(grant.scope), method: 'OAuth2' };
}

function bearerToken(authorization: string | null): { scheme: string | undefined; token: string } {
  const [, scheme, token = ''] =
    /^(bearer|organizationtoken)(?: +(\S*))? *$/i.exec(authorization ?? '') ?? [];
  return { scheme: scheme?.toLowerCase(), token };
}

function refused(worth: Exclude<Judgement['worth'], 'valid'>): Response {
  return errorResponse(unauthorized(worth === 'expired' ? 'BABOON' : 'CAPUCHIN'));
}

/** What credentials of no use get, and none at all. */
export function accessDenied(): Response {
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
