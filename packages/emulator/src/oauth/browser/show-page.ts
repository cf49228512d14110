import { isActive, personOf, type Account } from '../../accounts/account.ts';
import { notFoundPage } from '../../messages/pages.ts';
import type { Organization } from '../../organizations/organization.ts';
import type { AuthorizationRequest } from '../authorization-request.ts';
import type { AuthorizeParts } from '../authorize-endpoint.ts';
import { CHURCH_PARAMETER, SEARCH_PARAMETER } from './parameters.ts';
import { consentPage } from './consent-page.ts';
import { signInPage } from './sign-in-page.ts';
import { newSession, sessionCookie, sessionOf } from './visits.ts';

/** Shows whoever sits at the browser what comes next: signing in, or the application's request. */
export async function showPage(
  request: Request,
  asked: AuthorizationRequest,
  atHost: Organization,
  { visits, organizations }: Pick<AuthorizeParts, 'visits' | 'organizations'>,
): Promise<Response> {
  const url = new URL(request.url);
  const { searchParams: query } = url;
  const session = sessionOf(request) ?? newSession();
  const account = await signedIn(visits.accountOf(session), atHost, organizations.main);
  const chosen = query.get(CHURCH_PARAMETER);
  const organization = chosen === null ? (account?.organization ?? atHost) : organizations.get(chosen);
  if (!organization) return notFoundPage();
  const address = `${url.pathname}${url.search}`;
  const church = await organization.open();
  const ticketFor = (step: 'sign in' | 'consent', holder: Account): string =>
    visits.issueTicket(session, { request: asked, address, account: holder, step });
  const person = account && !mustChoose(query) ? personOf(account, church) : undefined;
  const page = await (account && person
    ? consentPage({ asked, church, person, address: url, ticket: ticketFor('consent', account) })
    : signInPage({
        asked,
        church,
        organization,
        organizations,
        query,
        ticket: ticketFor('sign in', { organization, personId: undefined }),
      }));
  page.headers.append('Set-Cookie', sessionCookie(session));
  return page;
}

/** Who signed in at this browser and still can, unless the host is that of another church. */
async function signedIn(
  account: Account | undefined,
  atHost: Organization,
  main: Organization,
): Promise<Account | undefined> {
  if (!account || (atHost !== main && atHost !== account.organization)) return undefined;
  const person = personOf(account, await account.organization.open());
  return person && isActive(person) ? account : undefined;
}

function mustChoose(query: URLSearchParams): boolean {
  const prompts = (query.get('prompt') ?? '').split(' ');
  return (
    prompts.includes('login') ||
    prompts.includes('select_account') ||
    query.has(SEARCH_PARAMETER) ||
    query.has(CHURCH_PARAMETER)
  );
}
