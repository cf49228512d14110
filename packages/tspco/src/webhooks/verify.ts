import type { WebhookEvent } from './event.ts';
import { parseDelivery } from './parse-delivery.ts';
import { bytesOf, headerOf, noRawBody, type WebhookBody, type WebhookHeaders } from './raw-delivery.ts';
import { checkSecrets, type WebhookSecrets } from './secrets.ts';
import { findSecret, parseSignature, SIGNATURE_HEADER } from './signature.ts';

/** A request as `fetch` handlers get it, as far as it is used. */
export interface WebhookRequest {
  /** Only one header is read, `X-PCO-Webhooks-Authenticity`. */
  readonly headers: {
    /** The value of a header, whatever the case of its name. */
    get(name: string): string | null;
  };
  /** The body as it was sent. It can be read once. */
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A delivery that Planning Center has sent. */
export interface VerifiedWebhook {
  /** All that it tells, in its order. There has always been one. */
  readonly events: readonly WebhookEvent[];
  /** Which of the secrets it was signed with, from 0. */
  readonly secretIndex: number;
}

/**
 * Makes sure that a delivery comes from Planning Center, and reads its events. The comparison is of the raw bytes, and
 * takes the same time however wrong a signature is.
 *
 * @param request - nobody may have read its body
 * @param secrets - of the subscriptions that deliver here; any number, also several of one while it is rotated
 * @throws `PCOWebhookError` `ERR_SIGNATURE` when it does not, and with the other codes that there are for what
 * cannot be looked at
 * @example
 * ```ts
 * const { events } = await verifyWebhook(request, secret);
 * for (const event of events) console.log(event.name, event.payload.data.id);
 * ```
 */
export function verifyWebhook(request: WebhookRequest, secrets: WebhookSecrets): Promise<VerifiedWebhook>;
/**
 * The same for a body that was read before.
 *
 * @param body - as it was received, not parsed
 * @param headers - of the request, such as those of Node.js
 */
export function verifyWebhook(
  body: WebhookBody,
  headers: WebhookHeaders,
  secrets: WebhookSecrets,
): Promise<VerifiedWebhook>;
export async function verifyWebhook(
  ...given: readonly [WebhookRequest, WebhookSecrets] | readonly [WebhookBody, WebhookHeaders, WebhookSecrets]
): Promise<VerifiedWebhook> {
  const [first] = given;
  const isRequest = given.length === 2;
  const headers = isRequest ? given[0].headers : given[1];
  const secrets = checkSecrets(isRequest ? given[1] : given[2]);
  const bytes = isRequest ? await bodyOf(given[0]) : bytesOf(first);
  const signature = parseSignature(headerOf(headers, SIGNATURE_HEADER));
  const secretIndex = await findSecret(bytes, signature, secrets);
  return { events: parseDelivery(bytes), secretIndex };
}

async function bodyOf(request: WebhookRequest): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof (request as Partial<WebhookRequest> | null)?.arrayBuffer !== 'function') {
    throw noRawBody(
      'verifyWebhook takes a Request and the secrets, or a raw body, the headers and the secrets',
    );
  }
  try {
    return new Uint8Array(await request.arrayBuffer());
  } catch (cause) {
    throw noRawBody(
      'The body of the request cannot be read, perhaps because somebody has read it before',
      cause,
    );
  }
}
