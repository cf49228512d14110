export { createEmulator } from './emulator.ts';
export type { LoadableDocument, LoadableResource } from './apps/load-documents.ts';
export type {
  AccountsControl,
  ClockControl,
  Control,
  RecordsControl,
  SignedIn,
  SignInOptions,
  Whose,
} from './control/control.ts';
export type { Emulator, Listening } from './emulator-interface.ts';
export type { Clock, EmulatorOptions } from './options.ts';
export type { ApplicationOptions } from './oauth/applications.ts';
export type { ChurchOptions } from './organizations/church-settings.ts';
export type { RateLimit } from './rate-limit/rate-limiter.ts';
export type { Snapshot } from './store/snapshot.ts';
export type { WindowKind } from './rate-limit/rate-windows.ts';
