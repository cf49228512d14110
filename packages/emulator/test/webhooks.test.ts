import { describe, expect, it } from 'vitest';
import type { Church } from '../src/store/church.ts';
import { ask, churchWith, idsOf } from './support/small-church.ts';

const OLD = { version: '2018-08-01' };

function subscription(attributes: object): { body: object } {
  return { body: { data: { type: 'WebhookSubscription', attributes } } };
}

const wanted = {
  name: 'people.v2.events.person.created',
  url: 'https://hooks.example.org',
  active: false,
};

/** The addresses of events of a status. */
async function eventsOf(church: Church, status: string): Promise<string[]> {
  const subscriptions = await idsOf(church, '/webhooks/v2/webhook_subscriptions');
  const found = await Promise.all(
    subscriptions.map(async (id) => {
      const at = `/webhooks/v2/webhook_subscriptions/${id}/events`;
      const events = await idsOf(church, `${at}?where[status]=${status}`);
      return events.map((event) => `${at}/${event}`);
    }),
  );
  return found.flat();
}

async function statusOf(church: Church, url: string): Promise<unknown> {
  return (await ask(church, 'GET', url)).document.data.attributes['status'];
}

describe('available events', () => {
  it('are named after app, resource and what happens', async () => {
    const { document } = await ask(
      churchWith('webhooks'),
      'GET',
      '/webhooks/v2/available_events?per_page=100',
    );
    expect(document.data.length).toBe(92);
    expect(document.data[0]).toMatchObject({
      type: 'AvailableEvent',
      attributes: {
        action: 'approved',
        app: 'calendar',
        name: 'calendar.v2.events.event_request.approved',
        resource: 'event_request',
        type: 'events',
        version: 'v2',
      },
    });
    const names = document.data.map(({ attributes }) => attributes['name']);
    expect(names).toEqual(
      expect.arrayContaining([
        'groups.church_center.v2.events.group_application.destroyed',
        'people.v2.events.workflow_card.step_ready',
        'services.v2.events.plan.live.updated',
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('have no addresses of their own', async () => {
    const url = '/webhooks/v2/available_events/people.v2.events.person.created';
    expect((await ask(churchWith('webhooks'), 'GET', url)).status).toBe(404);
  });
});

describe('a subscription', () => {
  it('has a secret of its own', async () => {
    const church = churchWith('webhooks');
    const make = async (): Promise<unknown> => {
      const at = '/webhooks/v2/webhook_subscriptions';
      const { status, document } = await ask(church, 'POST', at, subscription(wanted));
      expect([status, document.data.attributes]).toEqual([201, expect.objectContaining(wanted)]);
      return document.data.attributes['authenticity_secret'];
    };
    const [one, other] = [await make(), await make()];
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(other).not.toBe(one);
  });

  it.each([
    [{ ...wanted, name: 'people.v2.events.dog.created' }, 'name', 'is not included in the list'],
    [{ ...wanted, name: null }, 'name', "can't be blank"],
    [{ name: wanted.name }, 'url', "can't be blank"],
  ])('is refused as %j', async (attributes, parameter, detail) => {
    const at = '/webhooks/v2/webhook_subscriptions';
    const { status, document } = await ask(churchWith('webhooks'), 'POST', at, subscription(attributes));
    expect([status, document.errors]).toEqual([
      422,
      [expect.objectContaining({ title: 'Validation Error', detail, source: { parameter } })],
    ]);
  });

  it('can be switched on and off, and nothing else', async () => {
    const church = churchWith('webhooks');
    const [id] = await idsOf(church, '/webhooks/v2/webhook_subscriptions');
    const at = `/webhooks/v2/webhook_subscriptions/${id}`;
    const off = await ask(church, 'PATCH', at, subscription({ active: false }));
    expect([off.status, off.document.data.attributes['active']]).toEqual([200, false]);
    for (const change of [{ url: 'https://other.example.org' }, { name: wanted.name }])
      expect((await ask(church, 'PATCH', at, subscription(change))).status).toBe(422);
  });

  it('gets a new secret by rotate_secret', async () => {
    const church = churchWith('webhooks');
    const [id] = await idsOf(church, '/webhooks/v2/webhook_subscriptions');
    const at = `/webhooks/v2/webhook_subscriptions/${id}`;
    const before = await ask(church, 'GET', at);
    const rotated = await ask(church, 'POST', `${at}/rotate_secret`);
    const secret = rotated.document.data.attributes['authenticity_secret'];
    expect([rotated.status, secret]).toEqual([201, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(secret).not.toBe(before.document.data.attributes['authenticity_secret']);
    const after = await ask(church, 'GET', at);
    expect(after.document.data.attributes['authenticity_secret']).toBe(secret);
  });

  it('is found by its application', async () => {
    const church = churchWith('webhooks');
    const all = await ask(church, 'GET', '/webhooks/v2/webhook_subscriptions');
    const application = String(all.document.data[0]?.attributes['application_id']);
    const url = '/webhooks/v2/webhook_subscriptions?where[application_id]=';
    const made = await ask(church, 'POST', '/webhooks/v2/webhook_subscriptions', subscription(wanted));
    expect(await idsOf(church, `${url}${application}`)).toEqual([
      ...all.document.data.map(({ id }) => id),
      made.document.data.id,
    ]);
    expect(await idsOf(church, `${url}77`)).toEqual([]);
  });
});

describe('an event', () => {
  it('holds the document as a text', async () => {
    const church = churchWith('webhooks');
    const [url = ''] = await eventsOf(church, 'delivered');
    const { document } = await ask(church, 'GET', url);
    expect(JSON.parse(String(document.data.attributes['payload']))).toMatchObject({
      data: { type: 'Person', attributes: {} },
      included: [],
      meta: { parent: { type: 'Organization' }, event_time: document.data.attributes['created_at'] },
    });
    expect(document.data.relationships).toMatchObject({
      subscription: { data: { type: 'WebhookSubscription' } },
    });
  });

  it('is delivered once, or tried more than once, or not at all', async () => {
    const church = churchWith('webhooks');
    const deliveries = async (status: string): Promise<unknown[]> => {
      const [url = ''] = await eventsOf(church, status);
      const { document } = await ask(church, 'GET', `${url}/deliveries`);
      return document.data.map(({ attributes }) => attributes['status']);
    };
    expect(await deliveries('delivered')).toEqual([200]);
    expect(await deliveries('failed')).toEqual([500, 500]);
    expect(await deliveries('skipped')).toEqual([]);
  });

  it.each([
    ['failed', 'ignored_failed'],
    ['skipped', 'ignored_skipped'],
    ['duplicated', 'ignored_duplicated'],
    ['delivered', 'delivered'],
  ])('that is %s and ignored is %s', async (before, after) => {
    const church = churchWith('webhooks');
    const [url = ''] = await eventsOf(church, before);
    const answer = await ask(church, 'POST', `${url}/ignore`);
    expect([answer.status, answer.document.data.attributes['status']]).toEqual([201, after]);
    expect(await statusOf(church, url)).toBe(after);
  });

  it('waits to be delivered again', async () => {
    const church = churchWith('webhooks');
    const [url = ''] = await eventsOf(church, 'failed');
    const answer = await ask(church, 'POST', `${url}/redeliver`);
    expect([answer.status, await statusOf(church, url)]).toEqual([201, 'pending']);
  });

  it('goes with its subscription', async () => {
    const church = churchWith('webhooks');
    const [url = ''] = await eventsOf(church, 'failed');
    const owner = url.split('/events')[0] ?? '';
    expect((await ask(church, 'DELETE', owner)).status).toBe(204);
    expect(church.app('webhooks').all('Event')).toHaveLength(4);
    expect(church.app('webhooks').all('Delivery').length).toBeGreaterThan(0);
  });
});

describe('in the first version', () => {
  it('subscriptions have another address and type', async () => {
    const church = churchWith('webhooks');
    const newest = await ask(church, 'GET', '/webhooks/v2/webhook_subscriptions');
    const oldest = await ask(church, 'GET', '/webhooks/v2/subscriptions', OLD);
    expect(oldest.document.data.map(({ type, id, links }) => [type, id, links['self']])).toEqual(
      newest.document.data.map(({ id }) => [
        'Subscription',
        id,
        `https://api.test/webhooks/v2/subscriptions/${id}`,
      ]),
    );
    expect((await ask(church, 'GET', '/webhooks/v2/webhook_subscriptions', OLD)).status).toBe(404);
    expect((await ask(church, 'GET', '/webhooks/v2/subscriptions')).status).toBe(404);
  });

  it('events name a subscription of that type, and cannot be ignored', async () => {
    const church = churchWith('webhooks');
    const [id] = await idsOf(church, '/webhooks/v2/subscriptions', OLD);
    const at = `/webhooks/v2/subscriptions/${id}/events`;
    const { document } = await ask(church, 'GET', at, OLD);
    expect(document.meta['parent']).toEqual({ type: 'Subscription', id });
    const [event] = document.data;
    expect(event?.relationships?.['subscription']).toEqual({ data: { type: 'Subscription', id } });
    expect((await ask(church, 'POST', `${at}/${event?.id}/ignore`, OLD)).status).toBe(404);
    expect((await ask(church, 'POST', `${at}/${event?.id}/redeliver`, OLD)).status).toBe(201);
  });

  it('takes and shows only the fields that are named for its own type', async () => {
    const church = churchWith('webhooks');
    const url = '/webhooks/v2/subscriptions?fields[Subscription]=name';
    const made = await ask(church, 'POST', url, { ...OLD, ...subscription(wanted) });
    expect([made.status, made.document.data.type, made.document.data.attributes]).toEqual([
      201,
      'Subscription',
      { name: wanted.name },
    ]);
  });
});
