import {
  isWebhookEvent,
  memoryWebhookStore,
  PCOWebhookError,
  replayWebhook,
  WebhookHandler,
  webhookStoreContract,
  type AboutDelivery,
  type RefusedWebhook,
  type WebhookEvent,
  type WebhookHandlerOptions,
  type WebhookOutcome,
  type WebhookStore,
} from 'tspco/webhooks';
import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  CREATED,
  DESTROYED,
  headersFor,
  OTHER_SECRET,
  requestOf,
  SECRET,
  type Draft,
} from './support/webhooks.ts';

interface Receiver {
  readonly handler: WebhookHandler;
  readonly seen: string[];
  readonly outcomes: WebhookOutcome[];
  readonly refused: RefusedWebhook[];
  /** Delivers events, and gives the status. */
  deliver(...events: readonly Draft[]): Promise<number>;
}

function receiver(options: Partial<WebhookHandlerOptions> = {}): Receiver {
  const [seen, outcomes, refused]: [string[], WebhookOutcome[], RefusedWebhook[]] = [[], [], []];
  const handler = new WebhookHandler({
    secrets: SECRET,
    fallback: ({ id }) => seen.push(id),
    on: { event: (outcome) => outcomes.push(outcome), refused: (each) => refused.push(each) },
    ...options,
  });
  const deliver = async (...events: readonly Draft[]): Promise<number> =>
    (await handler.fetch(requestOf(bodyOf(...events)))).status;
  return { handler, seen, outcomes, refused, deliver };
}

/** A promise, and what resolves it. */
function gate(): { open: () => void; opened: Promise<void> } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe('an event', () => {
  it('goes to the function of its name, and else to the fallback', async () => {
    const { handler, seen, deliver } = receiver();
    handler
      .on(CREATED, ({ id, payload }) => seen.push(`${id} ${payload.data.attributes.first_name}`))
      .on([DESTROYED, 'x.y.z'], ({ id, name }) => seen.push(`${id} ${name}`));
    const gone = { data: { type: 'Person', id: '1' } };
    expect(await deliver({ id: 'a' }, { id: 'b', name: 'x.y.z' }, { id: 'c', name: 'other' })).toBe(200);
    expect(await deliver({ id: 'd', name: DESTROYED, payload: gone })).toBe(200);
    expect(await deliver()).toBe(200);
    expect(seen).toEqual(['a Ada', 'b x.y.z', 'c', `d ${DESTROYED}`]);
  });

  it('is handled once, however often it comes', async () => {
    const { seen, outcomes, deliver } = receiver();
    expect([await deliver({ id: 'a' }, { id: 'a' }), await deliver({ id: 'a' })]).toEqual([200, 200]);
    expect(seen).toEqual(['a']);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['handled', 'duplicate', 'duplicate']);
  });

  it('of another church is another one, though it has the same id', async () => {
    const { seen, deliver } = receiver();
    await deliver({ id: 'a', organizationId: '1' });
    await deliver({ id: 'a', organizationId: '2' });
    expect(seen).toEqual(['a', 'a']);
  });

  it('is told by what the program says', async () => {
    const { seen, deliver } = receiver({
      keyOf: ({ id, payload }) => payload.meta?.idempotency_token ?? id,
    });
    await deliver({ id: 'a' });
    await deliver({ id: 'b' });
    expect(seen).toEqual(['a']);
  });

  it('is asked for again when its function failed, and the others of its delivery are not handled again', async () => {
    const { handler, seen, outcomes, deliver } = receiver();
    let fails = true;
    const cause = new Error('the database is away');
    handler.on('x.y.z', ({ id }) => {
      if (fails) throw cause;
      seen.push(id);
    });
    const events = [{ id: 'a' }, { id: 'b', name: 'x.y.z' }, { id: 'c' }];
    expect(await deliver(...events)).toBe(500);
    fails = false;
    expect(await deliver(...events)).toBe(200);
    expect(seen).toEqual(['a', 'c', 'b']);
    expect(outcomes.slice(0, 3)).toMatchObject([
      { outcome: 'handled', error: undefined },
      { id: 'b', name: 'x.y.z', organizationId: '1', attempt: 1, outcome: 'failed', error: cause },
      { outcome: 'handled' },
    ]);
  });

  it('that is being handled is asked for again later, and is found done then', async () => {
    const { open, opened } = gate();
    const store = memoryWebhookStore();
    const slow = receiver({ store, fallback: () => opened });
    const other = receiver({ store });
    const first = slow.deliver({ id: 'a' });
    const answer = await other.handler.fetch(requestOf(bodyOf({ id: 'a' })));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    open();
    expect([await first, await other.deliver({ id: 'a' }), other.seen]).toEqual([200, 200, []]);
  });

  it('whose function takes longer than Planning Center waits is answered in time, and handled once', async () => {
    const { open, opened } = gate();
    const store = memoryWebhookStore();
    const { handler, outcomes, deliver } = receiver({ store, timeout: 200, fallback: () => opened });
    const works: Promise<unknown>[] = [];
    const body = bodyOf({ id: 'a' });
    const context = { waitUntil: (work: Promise<unknown>) => void works.push(work) };
    expect((await handler.fetch(requestOf(body), { SOME: 'env' }, context)).status).toBe(503);
    expect(await deliver({ id: 'a' })).toBe(503);
    open();
    await handler.settled();
    expect(works).toHaveLength(1);
    expect(await receiver({ store }).deliver({ id: 'a' })).toBe(200);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['busy', 'handled']);
  });

  it('may be handled again when its lease is over, which its function is told', async () => {
    const reasons: unknown[] = [];
    const { deliver, outcomes } = receiver({
      timeout: 200,
      lease: 200,
      fallback: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason);
            reject(signal.reason as Error);
          });
        }),
    });
    await deliver({ id: 'a' });
    while (outcomes.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(reasons).toEqual([expect.objectContaining({ code: 'ERR_WEBHOOK_TIMEOUT' })]);
    expect(outcomes[0]?.outcome).toBe('failed');
  });

  it('of which no more is wanted is answered with 410 each time, unless something else failed', async () => {
    const { handler, deliver } = receiver();
    let fails = true;
    handler.on('no.more', (_, { gone }) => gone());
    handler.on('fails', () => {
      if (fails) throw new Error('not yet');
    });
    expect(await deliver({ id: 'a', name: 'no.more' }, { id: 'b', name: 'fails' })).toBe(500);
    fails = false;
    expect(await deliver({ id: 'a', name: 'no.more' }, { id: 'b', name: 'fails' })).toBe(410);
    expect(await deliver({ id: 'a', name: 'no.more' })).toBe(410);
    expect(await deliver({ id: 'c' })).toBe(200);
  });

  it('can be told by name', async () => {
    const events: WebhookEvent[] = [];
    const { deliver } = receiver({ fallback: (event) => events.push(event) });
    await deliver({ id: 'a' }, { id: 'b', name: 'other' });
    expect(events.map((event) => isWebhookEvent(event, CREATED, DESTROYED))).toEqual([true, false]);
  });
});

describe('the answer is', () => {
  it.each(['GET', 'HEAD', 'PUT', 'DELETE'])('405 to %s', async (method) => {
    const answer = await receiver().handler.fetch(new Request('https://hooks.test/', { method }));
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('401 to what is not signed, or with another secret, or changed', async () => {
    const { handler, seen, refused } = receiver();
    const body = bodyOf({});
    for (const request of [
      requestOf(body, {}),
      requestOf(body, headersFor(body, OTHER_SECRET)),
      requestOf(`${body} `, headersFor(body)),
    ]) {
      const answer = await handler.fetch(request);
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain(SECRET);
    }
    expect(seen).toEqual([]);
    expect(refused.map(({ status, error }) => [status, error.code])).toEqual(
      Array.from({ length: 3 }, () => [401, 'ERR_SIGNATURE']),
    );
  });

  it('400 to what is signed and no delivery', async () => {
    expect((await receiver().handler.fetch(requestOf('{}'))).status).toBe(400);
    expect((await receiver().handler.fetch(requestOf(''))).status).toBe(400);
  });

  it('413 to what is too large, without reading it to its end', async () => {
    let pulled = 0;
    const stream = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(100));
      },
    });
    const headers = headersFor('');
    const init = { method: 'POST', headers, body: stream, duplex: 'half' };
    const { handler } = receiver({ maxBytes: 1000 });
    const answer = await handler.fetch(new Request('https://hooks.test/', init));
    expect(answer.status).toBe(413);
    expect(pulled).toBeLessThan(15);
    const body = bodyOf({ id: 'a'.repeat(1000) });
    expect((await handler.fetch(requestOf(body))).status).toBe(413);
  });

  it('500, so that it comes again, when the program is at fault, of which others learn nothing', async () => {
    const { handler, refused, seen } = receiver({
      secrets: () => {
        throw new Error('the password of the database is wrong');
      },
    });
    const answer = await handler.fetch(requestOf(bodyOf({})));
    expect([answer.status, await answer.text()]).toEqual([500, 'It could not be checked.']);
    const { handler: other } = receiver({ secrets: () => [''] });
    expect((await other.fetch(requestOf(bodyOf({})))).status).toBe(500);
    const read = requestOf(bodyOf({}));
    await read.text();
    expect((await receiver().handler.fetch(read)).status).toBe(500);
    expect([refused.map(({ error }) => error.code), seen]).toEqual([['ERR_SECRET'], []]);
  });

  it('500 while the store is away, and nothing is handled', async () => {
    const cause = new Error('no connection');
    const { deliver, seen, outcomes } = receiver({ store: { claim: () => Promise.reject(cause) } });
    expect([await deliver({}), seen]).toEqual([500, []]);
    expect(outcomes[0]?.error).toMatchObject({ code: 'ERR_WEBHOOK_STORE', cause });
  });

  it('200 for what was handled, also when the store cannot be told', async () => {
    let asked = 0;
    const done = (): Promise<void> => {
      asked += 1;
      return Promise.reject(new Error('no connection'));
    };
    const store: WebhookStore = { claim: () => Promise.resolve({ done, release: () => Promise.resolve() }) };
    const { deliver, outcomes, seen } = receiver({ store });
    expect([await deliver({ id: 'a' }), seen, asked]).toEqual([200, ['a'], 2]);
    expect(outcomes[0]).toMatchObject({ outcome: 'handled', error: { code: 'ERR_WEBHOOK_STORE' } });
  });

  it('the same whatever hooks throw', async () => {
    const fail = (): never => {
      throw new Error('the log is full');
    };
    const { deliver, handler } = receiver({
      on: { event: fail, refused: () => Promise.reject(new Error('full')) },
    });
    expect([await deliver({}), (await handler.fetch(requestOf('', {}))).status]).toEqual([200, 401]);
  });
});

describe('secrets by church', () => {
  const secretsOf: Readonly<Record<string, readonly string[]>> = { '1': [SECRET], '2': [OTHER_SECRET] };
  const byChurch = ({ organizationId = '' }: AboutDelivery): readonly string[] | undefined =>
    secretsOf[organizationId];

  it('are those of the church that a delivery is about, and no other', async () => {
    const { handler, seen } = receiver({ secrets: byChurch });
    const send = async (body: string, secret: string): Promise<number> =>
      (await handler.fetch(requestOf(body, headersFor(body, secret)))).status;
    expect(await send(bodyOf({ id: 'a', organizationId: '1' }), SECRET)).toBe(200);
    expect(await send(bodyOf({ id: 'b', organizationId: '2' }), OTHER_SECRET)).toBe(200);
    expect(await send(bodyOf({ id: 'c', organizationId: '2' }), SECRET)).toBe(401);
    expect(await send(bodyOf({ id: 'd', organizationId: '3' }), SECRET)).toBe(401);
    const mixed = bodyOf({ id: 'e', organizationId: '1' }, { id: 'f', organizationId: '2' });
    expect(await send(mixed, SECRET)).toBe(401);
    expect(seen).toEqual(['a', 'b']);
  });

  it('are asked for a second time when none fits, and not for what has no signature', async () => {
    const asked: AboutDelivery[] = [];
    const { handler } = receiver({
      secrets: async (about) => {
        asked.push(about);
        return about.again ? [OTHER_SECRET, SECRET] : [OTHER_SECRET];
      },
    });
    const body = bodyOf({});
    expect((await handler.fetch(requestOf(body))).status).toBe(200);
    expect((await handler.fetch(requestOf(body, {}))).status).toBe(401);
    expect(asked).toEqual([
      { organizationId: '1', again: false },
      { organizationId: '1', again: true },
    ]);
  });
});

describe('options are refused', () => {
  const make = (options: unknown) => () => new WebhookHandler(options as WebhookHandlerOptions);
  const good = { secrets: SECRET, fallback: () => {} };
  it.each([
    [{ ...good, fallback: undefined }, 'The option fallback must be a function'],
    [{ ...good, fallbak: 1 }, 'There is no option fallbak here'],
    [{ ...good, keyOf: 5 }, 'The option keyOf must be a function'],
    [{ ...good, on: { events: () => {} } }, 'There is no option events here'],
    [{ ...good, store: {} }, 'The option store must be a WebhookStore'],
    [{ ...good, timeout: 0 }, 'The option timeout must be a number above 0'],
    [{ ...good, lease: 10 }, 'The option lease must be at least as long as the timeout'],
    [{ ...good, maxBytes: '1' }, 'The option maxBytes'],
    [{ ...good, secrets: [] }, 'There is no secret'],
    [{ ...good, secrets: undefined }, 'The secret is no text (undefined)'],
  ])('%o', (options, message) => {
    expect(make(options)).toThrow(message);
  });

  it('a second function for a name', () => {
    const { handler } = receiver();
    handler.on(CREATED, () => {});
    expect(() => handler.on(CREATED, () => {})).toThrow(`There is a function for ${CREATED} already.`);
    expect(() => handler.on('other', undefined as never)).toThrow("takes an event's name and a function");
  });
});

describe('the store in memory', () => {
  const shared = memoryWebhookStore();
  it.each(webhookStoreContract(() => shared))('$name', ({ run }) => run());

  it('forgets the oldest when there are too many, and never what is being handled', async () => {
    const store = memoryWebhookStore({ max: 2 });
    const handle = async (key: string): Promise<void> => {
      const claim = await store.claim(key, 60_000);
      if (typeof claim !== 'string') await claim.done();
    };
    await store.claim('busy', 60_000);
    for (const key of ['a', 'b', 'c']) await handle(key);
    expect(await store.claim('busy', 1)).toBe('busy');
    expect([await store.claim('b', 1), await store.claim('c', 1)]).toEqual(['done', 'done']);
    expect(await store.claim('a', 1)).toBeTypeOf('object');
  });

  it('refuses options that make no sense', () => {
    expect(() => memoryWebhookStore({ max: 0 })).toThrow('max must be');
    expect(() => memoryWebhookStore({ keep: 0 })).toThrow('keep must be');
  });
});

describe('a recorded delivery', () => {
  it('is sent again to a handler, as it was or signed anew', async () => {
    const { handler, seen } = receiver();
    const body = bodyOf({ id: 'a' });
    const headers = {
      ...headersFor(body),
      host: 'elsewhere.test',
      'content-length': '1',
      connection: 'close',
    };
    expect((await replayWebhook({ headers, body }, handler)).status).toBe(200);
    expect(
      (await replayWebhook({ headers, body: Buffer.from(body) }, handler, { secret: SECRET })).status,
    ).toBe(200);
    const other = receiver({ secrets: OTHER_SECRET });
    expect((await replayWebhook({ headers, body }, other.handler)).status).toBe(401);
    expect((await replayWebhook({ body }, other.handler, { secret: OTHER_SECRET })).status).toBe(200);
    expect([seen, other.seen]).toEqual([['a'], ['a']]);
  });

  it('is sent to an address', async () => {
    const { handler, seen } = receiver();
    const body = bodyOf({ id: 'a' });
    const sent: Request[] = [];
    const fetch = (request: Request): Promise<Response> => {
      sent.push(request);
      return handler.fetch(request);
    };
    const headers = { Host: 'hooks.example.org', 'Content-Length': '9', Connection: 'close', 'X-Kept': '1' };
    await replayWebhook({ headers, body }, 'http://127.0.0.1:1/hooks', { secret: SECRET, fetch });
    expect([sent[0]?.url, seen]).toEqual(['http://127.0.0.1:1/hooks', ['a']]);
    // What belonged to the connection that it came by is not repeated.
    const names = [...(sent[0]?.headers.keys() ?? [])];
    expect(names).toEqual(['content-type', 'x-kept', 'x-pco-webhooks-authenticity']);
  });

  it('needs a signature or a secret, and an address', async () => {
    const { handler } = receiver();
    await expect(replayWebhook({ body: '{}' }, handler)).rejects.toThrow(
      /no header X-PCO-Webhooks-Authenticity/,
    );
    await expect(replayWebhook({ body: '{}' }, handler, { secret: '' })).rejects.toThrow(PCOWebhookError);
    await expect(replayWebhook({ body: '{}' }, 'nowhere', { secret: SECRET })).rejects.toThrow(
      'no address nowhere',
    );
  });
});
