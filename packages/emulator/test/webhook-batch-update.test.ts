import { describe, expect, it } from 'vitest';
import type { Church } from '../src/store/church.ts';
import { freshChurch } from '../src/testing.ts';
import { apiOf } from './support/api.ts';
import { receiveInProcess } from './support/receiver.ts';
import { ask, churchOf, type Told } from './support/small-church.ts';

const BATCH_UPDATE = '/webhooks/v2/batch_update';
const CREATED = 'people.v2.events.person.created';
const UPDATED = 'people.v2.events.person.updated';
const OLD = 'https://old.test/';
const NEW = 'https://new.test/';

/** Two events are told at the old address, and one of them elsewhere, too. */
function subscribed(): Church {
  const subscriptions = [
    [CREATED, OLD],
    [UPDATED, OLD],
    [CREATED, 'https://elsewhere.test/'],
  ].map(([name = '', url = ''], index) => ({
    type: 'WebhookSubscription',
    id: String(index + 1),
    attributes: { active: true, authenticity_secret: `secret ${index}`, name, url, updated_at: null },
    relations: {},
  }));
  return churchOf({ webhooks: subscriptions });
}

const update = (church: Church, body: unknown, version?: string): Promise<Told> =>
  ask(church, 'POST', BATCH_UPDATE, { body, ...(version === undefined ? {} : { version }) });

const attributesIn = (church: Church): object[] =>
  church
    .app('webhooks')
    .all('WebhookSubscription')
    .map(({ id, attributes: { name, url, authenticity_secret: secret } }) => ({ id, name, url, secret }));

describe('batch_update', () => {
  const fields = { url: NEW, old_url: OLD, names: [UPDATED, CREATED] };

  it.each([
    ['plain', fields, undefined],
    ['in an envelope', { data: { attributes: fields } }, undefined],
    ['in the first version', fields, '2018-08-01'],
  ])('%s gives all subscriptions of an address another one', async (_, body, version) => {
    const church = subscribed();
    expect(await update(church, body, version)).toEqual({ status: 204, document: undefined });
    expect(attributesIn(church)).toEqual([
      { id: '1', name: CREATED, url: NEW, secret: 'secret 0' },
      { id: '2', name: UPDATED, url: NEW, secret: 'secret 1' },
      { id: '3', name: CREATED, url: 'https://elsewhere.test/', secret: 'secret 2' },
    ]);
  });

  it.each([
    ['fewer', [CREATED]],
    ['more', [CREATED, UPDATED, 'people.v2.events.person.destroyed']],
    ['other', [CREATED, 'people.v2.events.person.destroyed']],
    ['no', []],
  ])('with %s names than are subscribed to there is not modelled', async (_, names) => {
    const church = subscribed();
    const before = attributesIn(church);
    const { status, document } = await update(church, { ...fields, names });
    expect([status, document.errors?.[0]?.['code']]).toEqual([501, 'tspco_emulator_not_modelled']);
    expect(attributesIn(church)).toEqual(before);
  });

  it.each([
    [{ ...fields, url: '' }, 'url', "can't be blank"],
    [{ ...fields, url: 'mailto:ada@example.org' }, 'url', 'is invalid'],
    [{ url: NEW, names: fields.names }, 'old_url', "can't be blank"],
    [{ ...fields, names: CREATED }, 'names', 'is invalid'],
    [{ ...fields, names: [CREATED, 'people.v2.events.dog.created'] }, 'names', 'is not included in the list'],
    [{ ...fields, names: [CREATED, null] }, 'names', 'is not included in the list'],
  ])('is refused as %j', async (body, parameter, detail) => {
    const church = subscribed();
    const before = attributesIn(church);
    const { status, document } = await update(church, body);
    expect([status, document.errors]).toEqual([
      422,
      [expect.objectContaining({ title: 'Validation Error', detail, source: { parameter } })],
    ]);
    expect(attributesIn(church)).toEqual(before);
  });

  it.each([['not JSON'], ['[1'], [{ data: [] }]])('of %j is refused', async (body) => {
    expect((await update(subscribed(), body)).status).toBe(400);
  });

  it('is a POST at that address of that app alone', async () => {
    for (const [method, path] of [
      ['GET', BATCH_UPDATE],
      ['PATCH', BATCH_UPDATE],
      ['DELETE', BATCH_UPDATE],
      ['POST', `${BATCH_UPDATE}/1`],
      ['POST', '/people/v2/batch_update'],
      ['POST', '/webhooks/v2/constructor'],
    ] as const)
      expect((await ask(subscribed(), method, path, { body: fields })).status, `${method} ${path}`).toBe(404);
  });

  it('sends to the new address what is still to be tried again', async () => {
    const receiver = receiveInProcess();
    const church = freshChurch({ people: 10, deliver: receiver.deliver });
    const api = apiOf(church);
    await api.subscribe(CREATED, OLD);
    receiver.answer(500);
    await api.post('/people/v2/people', { first_name: 'Ada', last_name: 'Rolfe' });
    await church.control.webhooks.settle();
    receiver.answer(200);
    const body = JSON.stringify({ url: NEW, old_url: OLD, names: [CREATED] });
    const url = `https://api.planningcenteronline.com${BATCH_UPDATE}`;
    const answer = await church.fetch(url, { method: 'POST', headers: church.headers, body });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    await church.control.clock.advance(30_000);
    expect(church.control.webhooks.deliveries().map((attempt) => [attempt.url, attempt.status])).toEqual([
      [OLD, 500],
      [NEW, 200],
    ]);
  });

  it('is forbidden to organization tokens', async () => {
    const church = freshChurch({ people: 10 });
    const session = await church.fetch('https://emulator.churchcenter.com/sessions/tokens', {
      method: 'POST',
    });
    const { data } = (await session.json()) as { data: { attributes: { token: string } } };
    const answer = await church.fetch(`https://api.planningcenteronline.com${BATCH_UPDATE}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${data.attributes.token}`, 'User-Agent': 'test' },
      body: JSON.stringify(fields),
    });
    expect(answer.status).toBe(403);
  });
});
