import type { Sent } from '../errors.ts';
import type { Outlook } from './failure.ts';

/** Everything the decision whether to send a request again rests on. */
export interface Trouble {
  readonly outlook: Outlook;
  /** Whether the body, if any, can be sent again. */
  readonly repeatable: boolean;
  /** Whether doing it twice does no harm, or the caller takes that risk. See {@link isIdempotent}. */
  readonly idempotent: boolean;
  /** Whether this attempt may have reached the server. */
  readonly sent: Sent;
  /** The `Retry-After` header in milliseconds from now; `undefined` when absent or unusable. */
  readonly retryAfter: number | undefined;
  /** The period of the rate limit in seconds, from the headers. */
  readonly period: number | undefined;
  /** How many 429s in a row, this one included. */
  readonly refusals: number;
  /** How many passing failures so far, this one included. */
  readonly failures: number;
  readonly maxRetries: number;
  /** From 0 to 1. */
  readonly random: number;
}

const SHORTEST_PAUSE = 250;
const LONGEST_PAUSE = 20_000;
const BACK_OFF = 500;
const LONGEST_BACK_OFF = 8_000;

/**
 * The retry table: how many milliseconds to wait before sending a request again, or `undefined` to give up.
 *
 * | what happened | sent again |
 * |---|---|
 * | 429 | always, after the server's time: it was refused unprocessed. Not counted against `maxRetries` |
 * | time-out, network fault, cut body, 500, 502, 503, 504, firewall page | if idempotent, or if nothing had been sent |
 * | anything else | never |
 *
 * A body that can be read only once is never sent again.
 */
export function retryDelay(trouble: Trouble): number | undefined {
  const { outlook, sent, retryAfter, failures, maxRetries, random } = trouble;
  if (!trouble.repeatable) return undefined;
  if (outlook === 'rate-limit') return rateLimitPause(retryAfter, trouble.period, trouble.refusals);
  const safe = trouble.idempotent || sent === 'no';
  if (outlook !== 'passing' || !safe || failures > maxRetries) return undefined;
  return Math.max(retryAfter ?? 0, random * Math.min(LONGEST_BACK_OFF, BACK_OFF * 2 ** (failures - 1)));
}

/** How long to pause after the given number of 429s in a row: never less than the server asks, and growing. */
export function rateLimitPause(
  retryAfter: number | undefined,
  period: number | undefined,
  refusals: number,
): number {
  const growth = 2 ** (refusals - 1);
  const pause = retryAfter ?? (period === undefined ? Math.min(LONGEST_PAUSE, 1000 * growth) : period * 1000);
  return Math.max(pause, Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * growth));
}

/** Reads `Retry-After`: seconds, with fractions if need be, or a date. Negative and past values mean nothing. */
export function parseRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  if (!/^[a-z]{3},? /i.test(value)) return undefined;
  // Compared with the server's own clock where it tells it, since ours may be wrong.
  const serverNow = Date.parse(headers.get('date') ?? '');
  const wait = Date.parse(value) - (Number.isNaN(serverNow) ? now : serverNow);
  return wait > 0 ? wait : undefined;
}

/** Whether sending a request twice does the same as sending it once. */
export function isIdempotent(
  method: string,
  body: { upload: boolean; creates: boolean } | undefined,
): boolean {
  // A second copy of an uploaded file expires after an hour; a PATCH with `included` may create resources.
  return body?.upload === true || (method !== 'POST' && !(method === 'PATCH' && body?.creates === true));
}
