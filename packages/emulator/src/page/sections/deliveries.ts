import { html } from 'hono/html';
import type { Html } from '../../http/html/layout.ts';
import type { DeliveryAttempt } from '../../webhooks/attempt-log.ts';
import { answerChip } from '../status.ts';
import type { View } from '../view.ts';
import { shortened, timeText } from '../words.ts';

const SHOWN = 10;

/** The last attempts to deliver webhooks of the church, the latest first. */
export function deliveriesSection({ churchControl }: View): Html {
  const last = churchControl.webhooks.deliveries().slice(-SHOWN).reverse();
  return html`<section id="deliveries" aria-labelledby="deliveries-title">
    <h2 id="deliveries-title" tabindex="-1">Webhook deliveries</h2>
    ${last.length === 0 ? html`<p class="quiet">None yet.</p>` : table(last)}
  </section>`;
}

function table(attempts: readonly DeliveryAttempt[]): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Answer</th>
        <th scope="col">Event and subscription</th>
        <th scope="col" class="number">Attempt</th>
        <th scope="col">When (UTC)</th>
      </tr>
    </thead>
    <tbody>
      ${attempts.map(row)}
    </tbody>
  </table>`;
}

function row(attempt: DeliveryAttempt): Html {
  const { name, url, subscriptionId, at, status, error, isDuplicate } = attempt;
  return html`<tr>
    <td>${answerChip(status, 'none')}</td>
    <td>
      <code>${name}</code>
      <span class="small quiet clamp">${subscriptionId}: ${shortened(url)}</span>
      ${error === undefined ? '' : html`<span class="small clamp">${shortened(error)}</span>`}
    </td>
    <td class="number">${attempt.attempt}${isDuplicate ? html` <span class="chip">again</span>` : ''}</td>
    <td class="small"><time datetime="${at}">${timeText(at)}</time></td>
  </tr>`;
}
