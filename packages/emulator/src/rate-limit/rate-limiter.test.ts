import { expect, it } from 'vitest';
import { fakeClock, SECOND } from '../../test/support/outside.ts';
import { RateLimiter, type RateState } from './rate-limiter.ts';

function create(limit = 3) {
  const clock = fakeClock();
  return { clock, limiter: new RateLimiter({ limit, period: 20, window: 'first-request' }, clock.now) };
}

function admitted(limiter: RateLimiter, budget: string, offset: number): RateState {
  const state = limiter.admit(budget, offset);
  if (!state) throw new Error('There is no limit.');
  return state;
}

it('counts the current request and refuses those above the limit, which count, too', () => {
  const { limiter } = create();
  const counts = [1, 2, 3, 4, 5].map(() => admitted(limiter, 'person', 0));
  expect(counts.map(({ count }) => count)).toEqual([1, 2, 3, 4, 5]);
  expect(counts.map(({ retryAfter }) => retryAfter)).toEqual([undefined, undefined, undefined, 20, 20]);
  expect(counts[4]).toEqual({ limit: 3, period: 20, count: 5, retryAfter: 20 });
});

it('starts its window with the first request and the next one after the period', () => {
  const { clock, limiter } = create(1);
  expect(admitted(limiter, 'person', 0).count).toBe(1);
  clock.advance(19 * SECOND + 999);
  expect(admitted(limiter, 'person', 0)).toEqual({ limit: 1, period: 20, count: 2, retryAfter: 1 });
  clock.advance(1);
  expect(admitted(limiter, 'person', 0).count).toBe(1);
  clock.advance(15 * SECOND + 500);
  expect(admitted(limiter, 'person', 0).retryAfter).toBe(5);
});

it('opens a new window when the clock is set back', () => {
  const { clock, limiter } = create(1);
  admitted(limiter, 'person', 0);
  clock.advance(-3600 * SECOND);
  expect(admitted(limiter, 'person', 0).count).toBe(1);
});

it('keeps budgets apart, and the gateway from the apps', () => {
  const { limiter } = create();
  admitted(limiter, 'person', 0);
  admitted(limiter, 'person', 0);
  expect(admitted(limiter, 'organization', 0).count).toBe(1);
  expect(limiter.admitAtGateway('person')?.count).toBe(1);
  expect(admitted(limiter, 'person', 0).count).toBe(3);
});

it('has a smaller budget for offsets above 30,000, which only its own refusals show', () => {
  const { limiter } = create(4);
  const states = [30_000, 30_001, 40_000, 50_000].map((offset) => admitted(limiter, 'person', offset));
  expect(states.map(({ count, limit }) => `${count} of ${limit}`)).toEqual([
    '1 of 4',
    '2 of 4',
    '3 of 4',
    '4 of 4',
  ]);
  const next = create(5);
  const four = [1, 2, 3, 4].map(() => admitted(next.limiter, 'person', 30_001));
  expect(four.map(({ count, limit }) => `${count} of ${limit}`)).toEqual([
    '1 of 5',
    '2 of 5',
    '3 of 5',
    '4 of 3',
  ]);
  expect(four[3]?.retryAfter).toBe(20);
});

it('takes 75 of 100 for high offsets', () => {
  const { limiter } = create(100);
  const states = Array.from({ length: 76 }, () => admitted(limiter, 'person', 99_999));
  expect(states[74]).toEqual({ limit: 100, period: 20, count: 75 });
  expect(states[75]).toEqual({ limit: 75, period: 20, count: 76, retryAfter: 20 });
});

it('lets others spend what is left, or so many requests', () => {
  const { limiter } = create();
  limiter.spend('person', 2);
  expect(admitted(limiter, 'person', 0)).toEqual({ limit: 3, period: 20, count: 3 });
  const whole = create();
  whole.limiter.spend('person');
  expect(admitted(whole.limiter, 'person', 0)).toEqual({ limit: 3, period: 20, count: 4, retryAfter: 20 });
  whole.limiter.spend('person');
  expect(admitted(whole.limiter, 'person', 0).count).toBe(5);
});

it('counts with the kind of window that was asked for', () => {
  const clock = fakeClock('2026-01-02T03:04:15Z');
  const limiter = new RateLimiter({ limit: 1, period: 20, window: 'epoch-grid' }, clock.now);
  admitted(limiter, 'person', 0);
  expect(admitted(limiter, 'person', 0)).toEqual({ limit: 1, period: 20, count: 2, retryAfter: 5 });
});

it('takes the limit for high offsets that was given', () => {
  const limiter = new RateLimiter(
    { limit: 100, period: 20, window: 'first-request', highOffsetLimit: 1 },
    () => 0,
  );
  admitted(limiter, 'person', 30_001);
  expect(admitted(limiter, 'person', 30_001)).toEqual({ limit: 1, period: 20, count: 2, retryAfter: 20 });
});

it('keeps what was counted when the limit changes, and begins anew with another period or kind of window', () => {
  const { limiter } = create();
  limiter.spend('person', 2);
  limiter.change({ limit: 2 });
  expect(admitted(limiter, 'person', 0)).toMatchObject({ limit: 2, count: 3, retryAfter: 20 });
  limiter.change({ period: 10 });
  expect(admitted(limiter, 'person', 0)).toEqual({ limit: 2, period: 10, count: 1 });
  limiter.change({ window: 'sliding-log' });
  expect(admitted(limiter, 'person', 0).count).toBe(1);
});

it('lets others make requests all the time, at even distances, with every budget', () => {
  const { clock, limiter } = create(100);
  admitted(limiter, 'person', 0);
  limiter.letOthersSpend(2);
  clock.advance(5 * SECOND);
  expect(admitted(limiter, 'person', 0).count).toBe(12);
  clock.advance(250);
  expect(admitted(limiter, 'person', 0).count).toBe(13);
  clock.advance(250);
  expect(admitted(limiter, 'person', 0).count).toBe(15);
  expect(admitted(limiter, 'somebody else', 0).count).toBe(12);
  limiter.letOthersSpend(0);
  clock.advance(2 * SECOND);
  expect(limiter.spent('person')).toBe(15);
});

it('lets others have spent something when somebody comes after a long time', () => {
  const { clock, limiter } = create(100);
  limiter.letOthersSpend(3);
  clock.advance(3600 * SECOND);
  // Their window began with a request of their own, so it is anywhere in its period.
  expect(admitted(limiter, 'person', 0).count).toBeGreaterThanOrEqual(1);
  expect(admitted(limiter, 'person', 0).count).toBeLessThanOrEqual(62);
});
