import type { Church } from '../../store/church.ts';
import type { Json, Ref, StoredRecord } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { HOUR, MINUTE } from '../dates.ts';
import type { Dice } from '../dice.ts';
import { foundOrganization } from '../found-organization.ts';
import type { Congregation } from '../people/seed-people.ts';
import { Seeding } from '../seeding.ts';

/** Fills the Webhooks app: subscriptions, and what was delivered to them in the hours before now. */
export function seedWebhooks(church: Church, congregation: Congregation, dice: Dice): void {
  foundOrganization(church, 'webhooks', congregation, {});
  const [administrator] = congregation.members;
  const store = church.app('webhooks');
  const seeding = new Seeding(store, dice, congregation.organization);
  if (!administrator) return;
  store.put({ type: 'Person', id: administrator.ref.id, attributes: {}, relations: {} });
  const applicationId = Number(church.app('api').all('PersonalAccessToken')[0]?.id ?? 1);
  for (const outline of SUBSCRIPTIONS) {
    const made = church.now() - 90 * 24 * HOUR;
    const subscription = seeding.addRef('WebhookSubscription', {
      // Nobody is at the address, and nothing invented shall knock at any.
      active: false,
      application_id: applicationId,
      authenticity_secret: dice.library.string.hexadecimal({ length: 64, casing: 'lower', prefix: '' }),
      created_at: timestamp(made),
      name: outline.name,
      updated_at: timestamp(made),
      url: 'https://hooks.church.example.org/planning-center',
    });
    const records = dice.some(church.app(outline.app).all(outline.type), outline.statuses.length);
    for (const [index, record] of records.entries()) {
      const status = outline.statuses[index] ?? 'delivered';
      const happened = church.now() - (records.length - index) * 3 * HOUR;
      seedEvent(seeding, { record, status, happened, subscription, person: administrator.ref });
    }
  }
}

type Status = 'delivered' | 'failed' | 'skipped' | 'duplicated';

interface SubscriptionOutline {
  readonly name: string;
  readonly app: 'people' | 'services';
  readonly type: string;
  /** Of its events. */
  readonly statuses: readonly Status[];
}

const SUBSCRIPTIONS: readonly SubscriptionOutline[] = [
  {
    name: 'people.v2.events.person.updated',
    app: 'people',
    type: 'Person',
    statuses: ['delivered', 'duplicated', 'failed', 'delivered'],
  },
  {
    name: 'people.v2.events.email.created',
    app: 'people',
    type: 'Email',
    statuses: ['delivered', 'delivered'],
  },
  {
    name: 'services.v2.events.plan.updated',
    app: 'services',
    type: 'Plan',
    statuses: ['failed', 'skipped'],
  },
];

interface EventOptions {
  /** What it tells of. */
  readonly record: StoredRecord;
  readonly status: Status;
  readonly happened: number;
  readonly subscription: Ref;
  readonly person: Ref;
}

function seedEvent(seeding: Seeding, { record, status, happened, subscription, person }: EventOptions): void {
  const payload = payloadOf(seeding, record, happened);
  const event = seeding.addRef(
    'Event',
    {
      created_at: timestamp(happened),
      payload,
      status,
      updated_at: timestamp(happened + MINUTE),
      uuid: seeding.dice.library.string.uuid(),
    },
    { person, subscription },
  );
  const attempts = { delivered: [200], failed: [500, 500], skipped: [], duplicated: [200] }[status];
  for (const [index, answered] of attempts.entries())
    seedDelivery(seeding, { event, attempt: index + 1, answered, at: happened + index * MINUTE });
}

/** The resource as its own document, written as a text. */
function payloadOf(seeding: Seeding, { type, id, attributes }: StoredRecord, happened: number): string {
  const meta = {
    parent: { id: seeding.organization.id, type: 'Organization' },
    event_time: timestamp(happened),
    idempotency_token: seeding.dice.library.string.uuid(),
  };
  return JSON.stringify({ data: { type, id, attributes }, included: [], meta });
}

interface DeliveryOptions {
  readonly event: Ref;
  readonly attempt: number;
  /** The status with which the subscriber's server answered. */
  readonly answered: number;
  readonly at: number;
}

function seedDelivery(seeding: Seeding, { event, attempt, answered, at }: DeliveryOptions): void {
  const attributes: Record<string, Json> = {
    created_at: timestamp(at),
    object_url: null,
    request_headers: JSON.stringify({
      'Content-Type': 'application/json',
      'X-PCO-Webhooks-Attempt': String(attempt),
    }),
    response_body: answered === 200 ? '' : 'Internal Server Error',
    response_headers: JSON.stringify({ 'Content-Type': 'text/plain' }),
    status: answered,
    timing: seeding.dice.int(20, 900) / 1000,
    updated_at: timestamp(at),
  };
  seeding.add('Delivery', attributes, { event });
}
