import { createHmac, randomUUID } from 'node:crypto';

/** Of subscriptions: 64 hexadecimal digits each. */
export const SECRET: string = 'planted00'.padEnd(64, '5ec7e7a1');
export const OTHER_SECRET: string = 'planted01'.padEnd(64, '0be7a1d2');

export const CREATED = 'people.v2.events.person.created';
export const DESTROYED = 'people.v2.events.person.destroyed';

export interface Draft {
  readonly id?: string;
  readonly name?: string;
  readonly organizationId?: string;
  readonly payload?: unknown;
}

/** A body as the service writes it: not by the code that is tested. */
export function bodyOf(...events: readonly Draft[]): string {
  return JSON.stringify({
    data: events.map(({ id = randomUUID(), name = CREATED, organizationId = '1', payload = PERSON }) => ({
      id,
      type: 'EventDelivery',
      attributes: { name, attempt: 1, payload: JSON.stringify(payload) },
      relationships: { organization: { data: { type: 'Organization', id: organizationId } } },
    })),
  });
}

const PERSON = {
  data: { type: 'Person', id: '7', attributes: { first_name: 'Ada', last_name: 'Rölfe 𝔄' } },
  included: [],
  meta: {
    parent: { id: '1', type: 'Organization' },
    event_time: '2026-01-02T03:04:05Z',
    idempotency_token: 't',
  },
};

export function signatureOf(body: string | Uint8Array, secret: string = SECRET): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

export function headersFor(body: string | Uint8Array, secret: string = SECRET): Record<string, string> {
  return { 'content-type': 'application/json', 'x-pco-webhooks-authenticity': signatureOf(body, secret) };
}

export function requestOf(body: string, headers: Record<string, string> = headersFor(body)): Request {
  return new Request('https://hooks.test/', { method: 'POST', headers, body });
}
