import { errorResponse } from '../messages/error-response.ts';
import { serverError, tooManyRequests, unauthorized } from '../basics/api-error.ts';
import { CORS_HEADERS, gatewayHeaders, type HeaderRecord } from '../messages/api-headers.ts';
import { firewallBlock, htmlPage } from '../messages/pages.ts';
import type { RateLimit } from '../rate-limit/rate-limiter.ts';
import type { ErrorFault, FirewallFault, RateLimitFault, TokenFault } from './fault.ts';

/** What the answers to faults take from their surroundings. */
export interface FaultSurroundings {
  readonly requestId: string;
  readonly now: number;
  /** The limit that is in force; the usual one when there is none. */
  readonly rateLimit: Pick<RateLimit, 'limit' | 'period'>;
}

/** What a server in trouble answers, before or after the request was carried out. */
export function faultAnswer(
  fault: ErrorFault | RateLimitFault | FirewallFault | TokenFault,
  surroundings: FaultSurroundings,
): Response {
  switch (fault.fault) {
    case 'error':
      return failure(fault);
    case 'rate-limit':
      return refusal(fault, surroundings);
    case 'firewall':
      return firewallBlock(surroundings.requestId);
    case 'token':
      return errorResponse(unauthorized(fault.as === 'revoked' ? 'CAPUCHIN' : 'BABOON'));
  }
}

function failure({ status = 500, retryAfter }: ErrorFault): Response {
  const headers: HeaderRecord = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  if (status === 500) return errorResponse(serverError(), { ...gatewayHeaders(undefined), ...headers });
  const title = TITLES[status];
  return htmlPage(
    status,
    `${status} ${title}`,
    [`${title}: asked for by a fault rule of the tspco emulator.`],
    {
      ...CORS_HEADERS,
      ...headers,
    },
  );
}

const TITLES = { 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' } as const;

function refusal({ retryAfter = 1 }: RateLimitFault, { now, rateLimit }: FaultSurroundings): Response {
  const { limit, period } = rateLimit;
  const count = limit + 1;
  const headers: Record<string, string> = { ...gatewayHeaders({ limit, period, count }) };
  const value =
    typeof retryAfter === 'object' && retryAfter !== null
      ? new Date(now + retryAfter.date * 1000).toUTCString()
      : retryAfter;
  if (value !== null) headers['Retry-After'] = String(value);
  return errorResponse(tooManyRequests(count, limit, period), headers);
}
