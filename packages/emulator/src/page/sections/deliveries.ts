import { html } from 'hono/html';
import type { Html } from '../../messages/html/layout.ts';
import type { DeliveryAttempt } from '../../webhooks/attempt-log.ts';
import { answerChip } from '../status.ts';
import type { View } from '../view.ts';
import { latestFirst, shortened, timeSince } from '../words.ts';

const SHOWN = 10;

/** The last attempts to deliver webhooks of the church, the latest first. */
export function deliveriesSection({ churchControl, control }: View): Html {
  const last = latestFirst(churchControl.webhooks.deliveries().slice(-SHOWN));
  return html`<section id="deliveries" aria-labelledby="deliveries-title">
    <h2 id="deliveries-title" tabindex="-1">Webhook deliveries</h2>
    ${last.length === 0 ? html`<p class="quiet">None yet.</p>` : table(last, control.clock.now())}
  </section>`;
}

function table(attempts: readonly DeliveryAttempt[], now: number): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Answer</th>
        <th scope="col">Event, subscription</th>
        <th scope="col" class="number">Attempt</th>
      </tr>
    </thead>
    <tbody>
      ${attempts.map((attempt) => row(attempt, now))}
    </tbody>
  </table>`;
}

function row(attempt: DeliveryAttempt, now: number): Html {
  const { name, url, subscriptionId, at, status, error, isDuplicate } = attempt;
  return html`<tr>
    <td class="chips">${answerChip(status, 'none')}</td>
    <td>
      <code>${name}</code>
      <span class="small quiet clamp">${subscriptionId}: ${shortened(url)}</span>
      ${error === undefined ? '' : html`<span class="small clamp">${shortened(error)}</span>`}
    </td>
    <td class="number">
      ${isDuplicate ? html`<span class="chip">again</span>` : ''} ${attempt.attempt}
      <time class="small quiet" datetime="${at}">${timeSince(at, now)}</time>
    </td>
  </tr>`;
}
