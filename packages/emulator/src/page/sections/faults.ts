import { isDeepStrictEqual } from 'node:util';
import { html } from 'hono/html';
import type { FaultReport } from '../../faults/fault-plan.ts';
import type { FaultRule } from '../../faults/fault.ts';
import type { Html } from '../../messages/html/layout.ts';
import { churchField, formAddress, press } from '../press.ts';
import { READY_FAULTS } from '../ready-faults.ts';
import type { View } from '../view.ts';
import { numberText, shortened } from '../words.ts';

/** What goes wrong: switches, the rules in force, and a rule of one's own. */
export function faultsSection(view: View): Html {
  const reports = view.control.faults.report();
  const isOn = (rule: FaultRule): boolean => reports.some((one) => isDeepStrictEqual(one.rule, rule));
  return html`<section id="faults" aria-labelledby="faults-title">
    <div class="title">
      <h2 id="faults-title" tabindex="-1">Faults</h2>
      ${
        reports.length === 0
          ? ''
          : press('clear-faults', view, { label: 'All off', name: 'All faults off', kind: 'small' })
      }
    </div>
    <div class="switches">
      ${READY_FAULTS.map(({ label, rule }) =>
        press(isOn(rule) ? 'remove-fault' : 'add-fault', view, {
          label,
          pressed: isOn(rule),
          kind: 'switch',
          fields: { rule: JSON.stringify(rule) },
        }),
      )}
    </div>
    ${reports.length === 0 ? html`<p class="quiet">Nothing goes wrong.</p>` : rulesTable(reports, view)}
    ${ownRule(view)}
    <div class="buttons">
      ${press('expire-tokens', view, { label: 'Let all tokens expire now', kind: 'small' })}
    </div>
  </section>`;
}

function rulesTable(reports: readonly FaultReport[], view: View): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Rule</th>
        <th scope="col" class="number"><abbr title="Requests with its method and path">Seen</abbr></th>
        <th scope="col" class="number">Hit</th>
        <th scope="col"><span class="unseen">Switch</span></th>
      </tr>
    </thead>
    <tbody>
      ${reports.map((report) => row(report, view))}
    </tbody>
  </table>`;
}

function row({ rule, seen, happened }: FaultReport, view: View): Html {
  const { fault, ...members } = rule;
  const words = Object.entries(members).map(([name, value]) => `${name} ${memberText(value)}`);
  return html`<tr>
    <td><b>${fault}</b> <span class="small quiet">${shortened(words.join(', '))}</span></td>
    <td class="number">${numberText(seen)}</td>
    <td class="number">${numberText(happened)}</td>
    <td class="action">
      ${press('remove-fault', view, {
        label: 'Off',
        name: `${fault} off`,
        kind: 'small',
        fields: { rule: JSON.stringify(rule) },
      })}
    </td>
  </tr>`;
}

function memberText(value: unknown): string {
  if (Array.isArray(value)) return value.join(' or ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function ownRule(view: View): Html {
  return html`<details class="plain" id="own-rule">
    <summary>A rule of your own …</summary>
    <form method="post" action="${formAddress('add-fault')}">
      ${churchField(view)}
      <label for="rule">As JSON</label>
      <div class="field">
        <input
          id="rule"
          name="rule"
          required
          autocomplete="off"
          spellcheck="false"
          placeholder="${'{ "fault": "slow", "bytesPerSecond": 500 }'}"
        />
        <button>Add</button>
      </div>
    </form>
  </details>`;
}
