import type { FaultRule } from '../faults/fault.ts';

/** A rule that somebody may switch on without writing it. */
export interface ReadyFault {
  readonly label: string;
  readonly rule: FaultRule;
}

/** The API, and not where tokens come from: whoever refreshes gets on. */
const API = '/*/v2/**';

export const READY_FAULTS: readonly ReadyFault[] = [
  { label: '300 ms late', rule: { fault: 'latency', milliseconds: 300 } },
  { label: 'Every 3rd fails with 503', rule: { fault: 'error', status: 503, every: 3 } },
  { label: '429 storm', rule: { fault: 'rate-limit', retryAfter: 1, probability: 0.7 } },
  { label: 'Every 4th connection is reset', rule: { fault: 'reset', every: 4 } },
  { label: 'Every 4th answer is cut', rule: { fault: 'cut', every: 4 } },
  { label: 'Firewall page', rule: { fault: 'firewall', path: API } },
  { label: 'Every 5th token has expired', rule: { fault: 'token', path: API, every: 5 } },
  { label: 'Writes show 3 s late', rule: { fault: 'lag', milliseconds: 3000 } },
];
