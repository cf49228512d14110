import { attend } from '../hooks.ts';
import { checkFunctions } from '../request/checks.ts';

/** What a session tells. Functions that throw or reject do not disturb it. */
export interface SessionHooks {
  /** A new pair of tokens was saved. */
  readonly refreshed?: (event: RefreshedEvent) => unknown;
  /**
   * The grant is at its end, and the person must connect again. Told once for each grant, by one of all processes that
   * share a store.
   */
  readonly reconnectNeeded?: (event: ReconnectNeededEvent) => unknown;
  /** Something failed that did no harm yet, such as a refresh ahead of time. */
  readonly warning?: (event: SessionWarning) => unknown;
}

/** A new pair of tokens was saved; no event holds a token. */
export interface RefreshedEvent {
  /** The grant's name in the store. */
  readonly id: string;
  readonly expiresAt: Date;
}

/** The grant is at its end: show the person the way to connect again. */
export interface ReconnectNeededEvent {
  /** The grant's name in the store. */
  readonly id: string;
  /** The server's word for it, such as `invalid_grant`. */
  readonly reason: string;
}

/** Something failed that did no harm yet. Worth a line in the log. */
export interface SessionWarning {
  /** The grant's name in the store. */
  readonly id: string;
  readonly message: string;
  /** What failed, if something did. */
  readonly error: unknown;
}

/** @throws {@link PCOInputError} `ERR_OPTIONS`: a misspelt hook would never be told that a church is lost */
export function checkHooks(on: SessionHooks): void {
  checkFunctions(on, ['refreshed', 'reconnectNeeded', 'warning'], 'on.');
}

/** Tells an event, whatever becomes of it. */
export function tell<E>(hook: ((event: E) => unknown) | undefined, event: E): void {
  // What it throws is the program's own matter: a refresh must not fail for it.
  attend(() => hook?.(event));
}
