/** The events that this program does something about. */
export const EVENTS = /** @type {const} */ ([
  'people.v2.events.person.created',
  'people.v2.events.person.updated',
  'people.v2.events.person.destroyed',
]);

/**
 * Gives the functions of this program to a handler. Put what you want to do in the place of what stands here. A function
 * that throws has its event sent again; one that is done twice by a crash must do no harm.
 *
 * @param {import('tspco/webhooks').WebhookHandler} webhooks
 * @param {import('./log.js').Log} log
 */
export function onEvents(webhooks, log) {
  webhooks.on('people.v2.events.person.created', async ({ organizationId, payload }) => {
    log('somebody is new', { church: organizationId, person: payload.data.id });
  });

  webhooks.on('people.v2.events.person.updated', async ({ organizationId, payload }) => {
    // Events overtake each other: what was read at a later moment than this one must not be replaced by it.
    log('somebody has changed', {
      church: organizationId,
      person: payload.data.id,
      at: payload.meta?.event_time,
    });
  });

  webhooks.on('people.v2.events.person.destroyed', async ({ organizationId, payload }) => {
    log('somebody is gone', { church: organizationId, person: payload.data.id });
  });
}
