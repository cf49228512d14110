import { describe, expect, it } from 'vitest';
import { notFound } from '../src/basics/api-error.ts';
import { createOutside, fakeClock, SECOND, type Outside } from './support/outside.ts';
import { organizationToken, signIn } from './support/sign-in.ts';

const PEOPLE = '/people/v2/people';

async function count(answer: Promise<Response>): Promise<string | null> {
  return (await answer).headers.get('X-PCO-API-Request-Rate-Count');
}

async function sendMany({ send }: Outside, requests: number, path = PEOPLE): Promise<void> {
  for (let sent = 0; sent < requests; sent += 1) await send(path);
}

it('refuses the request after the hundredth with everything one needs to wait', async () => {
  const clock = fakeClock();
  const outside = createOutside({ clock });
  await sendMany(outside, 100);
  clock.advance(1500);
  const answer = await outside.send(PEOPLE, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(429);
  expect(answer.headers.get('Retry-After')).toBe('19');
  expect(answer.headers.get('X-PCO-API-Request-Rate-Count')).toBe('101');
  expect(answer.headers.get('X-PCO-API-Request-Rate-Limit')).toBe('100');
  expect(answer.headers.get('X-PCO-API-Request-Rate-Period')).toBe('20 seconds');
  expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
  expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
  expect(await answer.json()).toEqual({
    errors: [
      {
        code: '429',
        title: 'Too Many Requests',
        detail: 'Rate limit exceeded: 101 of 100 requests per 20 seconds',
      },
    ],
  });
  expect(outside.calls).toHaveLength(100);
  expect(await count(outside.send(PEOPLE))).toBe('102');
  clock.advance(18.5 * SECOND);
  expect(await count(outside.send(PEOPLE))).toBe('1');
});

it('counts errors', async () => {
  const { send } = createOutside({ answer: () => Promise.reject(notFound()) });
  expect(await count(send(PEOPLE))).toBe('1');
  expect(await count(send(PEOPLE, { headers: { 'X-PCO-API-Version': '1999-01-01' } }))).toBe('2');
  expect(await count(send(PEOPLE))).toBe('3');
});

it('counts all tokens of a person together, and organization tokens apart', async () => {
  const { send, emulator } = createOutside();
  const { access_token } = await signIn(emulator);
  const { access_token: other } = await signIn(emulator);
  const using = (authorization: string) => send(PEOPLE, { headers: { Authorization: authorization } });
  expect(await count(send(PEOPLE))).toBe('1');
  expect(await count(using(`Bearer ${access_token}`))).toBe('2');
  expect(await count(using(`Bearer ${other}`))).toBe('3');
  expect(await count(using(`Bearer ${await organizationToken(emulator)}`))).toBe('1');
});

it('counts unknown apps apart, and limits them, too', async () => {
  const outside = createOutside({ rateLimit: { limit: 2, period: 5 } });
  await sendMany(outside, 2);
  expect(await count(outside.send('/bogus'))).toBe('1');
  expect(await count(outside.send('/bogus'))).toBe('2');
  const answer = await outside.send('/bogus');
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([429, '5']);
});

describe('at high offsets', () => {
  it('has a smaller limit, of which only the refusal tells', async () => {
    const outside = createOutside({ rateLimit: { limit: 8, period: 20 } });
    await sendMany(outside, 6, `${PEOPLE}?offset=30001`);
    const answer = await outside.send(`${PEOPLE}?offset=0&offset=30001`);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('X-PCO-API-Request-Rate-Limit')).toBe('6');
    expect(await answer.text()).toContain('Rate limit exceeded: 7 of 6 requests per 20 seconds');
    const ordinary = await outside.send(`${PEOPLE}?offset=30000`);
    expect(ordinary.status).toBe(200);
    expect(ordinary.headers.get('X-PCO-API-Request-Rate-Count')).toBe('8');
  });

  it.each(['offset=30000', 'offset=', 'offset=many', 'offset=-40000', 'where[offset]=40000'])(
    'does not count %s',
    async (query) => {
      const outside = createOutside({ rateLimit: { limit: 2, period: 20 } });
      await sendMany(outside, 1, `${PEOPLE}?${query}`);
      expect((await outside.send(`${PEOPLE}?${query}`)).status).toBe(200);
    },
  );
});

it('can be switched off, headers and all', async () => {
  const outside = createOutside({ rateLimit: false });
  await sendMany(outside, 101);
  const answer = await outside.send(PEOPLE);
  expect(answer.status).toBe(200);
  expect([...answer.headers.keys()].filter((name) => name.includes('rate'))).toEqual([]);
  expect(() => outside.emulator.control.rateLimit.spend()).toThrow('there is no limit');
});

describe('rateLimit.spend', () => {
  it('leaves nothing of the current period', async () => {
    const clock = fakeClock();
    const { send, emulator } = createOutside({ clock });
    await send(PEOPLE);
    emulator.control.rateLimit.spend();
    const answer = await send(PEOPLE);
    expect([answer.status, answer.headers.get('X-PCO-API-Request-Rate-Count')]).toEqual([429, '101']);
    clock.advance(20 * SECOND);
    expect((await send(PEOPLE)).status).toBe(200);
  });

  it('makes so many requests of somebody else count', async () => {
    const { send, emulator } = createOutside();
    emulator.control.rateLimit.spend(98);
    expect(await count(send(PEOPLE))).toBe('99');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %s requests', (requests) => {
    const { emulator } = createOutside();
    expect(() => emulator.control.rateLimit.spend(requests)).toThrow(RangeError);
    expect(() => emulator.control.rateLimit.spend(requests)).toThrow(
      `a whole number from 1; got ${requests}.`,
    );
  });
});
