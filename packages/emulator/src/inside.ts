import { handleApi } from './api/handle-api.ts';
import { moveRows } from './api/move-rows.ts';
import { knowsType } from './apps/knows-type.ts';
import { loadDocuments } from './apps/load-documents.ts';
import { eventPayload } from './apps/webhooks/event-payload.ts';
import { maySee } from './apps/webhooks/may-see.ts';
import { eventAbout, raisedEvents } from './apps/webhooks/raised-events.ts';
import type { EmulatorParts } from './assemble-emulator.ts';
import { sleep } from './basics/sleep.ts';

/** The emulator's inside, all but the making of its church. */
export const INSIDE: Omit<EmulatorParts, 'seedChurch'> = {
  handleApi,
  moveRows,
  loadDocuments,
  knowsType,
  events: { raised: raisedEvents, about: eventAbout, maySee, payload: eventPayload },
  sleep,
  reportFault: (error) => console.error(error),
};
