import { inspect } from 'node:util';
import { freshChurch, type EmulatorOptions, type FreshChurch } from '@tspco/emulator/testing';
import { PCO, PCOValidationError } from 'tspco';
import {
  ensureWebhooks,
  listWebhooks,
  rotateWebhookSecret,
  subscriptionSecrets,
  WebhookHandler,
  type WebhookSubscription,
} from 'tspco/webhooks';
import { describe, expect, it } from 'vitest';
import { failureOf } from './support/client.ts';

const URL = 'https://receiver.test/hooks';
const CREATED = 'people.v2.events.person.created';
const UPDATED = 'people.v2.events.person.updated';

/** A church without subscriptions, its client, and how often the client has asked. */
async function start(options: EmulatorOptions = {}): Promise<{ church: FreshChurch; pco: PCO }> {
  const church = freshChurch({ people: 5, ...options });
  const pco = new PCO(church.pcoOptions);
  for (const { id } of await listWebhooks(pco)) await pco.delete(`/webhooks/v2/webhook_subscriptions/${id}`);
  return { church, pco };
}

const shown = (list: readonly WebhookSubscription[]): unknown[] =>
  list.map(({ name, url, active }) => [name, url, active]);

const subscribe = (pco: PCO, name: string, url = URL, active = true): Promise<unknown> =>
  pco.post('/webhooks/v2/webhook_subscriptions', pco.template('WebhookSubscription', { name, url, active }));

const switchOff = (pco: PCO, { id }: WebhookSubscription): Promise<unknown> =>
  pco.patch(
    `/webhooks/v2/webhook_subscriptions/${id}`,
    pco.template('WebhookSubscription', { active: false }),
  );

describe('the list', () => {
  it('has all, or those of an address however it is written', async () => {
    const { pco } = await start();
    await subscribe(pco, CREATED, 'https://receiver.test');
    await subscribe(pco, UPDATED, 'https://other.test/');
    expect(shown(await listWebhooks(pco))).toEqual([
      [CREATED, 'https://receiver.test', true],
      [UPDATED, 'https://other.test/', true],
    ]);
    const found = await listWebhooks(pco, { url: 'https://RECEIVER.test:443/' });
    expect(shown(found)).toEqual([[CREATED, 'https://receiver.test', true]]);
    await expect(listWebhooks(pco, { url: 'receiver.test' })).rejects.toThrow(/must be a whole address/);
  });

  it('is the same for a client that pins the version before', async () => {
    const { pco, church } = await start();
    await subscribe(pco, CREATED);
    const pinned = new PCO({ ...church.pcoOptions, versions: { webhooks: '2018-08-01' } });
    expect(shown(await listWebhooks(pinned))).toEqual([[CREATED, URL, true]]);
  });

  it('shows no secret when it is printed', async () => {
    const { pco } = await start();
    const ensured = await ensureWebhooks(pco, { url: URL, names: [CREATED] });
    const rotated = await rotateWebhookSecret(pco, ensured.subscriptions[0]?.id ?? '');
    const list = await listWebhooks(pco);
    const text = [ensured, rotated, list]
      .map((each) => inspect(each, { depth: 9 }) + JSON.stringify(each))
      .join();
    expect(rotated.secret).toMatch(/^[0-9a-f]{64}$/);
    for (const secret of [rotated.secret, rotated.previous, list[0]?.secret ?? '?'])
      expect(text).not.toContain(secret);
  });
});

describe('to ensure subscriptions', () => {
  it('creates what is missing, and does nothing the second time', async () => {
    const { pco } = await start();
    const first = await ensureWebhooks(pco, { url: URL, names: [CREATED, UPDATED, CREATED] });
    expect(shown(first.created)).toEqual([
      [CREATED, URL, true],
      [UPDATED, URL, true],
    ]);
    const again = await ensureWebhooks(pco, { url: URL, names: [UPDATED, CREATED] });
    expect(again).toMatchObject({ created: [], reactivated: [], others: [] });
    const [created, updated] = first.subscriptions.map(({ id }) => id);
    expect(again.subscriptions.map(({ id }) => id)).toEqual([updated, created]);
    expect([...again.secrets].sort()).toEqual([...first.secrets].sort());
    expect(new Set(again.secrets).size).toBe(2);
    expect(await listWebhooks(pco)).toHaveLength(2);
  });

  it('switches on what is off, and leaves alone what it does not know', async () => {
    const { pco } = await start();
    await subscribe(pco, CREATED);
    await subscribe(pco, UPDATED);
    await subscribe(pco, UPDATED, 'https://other.test/', false);
    const [created] = await listWebhooks(pco);
    if (created) await switchOff(pco, created);
    const ensured = await ensureWebhooks(pco, { url: URL, names: [CREATED] });
    expect(shown(ensured.reactivated)).toEqual([[CREATED, URL, true]]);
    expect(shown(ensured.others)).toEqual([[UPDATED, URL, true]]);
    expect(ensured.secrets).toHaveLength(2);
    expect(shown(await listWebhooks(pco))).toEqual([
      [CREATED, URL, true],
      [UPDATED, URL, true],
      [UPDATED, 'https://other.test/', false],
    ]);
  });

  it('takes one that is on before one that is off', async () => {
    const { pco } = await start();
    await subscribe(pco, CREATED, URL, false);
    await subscribe(pco, CREATED);
    const { subscriptions, reactivated, others } = await ensureWebhooks(pco, { url: URL, names: [CREATED] });
    expect([shown(subscriptions), reactivated, shown(others)]).toEqual([
      [[CREATED, URL, true]],
      [],
      [[CREATED, URL, false]],
    ]);
  });

  it('fails with what Planning Center says, and goes on from there', async () => {
    const { pco } = await start();
    const names = [CREATED, 'no.such.event'];
    expect(await failureOf(ensureWebhooks(pco, { url: URL, names }))).toBeInstanceOf(PCOValidationError);
    expect((await ensureWebhooks(pco, { url: URL, names: [CREATED, UPDATED] })).created).toHaveLength(1);
    await expect(ensureWebhooks(pco, { url: URL, names: [] })).rejects.toThrow('names must list events');
  });
});

describe('a secret that is replaced', () => {
  it('is told with the one before', async () => {
    const { pco } = await start();
    const [subscription] = (await ensureWebhooks(pco, { url: URL, names: [CREATED] })).created;
    const rotated = await rotateWebhookSecret(pco, subscription?.id ?? '');
    expect(rotated.previous).toBe(subscription?.secret);
    expect(rotated.secret).not.toBe(rotated.previous);
    expect((await listWebhooks(pco))[0]?.secret).toBe(rotated.secret);
  });

  it('loses nothing: the receiver looks for the new one when it comes, and still takes the old one', async () => {
    const seen: string[] = [];
    const statuses: number[] = [];
    const bodies: { headers: Record<string, string>; body: string }[] = [];
    const { pco, church } = await start({
      deliver: async (url, init) => {
        const request = new Request(url, init);
        bodies.push({ headers: Object.fromEntries(request.headers), body: await request.clone().text() });
        const answer = await handler.fetch(request);
        statuses.push(answer.status);
        return answer;
      },
    });
    const secrets = subscriptionSecrets(pco, { url: URL, interval: 0 });
    const handler = new WebhookHandler({ secrets, fallback: ({ id }) => seen.push(id), on: {} });
    const { created } = await ensureWebhooks(pco, { url: URL, names: [CREATED] });
    const add = async (): Promise<void> => {
      await pco.post('/people/v2/people', pco.template('Person', { first_name: 'Ada', last_name: 'Rolfe' }));
      await church.control.webhooks.settle();
    };
    await add();
    await rotateWebhookSecret(pco, created[0]?.id ?? '');
    await add();
    expect([statuses, new Set(seen).size]).toEqual([[200, 200], 2]);
    // One that was signed before, and is late.
    const [late] = bodies;
    const answer = await handler.fetch(new Request(URL, { method: 'POST', ...late }));
    expect([answer.status, seen.length]).toEqual([200, 2]);
  });

  it('is looked for no more often than allowed, whatever is received', async () => {
    const { pco, church } = await start();
    await ensureWebhooks(pco, { url: URL, names: [CREATED] });
    const before = church.control.requests.list().length;
    const secrets = subscriptionSecrets(pco, { url: URL, interval: 60_000 });
    await Promise.all([secrets(), secrets(), secrets({ again: true })]);
    for (let number = 0; number < 10; number += 1) expect(await secrets({ again: true })).toHaveLength(1);
    expect(church.control.requests.list().length - before).toBe(1);
  });

  it('is not accepted any more when its time is over', async () => {
    const { pco } = await start();
    const { created } = await ensureWebhooks(pco, { url: URL, names: [CREATED] });
    const [keeping, forgetting] = [6e8, 0].map((keep) =>
      subscriptionSecrets(pco, { url: URL, interval: 0, keep }),
    );
    const both = [await keeping?.(), await forgetting?.()];
    const { secret, previous } = await rotateWebhookSecret(pco, created[0]?.id ?? '');
    expect(both).toEqual([[previous], [previous]]);
    expect(await keeping?.({ again: true })).toEqual([secret, previous]);
    expect(await forgetting?.({ again: true })).toEqual([secret]);
  });

  it('is asked for again when Planning Center did not answer, and no more often than allowed, too', async () => {
    const { pco } = await start();
    let asked = 0;
    const failing = {
      iterate: (...given: Parameters<PCO['iterate']>) => {
        asked += 1;
        if (asked < 2) throw new Error('away');
        return pco.iterate(...given);
      },
    } as unknown as PCO;
    await ensureWebhooks(pco, { url: URL, names: [CREATED] });
    const patient = subscriptionSecrets(failing, { url: URL, interval: 60_000 });
    for (let number = 0; number < 3; number += 1) await expect(patient()).rejects.toThrow('away');
    expect(asked).toBe(1);
    asked = 0;
    const secrets = subscriptionSecrets(failing, { url: URL, interval: 0 });
    await expect(secrets()).rejects.toThrow('away');
    expect(await secrets()).toHaveLength(1);
  });
});

describe('what could go wrong with subscriptions', () => {
  it('no address: nothing is done', async () => {
    const { church, pco } = await start();
    await subscribe(pco, CREATED, 'https://other.test/', false);
    const before = church.control.requests.list().length;
    const options = { url: undefined as unknown as string, names: [CREATED] };
    await expect(ensureWebhooks(pco, options)).rejects.toThrow(/must be a whole address/);
    await expect(ensureWebhooks(pco, undefined as never)).rejects.toThrow(/must be/);
    expect(() => subscriptionSecrets(pco, {} as never)).toThrow(/must be a whole address/);
    expect(church.control.requests.list()).toHaveLength(before);
  });

  it('one event that does not exist: the others are subscribed to, and the error names it', async () => {
    const { pco } = await start();
    const failure = await failureOf(
      ensureWebhooks(pco, { url: URL, names: ['people.v2.events.nobody', CREATED] }),
    );
    expect(failure).toBeInstanceOf(PCOValidationError);
    expect(failure.message).toMatch(/^people\.v2\.events\.nobody: /);
    expect(shown(await listWebhooks(pco))).toEqual([[CREATED, URL, true]]);
  });

  it('two programs at once: each event is delivered once, and both know its secret', async () => {
    const { pco } = await start();
    const names = [CREATED, UPDATED];
    const [one, two] = await Promise.all([1, 2].map(() => ensureWebhooks(pco, { url: URL, names })));
    const there = await listWebhooks(pco);
    expect(there.map(({ name }) => name).sort()).toEqual(names);
    for (const ensured of [one, two]) expect(ensured?.secrets).toEqual(there.map(({ secret }) => secret));
    expect((one?.created.length ?? 0) + (two?.created.length ?? 0)).toBe(2);
  });

  it('a stolen secret: it is found out after five minutes, also when nothing genuine comes', async () => {
    const { pco } = await start();
    await subscribe(pco, CREATED);
    let now = 0;
    const secrets = subscriptionSecrets(pco, { url: URL, keep: 0, now: () => now });
    const [stolen] = await secrets();
    for (const { id } of await listWebhooks(pco)) await rotateWebhookSecret(pco, id);
    now += 299_999;
    expect(await secrets()).toEqual([stolen]);
    now += 1;
    expect(await secrets()).not.toContain(stolen);
  });

  it('Planning Center is away: what is known is still good', async () => {
    const { pco, church } = await start();
    await subscribe(pco, CREATED);
    let now = 0;
    const secrets = subscriptionSecrets(pco, { url: URL, now: () => now });
    const known = await secrets();
    church.control.faults.set([{ fault: 'error', status: 500 }]);
    now += 300_000;
    expect(await secrets()).toEqual(known);
  });
});
