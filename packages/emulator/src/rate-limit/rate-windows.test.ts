import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWindow, WINDOW_KINDS } from './rate-windows.ts';

const PERIOD = 20_000;
const START = Date.parse('2026-01-02T03:04:00Z');

it('begins the window with a request, and the next one after its period with another', () => {
  const window = createWindow('first-request', PERIOD);
  expect(window.add(3, START + 5000)).toBe(3);
  expect(window.count(START + 24_999)).toBe(3);
  expect(window.count(START + 25_000)).toBe(0);
  expect(window.add(1, START + 31_000)).toBe(1);
  expect(window.wait(0, START + 32_000)).toBe(19_000);
});

it('begins the window on the grid, wherever the requests come', () => {
  const window = createWindow('epoch-grid', PERIOD);
  window.add(3, START + 15_000);
  expect(window.wait(2, START + 15_000)).toBe(5000);
  expect(window.count(START + 20_000)).toBe(0);
});

it('forgets each request one period after it came', () => {
  const window = createWindow('sliding-log', PERIOD);
  window.add(1, START);
  window.add(2, START + 4000);
  expect(window.count(START + 19_999)).toBe(3);
  expect(window.count(START + 20_000)).toBe(2);
  expect(window.wait(1, START + 20_000)).toBe(4000);
});

it('counts of the period before as large a share as still lies in one period back', () => {
  const window = createWindow('sliding-counter', PERIOD);
  window.add(100, START + 19_000);
  expect(window.count(START + 25_000)).toBe(75);
  expect(window.add(10, START + 30_000)).toBe(60);
  expect(window.count(START + 40_000)).toBe(10);
  expect(window.count(START + 60_000)).toBe(0);
});

describe.each(WINDOW_KINDS)('a window of the kind %s', (kind) => {
  const bursts = fc.array(
    fc.record({ after: fc.integer({ min: 0, max: 30_000 }), requests: fc.integer({ min: 1, max: 40 }) }),
    { minLength: 1, maxLength: 12 },
  );

  it('says exactly how long it takes until fewer count', () => {
    fc.assert(
      fc.property(bursts, fc.integer({ min: 0, max: 50 }), (sent, few) => {
        const window = createWindow(kind, PERIOD);
        let now = START;
        for (const { after, requests } of sent) {
          now += after;
          window.add(requests, now);
        }
        const wait = window.wait(few, now);
        if (wait > 0) expect(window.count(now + wait - 1)).toBeGreaterThan(few);
        expect(window.count(now + wait)).toBeLessThanOrEqual(few);
      }),
    );
  });

  it('counts all requests of a burst, and none two periods later', () => {
    const window = createWindow(kind, PERIOD);
    expect(window.add(7, START + 123)).toBe(7);
    expect(window.add(5, START + 124)).toBe(12);
    expect(window.count(START + 123 + 2 * PERIOD)).toBe(0);
  });

  it('is not held shut by a clock that is set back', () => {
    const window = createWindow(kind, PERIOD);
    window.add(100, START);
    expect(window.add(1, START - 3_600_000)).toBe(1);
  });
});
