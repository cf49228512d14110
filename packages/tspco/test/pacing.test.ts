import { describe, expect, it } from 'vitest';
import { WINDOWS } from './support/judge.ts';
import { runCourse } from './support/pacing-run.ts';

/** Where in the server's grid a course begins: at its ends, in the middle, and where a burst meets a border. */
const PHASES = [0, 0.02, 0.5, 0.93, 0.995];
const WAYS = [
  { there: 0, back: 50, jitter: 0 },
  { there: 150, back: 150, jitter: 0 },
  { there: 10, back: 200, jitter: 200 },
];

describe.each(WINDOWS)('a server that counts with a window that is %s', (window) => {
  /** What a sliding counter lets through hangs on parts of requests, which it does not show. */
  const least = window === 'sliding counter' ? 0.84 : 0.94;

  it.each([
    [20, 4000],
    [100, 20_000],
  ])('refuses nothing and gets its %i requests every %i ms', async (limit, period) => {
    for (const way of WAYS) {
      for (const phase of PHASES) {
        const course = { window, limit, period, requests: 6 * limit, phase, ...way };
        const { refused, used } = await runCourse(course);
        expect({ course, refused }).toEqual({ course, refused: 0 });
        expect({ course, used: used > least }).toEqual({ course, used: true });
      }
    }
  });

  it('is asked again as soon as it has forgotten a request, however long the way there and back is', async () => {
    for (const phase of PHASES) {
      const course = { window, limit: 20, period: 4000, requests: 120, phase, there: 750, back: 750 };
      const { refused, used } = await runCourse(course);
      // A slot is held for what the way takes less than for its period and the way.
      expect({ phase, refused, used: used > 0.68 }).toEqual({ phase, refused: 0, used: true });
    }
  });

  it('refuses few when others spend from the same budget, and all get through', async () => {
    for (const phase of PHASES) {
      const { refused, used } = await runCourse({
        window,
        limit: 100,
        period: 20_000,
        requests: 300,
        there: 20,
        others: 2,
        phase,
      });
      expect(refused).toBeLessThanOrEqual(12);
      // Others take 40 of 100.
      expect(used).toBeGreaterThan(0.4);
    }
  });

  it('refuses few when its limit falls while it is asked', async () => {
    const limits: Record<number, number> = { 150: 75, 300: 10 };
    const { refused } = await runCourse({
      window,
      limit: 100,
      period: 20_000,
      requests: 350,
      there: 20,
      meanwhile: (judge, arrived) => void (judge.limit = limits[arrived] ?? judge.limit),
    });
    // Those that were on their way when the limit fell.
    expect(refused).toBeLessThanOrEqual(32);
  });
});
