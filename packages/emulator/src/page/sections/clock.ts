import { html } from 'hono/html';
import type { Html } from '../../messages/html/layout.ts';
import { press } from '../press.ts';
import type { View } from '../view.ts';
import { timeText } from '../words.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

const STEPS = [
  { label: '+30 s', name: 'Advance by 30 seconds', milliseconds: 30 * SECOND },
  { label: '+1 hour', name: 'Advance by 1 hour', milliseconds: HOUR },
  { label: '+1 day', name: 'Advance by 1 day', milliseconds: 24 * HOUR },
];

/** The emulator's time. */
export function clockSection(view: View): Html {
  const { clock } = view.control;
  const now = clock.now();
  return html`<section id="clock" aria-labelledby="clock-title">
    <h2 id="clock-title" tabindex="-1">Clock</h2>
    <p>
      <time datetime="${new Date(now).toISOString()}">${timeText(now)}</time> UTC
      <span class="chip ${clock.isFrozen ? 'warn' : ''}">${clock.isFrozen ? 'frozen' : 'running'}</span>
    </p>
    <div class="buttons">
      ${
        clock.isFrozen
          ? press('resume-clock', view, { label: 'Resume', kind: 'small' })
          : press('freeze-clock', view, { label: 'Freeze', kind: 'small' })
      }
      ${STEPS.map(({ label, name, milliseconds }) =>
        press('advance-clock', view, {
          label,
          name,
          kind: 'small',
          fields: { milliseconds: String(milliseconds) },
        }),
      )}
    </div>
  </section>`;
}
