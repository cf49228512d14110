import { html } from 'hono/html';
import type { Html } from '../../messages/html/layout.ts';
import { press } from '../press.ts';
import type { View } from '../view.ts';
import { countText, numberText } from '../words.ts';

/** How much of the budget of the emulator's own credentials is spent. */
export function rateLimitSection(view: View): Html {
  const state = view.control.rateLimit.state();
  return html`<section id="rate-limit" aria-labelledby="rate-limit-title">
    <h2 id="rate-limit-title" tabindex="-1">Rate limit</h2>
    ${
      state
        ? html`<p>
              <strong>${numberText(state.spent)}</strong> of ${countText(state.limit, 'request')} in
              ${countText(state.period, 'second')}
            </p>
            ${bar(state.spent / state.limit)}
            <p class="small quiet">
              Window
              <code>${state.window}</code>${state.others > 0 ? `; others make ${state.others} a second` : ''}.
              The budget of the credentials above.
            </p>
            <div class="buttons">
              ${press('spend-budget', view, { label: 'Spend what is left', kind: 'small' })}
            </div>`
        : html`<p class="quiet">There is none.</p>`
    }
  </section>`;
}

/** The text beside it says the same. */
function bar(share: number): Html {
  const width = Math.min(100, Math.round(share * 100));
  const kind = share > 1 ? 'bad' : share > 0.75 ? 'warn' : 'good';
  return html`<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
    <rect class="${kind}" width="${width}" height="1" />
  </svg>`;
}
