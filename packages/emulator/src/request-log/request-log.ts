/** A request as it arrived, and what became of it. */
export interface LoggedRequest {
  /** From 1, in the order of arrival. */
  readonly number: number;
  /** When it arrived, by the emulator's clock: milliseconds since 1970. */
  readonly arrivedAt: number;
  /** When it arrived, by a clock that nobody moves: milliseconds since the emulator was made, with fractions. */
  readonly arrivedAfter: number;
  readonly method: string;
  readonly host: string;
  /** Path and query. */
  readonly url: string;
  /** The manner of its credentials, never the credentials. */
  readonly authorization: 'none' | 'Basic' | 'Bearer' | 'OrganizationToken' | 'other';
  readonly userAgent: string | null;
  /** Of X-PCO-API-Version. */
  readonly version: string | null;
  /** The JSON that was sent to the API, when it has no more than 10,000 characters. */
  readonly body: string | null;
  /**
   * The status with which the emulator carried it out or refused it; `null` while it is at work, and when the request
   * never got so far. What became of the answer afterwards is told by `status`.
   */
  readonly outcome: number | null;
  /** Whether it was carried out: the outcome is a success. A write has happened exactly when this is true. */
  readonly processed: boolean;
  /** What a write that was carried out answered with. */
  readonly resource: { readonly type: string; readonly id: string } | null;
  /** The status that was sent; `null` while it is at work, and when the connection was broken before. */
  readonly status: number | null;
  /** The value of X-PCO-API-Request-Rate-Count. */
  readonly rateCount: number | null;
  /** Milliseconds from its arrival to the beginning of the answer. */
  readonly duration: number | null;
  /** Names of the faults that it met. */
  readonly faults: readonly string[];
  /** Of X-Request-Id. */
  readonly requestId: string;
}

/** How many of which requests there were. */
export interface RequestCounters {
  readonly requests: number;
  /** Requests under way. */
  readonly open: number;
  readonly byMethod: Readonly<Record<string, number>>;
  /** By the status that was sent; broken connections count under `none`. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** By the first part of the path, such as `people` or `oauth`; files that are sent to `/v2/files` are `uploads`. */
  readonly byApp: Readonly<Record<string, number>>;
  readonly byFault: Readonly<Record<string, number>>;
  /** Writes that were carried out. */
  readonly writes: number;
}

/** Something that was asked for and is not modelled. */
export interface NotModelled {
  readonly what: string;
  readonly requests: number;
  /** The latest such request: method, path and query. */
  readonly latest: string;
}

/** A request under way, to be completed. */
export type OpenRequest = { -readonly [Name in keyof LoggedRequest]: LoggedRequest[Name] };

/** The last requests, and counts of all of them since the log was cleared. */
export class RequestLog {
  readonly #capacity: number;
  #requests: OpenRequest[] = [];
  #lastNumber = 0;
  #clearedUpTo = 0;
  #counts = newCounts();
  #notModelled = new Map<string, { requests: number; latest: string }>();

  /** @param capacity - how many requests are kept */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Takes down a request that arrives. */
  begin(arrived: Omit<LoggedRequest, 'number' | keyof Aftermath>): OpenRequest {
    this.#lastNumber += 1;
    const request: OpenRequest = { ...NOT_YET, ...arrived, number: this.#lastNumber };
    this.#requests.push(request);
    // Now and then, since shifting a long array by one is slow.
    if (this.#requests.length >= 2 * this.#capacity) this.#requests = this.#requests.slice(-this.#capacity);
    this.#counts.open += 1;
    this.#counts.requests += 1;
    count(this.#counts.byMethod, request.method);
    count(this.#counts.byApp, appNameIn(request.url));
    return request;
  }

  /** The request has its answer, or never will. */
  end(request: OpenRequest, { status, duration }: Pick<LoggedRequest, 'status' | 'duration'>): void {
    request.status = status;
    request.duration = duration;
    this.#counts.open -= 1;
    count(this.#counts.byStatus, String(status ?? 'none'));
    for (const fault of request.faults) count(this.#counts.byFault, fault);
    if (request.processed && isWrite(request.method)) this.#counts.writes += 1;
  }

  noteNotModelled(what: string, { method, url }: LoggedRequest): void {
    const requests = (this.#notModelled.get(what)?.requests ?? 0) + 1;
    this.#notModelled.set(what, { requests, latest: `${method} ${url}` });
  }

  /** By number. Those that came after a number, at most so many of them. */
  list({ after = 0, limit = Number.POSITIVE_INFINITY, last }: LogPart = {}): readonly LoggedRequest[] {
    const all = this.#requests.slice(-this.#capacity).filter(({ number }) => number > after);
    const kept = last === undefined ? all : all.slice(Math.max(0, all.length - last));
    // Copies, since requests under way are still written to.
    return structuredClone(kept.slice(0, limit));
  }

  /** How many are no longer there to be listed. */
  get dropped(): number {
    return Math.max(0, this.#lastNumber - this.#clearedUpTo - this.#capacity);
  }

  get counters(): RequestCounters {
    return structuredClone(this.#counts);
  }

  get notModelled(): readonly NotModelled[] {
    return [...this.#notModelled].map(([what, { requests, latest }]) => ({ what, requests, latest }));
  }

  /** Forgets everything but which numbers were given. */
  clear(): void {
    const { open } = this.#counts;
    this.#clearedUpTo = this.#lastNumber;
    this.#requests = [];
    this.#counts = { ...newCounts(), open };
    this.#notModelled = new Map();
  }
}

/** Which part of the log somebody wants to see. */
export interface LogPart {
  /** Only requests whose number is greater. */
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
  /** Only the latest so many of them. */
  readonly last?: number | undefined;
}

/** What is not known of a request yet when it arrives. */
type Aftermath = Pick<
  LoggedRequest,
  'body' | 'outcome' | 'processed' | 'resource' | 'status' | 'rateCount' | 'duration' | 'faults'
>;

const NOT_YET: Aftermath = {
  body: null,
  outcome: null,
  processed: false,
  resource: null,
  status: null,
  rateCount: null,
  duration: null,
  faults: [],
};

function newCounts(): { -readonly [Name in keyof RequestCounters]: Mutable<RequestCounters[Name]> } {
  return { requests: 0, open: 0, byMethod: {}, byStatus: {}, byApp: {}, byFault: {}, writes: 0 };
}

type Mutable<T> = T extends Readonly<Record<string, number>> ? Record<string, number> : T;

function appNameIn(url: string): string {
  const [path = ''] = url.split('?');
  return path === '/v2/files' ? 'uploads' : path.split('/')[1] || '/';
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Whether a method may change anything. */
export function isWrite(method: string): boolean {
  return ['POST', 'PATCH', 'PUT', 'DELETE'].includes(method);
}
