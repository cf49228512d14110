import { PCOInputError } from '../errors.ts';

/** The right to handle a delivery, until its lease is over. */
export interface WebhookClaim {
  /**
   * It was handled: from now on `claim` answers `'done'`. Also when the lease was over and somebody else has begun: what
   * happened has happened.
   */
  done(): Promise<void>;
  /** It was not handled: the next attempt may. Does nothing when the claim is somebody else's meanwhile. */
  release(): Promise<void>;
}

/**
 * Remembers which deliveries were handled, and which are being handled, for all processes that receive them. Keep what is
 * done for longer than Planning Center goes on trying, which is five and a half days.
 *
 * For your own, on the database that you have anyway, `webhookStoreContract` tests it.
 */
export interface WebhookStore {
  /**
   * Takes the right to handle a delivery, if nobody has it and it was not handled.
   *
   * @param key - of the delivery: up to some hundred characters
   * @param lease - milliseconds after which the claim ends by itself, in case its holder was killed
   * @returns `'busy'` while somebody else has it, `'done'` when it was handled
   */
  claim(key: string, lease: number): Promise<WebhookClaim | 'busy' | 'done'>;
}

/** @throws `PCOInputError` unless it has what a store must have */
export function checkWebhookStore(store: unknown): void {
  if (typeof (store as Partial<WebhookStore> | null)?.claim === 'function') return;
  throw new PCOInputError(
    'The option store must be a WebhookStore, such as memoryWebhookStore(); it has no claim.',
    'ERR_OPTIONS',
  );
}
