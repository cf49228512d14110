import { isObject } from '../basics/is-object.ts';
import type { RateLimit } from './rate-limiter.ts';
import { WINDOW_KINDS } from './rate-windows.ts';

/** Whether a value is a rate limit, or says in part what one is. */
export function isRateLimit(value: unknown): value is Partial<RateLimit> {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([name, part]) => {
    if (part === undefined) return RATE_LIMIT_PARTS.includes(name);
    if (name === 'window') return WINDOW_KINDS.some((kind) => kind === part);
    return LIMIT_NUMBERS.has(name) && Number.isSafeInteger(part) && Number(part) >= 1;
  });
}

const LIMIT_NUMBERS: ReadonlySet<string> = new Set(['limit', 'period', 'highOffsetLimit']);

/** The names of what a rate limit is made of. */
export const RATE_LIMIT_PARTS: readonly string[] = [...LIMIT_NUMBERS, 'window'];
