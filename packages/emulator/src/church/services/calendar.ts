import { TZDateMini } from '@date-fns/tz';
import { DAY, MINUTE, TIME_ZONE } from '../dates.ts';

/** Weeks counted from the current one, which begins on Sunday where the church is. */
export class Calendar {
  readonly now: number;
  readonly #sunday: readonly [year: number, month: number, day: number];

  constructor(now: number) {
    const today = new TZDateMini(now, TIME_ZONE);
    this.now = now;
    this.#sunday = [today.getFullYear(), today.getMonth(), today.getDate() - today.getDay()];
  }

  /** The moment at a minute of a day, Sunday being 0; a negative day is in the week before. */
  at(week: number, weekday: number, minute: number): number {
    const [year, month, sunday] = this.#sunday;
    const day = sunday + week * 7 + weekday;
    return new TZDateMini(year, month, day, Math.floor(minute / 60), minute % 60, TIME_ZONE).getTime();
  }
}

/** How long before its day a plan is made: long enough for the last week that is planned to be in the past. */
export const PLANNED_AHEAD: number = 56 * DAY;

/** How long a service takes. */
export const SERVICE_LENGTH: number = 75 * MINUTE;
