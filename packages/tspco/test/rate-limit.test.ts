import { PCORateLimitError, type PCO, type RetryEvent, type WaitEvent } from 'tspco';
import { describe, expect, it } from 'vitest';
import { clientWith, failureOf } from './support/client.ts';
import { credentials } from './support/secrets.ts';
import { startServer, type ShortAnswer } from './support/server.ts';
import { patientTime } from './support/time.ts';
import { quickClient } from './support/world.ts';

const person = { data: { type: 'Person', id: '1', attributes: {} } };
const url: string = '/people/v2/people/1';
const today = new Date('2026-01-01T00:00:00Z').toUTCString();
const documentOf429 = {
  errors: [
    {
      code: '429',
      title: 'Too Many Requests',
      detail: 'Rate limit exceeded: 118 of 100 requests per 20 seconds',
    },
  ],
};

function tooMany(headers: Record<string, string> = {}): ShortAnswer {
  return { status: 429, headers: { date: today, ...headers }, body: documentOf429 };
}

function rateHeaders(period: string): Record<string, string> {
  return {
    'x-pco-api-request-rate-limit': '100',
    'x-pco-api-request-rate-period': period,
    'x-pco-api-request-rate-count': '118',
  };
}

/** Answers with each of the given answers in turn, then with a person, and says how long the client paused. */
async function pausesAfter(
  answers: ShortAnswer[],
  send: (pco: PCO) => Promise<unknown> = (pco) => pco.get(url),
) {
  const time = patientTime();
  const seenAt: number[] = [];
  const server = await startServer(() => {
    seenAt.push(time.elapsed());
    return answers[seenAt.length - 1] ?? { body: person };
  });
  const pco = clientWith({ ...credentials, apiBase: server.url, fetch: time.fetch }, time.world);
  await send(pco);
  return seenAt.slice(1).map((at, index) => at - (seenAt[index] ?? 0));
}

describe('the pause after a 429', () => {
  const cases: [string, Record<string, string>, number][] = [
    ['the seconds that Retry-After names', { 'retry-after': '5' }, 5000],
    ['fractions of a second', { 'retry-after': '1.5' }, 1500],
    ['a quarter of a second when Retry-After is 0', { 'retry-after': '0' }, 250],
    ['a quarter of a second when Retry-After is less', { 'retry-after': '0.1' }, 250],
    ['until the date that Retry-After names', { 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, 7000],
    [
      "until the date that Retry-After names by the server's own clock",
      { date: 'Thu, 01 Jan 2026 09:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2026 09:00:03 GMT' },
      3000,
    ],
    ['a second when nothing is said', {}, 1000],
    ['a second when Retry-After is negative', { 'retry-after': '-5' }, 1000],
    ['a second when Retry-After is in the past', { 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 1000],
    ['a second when Retry-After is garbage', { 'retry-after': 'soon' }, 1000],
    ['a second when Retry-After is empty', { 'retry-after': '' }, 1000],
    ['the period of the limit', rateHeaders('20'), 20_000],
    ["the period of the limit in the gateway's words", rateHeaders('20 seconds'), 20_000],
    ['the period when Retry-After is garbage', { ...rateHeaders('20'), 'retry-after': 'soon' }, 20_000],
    ['the period when Retry-After is negative', { ...rateHeaders('20'), 'retry-after': '-1' }, 20_000],
    [
      'the period when Retry-After is in the past',
      { ...rateHeaders('20'), 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' },
      20_000,
    ],
    ['Retry-After rather than the period', { ...rateHeaders('20'), 'retry-after': '3' }, 3000],
  ];

  it.each(cases)('is %s', async (_, headers, pause) => {
    expect(await pausesAfter([tooMany(headers)])).toEqual([pause]);
  });

  it('grows from a second to twenty when the server says nothing', async () => {
    const refusals = Array.from({ length: 8 }, () => tooMany());
    const seconds = [1, 2, 4, 8, 16, 20, 20, 20];
    expect(await pausesAfter(refusals)).toEqual(seconds.map((second) => second * 1000));
  });

  it('grows from a quarter of a second when the server goes on saying 0', async () => {
    const refusals = Array.from({ length: 5 }, () => tooMany({ 'retry-after': '0' }));
    expect(await pausesAfter(refusals)).toEqual([250, 500, 1000, 2000, 4000]);
  });

  it('starts over after another answer', async () => {
    const answers = [tooMany(), tooMany(), { status: 500 }, tooMany()];
    const pauses = await pausesAfter(answers);
    expect([pauses[0], pauses[1], pauses[3]]).toEqual([1000, 2000, 1000]);
  });
});

describe('a server that goes on refusing', () => {
  it('is given up before the deadline with the last refusal', async () => {
    const time = patientTime();
    const server = await startServer(() => tooMany());
    const pco = clientWith({ ...credentials, apiBase: server.url, fetch: time.fetch }, time.world);
    const error = await failureOf(pco.get(url));
    expect(error).toBeInstanceOf(PCORateLimitError);
    expect(error).toMatchObject({ statusCode: 429, retryAfter: 20_000, attempts: 10 });
    expect(error.message).toContain('118 of 100 requests per 20 seconds');
    expect(server.requests).toHaveLength(10);
    expect(time.elapsed()).toBe(111_000);
  });

  it.each(['3600', '119.999999', 'Thu, 01 Jan 2026 01:00:00 GMT'])(
    'is asked once when Retry-After (%s) reaches to the deadline',
    async (retryAfter) => {
      const time = patientTime();
      const server = await startServer(() => tooMany({ 'retry-after': retryAfter }));
      const pco = clientWith(
        { ...credentials, apiBase: server.url, fetch: time.fetch, deadline: 119_000 },
        time.world,
      );
      const error = await failureOf(pco.post(url, person));
      expect(error).toBeInstanceOf(PCORateLimitError);
      expect({ received: server.requests.length, sent: error.sent }).toEqual({ received: 1, sent: 'yes' });
      expect(time.elapsed()).toBe(0);
    },
  );

  it('is asked again when Retry-After ends before the deadline of the call', async () => {
    const send = (pco: PCO) => pco.get(url, {}, { deadline: 200_000 });
    expect(await pausesAfter([tooMany({ 'retry-after': '150' })], send)).toEqual([150_000]);
  });
});

describe('maxRetries', () => {
  it('does not count refusals for the rate limit', async () => {
    const refusals = Array.from({ length: 6 }, () => tooMany({ 'retry-after': '1' }));
    const pauses = await pausesAfter(refusals, (pco) => pco.get(url, {}, { maxRetries: 0 }));
    expect(pauses).toHaveLength(6);
  });

  it('counts the failures between them', async () => {
    const alternating = Array.from({ length: 8 }, (_, index) =>
      index % 2 === 0 ? tooMany({ 'retry-after': '1' }) : { status: 503 },
    );
    await expect(pausesAfter(alternating.slice(0, 6))).resolves.toHaveLength(6);
    const server = await startServer(() => alternating[server.requests.length - 1] ?? { body: person });
    const error = await failureOf(quickClient(server.url).get(url));
    expect({ status: error.statusCode, received: server.requests.length }).toEqual({
      status: 503,
      received: 8,
    });
  });
});

describe('the hooks', () => {
  it('are told about the refusal and the wait for it', async () => {
    const server = await startServer(() =>
      server.requests.length === 1 ? tooMany({ 'retry-after': '5' }) : { body: person },
    );
    const retries: RetryEvent[] = [];
    const waits: WaitEvent[] = [];
    const pco = quickClient(server.url, {
      on: { retry: (event) => retries.push(event), wait: (event) => waits.push(event) },
    });
    await pco.get(`${url}?where[last_name]=Rolfe`);
    const request = { method: 'GET', path: url, attempt: 1 };
    expect(retries).toEqual([{ ...request, reason: 'rate-limit', status: 429, delay: 5000 }]);
    expect(waits).toEqual([{ ...request, reason: 'rate-limit', delay: 5000 }]);
  });
});
