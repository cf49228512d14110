import { PCOInputError } from '../errors.ts';

/** How long and how often something is tried, for a client, a view or a call. */
export interface Limits {
  readonly timeout?: number | undefined;
  readonly uploadTimeout?: number | undefined;
  readonly deadline?: number | undefined;
  readonly maxRetries?: number | undefined;
  readonly retry?: 'safe' | 'always' | undefined;
}

/** @throws {@link PCOInputError} `ERR_OPTIONS` for a value that would mean never or for ever */
export function checkLimits(limits: Limits): void {
  const { maxRetries, retry } = limits;
  for (const name of ['timeout', 'uploadTimeout', 'deadline'] as const) {
    const value: unknown = limits[name];
    if (value === undefined || (typeof value === 'number' && value > 0)) continue;
    throw refused(name, 'a number of milliseconds above 0', value);
  }
  if (maxRetries !== undefined && !(Number.isInteger(maxRetries) && maxRetries >= 0)) {
    throw refused('maxRetries', 'a whole number from 0', maxRetries);
  }
  if (retry !== undefined && !['safe', 'always'].includes(retry))
    throw refused('retry', "'safe' or 'always'", retry);
}

function refused(name: string, what: string, value: unknown): PCOInputError {
  return new PCOInputError(`The option ${name} must be ${what}; got ${String(value)}.`, 'ERR_OPTIONS');
}
