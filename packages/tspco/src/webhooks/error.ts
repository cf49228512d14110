import { PCOError } from '../errors.ts';

/**
 * Why a delivery was not accepted, or not handled.
 *
 * - `ERR_SIGNATURE`: it is not signed with one of the secrets; whoever sent it, do not believe it.
 * - `ERR_SECRET`: there is no usable secret to compare with, which is the program's own mistake.
 * - `ERR_RAW_BODY`: the body was parsed or read by somebody else before, so the bytes that were signed are gone.
 * - `ERR_DELIVERY`: it is genuine and not what deliveries are known to look like.
 * - `ERR_TOO_LARGE`: the body is larger than allowed; it was not read to its end.
 * - `ERR_WEBHOOK_STORE`: the store that remembers deliveries failed; see `cause`.
 * - `ERR_WEBHOOK_TIMEOUT`: a function took longer than its lease, or the body or the secrets did not come in time.
 */
export type WebhookErrorCode =
  | 'ERR_SIGNATURE'
  | 'ERR_SECRET'
  | 'ERR_RAW_BODY'
  | 'ERR_DELIVERY'
  | 'ERR_TOO_LARGE'
  | 'ERR_WEBHOOK_STORE'
  | 'ERR_WEBHOOK_TIMEOUT';

/** A delivery that is refused, or that cannot be handled. No message holds a secret or anything of a body. */
export class PCOWebhookError extends PCOError {
  declare readonly code: WebhookErrorCode;

  /** The name of the class. */
  override get name(): string {
    return 'PCOWebhookError';
  }

  // oxlint-disable-next-line no-useless-constructor -- it narrows the codes
  constructor(message: string, code: WebhookErrorCode, options?: { cause?: unknown }) {
    super(message, code, options);
  }
}
