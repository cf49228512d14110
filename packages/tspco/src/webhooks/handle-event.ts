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
   * address. For what a program really does not want; `ensureWebhooks` switches it on again.
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
  let claim: WebhookClaim | 'busy' | 'done';
  try {
    claim = await parts.store.claim(parts.keyOf(event), parts.lease);
  } catch (cause) {
    return failed(storeFailure('be asked whether it was handled', cause));
  }
  if (claim === 'done') return { outcome: 'duplicate', error: undefined };
  if (claim === 'busy') return { outcome: 'busy', error: undefined };
  try {
    if (!(await run(event, parts))) return await remember(claim);
  } catch (error) {
    // What the function threw matters more than that others have to wait for the end of the lease.
    await claim.release().catch(() => {});
    return failed(error);
  }
  // Not remembered: if the answer is lost, the next attempt must be answered in the same way.
  await claim.release().catch(() => {});
  return { outcome: 'gone', error: undefined };
}

/** @returns whether the function wants no more events */
async function run(event: WebhookEvent, { lease, functionFor }: EventParts): Promise<boolean> {
  const limit = new AbortController();
  const stop = systemWorld.setTimer(lease, () => {
    const seconds = lease / 1000;
    limit.abort(new PCOWebhookError(`The lease of ${seconds} seconds is over.`, 'ERR_WEBHOOK_TIMEOUT'));
  });
  let isGone = false;
  try {
    await functionFor(event.name)(event, { signal: limit.signal, gone: () => (isGone = true) });
  } finally {
    stop();
  }
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
