import { html } from 'hono/html';
import { notablePeople, searchPeople } from '../../accounts/directory.ts';
import { pageResponse, type Html } from '../../messages/html/layout.ts';
import type { Organization } from '../../organizations/organization.ts';
import type { Organizations } from '../../organizations/organizations.ts';
import type { Church } from '../../store/church.ts';
import type { StoredRecord } from '../../store/record.ts';
import type { AuthorizationRequest } from '../authorization-request.ts';
import { churchName } from '../../organizations/church-name.ts';
import { CHURCH_PARAMETER, requestParameters, SEARCH_PARAMETER } from './parameters.ts';
import { personRow } from './person-row.ts';

interface SignInPage {
  readonly asked: AuthorizationRequest;
  readonly church: Church;
  readonly organization: Organization;
  readonly organizations: Organizations;
  readonly query: URLSearchParams;
  readonly ticket: string;
}

/** The page on which somebody says who they are. */
export function signInPage(page: SignInPage): Promise<Response> {
  const { asked, church, query, ticket } = page;
  const search = (query.get(SEARCH_PARAMETER) ?? '').trim();
  const found = search === '' ? notablePeople(church, MOST_NOTABLE) : searchPeople(search, church);
  const body = html`<h1>Sign in</h1>
    <p class="quiet">
      to continue to <strong>${asked.application.name}</strong>. Nobody needs a password here: say who you
      are.
    </p>
    ${churchForm(page)} ${searchForm(page, search)}
    <form method="post" action="/oauth/authorize">
      <input type="hidden" name="ticket" value="${ticket}" />
      ${peopleList(found, church, search)}
    </form>`;
  return pageResponse({ title: 'Sign in', body });
}

const MOST_NOTABLE = 6;
const MOST_FOUND = 10;

function churchForm({ organization, organizations, church, query }: SignInPage): Html | '' {
  if (organizations.all.length < 2) return '';
  const options = organizations.all.map(({ subdomain, name }) => {
    const isHere = subdomain === organization.subdomain;
    const title = isHere ? churchName(church) : (name ?? subdomain);
    return html`<option value="${subdomain}" ${isHere ? 'selected' : ''}>${title}</option>`;
  });
  return html`<form method="get" action="/oauth/authorize">
    ${hiddenRequest(query)}
    <label for="church">Church</label>
    <div class="field">
      <select id="church" name="${CHURCH_PARAMETER}">
        ${options}
      </select>
      <button>Change</button>
    </div>
  </form>`;
}

function searchForm({ organization, query }: SignInPage, search: string): Html {
  return html`<form method="get" action="/oauth/authorize" role="search">
    ${hiddenRequest(query)}
    <input type="hidden" name="${CHURCH_PARAMETER}" value="${organization.subdomain}" />
    <label for="search">Name or e-mail address</label>
    <div class="field">
      <input id="search" type="search" name="${SEARCH_PARAMETER}" value="${search}" autocomplete="off" />
      <button>Search</button>
    </div>
  </form>`;
}

const hiddenRequest = (query: URLSearchParams): readonly Html[] =>
  requestParameters(query).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );

function peopleList(people: readonly StoredRecord[], church: Church, search: string): Html {
  if (people.length === 0) {
    return search === ''
      ? html`<p class="box">There is nobody in this church who could sign in.</p>`
      : html`<p class="box">Nobody was found for “${search}”.</p>`;
  }
  const shown = people.slice(0, MOST_FOUND);
  const rows = shown.map(
    (person) =>
      html`<li>
        <button class="person" name="person" value="${person.id}">${personRow(person, church)}</button>
      </li>`,
  );
  return html`<h2>${search === '' ? 'Some people, who may do different things' : `Found for “${search}”`}</h2>
    <ul class="people">
      ${rows}
    </ul>
    ${
      people.length > shown.length
        ? html`<p class="quiet small">and ${people.length - shown.length} more</p>`
        : ''
    }`;
}
