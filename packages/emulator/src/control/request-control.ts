import type {
  LoggedRequest,
  LogPart,
  NotModelled,
  RequestCounters,
  RequestLog,
} from '../request-log/request-log.ts';

/** What was asked, and what became of it. Requests to the control's own addresses are not among it. */
export interface RequestControl {
  /**
   * The requests that are kept, in the order of arrival: the emulator's own ledger, which says of each request when it
   * came, whether it was carried out, and what was answered.
   *
   * @param part - those after a number, at most so many
   * @example
   * ```ts
   * const written = emulator.control.requests.list().filter((request) => request.method === 'POST' && request.processed);
   * ```
   */
  list(part?: LogPart): readonly LoggedRequest[];
  /** How many requests are no longer kept; see the option `requestLog`. */
  readonly dropped: number;
  /** How many requests came, and how they were answered. */
  counters(): RequestCounters;
  /** What was asked for and is not modelled (501), by what it is. */
  notModelled(): readonly NotModelled[];
  /** Forgets the requests and counts from 0 again. */
  clear(): void;
}

export function createRequestControl({ requestLog }: { readonly requestLog: RequestLog }): RequestControl {
  return {
    list: (part) => requestLog.list(part),
    get dropped() {
      return requestLog.dropped;
    },
    counters: () => requestLog.counters,
    notModelled: () => requestLog.notModelled,
    clear: () => requestLog.clear(),
  };
}
