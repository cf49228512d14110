/** What a program does wrong, or what never comes to its end, loses no event and holds up nobody for ever. */
import {
  memoryWebhookStore,
  WebhookHandler,
  type WebhookHandlerOptions,
  type WebhookOutcome,
} from 'tspco/webhooks';
import { describe, expect, it } from 'vitest';
import { bodyOf, CREATED, headersFor, requestOf, SECRET } from './support/webhooks.ts';

function receiver(options: Partial<WebhookHandlerOptions> = {}) {
  const outcomes: WebhookOutcome[] = [];
  const refused: [number, string][] = [];
  const handler = new WebhookHandler({
    secrets: SECRET,
    fallback: () => {},
    on: {
      event: (outcome) => outcomes.push(outcome),
      refused: ({ status, error }) => refused.push([status, error.code]),
    },
    ...options,
  });
  const deliver = async (id: string): Promise<number> =>
    (await handler.fetch(requestOf(bodyOf({ id })))).status;
  return { handler, outcomes, refused, deliver };
}

const never = new Promise<never>(() => {});

describe('a key that says nothing', () => {
  it.each([undefined, null, '', 5, Promise.resolve('a')])(
    'is an error, and no duplicate: %s',
    async (key) => {
      let runs = 0;
      const { deliver, outcomes } = receiver({ keyOf: () => key as string, fallback: () => runs++ });
      expect([await deliver('a'), await deliver('b')]).toEqual([500, 500]);
      expect(runs).toBe(0);
      expect(String(outcomes[0]?.error)).toContain('keyOf must be a function that gives a text');
    },
  );
});

describe('what never comes', () => {
  it('secrets: is answered in time, and told', async () => {
    const { deliver, refused } = receiver({ secrets: () => never, timeout: 20 });
    expect(await deliver('a')).toBe(503);
    expect(refused).toEqual([[503, 'ERR_WEBHOOK_TIMEOUT']]);
  });

  it('the end of a body: is answered in time', async () => {
    const { handler, refused } = receiver({ timeout: 20 });
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(3)) });
    const init = { method: 'POST', headers: headersFor(''), body, duplex: 'half' };
    expect((await handler.fetch(new Request('https://hooks.test/', init))).status).toBe(503);
    expect(refused).toEqual([[503, 'ERR_WEBHOOK_TIMEOUT']]);
  });

  it('the end of a function: fails with its lease, and settled() waits no longer', async () => {
    const { handler, deliver, outcomes } = receiver({ fallback: () => never, timeout: 200, lease: 200 });
    expect(await deliver('a')).toBe(503);
    await handler.settled();
    expect(outcomes).toMatchObject([{ id: 'a', outcome: 'failed', error: { code: 'ERR_WEBHOOK_TIMEOUT' } }]);
  });

  it('a function that ends after its lease has done its work', async () => {
    let finish = (): void => {};
    const work = new Promise<void>((resolve) => (finish = resolve));
    const { handler, deliver, outcomes } = receiver({ fallback: () => work, timeout: 200, lease: 200 });
    await deliver('a');
    await handler.settled();
    finish();
    await work;
    expect(await deliver('a')).toBe(200);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', 'duplicate']);
  });
});

describe('who has no secret', () => {
  it('learns nothing of what deliveries look like', async () => {
    const { handler } = receiver({ secrets: () => [SECRET] });
    const mixed = bodyOf({ organizationId: '1' }, { organizationId: '2' });
    for (const body of ['', '{}', 'no JSON', mixed]) {
      const answer = await handler.fetch(requestOf(body, headersFor(body, 'another')));
      expect([body, answer.status]).toEqual([body, 401]);
    }
  });

  it('is not read from', async () => {
    const { handler } = receiver();
    let isRead = false;
    const body = new ReadableStream({ pull: () => void (isRead = true) }, { highWaterMark: 0 });
    const request = (headers: Record<string, string>): Request =>
      new Request('https://hooks.test/', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    expect((await handler.fetch(request({}))).status).toBe(401);
    const large = { ...headersFor(''), 'content-length': '99999999999' };
    expect((await handler.fetch(request(large))).status).toBe(413);
    expect(isRead).toBe(false);
  });
});

describe('a mistake in the program', () => {
  it.each([undefined, '', 5, [], [['q']], ' people.v2', 'people.v2.events.*'])(
    'no name of an event: %j',
    (name) => {
      expect(() => receiver().handler.on(name as string, () => {})).toThrow(/must be/);
    },
  );

  it('a name that is taken leaves the others free', () => {
    const { handler } = receiver();
    handler.on('taken', () => {});
    expect(() => handler.on(['new', 'taken'], () => {})).toThrow('There is a function for taken already');
    expect(() => handler.on('new', () => {})).not.toThrow();
  });

  it.each([undefined, true, 'nope', {}])('a store whose claim gives %j', async (given) => {
    let runs = 0;
    const store = { claim: () => Promise.resolve(given as 'busy') };
    const { deliver, outcomes } = receiver({ store, fallback: () => runs++ });
    expect([await deliver('a'), runs]).toEqual([500, 0]);
    expect(outcomes).toMatchObject([{ error: { code: 'ERR_WEBHOOK_STORE' } }]);
  });

  it('a platform that does not want to wait any more', async () => {
    const { handler } = receiver();
    const context = {
      waitUntil() {
        throw new Error('too late');
      },
    };
    expect((await handler.fetch(requestOf(bodyOf({ name: CREATED })), context)).status).toBe(200);
  });

  it('options that nobody knows', () => {
    expect(() => memoryWebhookStore({ mx: 5 } as object)).toThrow('There is no option mx here');
  });
});

it('a memory forgets claims whose holders are gone', async () => {
  let now = 0;
  const store = memoryWebhookStore({ now: () => now });
  const before = process.memoryUsage().heapUsed;
  for (let id = 0; id < 200_000; id++) {
    now++;
    await store.claim(String(id), 1);
  }
  // A hundred bytes each would be twenty million.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(15_000_000);
});
