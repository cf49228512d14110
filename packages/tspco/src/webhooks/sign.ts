import type { JsonObject } from '../document/types.ts';
import type { AnyText } from '../types/table.ts';
import type { WebhookEventName } from './event-names.ts';
import { bytesOf, type WebhookBody } from './raw-delivery.ts';
import { checkNames, refused } from '../request/checks.ts';
import { checkSecrets } from './secrets.ts';
import { SIGNATURE_HEADER, signatureOf } from './signature.ts';

/**
 * Signs a body as Planning Center does: what belongs into the header `X-PCO-Webhooks-Authenticity`. For tests.
 *
 * @throws `PCOWebhookError` `ERR_SECRET` for what cannot be a secret
 */
export async function signWebhook(body: WebhookBody, secret: string): Promise<string> {
  checkSecrets(secret);
  return signatureOf(bytesOf(body), secret);
}

/** A delivery that is to be made up. */
export interface WebhookDraft {
  readonly name: WebhookEventName | AnyText;
  /** The document in it: `{ data: { type: 'Person', id: '1', attributes: { first_name: 'Ada' } } }`. */
  readonly payload: JsonObject;
  /** Default: a new one. The same id again is the same delivery again. */
  readonly id?: string | undefined;
  /** Default `'1'`. */
  readonly organizationId?: string | undefined;
  /** Default 1. */
  readonly attempt?: number | undefined;
}

/** What Planning Center would send. */
export interface CreatedWebhook {
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Makes up a delivery and signs it, for tests.
 *
 * @example
 * ```ts
 * const delivery = await createWebhook({ name: 'people.v2.events.person.created', payload }, secret);
 * const answer = await webhooks.fetch(new Request('http://localhost/webhooks', delivery));
 * ```
 */
export async function createWebhook(draft: WebhookDraft, secret: string): Promise<CreatedWebhook> {
  checkNames(draft, ['name', 'payload', 'id', 'organizationId', 'attempt']);
  const { name, payload, id = crypto.randomUUID(), organizationId = '1', attempt = 1 } = draft;
  if (typeof name !== 'string') throw refused('name', 'the name of an event', name);
  const event = {
    id,
    type: 'EventDelivery',
    attributes: { name, attempt, payload: JSON.stringify(payload) },
    relationships: { organization: { data: { type: 'Organization', id: organizationId } } },
  };
  const body = JSON.stringify({ data: [event] });
  const headers = {
    'Content-Type': 'application/json',
    [SIGNATURE_HEADER]: await signWebhook(body, secret),
    'X-PCO-Webhooks-Attempt': String(attempt),
    'X-PCO-Webhooks-Event': id,
    'X-PCO-Webhooks-Name': name,
  };
  return { method: 'POST', headers, body };
}
