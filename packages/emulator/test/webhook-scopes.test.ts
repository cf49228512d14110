import { describe, expect, it } from 'vitest';
import { freshChurch, type FreshChurch } from '../src/testing.ts';
import { apiOf, type Api } from './support/api.ts';
import { basic } from './support/outside.ts';
import { askAs, bearer, castOf, type Answer } from './support/people.ts';
import { receiveInProcess, type InProcess } from './support/receiver.ts';

const SUBSCRIPTIONS = '/webhooks/v2/webhook_subscriptions';
const PERSON_CREATED = 'people.v2.events.person.created';
const PERSON_UPDATED = 'people.v2.events.person.updated';
const DONATION_CREATED = 'giving.v2.events.donation.created';
const ADA = { first_name: 'Ada', last_name: 'Rolfe' };

function subscribeAs(church: FreshChurch, authorization: string, attributes: object): Promise<Answer> {
  const body = JSON.stringify({ data: { attributes: { url: 'https://hooks.test/', ...attributes } } });
  return askAs(church, authorization, SUBSCRIPTIONS, { method: 'POST', body });
}

describe('a subscription needs', () => {
  const church = freshChurch({ people: 60 });
  const withScopes = async (...scopes: string[]): Promise<string> =>
    bearer(await church.control.signIn({ scopes: ['webhooks', ...scopes] }));

  it.each([
    ['people', PERSON_CREATED, ['giving', 'services']],
    ['giving', DONATION_CREATED, ['people']],
    ['groups', 'groups.church_center.v2.events.group_application.created', ['people']],
    ['services', 'services.v2.events.plan.live.updated', []],
    ['publishing', 'publishing.v2.events.episode.created', ['openid']],
    ['calendar', 'calendar.v2.events.event_request.created', ['groups']],
    ['resources', 'calendar.v2.events.event_request.created', ['api']],
  ])('the scope %s for %s, which %j do not give', async (scope, name, others) => {
    const before = await askAs(church, bearer(church), `${SUBSCRIPTIONS}?per_page=0`);
    const refused = await subscribeAs(church, await withScopes(...others), { name });
    expect([refused.status, JSON.parse(refused.text)]).toEqual([
      422,
      {
        errors: [
          {
            status: '422',
            title: 'Validation Error',
            detail: expect.stringMatching(`needs a token with the scope .*${scope}.* for ${name}`),
            source: { parameter: 'base' },
            meta: { resource: 'WebhookSubscription' },
          },
        ],
      },
    ]);
    const after = await askAs(church, bearer(church), `${SUBSCRIPTIONS}?per_page=0`);
    expect(after.text).toBe(before.text);
    expect((await subscribeAs(church, await withScopes(scope), { name })).status).toBe(201);
  });

  it('no scope of personal access tokens, which have none', async () => {
    const token = await church.control.personalAccessToken();
    expect((await subscribeAs(church, basic(token), { name: DONATION_CREATED })).status).toBe(201);
  });

  it('the scope in the first version, too', async () => {
    const answer = await church.fetch('https://api.planningcenteronline.com/webhooks/v2/subscriptions', {
      method: 'POST',
      headers: {
        Authorization: await withScopes('people'),
        'User-Agent': 'test',
        'X-PCO-API-Version': '2018-08-01',
      },
      body: JSON.stringify({ data: { attributes: { name: DONATION_CREATED, url: 'https://hooks.test/' } } }),
    });
    expect(answer.status).toBe(422);
  });

  it('the scope only while it is made', async () => {
    const made = await subscribeAs(church, await withScopes('giving'), { name: DONATION_CREATED });
    const { id } = (JSON.parse(made.text) as { data: { id: string } }).data;
    const body = JSON.stringify({ data: { attributes: { active: false } } });
    const path = `${SUBSCRIPTIONS}/${id}`;
    const changed = await askAs(church, await withScopes(), path, { method: 'PATCH', body });
    expect(changed.status).toBe(200);
  });

  it('whatever else it needs: all that is wrong is said at once', async () => {
    const answer = await subscribeAs(church, await withScopes(), { name: DONATION_CREATED, url: 'nowhere' });
    const { errors } = JSON.parse(answer.text) as { errors: { source: object }[] };
    expect(errors.map(({ source }) => source)).toEqual([{ parameter: 'url' }, { parameter: 'base' }]);
    const unknown = await subscribeAs(church, await withScopes(), { name: 'giving.v2.events.dog.created' });
    expect(JSON.parse(unknown.text)).toMatchObject({ errors: [{ source: { parameter: 'name' } }] });
  });
});

interface Two extends InProcess {
  readonly church: FreshChurch;
  /** Of the administrator. */
  readonly api: Api;
  /** Somebody else, who was an administrator when they subscribed. */
  readonly other: string;
  /** Changes what they may do. */
  readonly let: (attributes: object) => Promise<void>;
  readonly subscribe: (name: string) => Promise<void>;
  /** The names of the events that came since the last call. */
  readonly told: () => Promise<string[]>;
}

/** A church in which somebody else than its first administrator subscribes. */
async function two(): Promise<Two> {
  const receiver = receiveInProcess();
  const church = freshChurch({ people: 60, deliver: receiver.deliver });
  const api = apiOf(church);
  const { nobody: other } = await castOf(church);
  const change: Two['let'] = async (attributes) => {
    const { status } = await api.patch(`/people/v2/people/${other}`, attributes);
    expect(status).toBe(200);
  };
  await change({ site_administrator: true });
  const authorization = bearer(await church.control.signIn({ person: other }));
  return {
    ...receiver,
    church,
    api,
    other,
    let: change,
    subscribe: async (name) => {
      expect((await subscribeAs(church, authorization, { name })).status).toBe(201);
    },
    told: async () => {
      await church.control.webhooks.settle();
      return receiver.received.splice(0).map(({ delivery }) => delivery.attributes.name);
    },
  };
}

describe('whoever subscribed', () => {
  it('is told only of apps to which they have access now', async () => {
    const { church, api, subscribe, told, let: change } = await two();
    await subscribe(PERSON_CREATED);
    await subscribe('services.v2.events.song.created');
    const happen = async (): Promise<string[]> => {
      await api.post('/people/v2/people', ADA);
      await api.post('/services/v2/songs', { title: 'Amazing Grace' });
      return told();
    };
    const both = [PERSON_CREATED, 'services.v2.events.song.created'];
    expect((await happen()).sort()).toEqual(both);
    await change({ site_administrator: false, people_permissions: 'Viewer' });
    expect(await happen()).toEqual([PERSON_CREATED]);
    expect(church.control.webhooks.deliveries()).toHaveLength(3);
    await change({ people_permissions: 'no_access' });
    expect(await happen()).toEqual([]);
    await change({ site_administrator: true });
    expect((await happen()).sort()).toEqual(both);
  });

  it('is told of nothing while they are inactive, or when they are gone', async () => {
    const { api, other, subscribe, told, let: change } = await two();
    await subscribe(PERSON_CREATED);
    await change({ status: 'inactive' });
    await api.post('/people/v2/people', ADA);
    expect(await told()).toEqual([]);
    await change({ status: 'active' });
    await api.post('/people/v2/people', ADA);
    expect(await told()).toEqual([PERSON_CREATED]);
    expect((await api.remove(`/people/v2/people/${other}`)).status).toBe(204);
    await api.post('/people/v2/people', ADA);
    expect(await told()).toEqual([]);
  });

  it('has no event of what they may not see, and stays subscribed', async () => {
    const { api, subscribe, let: change } = await two();
    await subscribe(PERSON_CREATED);
    await change({ site_administrator: false });
    await api.post('/people/v2/people', ADA);
    const { data } = (await api.get(SUBSCRIPTIONS)).document;
    const own = data.find(({ attributes }) => attributes['url'] === 'https://hooks.test/');
    expect(own?.attributes['active']).toBe(true);
    expect((await api.get(`${SUBSCRIPTIONS}/${own?.id}/events`)).document.data).toEqual([]);
  });

  it('does not keep others from being told, whom control.webhooks.send counts alone', async () => {
    const { church, api, subscribe, told, let: change } = await two();
    await subscribe(PERSON_UPDATED);
    await api.subscribe(PERSON_UPDATED, 'https://other.test/');
    const me = (await api.get('/people/v2/me')).document.data.id;
    expect(await church.control.webhooks.send({ name: PERSON_UPDATED, id: me })).toBe(2);
    await told();
    await change({ site_administrator: false });
    await told();
    expect(await church.control.webhooks.send({ name: PERSON_UPDATED, id: me })).toBe(1);
    expect(await told()).toEqual([PERSON_UPDATED]);
  });

  it('is known in a church that a snapshot was restored to', async () => {
    const { church, api, subscribe, told, let: change } = await two();
    await subscribe(PERSON_CREATED);
    await church.control.restore(await church.control.snapshot());
    await change({ site_administrator: false });
    await api.post('/people/v2/people', ADA);
    expect(await told()).toEqual([]);
  });

  it('is shown by no resource', async () => {
    const { api, subscribe } = await two();
    await subscribe(PERSON_CREATED);
    const { data } = (await api.get(SUBSCRIPTIONS)).document;
    expect(data.every((one) => !('relationships' in one))).toBe(true);
  });

  it('is told what is theirs, and not what belongs to whoever changed something', async () => {
    const { church, api, received, other, subscribe } = await two();
    await subscribe('people.v2.events.workflow.updated');
    const { id } = (await api.post('/people/v2/workflows', { name: 'Welcome' })).document.data;
    const at = `/people/v2/workflows/${id}`;
    await api.post(`${at}/steps`, { name: 'Call', sequence: 0 });
    await api.post(`${at}/cards`, { person_id: other, assignee_id: other });
    const changed = await api.patch(at, { name: 'Welcome!' });
    await church.control.webhooks.settle();
    expect(changed.document.data.attributes['my_ready_card_count']).toBe(0);
    expect(received.map(({ payload }) => payload.data.attributes?.['my_ready_card_count'])).toEqual([1]);
  });

  it('is told of the live view as their own', async () => {
    const { church, api, received, other, subscribe } = await two();
    const name = 'services.v2.events.plan.live.updated';
    await subscribe(name);
    const [plan] = (await api.get('/services/v2/plans?per_page=1')).document.data;
    await church.control.webhooks.send({ name, id: plan?.id ?? '' });
    await church.control.webhooks.settle();
    expect(received.map(({ payload }) => payload.data)).toEqual([
      expect.objectContaining({
        type: 'Live',
        id: plan?.id,
        attributes: expect.objectContaining({ live_channel: `live_${plan?.id}_${other}` }),
        links: expect.objectContaining({ self: expect.stringMatching(`/plans/${plan?.id}/live$`) }),
      }),
    ]);
  });
});

it('a subscription that nobody made tells of everything', async () => {
  const { church, api, told } = await two();
  const attributes = {
    active: true,
    authenticity_secret: 'secret',
    name: PERSON_CREATED,
    url: 'https://hooks.test/',
  };
  await church.control.load('webhooks', { data: { type: 'WebhookSubscription', id: '1', attributes } });
  await api.post('/people/v2/people', ADA);
  expect(await told()).toEqual([PERSON_CREATED]);
});
