import { describe, expect, it } from 'vitest';
import { writtenDay } from '../../apps/services/written-day.ts';
import { Calendar } from './calendar.ts';

const at = (now: string, ...when: Parameters<Calendar['at']>): string =>
  new Date(new Calendar(Date.parse(now)).at(...when)).toISOString();

describe('a calendar', () => {
  it('begins the week on Sunday where the church is', () => {
    // Still Saturday evening in California.
    expect(at('2026-11-22T05:00:00Z', 0, 0, 9 * 60)).toBe('2026-11-15T17:00:00.000Z');
    expect(at('2026-11-22T09:00:00Z', 0, 0, 9 * 60)).toBe('2026-11-22T17:00:00.000Z');
  });

  it('keeps the hour of the day when the clocks change', () => {
    expect(at('2026-10-28T12:00:00Z', 0, 0, 9 * 60)).toBe('2026-10-25T16:00:00.000Z');
    expect(at('2026-10-28T12:00:00Z', 1, 0, 9 * 60)).toBe('2026-11-01T17:00:00.000Z');
  });

  it('counts weeks and days over the ends of months and years', () => {
    expect(at('2026-12-30T12:00:00Z', 1, 5, 18 * 60 + 30)).toBe('2027-01-09T02:30:00.000Z');
    expect(at('2027-01-05T12:00:00Z', 0, -3, 19 * 60)).toBe('2027-01-01T03:00:00.000Z');
  });

  it('writes the day where the church is', () => {
    const evening = Date.parse('2026-09-03T05:00:00Z');
    expect(writtenDay(evening, 'long', 'America/Los_Angeles')).toBe('September 2, 2026');
    expect(writtenDay(evening, 'short', 'America/Los_Angeles')).toBe('Sep 2, 2026');
  });
});
