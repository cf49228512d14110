import type { PacerOutcome, RateState } from 'tspco';
import type { SlotRequest } from 'tspco/pacing';

/** A request that wants to be sent, as the client asks for it. */
export function request(changes: Partial<SlotRequest> = {}): SlotRequest {
  return {
    key: 'key',
    method: 'GET',
    priority: 'interactive',
    offset: 0,
    signal: undefined,
    as: 'ordinary',
    ...changes,
  };
}

/** A good answer, and what it says of the rate limit. */
export function answered(rate?: RateState): PacerOutcome {
  return { status: 200, rate, pause: undefined };
}
