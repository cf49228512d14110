import { PCOInputError } from '../errors.ts';

/** How long and how often something is tried, and when to stop, for a client, a view or a call. */
export interface Limits {
  readonly timeout?: number | undefined;
  readonly uploadTimeout?: number | undefined;
  readonly deadline?: number | undefined;
  readonly maxRetries?: number | undefined;
  readonly retry?: 'safe' | 'always' | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly priority?: unknown;
  readonly share?: number | undefined;
  readonly maxRequests?: number | undefined;
}

/**
 * Refuses names that nobody knows. A misspelt `readOnly` or `where` would do the opposite of what was meant, and
 * programs in JavaScript have no compiler to tell them.
 *
 * @throws {@link PCOInputError} `ERR_OPTIONS`
 */
export function checkNames(options: object, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new PCOInputError('Options must be an object like { timeout: 10_000 }.', 'ERR_OPTIONS');
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new PCOInputError(
      `There is no option ${name} here. There are: ${known.join(', ')}.`,
      'ERR_OPTIONS',
    );
  }
}

/**
 * The same where all values are functions, such as hooks: a misspelt one would never be told what it waits for.
 *
 * @param prefix - of the names in messages
 * @throws {@link PCOInputError} `ERR_OPTIONS`
 */
export function checkFunctions(options: object, known: readonly string[], prefix = ''): void {
  checkNames(options, known);
  for (const [name, value] of Object.entries(options)) checkFunction(prefix + name, value);
}

/** @throws {@link PCOInputError} `ERR_OPTIONS` unless the value is undefined or a function */
export function checkFunction(option: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') throw refused(option, 'a function', value);
}

/** @throws {@link PCOInputError} `ERR_OPTIONS` for a value that would mean never or for ever */
export function checkLimits(limits: Limits): void {
  const { retry, signal, priority, share = 1 } = limits;
  for (const name of ['timeout', 'uploadTimeout', 'deadline'] as const) {
    const value: unknown = limits[name];
    if (value === undefined || (typeof value === 'number' && value > 0)) continue;
    throw refused(name, 'a number of milliseconds above 0', value);
  }
  for (const name of ['maxRetries', 'maxRequests'] as const) {
    const value: unknown = limits[name];
    if (value === undefined || (Number.isInteger(value) && Number(value) >= 0)) continue;
    throw refused(name, 'a whole number from 0', value);
  }
  if (retry !== undefined && !['safe', 'always'].includes(retry)) {
    throw refused('retry', "'safe' or 'always'", retry);
  }
  if (priority !== undefined && priority !== 'interactive' && priority !== 'bulk') {
    throw refused('priority', "'interactive' or 'bulk'", priority);
  }
  if (typeof share !== 'number' || !(share > 0 && share <= 1))
    throw refused('share', 'a number above 0, at most 1', share);
  checkKind('signal', signal, 'addEventListener', 'an AbortSignal, such as controller.signal');
}

/** @throws {@link PCOInputError} `ERR_OPTIONS` unless the value is undefined or has a function of that name */
export function checkKind(option: string, value: unknown, method: string, what: string): void {
  if (value === undefined) return;
  const found =
    typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[method];
  if (found !== 'function') throw refused(option, what, typeof value);
}

/** The error for an option of the wrong kind. */
export function refused(name: string, what: string, value: unknown): PCOInputError {
  return new PCOInputError(`The option ${name} must be ${what}; got ${String(value)}.`, 'ERR_OPTIONS');
}
