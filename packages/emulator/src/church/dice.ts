import type { Faker } from '@faker-js/faker';
import { faker as english } from '@faker-js/faker/locale/en';
import { REFERENCE_DAY } from './dates.ts';

/** Everything random in a seeded church: the same seeds give the same throws. */
export class Dice {
  /** Names and places. An instance of our own: the shared one belongs to whoever else uses the library. */
  readonly library: Faker;

  constructor(...seeds: number[]) {
    this.library = new OwnFaker({ locale: english.rawDefinitions });
    this.library.setDefaultRefDate(REFERENCE_DAY);
    this.library.seed(seeds);
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.library.number.float() < probability;
  }

  /** A whole number, both ends included. */
  int(min: number, max: number): number {
    return this.library.number.int({ min, max });
  }

  pick<T>(list: readonly T[]): T {
    return this.library.helpers.arrayElement(list);
  }

  /** So many different members of the list, or all when it is shorter. */
  some<T>(list: readonly T[], count: number): T[] {
    return this.library.helpers.arrayElements(list, Math.min(count, list.length));
  }

  /** Picks among values by their weights. */
  weighted<T>(choices: readonly { readonly weight: number; readonly value: T }[]): T {
    return this.library.helpers.weightedArrayElement(choices);
  }

  /** The value with this probability, else null. */
  maybe<T>(probability: number, value: () => T): T | null {
    return this.chance(probability) ? value() : null;
  }

  /** A moment, to the second; the first one when there is no time between the two. */
  between(first: number, last: number): number {
    return last <= first ? first : first + this.int(0, Math.floor((last - first) / 1000)) * 1000;
  }
}

/** The class itself is exported only together with every language of the world, which takes 100 ms to load. */
const OwnFaker = english.constructor as typeof Faker;
