import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import type { Booking } from '../words/calendar.ts';
import type { SeededResource } from './resources.ts';

export interface RequestOptions {
  readonly booking: Booking;
  readonly resource: SeededResource;
  readonly event: Ref;
  readonly owner: Ref | null;
  readonly created: number;
}

/** What an event has asked for, and its instances book. */
export interface SeededRequest {
  readonly ref: Ref;
  readonly resource: Ref;
  readonly quantity: number;
}

/** Asks for a room or a resource, and answers its question. */
export function seedRequest(seeding: Seeding, options: RequestOptions): SeededRequest {
  const { booking, resource, event, owner } = options;
  const created = timestamp(options.created);
  const { quantity = 1, status = 'A', setup } = booking;
  const ref = seeding.addRef(
    'EventResourceRequest',
    {
      approval_sent: resource.approval,
      approval_status: status,
      created_at: created,
      notes: null,
      quantity,
      updated_at: created,
      visible_on_kiosks: true,
    },
    {
      created_by: owner,
      event,
      event_resource_request: null,
      resource: resource.ref,
      room_setup: (setup === undefined ? undefined : resource.setups.get(setup)) ?? null,
      updated_by: owner,
    },
  );
  if (resource.question) {
    const { ref: question, text } = resource.question;
    seeding.add(
      'EventResourceAnswer',
      {
        answer: 'The host team',
        created_at: created,
        db_answer: 'The host team',
        question: text,
        updated_at: created,
      },
      { created_by: owner, event_resource_request: ref, resource_question: question, updated_by: owner },
    );
  }
  return { ref, resource: resource.ref, quantity };
}
