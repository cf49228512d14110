import { document } from '../program/visit.js';

const WEBHOOKS = '/webhooks/v2';
const SUBSCRIPTIONS = `${WEBHOOKS}/webhook_subscriptions`;
const SUBSCRIPTION = {
  name: 'people.v2.events.person.destroyed',
  url: 'https://example.org/tspco-scenario',
  active: false,
};
const STATUSES =
  'pending delivered failed skipped duplicated ignored_failed ignored_skipped ignored_duplicated'.split(' ');
const NO_RECEIVER = 'a receiver is needed that the service can reach; tests of the emulator show it there';
const NOT_OWN = 'it acts on events, which no scenario can create';

/** @type {import('../program/scenario.js').Chapter} */
export const WEBHOOKS_CHAPTER = {
  title: 'Webhooks',
  facts: {
    'available-events': 'there is a list of all events, each with its name in parts',
    'known-events': 'the events that are known are in the list',
    subscription: 'a subscription is for one event and one address, and has a secret',
    switch: 'a subscription can be switched on and off',
    'rotate-secret': 'an action gives a subscription a new secret',
    'by-application': 'subscriptions are found by their application',
    'no-include': 'nothing can be included in this app',
    payload: 'the payload of an event is a document in a text',
    status: 'an event has a status, and can be asked for by it',
    deliveries: 'an event has deliveries, with what was sent and answered',
    redeliver: 'an event can be delivered again, or ignored',
    raised: 'what is written through the API becomes an event of those who subscribed to it',
    'destroyed-payloads': 'of what is gone, an event has no attributes, and of its meta only the parent',
  },
  unshown: {
    'delivery-headers': NO_RECEIVER,
    signature: NO_RECEIVER,
    'delivery-document': NO_RECEIVER,
    retries: 'they take five days',
    gone: NO_RECEIVER,
    'batch-update': 'unofficial, and changes subscriptions that no scenario created',
    'needs-scope': 'a token without the scope of an app is needed',
    timeout: 'how long a receiver may take is not documented',
  },
  scenarios: [
    {
      name: 'the list of events gives each its name in parts',
      shows: ['available-events', 'no-include'],
      app: 'webhooks',
      async play({ some, same, matches }) {
        const body = await some(`${WEBHOOKS}/available_events?per_page=100`);
        for (const { type, attributes } of body.data) {
          same('type', type, 'AvailableEvent');
          matches(
            'name',
            attributes.name,
            /^[a-z_-]+\.(?:[a-z_]+\.)?v2\.events(\.[a-z_]+){2,3}$|^[a-z_.-]+\.v2\.events\./,
          );
          same(
            'name and its end',
            attributes.name.endsWith(`${attributes.resource}.${attributes.action}`),
            true,
          );
        }
        same('can_include', body.meta.can_include, undefined);
      },
    },
    {
      name: 'the known events of people, plans, groups, gifts and calendars are in the list',
      shows: ['known-events'],
      app: 'webhooks',
      async play({ get, includes }) {
        const names = [];
        let next = `${WEBHOOKS}/available_events?per_page=100`;
        while (next) {
          const { body } = await get(next);
          names.push(...body.data.map(({ attributes }) => attributes.name));
          next = body.links.next;
        }
        const changes = ['created', 'updated', 'destroyed'];
        const all = (resources, actions) =>
          resources.flatMap((one) => actions.map((action) => `${one}.${action}`));
        includes('events', names, [
          ...all(
            ['people.v2.events.person', 'people.v2.events.email', 'people.v2.events.household'],
            changes,
          ),
          ...all(
            ['services.v2.events.plan', 'groups.v2.events.group', 'groups.v2.events.membership'],
            changes,
          ),
          ...all(['people.v2.events.note', 'people.v2.events.list_result'], ['created', 'destroyed']),
          'people.v2.events.form_submission.created',
          'people.v2.events.person_merger.created',
          'people.v2.events.workflow_card.step_ready',
          'services.v2.events.plan.live.updated',
          'giving.v2.events.donation.created',
          'giving.v2.events.profile.first_donated',
          'calendar.v2.events.event_request.approved',
          'groups.church_center.v2.events.group_application.created',
        ]);
      },
    },
    {
      name: 'a subscription is for one event and one address, has a secret, and can be switched',
      shows: ['subscription', 'switch'],
      app: 'webhooks',
      writes: 'a webhook subscription to an address that nobody has',
      async play({ create, patch, same, matches }) {
        const { id, type, attributes } = await create(SUBSCRIPTIONS, 'WebhookSubscription', SUBSCRIPTION);
        same('type', type, 'WebhookSubscription');
        const { name, url, active } = attributes;
        same('attributes', { name, url, active }, SUBSCRIPTION);
        matches('secret', attributes.authenticity_secret, /\S{20,}/);
        for (const value of [true, false]) {
          const { status, body } = await patch(
            `${SUBSCRIPTIONS}/${id}`,
            document('WebhookSubscription', { active: value }),
          );
          same('status and switch', [status, body.data.attributes.active], [200, value]);
        }
      },
    },
    {
      name: 'an action gives a subscription a new secret',
      shows: ['rotate-secret'],
      app: 'webhooks',
      writes: 'an inactive webhook subscription',
      async play({ create, act, same }) {
        const { id, attributes } = await create(SUBSCRIPTIONS, 'WebhookSubscription', SUBSCRIPTION);
        const { status, body } = await act(`${SUBSCRIPTIONS}/${id}/rotate_secret`);
        same('status', status, 201);
        same(
          'the same secret',
          body.data.attributes.authenticity_secret === attributes.authenticity_secret,
          false,
        );
      },
    },
    {
      name: 'subscriptions are found by their application',
      shows: ['by-application'],
      app: 'webhooks',
      writes: 'an inactive webhook subscription',
      async play({ create, get, same }) {
        const { id, attributes } = await create(SUBSCRIPTIONS, 'WebhookSubscription', SUBSCRIPTION);
        const find = async (application) =>
          (await get(`${SUBSCRIPTIONS}?where[application_id]=${application}&per_page=100`)).body.data;
        const found = await find(attributes.application_id);
        same(
          'found by its own',
          found.some((one) => one.id === id),
          true,
        );
        same('found by another', await find(0), []);
      },
    },
    {
      name: 'an event holds a document as text, has a status and is found by it',
      shows: ['payload', 'status', 'deliveries'],
      app: 'webhooks',
      async play({ get, same, includes, skip }) {
        const [subscription, events] = (await firstEvents(get)) ?? skip('there are no events');
        for (const { attributes } of events) {
          same('type of the payload', typeof attributes.payload, 'string');
          const { data } = JSON.parse(attributes.payload);
          same('type of its id', typeof [data].flat()[0].id, 'string');
          includes('statuses', STATUSES, [attributes.status]);
        }
        const [{ id, attributes }] = events;
        const path = `${SUBSCRIPTIONS}/${subscription}/events`;
        const { data } = (await get(`${path}?where[status]=${attributes.status}&per_page=100`)).body;
        same('statuses found', [...new Set(data.map((one) => one.attributes.status))], [attributes.status]);
        const deliveries = (await get(`${path}/${id}/deliveries`)).body.data;
        includes('attributes of deliveries', Object.keys(deliveries[0]?.attributes ?? {}), [
          'status',
          'request_headers',
          'request_body',
          'response_headers',
          'response_body',
        ]);
      },
    },
    {
      name: 'a person who is created and deleted becomes two events, the second without attributes',
      shows: ['raised', 'destroyed-payloads'],
      app: 'webhooks',
      writes: 'two active webhook subscriptions to an address that there is not, and a person',
      async play({ create, get, delete: remove, wait, named, same }) {
        const subscribe = async (action) => {
          const name = `people.v2.events.person.${action}`;
          const { id } = await create(SUBSCRIPTIONS, 'WebhookSubscription', {
            name,
            url: 'https://tspco.invalid/scenario',
            active: true,
          });
          return `${SUBSCRIPTIONS}/${id}/events?per_page=100`;
        };
        const [created, destroyed] = [await subscribe('created'), await subscribe('destroyed')];
        const names = { first_name: 'Ada', last_name: named('Rolfe') };
        const { id } = await create('/people/v2/people', 'Person', names);
        const { data, included, meta } = await payloadAbout(id, created, { get, wait });
        same(
          'what was created',
          [data.type, data.id, data.attributes.last_name],
          ['Person', id, names.last_name],
        );
        same('included', included, []);
        same(
          'members of meta',
          ['parent', 'event_time', 'idempotency_token'].filter((name) => !meta[name]),
          [],
        );
        same('status of deleting', (await remove(`/people/v2/people/${id}`)).status, 204);
        const gone = await payloadAbout(id, destroyed, { get, wait });
        same('what is gone', [gone.data.type, gone.data.id], ['Person', id]);
        same('its attributes', Object.keys(gone.data.attributes ?? {}), []);
        same('its meta', Object.keys(gone.meta), ['parent']);
      },
    },
    {
      name: 'an event that failed can be ignored or delivered again',
      shows: ['redeliver'],
      emulatorOnly: NOT_OWN,
      async play({ get, act, same, skip }) {
        const failed = await findEvent(get, 'failed');
        if (!failed) skip('no delivery failed');
        same('status of ignore', (await act(`${failed}/ignore`)).status, 201);
        same('ignored', (await get(failed)).body.data.attributes.status, 'ignored_failed');
        same('status of redeliver', (await act(`${failed}/redeliver`)).status, 201);
        same('delivered again', (await get(failed)).body.data.attributes.status, 'pending');
      },
    },
  ],
};

async function firstEvents(get) {
  for (const { id } of (await get(SUBSCRIPTIONS)).body.data) {
    const { data } = (await get(`${SUBSCRIPTIONS}/${id}/events`)).body;
    if (data.length > 0) return [id, data];
  }
}

async function findEvent(get, status) {
  for (const { id } of (await get(SUBSCRIPTIONS)).body.data) {
    const path = `${SUBSCRIPTIONS}/${id}/events`;
    const { data } = (await get(`${path}?where[status]=${status}`)).body;
    if (data.length > 0) return `${path}/${data[0].id}`;
  }
}

/** The document of the event about a record, which may take some seconds to be there. */
async function payloadAbout(id, events, { get, wait }) {
  for (let looks = 0; looks < 20; looks += 1) {
    const payloads = (await get(events)).body.data.map(({ attributes }) => JSON.parse(attributes.payload));
    const found = payloads.find(({ data }) => [data].flat()[0].id === id);
    if (found) return { ...found, data: [found.data].flat()[0] };
    await wait(1000);
  }
  throw new Error(`There is no event about ${id}.`);
}
