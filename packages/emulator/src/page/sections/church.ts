import { APP_NAMES, type AppName } from '@tspco/catalog';
import { html } from 'hono/html';
import type { Html } from '../../messages/html/layout.ts';
import { collectionPaths } from '../collections.ts';
import { press } from '../press.ts';
import type { View } from '../view.ts';
import { appTitle } from '../../messages/html/app-title.ts';
import { countText, numberText } from '../words.ts';

/** What the church has, by app. */
export function churchSection(view: View): Html {
  const { church, counts } = view;
  return html`<section id="church" aria-labelledby="church-title">
    <h2 id="church-title" tabindex="-1">${church.name ?? `The church ${church.subdomain}`}</h2>
    ${
      counts
        ? html`<p class="quiet">
              ${countText(counts.people['Person'] ?? 0, 'person', 'people')},
              ${countText(sum(APP_NAMES.map((app) => totalOf(counts[app]))), 'record')} in ${APP_NAMES.length}
              apps
            </p>
            <div class="apps">${APP_NAMES.map((app) => appDetails(app, counts[app], view))}</div>
            ${resetDetails(view)}`
        : html`<p class="quiet">Nobody has asked for this church yet, so it has not been made.</p>
            <div class="buttons">${press('make-church', view, { label: 'Make it' })}</div>`
    }
  </section>`;
}

type Counts = Readonly<Record<string, number>>;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const totalOf = (counts: Counts): number => sum(Object.values(counts));

function appDetails(app: AppName, counts: Counts, view: View): Html {
  const types = Object.entries(counts).sort(([one, a], [other, b]) => b - a || one.localeCompare(other));
  return html`<details id="app-${app}" name="app">
    <summary><span>${appTitle(app)}</span> <b>${numberText(totalOf(counts))}</b></summary>
    <dl class="vertices">
      ${types.map(
        ([type, count]) =>
          html`<div>
            <dt>${typeLink(app, type, view)}</dt>
            <dd class="number">${numberText(count)}</dd>
          </div>`,
      )}
    </dl>
    <p class="small"><a href="/${app}/v2/documentation">Documentation</a></p>
  </details>`;
}

/** The API's own address, with the credentials that a browser would have to ask for. */
function typeLink(app: AppName, type: string, { origin, settings, isMain }: View): Html {
  const path = collectionPaths(app).get(type);
  if (path === undefined || !isMain) return html`${type}`;
  const url = new URL(path, origin);
  url.username = settings.applicationId;
  url.password = settings.secret;
  return html`<a href="${url.href}" title="${path}">${type}</a>`;
}

/** Two presses, since there is no way back. */
function resetDetails(view: View): Html {
  return html`<details class="plain" id="reset">
    <summary>Reset the church …</summary>
    <p class="small">
      Makes it as it was in the beginning. What has been written or loaded since then is lost.
    </p>
    <div class="buttons">${press('reset-church', view, { label: 'Reset it', kind: 'danger' })}</div>
  </details>`;
}
