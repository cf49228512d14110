import { html } from 'hono/html';
import type { Html } from '../../messages/html/layout.ts';
import type { LoggedRequest } from '../../request-log/request-log.ts';
import { press } from '../press.ts';
import { answerChip } from '../status.ts';
import type { View } from '../view.ts';
import { countText, durationText, latestFirst, numberText, shortened } from '../words.ts';

const SHOWN = 20;

/** The last requests, the latest first. */
export function requestsSection(view: View): Html {
  const { requests } = view.control;
  const last = latestFirst(requests.list({ last: SHOWN }));
  return html`<section id="requests" aria-labelledby="requests-title">
    <div class="title">
      <h2 id="requests-title" tabindex="-1">Requests</h2>
      ${
        last.length === 0
          ? ''
          : press('forget-requests', view, { label: 'Forget', name: 'Forget the requests', kind: 'small' })
      }
    </div>
    ${last.length === 0 ? html`<p class="quiet">None yet.</p>` : html`${tally(view)} ${table(last)}`}
  </section>`;
}

function tally({ control }: View): Html {
  const { requests, open, writes, byStatus } = control.requests.counters();
  const statuses = Object.entries(byStatus).map(
    ([status, count]) =>
      html`<li>${answerChip(status === 'none' ? null : Number(status))} × ${numberText(count)}</li>`,
  );
  return html`<p class="quiet">
      ${countText(requests, 'request')}, ${countText(writes, 'write')} carried
      out${open > 0 ? `, ${numberText(open)} under way` : ''}
    </p>
    <ul class="tally">
      ${statuses}
    </ul>`;
}

function table(requests: readonly LoggedRequest[]): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Status</th>
        <th scope="col">Request</th>
        <th scope="col" class="number">Took</th>
        <th scope="col" class="number"><abbr title="Count of the rate limit">Rate</abbr></th>
      </tr>
    </thead>
    <tbody>
      ${requests.map(row)}
    </tbody>
  </table>`;
}

function row({ status, method, url, duration, rateCount, faults }: LoggedRequest): Html {
  return html`<tr>
    <td class="chips">${duration === null ? html`<span class="chip">at work</span>` : answerChip(status)}</td>
    <td>
      <div class="request">
        <code class="clamp"><b>${method}</b> ${shortened(url)}</code>
        ${faults.map((fault) => html`<span class="chip fault">${fault}</span>`)}
      </div>
    </td>
    <td class="number">${duration === null ? '' : durationText(duration)}</td>
    <td class="number">${rateCount ?? ''}</td>
  </tr>`;
}
