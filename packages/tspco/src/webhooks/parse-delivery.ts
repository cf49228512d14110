import { PCOWebhookError } from './error.ts';
import type { WebhookEvent, WebhookPayload } from './event.ts';

/**
 * Reads the events of a delivery. There has always been one, in a list.
 *
 * @throws `PCOWebhookError` `ERR_DELIVERY` unless all of them are understood
 */
export function parseDelivery(bytes: Uint8Array): readonly WebhookEvent[] {
  const { data } = objectIn(parse(decoded(bytes), 'The body'), 'The body');
  if (!Array.isArray(data)) throw malformed('The body has no list "data"');
  return data.map((entry, index) => eventIn(entry, `data[${index}]`));
}

function eventIn(entry: unknown, place: string): WebhookEvent {
  const { id, attributes, relationships } = objectIn(entry, place);
  const { name, attempt, payload } = objectIn(attributes, `${place}.attributes`);
  if (typeof id !== 'string' || id === '') throw malformed(`${place} has no id`);
  if (typeof name !== 'string' || name === '') throw malformed(`${place} has no name`);
  if (typeof payload !== 'string') throw malformed(`The payload of ${place} is no text`);
  return {
    id,
    name,
    attempt: typeof attempt === 'number' ? attempt : 1,
    organizationId: organizationIn(relationships),
    payload: payloadIn(payload, `The payload of ${place}`),
  };
}

function payloadIn(text: string, place: string): WebhookPayload {
  const document = objectIn(parse(text, place), place);
  const { type, id } = objectIn(document['data'], `${place}, data,`);
  if (typeof type !== 'string' || typeof id !== 'string') throw malformed(`${place} has no resource`);
  return document as unknown as WebhookPayload;
}

function organizationIn(relationships: unknown): string | undefined {
  const found = relationships as
    { organization?: { data?: { id?: unknown } | null } | null } | null | undefined;
  const id = found?.organization?.data?.id;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed('The body is no UTF-8', cause);
  }
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What the parser says quotes the body.
    throw malformed(`${place} is no JSON`);
  }
}

function objectIn(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw malformed(`${place} is no object`);
}

function malformed(what: string, cause?: unknown): PCOWebhookError {
  return new PCOWebhookError(
    `${what}: this is no delivery of Planning Center's webhooks.`,
    'ERR_DELIVERY',
    cause === undefined ? undefined : { cause },
  );
}
