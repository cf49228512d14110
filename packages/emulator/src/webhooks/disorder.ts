import { createChance, type Chance } from '../basics/chance.ts';
import { describe } from '../basics/describe.ts';

/** How badly deliveries are to be behaved. */
export interface DisorderOptions {
  /** How likely, from 0 to 1, a delivery that got through is sent once more; default 0. */
  readonly duplicates?: number | undefined;
  /**
   * Whether deliveries to a subscription overtake each other: each waits for up to so many others, `true` for 10, and
   * for a second at most; default `false`.
   */
  readonly reorder?: boolean | number | undefined;
  /** The same seed repeats and overtakes the same deliveries; default 1. */
  readonly seed?: number | undefined;
}

/** Decides which deliveries come twice and in which order they come. At first, none does and they come as raised. */
export class Disorder {
  #duplicates = 0;
  #window = 1;
  #chance: Chance = createChance(1);

  /** @throws TypeError, RangeError for what cannot be configured */
  configure(options: DisorderOptions): void {
    if (typeof options !== 'object' || options === null || Array.isArray(options))
      throw new TypeError(
        `The settings of webhooks must be an object like { duplicates: 0.2, reorder: true }; got ${describe(options)}.`,
      );
    const unknown = Object.keys(options).find((name) => !NAMES.has(name));
    if (unknown !== undefined)
      throw new TypeError(`Webhooks have no setting ${unknown}. There are: ${[...NAMES].join(', ')}.`);
    const { duplicates = 0, reorder = false, seed = 1 } = options;
    if (!(typeof duplicates === 'number' && duplicates >= 0 && duplicates <= 1))
      throw new RangeError(`duplicates must be a number from 0 to 1; got ${String(duplicates)}.`);
    const window = reorder === true ? USUAL_WINDOW : reorder === false ? 1 : reorder;
    if (!(Number.isSafeInteger(window) && window >= 1))
      throw new RangeError(`reorder must be true, false or a whole number from 1; got ${String(reorder)}.`);
    if (!(Number.isSafeInteger(seed) && seed >= 0))
      throw new RangeError(`seed must be a whole number from 0; got ${String(seed)}.`);
    this.#duplicates = duplicates;
    this.#window = window;
    this.#chance = createChance(seed);
  }

  /** How many deliveries are held back. */
  get held(): number {
    return this.#window - 1;
  }

  /** Which of those that wait comes next. */
  pick(waiting: number): number {
    return this.#window === 1 ? 0 : Math.floor(this.#chance() * Math.min(waiting, this.#window));
  }

  /** Whether a delivery comes once more. */
  repeats(): boolean {
    return this.#duplicates > 0 && this.#chance() < this.#duplicates;
  }
}

const NAMES: ReadonlySet<string> = new Set(['duplicates', 'reorder', 'seed']);
const USUAL_WINDOW = 10;
