import type { ChurchControl, Control } from '../control/control.ts';
import { jsonIn } from '../control/sent-values.ts';
import type { FaultRule } from '../faults/fault.ts';

/** What was pressed on the page. */
interface Pressed {
  readonly control: Control;
  readonly church: ChurchControl;
  readonly fields: URLSearchParams;
}

interface Form {
  /** Where the browser goes back to. */
  readonly section: string;
  readonly run: (pressed: Pressed) => unknown;
}

export type FormName =
  | 'make-church'
  | 'reset-church'
  | 'forget-requests'
  | 'add-fault'
  | 'remove-fault'
  | 'clear-faults'
  | 'expire-tokens'
  | 'spend-budget'
  | 'freeze-clock'
  | 'resume-clock'
  | 'advance-clock';

const FORMS: Readonly<Record<FormName, Form>> = {
  'make-church': { section: 'church', run: ({ church }) => church.counts() },
  'reset-church': { section: 'church', run: ({ church }) => church.reset() },
  'forget-requests': { section: 'requests', run: ({ control }) => control.requests.clear() },
  'add-fault': {
    section: 'faults',
    run: ({ control: { faults }, fields }) => faults.add(...rulesIn(fields)),
  },
  'remove-fault': {
    section: 'faults',
    run: ({ control: { faults }, fields }) => faults.remove(...rulesIn(fields)),
  },
  'clear-faults': { section: 'faults', run: ({ control }) => control.faults.clear() },
  'expire-tokens': { section: 'faults', run: ({ control }) => control.expireTokens() },
  'spend-budget': { section: 'rate-limit', run: ({ control }) => control.rateLimit.spend() },
  'freeze-clock': { section: 'clock', run: ({ control }) => control.clock.freeze() },
  'resume-clock': { section: 'clock', run: ({ control }) => control.clock.resume() },
  'advance-clock': {
    section: 'clock',
    run: ({ control, fields }) => control.clock.advance(Number(fields.get('milliseconds') || Number.NaN)),
  },
};

/** Undefined when the page has no such form. */
export const formNamed = (name: string): Form | undefined =>
  Object.hasOwn(FORMS, name) ? FORMS[name as FormName] : undefined;

/** One rule or a list of them, which the control checks. */
function rulesIn(fields: URLSearchParams): readonly FaultRule[] {
  return [jsonIn(fields.get('rule') ?? '', 'The rule') as FaultRule | readonly FaultRule[]].flat();
}
