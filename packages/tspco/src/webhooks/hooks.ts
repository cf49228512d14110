import { attend } from '../hooks.ts';
import type { PCOWebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';

/** What became of an event. It holds nothing of the payload. */
export interface WebhookOutcome {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string | undefined;
  readonly attempt: number;
  /**
   * - `'handled'`: the function has done its work, and the event is not handled again.
   * - `'duplicate'`: it was handled before.
   * - `'busy'`: it is being handled right now, here or by another process; Planning Center is to try again.
   * - `'failed'`: the function or the store failed, see `error`; Planning Center is to try again.
   * - `'gone'`: the function wants no more of them.
   */
  readonly outcome: 'handled' | 'duplicate' | 'busy' | 'failed' | 'gone';
  /** Milliseconds that it took. */
  readonly duration: number;
  /** What was thrown. Of one that was `'handled'`: the store could not be told. */
  readonly error: unknown;
}

/** A delivery that was not let in. */
export interface RefusedWebhook {
  readonly status: number;
  readonly error: PCOWebhookError;
}

/** Functions that are told what a handler does. What they throw is ignored. */
export interface WebhookHooks {
  /** Each event, when it is over. Without this function, those with an error are written to `console.error`. */
  readonly event?: ((outcome: WebhookOutcome) => unknown) | undefined;
  /**
   * Each delivery that was answered with 4xx or, because the program has no secret or no raw body, with 500, or because
   * the secrets took too long, with 503. Without this function, the latter are written to `console.error`, and the first
   * one that no secret fits to `console.warn`.
   */
  readonly refused?: ((refused: RefusedWebhook) => unknown) | undefined;
}

/** The functions of a program, or those in their place, as functions that never throw. */
export function tellingHooks({ event = printFailure, refused = printMistakes() }: WebhookHooks): Required<{
  event(outcome: WebhookOutcome): void;
  refused(refused: RefusedWebhook): void;
}> {
  // Whatever they throw: what was done is done, and the answer must say so.
  return {
    event: (outcome) => attend(() => event(outcome)),
    refused: (told) => attend(() => refused(told)),
  };
}

/** What an outcome says of its event. */
export function shownOf({ id, name, organizationId, attempt }: WebhookEvent): {
  id: string;
  name: string;
  organizationId: string | undefined;
  attempt: number;
} {
  return { id, name, organizationId, attempt };
}

function printFailure({ name, id, attempt, outcome, error }: WebhookOutcome): void {
  if (error !== undefined) console.error(`webhook ${name} ${id}, attempt ${attempt}: ${outcome}`, error);
}

function printMistakes(): (refused: RefusedWebhook) => void {
  let isTold = false;
  return ({ status, error }) => {
    if (status >= 500) console.error('webhook: a delivery could not be checked', error);
    // Anybody can sign something with a secret that fits none, so it is said once: ours may be the wrong one.
    else if (error.message.startsWith('The signature') && !isTold) {
      isTold = true;
      console.warn(`webhook refused: ${error.message}`);
    }
  };
}
