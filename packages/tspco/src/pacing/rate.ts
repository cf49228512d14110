/** What the server says about its rate limit in an answer's headers. */
export interface RateState {
  /** Requests allowed in a period. */
  readonly limit: number;
  /** The period in seconds. */
  readonly period: number;
  /** Requests counted so far, this one and those of other programs with the same person's credentials included. */
  readonly count: number;
}

const PERIOD = 'x-pco-api-request-rate-period';

/** Reads the rate headers. The period comes as `20`, or as `20 seconds` when the gateway answered. */
export function rateOf(headers: Headers): RateState | undefined {
  const limit = whole(headers.get('x-pco-api-request-rate-limit'));
  const period = periodOf(headers) ?? Number.NaN;
  const count = whole(headers.get('x-pco-api-request-rate-count'));
  return Number.isNaN(limit + period + count) ? undefined : { limit, period, count };
}

/** The period of the rate limit in seconds, also when limit and count are missing. */
export function periodOf(headers: Headers): number | undefined {
  const period = whole(headers.get(PERIOD));
  return Number.isNaN(period) ? undefined : period;
}

/** Whether the gateway in front of the apps answered, which counts on its own what never reaches an app. */
export function isOfGateway(headers: Headers): boolean {
  return headers.get(PERIOD)?.includes('second') ?? false;
}

function whole(value: string | null): number {
  return value === null ? Number.NaN : Number.parseInt(value, 10);
}
