/** Milliseconds. */
export const MINUTE = 60_000;
export const HOUR: number = 60 * MINUTE;
export const DAY: number = 24 * HOUR;

/** When the church began to use Planning Center. */
export const FIRST_DAY: number = Date.UTC(2018, 0, 2);

/**
 * The last day on which anything happened, plans apart. Ages and grades are as of this day, so that the same seed
 * gives the same church in every year.
 */
export const REFERENCE_DAY: number = Date.UTC(2026, 5, 30);

export const TIME_ZONE = 'America/Los_Angeles';

/** As the API writes a day: `2026-01-02`. */
export function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
