export type { Change, Difference, Part, Property } from './difference.ts';
export { drift, type Drift, type DriftOptions } from './drift.ts';
export { DriftError } from './drift-error.ts';
export { formatDrift } from './format-drift.ts';
