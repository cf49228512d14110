import type { RateLimit } from '../rate-limit/rate-limiter.ts';

/** Something that goes wrong, and with which requests. It can be written as JSON. */
export type FaultRule = Fault & FaultCondition;

/**
 * Which requests something goes wrong with. All conditions that are given must hold; without any, it goes wrong with
 * every request.
 */
export interface FaultCondition {
  /** Such as `'POST'`, in small letters or large ones, or several of them. */
  readonly method?: string | readonly string[] | undefined;
  /** The path without query. `*` stands for any characters but slashes, `**` for any: `'/people/v2/people/*'`. */
  readonly path?: string | undefined;
  /** Of the requests with this method and path the first, second …, counted since the rule was given. Or several. */
  readonly nth?: number | readonly number[] | undefined;
  /** Every so many of them: with 3 the third, the sixth … */
  readonly every?: number | undefined;
  /** From 0 to 1. The same seed and order of requests has the same outcome. */
  readonly probability?: number | undefined;
  /** At most so many times. */
  readonly times?: number | undefined;
}

/** What can go wrong. */
export type Fault =
  | LatencyFault
  | ResetFault
  | CutFault
  | SlowFault
  | ErrorFault
  | RateLimitFault
  | FirewallFault
  | TokenFault
  | LimitFault
  | SpendFault
  | InsertFault
  | DeleteFault
  | LagFault;

/** The request is held up before it arrives. */
export interface LatencyFault {
  readonly fault: 'latency';
  readonly milliseconds: number;
  /** As many milliseconds more at most, by chance; default 0. */
  readonly jitter?: number | undefined;
}

/** The connection is reset. */
export interface ResetFault {
  readonly fault: 'reset';
  /**
   * `'before'` anything of the answer is sent (the default), in the middle of its `'headers'`, or in the middle of its
   * `'body'`.
   */
  readonly when?: 'before' | 'headers' | 'body' | undefined;
  /** Whether the request was carried out nevertheless; by default only when something of the answer is sent. */
  readonly processed?: boolean | undefined;
}

/** The answer ends too early, in the middle of its body. An answer without a body is not cut. */
export interface CutFault {
  readonly fault: 'cut';
  /** How many bytes of the body are sent; default half of them. */
  readonly bytes?: number | undefined;
  /** Sent in chunks, so that the headers do not tell how long the body would have been; default `false`. */
  readonly chunked?: boolean | undefined;
}

/** The body comes slowly. */
export interface SlowFault {
  readonly fault: 'slow';
  readonly bytesPerSecond: number;
}

/** The server fails. */
export interface ErrorFault {
  readonly fault: 'error';
  /** 500 comes from the app, with an error document; the others from the front, with a page in HTML. Default 500. */
  readonly status?: 500 | 502 | 503 | 504 | undefined;
  /** Whether the request was carried out nevertheless; default `false`. */
  readonly processed?: boolean | undefined;
  /** The header Retry-After, which is sent as it stands here. */
  readonly retryAfter?: string | number | undefined;
}

/** The request is refused as one too many, whatever was spent. */
export interface RateLimitFault {
  readonly fault: 'rate-limit';
  /**
   * The header Retry-After: a number or a text is sent as it stands here, `null` leaves it out, and `{ date: 5 }` is
   * the date in five seconds. Default 1.
   */
  readonly retryAfter?: string | number | null | { readonly date: number } | undefined;
}

/** The firewall's page: 403 in HTML, which says nothing about the token. */
export interface FirewallFault {
  readonly fault: 'firewall';
}

/** The token is refused, good as it may be: 401 with the hint BABOON (`'expired'`) or CAPUCHIN (`'revoked'`). */
export interface TokenFault {
  readonly fault: 'token';
  /** Default `'expired'`. */
  readonly as?: 'expired' | 'revoked' | undefined;
}

/** From this request on, another limit is in force. What is left out stays as it is; something must be given. */
export interface LimitFault extends Partial<RateLimit> {
  readonly fault: 'limit';
}

/** Others spend requests of the same budget just before. */
export interface SpendFault {
  readonly fault: 'spend';
  /** Default: all that are left. */
  readonly requests?: number | undefined;
}

/** Just before the request is answered, rows appear in the collection that it asks for. */
export interface InsertFault {
  readonly fault: 'insert';
  /** 1 to 10,000; default 1. */
  readonly count?: number | undefined;
  /** Before or behind all others, ordered by id; default `'end'`. */
  readonly at?: 'start' | 'end' | undefined;
}

/** Just before the request is answered, rows vanish from the collection that it asks for. */
export interface DeleteFault {
  readonly fault: 'delete';
  /** 1 to 10,000; default 1. */
  readonly count?: number | undefined;
  /** The first ones, the last ones, or those from an index on, ordered by id; default `'start'`. */
  readonly at?: 'start' | 'end' | number | undefined;
}

/** A read does not see yet what was written in so many milliseconds before; of the last thousand writes. */
export interface LagFault {
  readonly fault: 'lag';
  /** At most an hour. */
  readonly milliseconds: number;
}
