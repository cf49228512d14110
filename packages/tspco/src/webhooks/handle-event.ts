import { systemWorld } from '../world.ts';
import { PCOWebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { shownOf, type WebhookOutcome } from './hooks.ts';
import type { WebhookClaim, WebhookStore } from './store.ts';

/** What a function gets besides its event. */
export interface WebhookContext {
  /** Aborts when the lease is over: from then on, the event may be handled a second time. */
  readonly signal: AbortSignal;
  /**
   * Answers 410: Planning Center switches the subscription off at once and sends nothing more of that name to this
   * address. For what a program really does not want; `ensureWebhooks` switches it on again. To be called before the
   * handler's `timeout`: later, the answer is gone already, and the event comes again.
   */
  gone(): void;
}

export interface EventParts {
  readonly store: WebhookStore;
  readonly lease: number;
  readonly keyOf: (event: WebhookEvent) => string;
  readonly functionFor: (name: string) => (event: WebhookEvent, context: WebhookContext) => unknown;
}

type Result = Pick<WebhookOutcome, 'outcome' | 'error'>;

/** Has an event handled, unless it was or is being handled. Never throws. */
export async function handleEvent(event: WebhookEvent, parts: EventParts): Promise<WebhookOutcome> {
  const started = systemWorld.now();
  const result = await claimAndRun(event, parts);
  return { ...shownOf(event), ...result, duration: systemWorld.now() - started };
}

async function claimAndRun(event: WebhookEvent, parts: EventParts): Promise<Result> {
  let key: string;
  let claim: WebhookClaim | 'busy' | 'done';
  try {
    key = parts.keyOf(event);
  } catch (error) {
    return failed(error);
  }
  try {
    claim = claimIn(await parts.store.claim(key, parts.lease));
  } catch (cause) {
    return failed(storeFailure('be asked whether it was handled', cause));
  }
  if (claim === 'done') return { outcome: 'duplicate', error: undefined };
  if (claim === 'busy') return { outcome: 'busy', error: undefined };
  const limit = new AbortController();
  const { over, stop } = timeLimit(parts.lease);
  const end = over.then((): never => {
    const seconds = parts.lease / 1000;
    limit.abort(new PCOWebhookError(`The lease of ${seconds} seconds is over.`, 'ERR_WEBHOOK_TIMEOUT'));
    throw limit.signal.reason;
  });
  const work = run(event, parts, limit.signal);
  try {
    if (!(await Promise.race([work, end]))) return await remember(claim);
  } catch (error) {
    // What is still at work is not given back: it may come to its end, and what has happened has happened.
    if (error === limit.signal.reason)
      void work.then((isGone) => (isGone ? undefined : claim.done())).catch(() => {});
    // What the function threw matters more than that others have to wait for the end of the lease.
    else await claim.release().catch(() => {});
    return failed(error);
  } finally {
    stop();
  }
  // Not remembered: if the answer is lost, the next attempt must be answered in the same way.
  await claim.release().catch(() => {});
  return { outcome: 'gone', error: undefined };
}

/** Resolves after so many milliseconds, unless it is stopped. */
export function timeLimit(ms: number): { readonly over: Promise<void>; readonly stop: () => void } {
  let stop: (() => void) | undefined;
  const over = new Promise<void>((resolve) => (stop = systemWorld.setTimer(ms, resolve)));
  return { over, stop: () => stop?.() };
}

/** What a store gave, which a program may have written without types. */
function claimIn(given: WebhookClaim | 'busy' | 'done'): WebhookClaim | 'busy' | 'done' {
  const isClaim = typeof (given as Partial<WebhookClaim> | undefined)?.done === 'function';
  if (isClaim || given === 'busy' || given === 'done') return given;
  throw new TypeError('claim gave none');
}

/** @returns whether the function wants no more events */
async function run(event: WebhookEvent, parts: EventParts, signal: AbortSignal): Promise<boolean> {
  let isGone = false;
  await parts.functionFor(event.name)(event, { signal, gone: () => (isGone = true) });
  return isGone;
}

/** The work is done. If the store cannot be told, to have it done again would be worse than to forget it. */
async function remember(claim: WebhookClaim): Promise<Result> {
  try {
    await claim.done().catch(() => claim.done());
    return { outcome: 'handled', error: undefined };
  } catch (cause) {
    return { outcome: 'handled', error: storeFailure('be told that it was handled', cause) };
  }
}

const failed = (error: unknown): Result => ({
  outcome: 'failed',
  error: error ?? new Error('It threw nothing.'),
});

function storeFailure(what: string, cause: unknown): PCOWebhookError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PCOWebhookError(`The store of webhooks could not ${what}: ${reason}`, 'ERR_WEBHOOK_STORE', {
    cause,
  });
}
