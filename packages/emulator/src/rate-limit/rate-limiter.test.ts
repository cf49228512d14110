import { expect, it } from 'vitest';
import { fakeClock, SECOND } from '../../test/support/outside.ts';
import { RateLimiter } from './rate-limiter.ts';
import type { RateWindow } from './rate-window.ts';

function create(limit = 3) {
  const clock = fakeClock();
  return { clock, limiter: new RateLimiter({ limit, period: 20, now: clock.now }) };
}

it('counts the current request and refuses those above the limit, which count, too', () => {
  const { limiter } = create();
  const counts = [1, 2, 3, 4, 5].map(() => limiter.admit('person', 0));
  expect(counts.map(({ count }) => count)).toEqual([1, 2, 3, 4, 5]);
  expect(counts.map(({ retryAfter }) => retryAfter)).toEqual([undefined, undefined, undefined, 20, 20]);
  expect(counts[4]).toEqual({ limit: 3, period: 20, count: 5, retryAfter: 20 });
});

it('starts its window with the first request and the next one after the period', () => {
  const { clock, limiter } = create(1);
  expect(limiter.admit('person', 0).count).toBe(1);
  clock.advance(19 * SECOND + 999);
  expect(limiter.admit('person', 0)).toEqual({ limit: 1, period: 20, count: 2, retryAfter: 1 });
  clock.advance(1);
  expect(limiter.admit('person', 0).count).toBe(1);
  clock.advance(15 * SECOND + 500);
  expect(limiter.admit('person', 0).retryAfter).toBe(5);
});

it('opens a new window when the clock is set back', () => {
  const { clock, limiter } = create(1);
  limiter.admit('person', 0);
  clock.advance(-3600 * SECOND);
  expect(limiter.admit('person', 0).count).toBe(1);
});

it('keeps budgets apart, and the gateway from the apps', () => {
  const { limiter } = create();
  limiter.admit('person', 0);
  limiter.admit('person', 0);
  expect(limiter.admit('organization', 0).count).toBe(1);
  expect(limiter.admitAtGateway('person').count).toBe(1);
  expect(limiter.admit('person', 0).count).toBe(3);
});

it('has a smaller budget for offsets above 30,000, which only its own refusals show', () => {
  const { limiter } = create(4);
  const states = [30_000, 30_001, 40_000, 50_000].map((offset) => limiter.admit('person', offset));
  expect(states.map(({ count, limit }) => `${count} of ${limit}`)).toEqual([
    '1 of 4',
    '2 of 4',
    '3 of 4',
    '4 of 4',
  ]);
  const next = create(5);
  const four = [1, 2, 3, 4].map(() => next.limiter.admit('person', 30_001));
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
  const states = Array.from({ length: 76 }, () => limiter.admit('person', 99_999));
  expect(states[74]).toEqual({ limit: 100, period: 20, count: 75 });
  expect(states[75]).toEqual({ limit: 75, period: 20, count: 76, retryAfter: 20 });
});

it('lets others spend what is left, or so many requests', () => {
  const { limiter } = create();
  limiter.spend('person', 2);
  expect(limiter.admit('person', 0)).toEqual({ limit: 3, period: 20, count: 3 });
  const whole = create();
  whole.limiter.spend('person');
  expect(whole.limiter.admit('person', 0)).toEqual({ limit: 3, period: 20, count: 4, retryAfter: 20 });
  whole.limiter.spend('person');
  expect(whole.limiter.admit('person', 0).count).toBe(5);
});

it('takes windows of another kind', () => {
  const periods: number[] = [];
  const endless: RateWindow = { add: () => 1000, count: () => 999, wait: () => 7_500 };
  const createWindow = (period: number) => {
    periods.push(period);
    return endless;
  };
  const limiter = new RateLimiter({ limit: 1, period: 20, now: () => 0, createWindow });
  expect(limiter.admit('person', 0)).toEqual({ limit: 1, period: 20, count: 1000, retryAfter: 8 });
  expect(periods).toEqual([20_000]);
});
