import { createHmac } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freshChurch, type FreshChurch } from '../src/testing.ts';
import { apiOf, type Api } from './support/api.ts';
import { DAY, HOUR, MINUTE, SECOND } from './support/outside.ts';
import { receiveInProcess, type InProcess } from './support/receiver.ts';

const PERSON_CREATED = 'people.v2.events.person.created';
const URL = 'https://hooks.test/';
const ADA = { first_name: 'Ada', last_name: 'Rolfe' };
const START = Date.parse('2026-03-04T05:06:07Z');

/** After a failed attempt the next one follows so much later, as the documentation has it. */
const DELAYS = [
  30 * SECOND,
  1 * MINUTE,
  2 * MINUTE,
  4 * MINUTE,
  8 * MINUTE,
  16 * MINUTE,
  32 * MINUTE,
  64 * MINUTE,
  2.1 * HOUR,
  4.2 * HOUR,
  8.5 * HOUR,
  17 * HOUR,
  DAY,
  DAY,
  DAY,
  DAY,
];

interface Subscribed extends InProcess {
  readonly church: FreshChurch;
  readonly api: Api;
  /** The subscription's. */
  readonly path: string;
  readonly secret: string;
  readonly advance: (milliseconds: number) => Promise<void>;
  readonly settle: () => Promise<void>;
  readonly isActive: () => Promise<unknown>;
  /** The statuses of its events. */
  readonly statuses: () => Promise<unknown[]>;
  /** The addresses of its events. */
  readonly events: () => Promise<string[]>;
  /** When the attempts were made, in milliseconds since the first. */
  readonly times: () => number[];
}

/** A church whose time stands still, and a subscription whose receiver answers with the status. */
async function subscribed(status = 500): Promise<Subscribed> {
  const receiver = receiveInProcess();
  const church = freshChurch({ church: 'empty', deliver: receiver.deliver });
  const { clock, webhooks } = church.control;
  clock.freeze(START);
  receiver.answer(status);
  const api = apiOf(church);
  const { path, secret } = await api.subscribe(PERSON_CREATED, URL);
  const list = async (): Promise<{ id: string; attributes: Record<string, unknown> }[]> =>
    (await api.get(`${path}/events`)).document.data;
  return {
    ...receiver,
    church,
    api,
    path,
    secret,
    advance: clock.advance,
    settle: webhooks.settle,
    isActive: async () => (await api.get(path)).document.data.attributes['active'],
    statuses: async () => (await list()).map(({ attributes }) => attributes['status']),
    events: async () => (await list()).map(({ id }) => `${path}/events/${id}`),
    times: () => webhooks.deliveries().map(({ at }) => Date.parse(at) - START),
  };
}

async function raise({ api, settle }: Subscribed): Promise<void> {
  expect((await api.post('/people/v2/people', ADA)).status).toBe(201);
  await settle();
}

describe('a delivery that fails', () => {
  it('is tried again sixteen times, and then the subscription is switched off', async () => {
    const subscription = await subscribed();
    await raise(subscription);
    for (const delay of DELAYS) {
      expect([await subscription.statuses(), await subscription.isActive()]).toEqual([['pending'], true]);
      const before = subscription.received.length;
      await subscription.advance(delay - 1);
      expect(subscription.received).toHaveLength(before);
      await subscription.advance(1);
      expect(subscription.received).toHaveLength(before + 1);
    }
    expect([await subscription.statuses(), await subscription.isActive()]).toEqual([['failed'], false]);
    await subscription.advance(30 * DAY);
    expect(subscription.received).toHaveLength(17);
  });

  it('has the same id each time, and counts its attempts', async () => {
    const subscription = await subscribed();
    await raise(subscription);
    await subscription.advance(7 * DAY);
    const { received } = subscription;
    expect(new Set(received.map(({ delivery }) => delivery.id)).size).toBe(1);
    const numbers = Array.from({ length: 17 }, (_, index) => index + 1);
    expect(received.map(({ delivery }) => delivery.attributes.attempt)).toEqual(numbers);
    expect(received.map(({ headers }) => Number(headers['x-pco-webhooks-attempt']))).toEqual(numbers);
    const total = DELAYS.reduce((sum, delay) => sum + delay);
    expect(subscription.times().at(-1)).toBe(total);
    expect(total / DAY).toBeCloseTo(5.4, 1);
  });

  it('is delivered as soon as the receiver is well again', async () => {
    const subscription = await subscribed();
    await raise(subscription);
    await subscription.advance(2 * MINUTE);
    subscription.answer(200);
    await subscription.advance(2 * MINUTE);
    expect([await subscription.statuses(), subscription.received.length]).toEqual([['delivered'], 4]);
    await subscription.advance(DAY);
    expect(subscription.received).toHaveLength(4);
  });

  it.each([200, 201, 204, 299])('does not when the answer is %d', async (status) => {
    const subscription = await subscribed(status);
    await raise(subscription);
    expect(await subscription.statuses()).toEqual(['delivered']);
  });

  it.each([301, 302, 400, 401, 404, 429, 500, 503])('does when the answer is %d', async (status) => {
    const subscription = await subscribed(status);
    await raise(subscription);
    expect(await subscription.statuses()).toEqual(['pending']);
    await subscription.advance(30 * SECOND);
    expect(subscription.received).toHaveLength(2);
  });

  it('does not hold up others of the same subscription', async () => {
    const subscription = await subscribed();
    await raise(subscription);
    subscription.answer(200);
    await raise(subscription);
    expect(await subscription.statuses()).toEqual(['pending', 'delivered']);
  });
});

describe('410', () => {
  it('switches the subscription off at once; what waits is skipped', async () => {
    const subscription = await subscribed();
    await raise(subscription);
    subscription.answer(410);
    await raise(subscription);
    expect([await subscription.statuses(), await subscription.isActive()]).toEqual([
      ['skipped', 'failed'],
      false,
    ]);
    await subscription.advance(7 * DAY);
    expect(subscription.received).toHaveLength(2);
  });
});

describe('a subscription', () => {
  it('that is switched off is told of nothing, and its events that wait are skipped', async () => {
    const subscription = await subscribed();
    await raise(subscription);
    expect((await subscription.api.patch(subscription.path, { active: false })).status).toBe(200);
    await raise(subscription);
    await subscription.advance(7 * DAY);
    expect([subscription.received.length, await subscription.statuses()]).toEqual([1, ['skipped']]);
  });

  it('that is deleted is told of nothing more', async () => {
    const subscription = await subscribed();
    await raise(subscription);
    expect((await subscription.api.remove(subscription.path)).status).toBe(204);
    await subscription.advance(7 * DAY);
    expect(subscription.received).toHaveLength(1);
  });

  it('with a new secret signs everything with that, also what is tried again', async () => {
    const subscription = await subscribed();
    await raise(subscription);
    const { document } = await subscription.api.post(`${subscription.path}/rotate_secret`);
    const secret = String(document.data.attributes['authenticity_secret']);
    await subscription.advance(30 * SECOND);
    const signatures = subscription.received.map(({ headers }) => headers['x-pco-webhooks-authenticity']);
    const expected = subscription.received.map(({ bytes }, index) =>
      createHmac('sha256', index === 0 ? subscription.secret : secret)
        .update(bytes)
        .digest('hex'),
    );
    expect(signatures).toEqual(expected);
    expect(secret).not.toBe(subscription.secret);
  });
});

describe('redeliver', () => {
  it('tries again at once, and begins anew to count failures', async () => {
    const subscription = await subscribed();
    await raise(subscription);
    await subscription.advance(DELAYS[0] ?? 0);
    await subscription.advance(DELAYS[1] ?? 0);
    expect(subscription.received).toHaveLength(3);
    const [event] = await subscription.events();
    expect((await subscription.api.post(`${event}/redeliver`)).status).toBe(201);
    await subscription.settle();
    expect(subscription.received.at(-1)?.delivery.attributes.attempt).toBe(4);
    await subscription.advance(30 * SECOND);
    expect(subscription.received).toHaveLength(5);
    // The retry that had been planned before does not come, too.
    await subscription.advance(1 * MINUTE);
    await subscription.advance(2 * MINUTE - 1);
    expect(subscription.received).toHaveLength(6);
  });

  it('sends once more what was delivered', async () => {
    const subscription = await subscribed(200);
    await raise(subscription);
    const [event] = await subscription.events();
    await subscription.api.post(`${event}/redeliver`);
    await subscription.settle();
    expect(subscription.received.map(({ delivery }) => delivery.attributes.attempt)).toEqual([1, 2]);
    expect(new Set(subscription.received.map(({ delivery }) => delivery.id)).size).toBe(1);
    expect(await subscription.statuses()).toEqual(['delivered']);
  });

  it('of a subscription that is off waits until that is on', async () => {
    const subscription = await subscribed(410);
    await raise(subscription);
    subscription.answer(200);
    const [event] = await subscription.events();
    await subscription.api.post(`${event}/redeliver`);
    await subscription.advance(DAY);
    expect([await subscription.statuses(), subscription.received.length]).toEqual([['pending'], 1]);
    await subscription.api.patch(subscription.path, { active: true });
    await subscription.settle();
    expect([await subscription.statuses(), subscription.received.length]).toEqual([['delivered'], 2]);
  });
});

describe('ignore', () => {
  it('ends the attempts', async () => {
    const subscription = await subscribed();
    await raise(subscription);
    const [event] = await subscription.events();
    const { status, document } = await subscription.api.post(`${event}/ignore`);
    expect([status, document.data.attributes['status']]).toEqual([201, 'ignored_failed']);
    await subscription.advance(7 * DAY);
    expect([subscription.received.length, await subscription.isActive()]).toEqual([1, true]);
  });

  it('of what has not been tried changes nothing', async () => {
    const subscription = await subscribed(200);
    await subscription.api.patch(subscription.path, { active: false });
    await subscription.api.patch(subscription.path, { active: true });
    await subscription.api.post('/people/v2/people', ADA);
    const [event] = await subscription.events();
    const { document } = await subscription.api.post(`${event}/ignore`);
    expect(document.data.attributes['status']).toBe('pending');
    await subscription.settle();
    expect(await subscription.statuses()).toEqual(['delivered']);
  });
});

describe('what is pending', () => {
  it('in a snapshot is delivered where that is restored', async () => {
    const one = await subscribed();
    await raise(one);
    const snapshot = await one.church.control.snapshot();
    const other = receiveInProcess();
    const church = freshChurch({ church: 'empty', deliver: other.deliver });
    await church.control.restore(snapshot);
    await church.control.webhooks.settle();
    expect(other.received.map(({ delivery }) => delivery.attributes.attempt)).toEqual([2]);
    expect(other.received[0]?.delivery.id).toBe(one.received[0]?.delivery.id);
  });

  it('is given up when the church is another one', async () => {
    const subscription = await subscribed();
    await raise(subscription);
    await subscription.church.control.reset();
    await subscription.advance(7 * DAY);
    expect(subscription.received).toHaveLength(1);
  });

  it('waits while the emulator is closed, and goes on at its time when that listens again', async () => {
    const subscription = await subscribed();
    const { church, advance, settle, times } = subscription;
    await raise(subscription);
    await church.close();
    await church.close();
    await advance(29 * SECOND);
    await church.listen();
    onTestFinished(() => church.close());
    await settle();
    expect(times()).toEqual([0]);
    await advance(SECOND);
    await advance(MINUTE);
    expect(times()).toEqual([0, 30 * SECOND, 90 * SECOND]);
  });

  it('and was due while the emulator was closed is delivered when that listens again', async () => {
    const subscription = await subscribed();
    const { church, advance, settle, times, statuses, received } = subscription;
    await raise(subscription);
    await church.close();
    await advance(7 * DAY);
    expect(times()).toEqual([0]);
    subscription.answer(200);
    await church.listen();
    onTestFinished(() => church.close());
    await settle();
    expect(times()).toEqual([0, 7 * DAY]);
    expect(received[1]?.delivery.attributes.attempt).toBe(2);
    expect(await statuses()).toEqual(['delivered']);
  });

  it('is delivered once, although it was asked for again and the emulator closed again', async () => {
    const subscription = await subscribed();
    const { church, advance, settle, received } = subscription;
    await raise(subscription);
    await church.close();
    const [event] = await subscription.events();
    await subscription.api.post(`${event}/redeliver`);
    await settle();
    expect(received).toHaveLength(2);
    await church.close();
    subscription.answer(200);
    await church.listen();
    onTestFinished(() => church.close());
    await advance(7 * DAY);
    expect(received).toHaveLength(3);
  });

  it('is not delivered twice when the emulator is put on a port', async () => {
    const subscription = await subscribed(200);
    await subscription.api.post('/people/v2/people', ADA);
    await subscription.church.listen();
    onTestFinished(() => subscription.church.close());
    await subscription.settle();
    expect(subscription.received).toHaveLength(1);
  });

  it.each([
    ['the church became another one', ({ church }: Subscribed) => church.control.reset()],
    ['the subscription was switched off', ({ api, path }: Subscribed) => api.patch(path, { active: false })],
  ])('is not gone on with when %s meanwhile', async (_, meanwhile) => {
    const subscription = await subscribed();
    const { church, advance, received } = subscription;
    await raise(subscription);
    await church.close();
    await meanwhile(subscription);
    await church.listen();
    onTestFinished(() => church.close());
    await advance(7 * DAY);
    expect(received).toHaveLength(1);
  });
});
