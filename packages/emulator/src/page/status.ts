import { html } from 'hono/html';
import type { Html } from '../messages/html/layout.ts';

/** The status of an answer; `null` when there was none. */
export function answerChip(status: number | null, otherwise = 'broken'): Html {
  if (status === null) return html`<span class="chip bad">${otherwise}</span>`;
  return html`<span class="chip ${kindOf(status)}">${status}</span>`;
}

function kindOf(status: number): string {
  if (status >= 500) return 'bad';
  if (status >= 400) return 'warn';
  return status < 300 ? 'good' : '';
}
