import { createHmac } from 'node:crypto';
import { textOf, type StoredRecord } from '../store/record.ts';
import { VERSION } from '../version.ts';

/** What one attempt to deliver an event sends. */
export interface DeliveryRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The body of an attempt: a list, which has always had one member at the real service. */
export function deliveryBody(
  event: StoredRecord,
  { name, attempt, organizationId }: { name: string; attempt: number; organizationId: string },
): string {
  return JSON.stringify({
    data: [
      {
        id: textOf(event.attributes['uuid']),
        type: 'EventDelivery',
        attributes: { name, attempt, payload: textOf(event.attributes['payload']) },
        relationships: { organization: { data: { type: 'Organization', id: organizationId } } },
      },
    ],
  });
}

/** Which attempt a kept delivery was; undefined when what was sent does not say. */
export function attemptOf(delivery: StoredRecord): number | undefined {
  const [, attempt] = ATTEMPT.exec(textOf(delivery.attributes['request_headers'])) ?? [];
  return attempt === undefined ? undefined : Number(attempt);
}

/** In headers that are written down as JSON. */
const ATTEMPT = /"X-PCO-Webhooks-Attempt":\s*"(\d+)"/i;

/** An attempt to deliver an event, signed with the secret that the subscription has now. */
export function deliveryRequest(
  event: StoredRecord,
  { subscription, ...attempt }: { subscription: StoredRecord; attempt: number; organizationId: string },
): DeliveryRequest {
  const name = textOf(subscription.attributes['name']);
  const body = deliveryBody(event, { ...attempt, name });
  const secret = textOf(subscription.attributes['authenticity_secret']);
  return {
    body,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': `tspco-emulator/${VERSION}`,
      'X-PCO-Webhooks-Attempt': String(attempt.attempt),
      'X-PCO-Webhooks-Authenticity': createHmac('sha256', secret).update(body).digest('hex'),
      'X-PCO-Webhooks-Event': textOf(event.attributes['uuid']),
      'X-PCO-Webhooks-Event-ID': event.id,
      'X-PCO-Webhooks-Event-Time': textOf(event.attributes['created_at']),
      'X-PCO-Webhooks-Name': name,
    },
  };
}
