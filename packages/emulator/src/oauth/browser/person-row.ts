import { html } from 'hono/html';
import { isAdministrator } from '../../accounts/account.ts';
import { appsOf } from '../../accounts/app-access.ts';
import { emailOf } from '../../accounts/directory.ts';
import { personName } from '../../accounts/person-name.ts';
import { appTitle } from '../../messages/html/app-title.ts';
import { initials, type Html } from '../../messages/html/layout.ts';
import type { Church } from '../../store/church.ts';
import type { StoredRecord } from '../../store/record.ts';

/** A person on a page: letters, name, address, and what they may do. */
export function personRow(person: StoredRecord, church: Church): Html {
  const name = personName(person) || `Person ${person.id}`;
  const email = emailOf(person, church);
  return html`<span class="initials" aria-hidden="true">${initials(name)}</span>
    <span>
      <strong>${name}</strong>
      ${email === undefined ? '' : html`<small>${email}</small>`}
      <small>${accessInWords(person, church)}</small>
    </span>`;
}

function accessInWords(person: StoredRecord, church: Church): string {
  if (isAdministrator(person)) return 'Administrator of all apps';
  const apps = appsOf(person, church);
  const named = (role: string): string =>
    apps
      .filter(([, own]) => own === role)
      .map(([app]) => appTitle(app))
      .join(', ');
  const parts = [
    named('editor') && `edits ${named('editor')}`,
    named('viewer') && `views ${named('viewer')}`,
  ].filter(Boolean);
  return parts.length === 0 ? 'no app' : parts.join('; ');
}
