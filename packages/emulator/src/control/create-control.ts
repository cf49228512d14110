import { administratorsBudget } from '../http/api-route.ts';
import { LAST_TIME } from '../options.ts';
import type { EmulatorClock } from '../emulator-clock.ts';
import type { RateLimiter } from '../rate-limit/rate-limiter.ts';
import { createAccountsControl, organizationOf, type AccountsControlParts } from './accounts-control.ts';
import type { ClockControl, Control } from './control.ts';
import { createRecordsControl, type RecordsControlParts } from './records-control.ts';

export interface ControlParts extends AccountsControlParts, Omit<RecordsControlParts, 'organization'> {
  readonly clock: EmulatorClock;
  readonly rateLimiter: RateLimiter | undefined;
}

/** What a test can do to an emulator made of these parts. */
export function createControl(parts: ControlParts): Control {
  const { organizations } = parts;
  return {
    ...createRecordsControl({ ...parts, organization: organizations.main }),
    ...createAccountsControl(parts),
    church: (subdomain) =>
      createRecordsControl({ ...parts, organization: organizationOf(subdomain, organizations) }),
    clock: createClockControl(parts.clock),
    spendBudget: (requests) => spendBudget(parts, requests),
  };
}

function spendBudget(
  { rateLimiter, organizations: { main } }: Pick<ControlParts, 'rateLimiter' | 'organizations'>,
  requests: number | undefined,
): void {
  if (!rateLimiter)
    throw new Error('There is no budget to spend: the emulator was made with rateLimit: false.');
  if (requests !== undefined && !(Number.isSafeInteger(requests) && requests > 0)) {
    throw new RangeError(`The requests to spend must be a whole number from 1; got ${String(requests)}.`);
  }
  rateLimiter.spend(administratorsBudget(main), requests);
}

function createClockControl(clock: EmulatorClock): ClockControl {
  return {
    now: () => clock.now(),
    get isFrozen() {
      return clock.isFrozen;
    },
    freeze: (at) => {
      const time = at === undefined ? clock.now() : Number(at);
      if (!(Math.abs(time) <= LAST_TIME))
        throw new RangeError(
          `The time to freeze must be a Date or milliseconds since 1970; got ${String(at)}.`,
        );
      clock.freeze(time);
    },
    resume: () => clock.resume(),
    advance: async (milliseconds) => {
      if (!(milliseconds >= 0 && clock.now() + milliseconds <= LAST_TIME))
        throw new RangeError(
          `The time to advance must be a number of milliseconds from 0; got ${String(milliseconds)}.`,
        );
      await clock.advance(milliseconds);
    },
  };
}
