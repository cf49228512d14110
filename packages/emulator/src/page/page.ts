import { html } from 'hono/html';
import { pageResponse, type Html } from '../messages/html/layout.ts';
import { VERSION } from '../version.ts';
import { PAGE_STYLE } from './page-style.ts';
import { SCRIPT } from './script.ts';
import { churchSection } from './sections/church.ts';
import { clockSection } from './sections/clock.ts';
import { deliveriesSection } from './sections/deliveries.ts';
import { faultsSection } from './sections/faults.ts';
import { notModelledSection } from './sections/not-modelled.ts';
import { rateLimitSection } from './sections/rate-limit.ts';
import { reachSection } from './sections/reach.ts';
import { requestsSection } from './sections/requests.ts';
import { pageAddress, type View } from './view.ts';

/**
 * The emulator's page.
 *
 * @param problem - why something could not be done that was asked for just now
 */
export function emulatorPage(view: View, { status, problem }: Problem = {}): Promise<Response> {
  const body = html`<header class="top">
      <h1>tspco emulator <span class="quiet small">${VERSION}</span></h1>
      <p id="state" role="status">Reload to see what is new</p>
    </header>
    <p id="problem" role="alert">${problem ?? ''}</p>
    ${churchTabs(view)} ${reachSection(view)}
    <div class="columns">
      <div>
        ${churchSection(view)} ${requestsSection(view)} ${deliveriesSection(view)} ${notModelledSection(view)}
      </div>
      <div>${faultsSection(view)} ${rateLimitSection(view)} ${clockSection(view)}</div>
    </div>`;
  const title = `${view.church.name ?? view.church.subdomain} – tspco emulator`;
  return pageResponse({
    title,
    body,
    width: 'wide',
    style: PAGE_STYLE,
    script: SCRIPT,
    ...(status === undefined ? {} : { status }),
  });
}

interface Problem {
  /** Of the answer; default 200. */
  readonly status?: number;
  readonly problem?: string;
}

function churchTabs(view: View): Html | '' {
  const { churches, church } = view;
  if (churches.length < 2) return '';
  return html`<nav aria-label="Churches">
    ${churches.map(
      (one, index) =>
        html`<a
          href="${pageAddress({ church: one, isMain: index === 0 })}"
          ${one === church ? html`aria-current="page"` : ''}
          >${one.name ?? one.subdomain}</a
        >`,
    )}
  </nav>`;
}
