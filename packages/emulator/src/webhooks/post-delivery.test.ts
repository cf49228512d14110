import { expect, it } from 'vitest';
import { DELIVERY_TIMEOUT, postDelivery, type PostParts } from './post-delivery.ts';

const REQUEST = { headers: { 'Content-Type': 'application/json' }, body: '{"data":[]}' };

/** Alarms that ring when they are told to. */
function bells(): { alarms: PostParts['alarms']; ring: () => void; set: number[] } {
  const ringing: (() => void)[] = [];
  const set: number[] = [];
  return {
    set,
    ring: () => ringing.forEach((ring) => ring()),
    alarms: {
      start: (milliseconds, ring) => {
        set.push(milliseconds);
        ringing.push(ring);
        return () => {
          ringing.splice(ringing.indexOf(ring), 1);
        };
      },
    },
  };
}

const never = (): Promise<Response> => new Promise(() => {});
const { signal } = new AbortController();

it('a receiver that does not answer within ten seconds has failed, even one that looks at no signal', async () => {
  const { alarms, ring, set } = bells();
  const answer = postDelivery('https://hooks.test/', REQUEST, { deliver: never, alarms, signal });
  expect([set, DELIVERY_TIMEOUT]).toEqual([[10_000], 10_000]);
  ring();
  expect(await answer).toMatchObject({ status: null, error: 'No answer within 10 seconds.' });
});

it('an answer that does not end within the time has failed, too', async () => {
  const { alarms, ring } = bells();
  const deliver: typeof fetch = async () => new Response(new ReadableStream({}), { status: 200 });
  const answer = postDelivery('https://hooks.test/', REQUEST, { deliver, alarms, signal });
  ring();
  expect(await answer).toMatchObject({ status: null, error: 'No answer within 10 seconds.' });
});

it('what is given up says why, and no alarm stays behind', async () => {
  const { alarms } = bells();
  const giveUp = new AbortController();
  const parts = { deliver: never, alarms, signal: giveUp.signal };
  const answer = postDelivery('https://hooks.test/', REQUEST, parts);
  giveUp.abort(new Error('closed'));
  expect(await answer).toMatchObject({ status: null, error: 'closed' });
  expect(await postDelivery('https://hooks.test/', REQUEST, parts)).toMatchObject({ error: 'closed' });
});

it('of a long answer the beginning is kept, and the rest is not read', async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(new TextEncoder().encode('ä'.repeat(500)));
    },
  });
  const { alarms } = bells();
  const deliver: typeof fetch = async () => new Response(endless, { status: 200 });
  const { body, status } = await postDelivery('https://hooks.test/', REQUEST, { deliver, alarms, signal });
  expect([body, status]).toEqual(['ä'.repeat(4096), 200]);
  expect(pulled).toBeLessThan(15);
});

it('a failure says what lies behind it', async () => {
  const { alarms } = bells();
  const deliver: typeof fetch = async () => {
    throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') });
  };
  const { error } = await postDelivery('https://hooks.test/', REQUEST, { deliver, alarms, signal });
  expect(error).toBe('fetch failed: connect ECONNREFUSED 127.0.0.1:1');
});

it('redirects are left to the receiver', async () => {
  const { alarms } = bells();
  const asked: (RequestInit | undefined)[] = [];
  const deliver: typeof fetch = async (_, init) => {
    asked.push(init);
    return new Response(null, { status: 302, headers: { Location: 'https://elsewhere.test/' } });
  };
  const { status } = await postDelivery('https://hooks.test/', REQUEST, { deliver, alarms, signal });
  expect([status, asked]).toEqual([302, [expect.objectContaining({ method: 'POST', redirect: 'manual' })]]);
});
