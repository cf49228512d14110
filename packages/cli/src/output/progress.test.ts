import { expect, it } from 'vitest';
import { durationText, progressText } from './progress.ts';

it.each([
  [
    { done: 12_300, total: 50_000, rate: 480.4, timeLeft: 78_541 },
    '12,300 of 50,000, 480 a second, 1 min 19 s left',
  ],
  [{ done: 100, total: undefined, rate: 0, timeLeft: undefined }, '100'],
  [{ done: 50_000, total: 50_000, rate: 500, timeLeft: 0 }, '50,000 of 50,000, 500 a second'],
])('%j is %j', (progress, text) => {
  expect(progressText(progress)).toBe(text);
});

it.each([
  [10, '1 s'],
  [59_400, '59 s'],
  [3_599_000, '59 min 59 s'],
  [7_260_000, '2 h 1 min'],
])('%i ms are %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});
