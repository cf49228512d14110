import type { EmulatorClock } from '../emulator-clock.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { Organization } from '../organizations/organization.ts';
import type { RateLimiter } from '../rate-limit/rate-limiter.ts';
import type { RequestLog } from '../request-log/request-log.ts';
import { createAccountsControl, organizationOf, type AccountsControlParts } from './accounts-control.ts';
import { listChurches } from './churches-control.ts';
import { createClockControl } from './clock-control.ts';
import type { ChurchControl, Control } from './control.ts';
import { createFaultControl } from './fault-control.ts';
import { createRateLimitControl } from './rate-limit-control.ts';
import { createRecordsControl, type RecordsControlParts } from './records-control.ts';
import { createRequestControl } from './request-control.ts';
import { createWebhooksControl } from './webhooks-control.ts';

export interface ControlParts extends AccountsControlParts, Omit<RecordsControlParts, 'organization'> {
  readonly clock: EmulatorClock;
  readonly rateLimiter: RateLimiter;
  readonly faultPlan: FaultPlan;
  readonly requestLog: RequestLog;
}

/** What a test can do to an emulator made of these parts. */
export function createControl(parts: ControlParts): Control {
  const { organizations, clock, rateLimiter } = parts;
  const controlOf = (organization: Organization): ChurchControl => ({
    ...createRecordsControl({ ...parts, organization }),
    webhooks: createWebhooksControl(organization.webhooks, () => organization.open()),
  });
  return {
    ...controlOf(organizations.main),
    ...createAccountsControl(parts),
    churches: () => listChurches(organizations),
    church: (subdomain) => controlOf(organizationOf(subdomain, organizations)),
    clock: createClockControl(clock),
    faults: createFaultControl(parts),
    requests: createRequestControl(parts),
    rateLimit: createRateLimitControl(rateLimiter, organizations.main),
  };
}
