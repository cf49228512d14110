import { html } from 'hono/html';
import type { Html } from '../../messages/html/layout.ts';
import type { View } from '../view.ts';
import { numberText, shortened } from '../words.ts';

/** What was asked for that the emulator does not model. Nothing is shown when there is nothing. */
export function notModelledSection({ control }: View): Html | '' {
  const parts = control.requests.notModelled();
  if (parts.length === 0) return '';
  return html`<section id="not-modelled" aria-labelledby="not-modelled-title">
    <h2 id="not-modelled-title" tabindex="-1">Not modelled</h2>
    <p class="quiet">Asked for, and answered with 501.</p>
    <table>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" class="number">Requests</th>
        </tr>
      </thead>
      <tbody>
        ${parts.map(
          ({ what, requests, latest }) =>
            html`<tr>
              <td>${shortened(what)} <code class="small quiet clamp">${shortened(latest)}</code></td>
              <td class="number">${numberText(requests)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
