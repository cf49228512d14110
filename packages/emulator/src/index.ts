export { createEmulator } from './emulator.ts';
export type { LoadableDocument, LoadableResource } from './apps/load-documents.ts';
export type { ChurchState } from './control/churches-control.ts';
export type { ClockControl } from './control/clock-control.ts';
export type {
  AccountsControl,
  ChurchControl,
  Control,
  RecordCounts,
  RecordsControl,
  SignedIn,
  SignInOptions,
  Whose,
} from './control/control.ts';
export type { FaultControl } from './control/fault-control.ts';
export type { RateLimitControl, RateLimitState } from './control/rate-limit-control.ts';
export type { RequestControl } from './control/request-control.ts';
export type { WebhooksControl } from './control/webhooks-control.ts';
export type { Emulator, Listening } from './emulator-interface.ts';
export type { Clock, EmulatorOptions } from './options.ts';
export type { ApplicationOptions } from './oauth/applications.ts';
export type { ChurchOptions } from './organizations/church-settings.ts';
export type { RateLimit } from './rate-limit/rate-limiter.ts';
export type { Snapshot } from './store/snapshot.ts';
export type { WindowKind } from './rate-limit/rate-windows.ts';
export type * from './faults/fault.ts';
export type { FaultReport } from './faults/fault-plan.ts';
export type { LoggedRequest, LogPart, NotModelled, RequestCounters } from './request-log/request-log.ts';
export type { DeliveryAttempt } from './webhooks/attempt-log.ts';
export type { DisorderOptions } from './webhooks/disorder.ts';
