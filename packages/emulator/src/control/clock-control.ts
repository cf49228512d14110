import type { EmulatorClock } from '../emulator-clock.ts';
import { LAST_TIME } from '../options.ts';

/** The emulator's time: of records, tokens, uploads, deliveries and the rate limit. */
export interface ClockControl {
  /** Milliseconds since 1970. */
  now(): number;
  readonly isFrozen: boolean;
  /**
   * Lets time stand still, now or at the moment given, until {@link ClockControl.resume}.
   *
   * @param at - a date, or milliseconds since 1970
   * @throws RangeError for what is no time
   */
  freeze(at?: Date | number): void;
  /** Lets time go on from where it stands. */
  resume(): void;
  /**
   * Moves time on, whether it stands or runs. What was to happen meanwhile, such as the deliveries of webhooks that
   * are tried again, happens at its own moment; the promise resolves when all of it has happened.
   *
   * @throws RangeError for what is no number of milliseconds from 0
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
      if (!(Math.abs(time) <= LAST_TIME))
        throw new RangeError(
          `The time to freeze must be a Date or milliseconds since 1970; got ${String(at)}.`,
        );
      clock.freeze(time);
    },
    resume: () => clock.resume(),
    advance: async (milliseconds) => {
      if (!(milliseconds >= 0 && clock.now() + milliseconds <= LAST_TIME))
        throw new RangeError(
          `The time to advance must be a number of milliseconds from 0; got ${String(milliseconds)}.`,
        );
      await clock.advance(milliseconds);
    },
  };
}
