import { PCOInputError } from '../errors.ts';

/** @throws {@link PCOInputError} `ERR_OPTIONS` unless it is a non-empty string; the value is not repeated */
export function checkText(value: unknown, name: string, hint = ''): void {
  if (typeof value === 'string' && value !== '') return;
  throw new PCOInputError(`${name} must be a non-empty string. ${hint}`.trim(), 'ERR_OPTIONS');
}
