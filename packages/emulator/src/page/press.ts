import { html } from 'hono/html';
import type { Html } from '../messages/html/layout.ts';
import type { FormName } from './forms.ts';
import type { View } from './view.ts';

interface Button {
  readonly label: string;
  /** What it is called where nobody sees what it stands beside. */
  readonly name?: string;
  /** Of a switch: whether it is on. */
  readonly pressed?: boolean;
  /** What is sent along. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly kind?: 'danger' | 'small' | 'switch';
}

/** The address of a form. */
export const formAddress = (form: FormName): string => `/__emulator/page/${form}`;

/** Tells a form which church somebody looks at. */
export const churchField = ({ church, isMain }: View): Html | '' =>
  isMain ? '' : html`<input type="hidden" name="church" value="${church.subdomain}" />`;

/** A form that is nothing but its button. */
export function press(form: FormName, view: View, { label, name, pressed, fields = {}, kind }: Button): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return html`<form method="post" action="${formAddress(form)}">
    ${churchField(view)}${hidden}<button
      class="${kind ?? ''}"
      ${name === undefined ? '' : html`aria-label="${name}"`}
      ${pressed === undefined ? '' : html`aria-pressed="${String(pressed)}"`}
    >
      ${label}
    </button>
  </form>`;
}
