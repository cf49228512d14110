import { html } from 'hono/html';
import { pageResponse, type Html } from '../../messages/html/layout.ts';
import type { Church } from '../../store/church.ts';
import type { StoredRecord } from '../../store/record.ts';
import type { AuthorizationRequest } from '../authorization-request.ts';
import { SCOPES } from '../scopes.ts';
import { churchName } from '../../organizations/church-name.ts';
import { personRow } from './person-row.ts';

interface ConsentPage {
  readonly asked: AuthorizationRequest;
  readonly church: Church;
  readonly person: StoredRecord;
  /** Of this page. */
  readonly address: URL;
  readonly ticket: string;
}

/** The page on which somebody lets an application use their account, or does not. */
export function consentPage({ asked, church, person, address, ticket }: ConsentPage): Promise<Response> {
  const { application, redirectUri, scopes } = asked;
  const another = new URL(address);
  another.searchParams.set('prompt', 'select_account');
  const body = html`<h1>${application.name} wants to use your account</h1>
    <div class="box">
      <div class="person">${personRow(person, church)}</div>
      <p class="small quiet">at ${churchName(church)}</p>
      <p class="small"><a href="${another.pathname}${another.search}">Use another account</a></p>
    </div>
    ${scopeList(scopes)}
    <form method="post" action="/oauth/authorize">
      <input type="hidden" name="ticket" value="${ticket}" />
      <div class="actions">
        <button name="answer" value="deny">Deny</button>
        <button class="primary" name="answer" value="allow">Allow</button>
      </div>
    </form>
    <p class="small quiet">Then you will be sent back to ${new URL(redirectUri).host || redirectUri}.</p>`;
  return pageResponse({ title: `${application.name} wants to use your account`, body });
}

function scopeList(scopes: readonly string[]): Html {
  if (scopes.length === 0) return html`<h2>It does not ask for any app.</h2>`;
  const items = scopes.map((scope) => html`<li>${SCOPES[scope] ?? scope} <code>${scope}</code></li>`);
  return html`<h2>It wants to</h2>
    <ul class="scopes">
      ${items}
    </ul>`;
}
