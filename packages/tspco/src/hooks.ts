import type { RateState } from './pacing/rate.ts';

/** What every event says about its request. No event holds a header, a query or a body. */
export interface RequestEvent {
  readonly method: string;
  /** The path without its query. */
  readonly path: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/** An answer arrived. */
export interface ResponseEvent extends RequestEvent {
  readonly status: number;
  /** Milliseconds from sending to the complete answer. */
  readonly duration: number;
  readonly requestId: string | undefined;
  readonly rate: RateState | undefined;
}

/** An attempt failed, and the request will be sent again. */
export interface RetryEvent extends RequestEvent {
  readonly reason: 'rate-limit' | 'status' | 'network' | 'timeout' | 'credentials';
  readonly status: number | undefined;
  /** Milliseconds until then. */
  readonly delay: number;
}

/** A request waits: for the server's time after a 429, between two attempts, or in the pacer's queue. */
export interface WaitEvent extends RequestEvent {
  readonly reason: 'rate-limit' | 'back-off' | 'queue';
  /** Milliseconds; how long it will be, and for `'queue'` how long it was. */
  readonly delay: number;
}

/** Something worked and is still worth a look. */
export interface WarningEvent {
  readonly code: 'version-differs' | 'plain-http';
  readonly message: string;
}

/** Functions that are told what a client does. What they throw is logged and otherwise ignored. */
export interface Hooks {
  /** A request is about to be sent. */
  readonly request?: ((event: RequestEvent) => void) | undefined;
  /** An answer arrived, of whatever status. */
  readonly response?: ((event: ResponseEvent) => void) | undefined;
  /** An attempt failed, and the request will be sent again. */
  readonly retry?: ((event: RetryEvent) => void) | undefined;
  /** A request waits, or has waited in the queue. */
  readonly wait?: ((event: WaitEvent) => void) | undefined;
  /** Something worked and is still worth a look. */
  readonly warning?: ((event: WarningEvent) => void) | undefined;
}

/** Takes log lines; `console` is one. */
export interface Logger {
  /** Takes a line about each request, answer, retry and wait. */
  debug(message: string): void;
  /** Takes a line about what somebody should look at. */
  warn(message: string): void;
}

/** The events by name. */
interface Events {
  request: RequestEvent;
  response: ResponseEvent;
  retry: RetryEvent;
  wait: WaitEvent;
  warning: WarningEvent;
}

/** Tells hooks and log about an event. */
export type Emit = <Name extends keyof Events>(name: Name, event: Events[Name]) => void;

/** Tells nobody. */
export const silent: Emit = () => {};

/** Joins hooks and logger into one function that never throws; {@link silent} when there are none. */
export function createEmit(hooks: Hooks, logger: Logger | undefined): Emit {
  if (logger === undefined && Object.values(hooks).every((hook) => hook === undefined)) return silent;
  const log = (write: (to: Logger) => unknown): void => {
    // A logger that fails has nobody left to tell.
    if (logger) attend(() => write(logger));
  };
  return (name, event) => {
    const hook = hooks[name] as ((event: unknown) => unknown) | undefined;
    attend(
      () => hook?.(event),
      (error) => {
        const kind = error instanceof Error ? error.name : typeof error;
        log((to) => to.warn(`pco the ${name} hook threw ${kind}`));
      },
    );
    if (name === 'warning') log((to) => to.warn(`pco ${(event as WarningEvent).message}`));
    else log((to) => to.debug(logLine(name, event as RequestEvent)));
  };
}

/** Calls somebody else's function and reports its failure, whether it comes now or later. It is nobody's trouble else. */
export function attend(call: () => unknown, onError: (error: unknown) => void = () => {}): void {
  try {
    const result = call();
    if (typeof result === 'object' && result !== null) Promise.resolve(result).catch(onError);
  } catch (error) {
    onError(error);
  }
}

function logLine(name: string, { method, path, ...details }: RequestEvent): string {
  const rate = (details as Partial<ResponseEvent>).rate;
  const words = Object.entries({
    ...details,
    rate: rate && `${rate.count}/${rate.limit} per ${rate.period}s`,
  })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${typeof value === 'number' ? Math.round(value) : String(value)}`);
  return `pco ${name} ${method} ${path} ${words.join(' ')}`;
}
