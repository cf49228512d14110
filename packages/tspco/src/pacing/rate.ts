/** What the server says about its rate limit in an answer's headers. */
export interface RateState {
  /** Requests allowed in a period. */
  readonly limit: number;
  /** The period in seconds. */
  readonly period: number;
  /** Requests counted so far, this one and those of other programs with the same person's credentials included. */
  readonly count: number;
}

/** Reads the rate headers. The period comes as `20`, or as `20 seconds` when the gateway answered. */
export function rateOf(headers: Headers): RateState | undefined {
  const [limit, period, count] = ['limit', 'period', 'count'].map((name) =>
    Number.parseInt(headers.get(`x-pco-api-request-rate-${name}`) ?? '', 10),
  ) as [number, number, number];
  return Number.isNaN(limit + period + count) ? undefined : { limit, period, count };
}
