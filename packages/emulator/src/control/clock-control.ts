import { isTime, LAST_TIME, type EmulatorClock } from '../emulator-clock.ts';
import { describe } from '../basics/describe.ts';

/** The emulator's time: of records, tokens, uploads, deliveries and the rate limit. */
export interface ClockControl {
  /** Milliseconds since 1970. */
  now(): number;
  readonly isFrozen: boolean;
  /**
   * Lets time stand still, now or at the moment given, until {@link ClockControl.resume}.
   *
   * @param at - a date, or milliseconds since 1970
   * @throws RangeError for what is no time, or not in the years 1 to 9999
   */
  freeze(at?: Date | number): void;
  /** Lets time go on from where it stands. */
  resume(): void;
  /**
   * Moves time on, whether it stands or runs. What was to happen meanwhile, such as the deliveries of webhooks that
   * are tried again, happens at its own moment; the promise resolves when all of it has happened.
   *
   * @throws RangeError for what is no number of milliseconds from 0, or leads beyond the year 9999
   * @example
   * ```ts
   * await emulator.control.clock.advance(2 * 60 * 60 * 1000); // every access token has expired
   * ```
   */
  advance(milliseconds: number): Promise<void>;
}

export function createClockControl(clock: EmulatorClock): ClockControl {
  return {
    now: () => clock.now(),
    get isFrozen() {
      return clock.isFrozen;
    },
    freeze: (at) => {
      const time = at === undefined ? clock.now() : Number(at);
      if (at !== undefined && !isTime(time))
        throw new RangeError(
          `The time to freeze must be a Date or milliseconds since 1970, in the years 1 to 9999; got ${momentText(at)}.`,
        );
      clock.freeze(time);
    },
    resume: () => clock.resume(),
    advance: async (milliseconds) => {
      if (!(typeof milliseconds === 'number' && milliseconds >= 0))
        throw new RangeError(
          `The time to advance must be a number of milliseconds from 0; got ${describe(milliseconds)}.`,
        );
      const now = clock.now();
      if (now + milliseconds > LAST_TIME)
        throw new RangeError(
          `The clock can be advanced to the end of the year 9999; got ${milliseconds} milliseconds, and it is ${new Date(now).toISOString()}.`,
        );
      await clock.advance(milliseconds);
    },
  };
}

function momentText(at: unknown): string {
  if (!(at instanceof Date)) return describe(at);
  return Number.isNaN(at.getTime()) ? 'a Date that is no time' : at.toISOString();
}
