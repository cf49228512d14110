import type { Account } from '../accounts/account.ts';
import { firewallPage, notFoundPage } from '../messages/pages.ts';
import type { Settings } from '../options.ts';
import type { Organizations } from '../organizations/organizations.ts';
import type { Applications } from './applications.ts';
import { readAuthorizationRequest, sendBack, type AuthorizationRequest } from './authorization-request.ts';
import { showPage } from './browser/show-page.ts';
import type { Visits } from './browser/visits.ts';
import type { Grants } from './grants.ts';

export interface AuthorizeParts {
  readonly settings: Pick<Settings, 'consent' | 'refuseLoopbackRedirects'>;
  readonly applications: Applications;
  readonly grants: Grants;
  readonly organizations: Organizations;
  readonly visits: Visits;
}

/**
 * `GET /oauth/authorize`. A browser gets a page on which somebody signs in and agrees. A program gets at once the
 * redirect that Planning Center sends after both, in the name of the administrator.
 */
export async function answerAuthorizeRequest(
  request: Request,
  requestId: string,
  parts: AuthorizeParts,
): Promise<Response> {
  const { settings, applications, grants, organizations } = parts;
  const url = new URL(request.url);
  const { searchParams } = url;
  if (settings.refuseLoopbackRedirects && LOOPBACK.test(searchParams.get('redirect_uri') ?? '')) {
    return firewallPage(requestId, 'loopback redirect');
  }
  const asked = readAuthorizationRequest(searchParams, applications);
  if (asked instanceof Response) return asked;
  const organization = organizations.atHost(url.hostname);
  if (!organization) return notFoundPage();
  if (wantsPage(request, settings.consent)) return showPage(request, asked, organization, parts);
  return sendBack(asked, { code: createCode(grants, asked, { organization, personId: undefined }) });
}

/** A code that says that the account's person agreed. */
export function createCode(grants: Grants, asked: AuthorizationRequest, account: Account): string {
  const { application, redirectUri, scopes, challenge, nonce } = asked;
  return grants.createCode({
    account,
    applicationId: application.id,
    scope: scopes.join(' '),
    redirectUri,
    challenge,
    nonce,
  });
}

// The firewall looks for these texts anywhere in the address.
const LOOPBACK = /localhost|127\.0\.0\.1/i;

function wantsPage({ headers }: Request, consent: Settings['consent']): boolean {
  if (consent !== 'browser') return consent === 'page';
  // Old browsers have no Sec-Fetch-Mode, but all ask for HTML, which programs do not.
  return headers.get('Sec-Fetch-Mode') === 'navigate' || /\btext\/html\b/i.test(headers.get('Accept') ?? '');
}
