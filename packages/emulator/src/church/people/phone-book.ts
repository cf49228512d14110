import type { Dice } from '../dice.ts';
import { AREA_CODES } from '../words/places.ts';

/** A phone number in the forms in which the API shows it. */
export interface Phone {
  readonly e164: string;
  readonly national: string;
  readonly international: string;
}

/**
 * Numbers between 555-0100 and 555-0199, which belong to nobody in any area code. There are 3,000 of them; a larger
 * church shares.
 */
export class PhoneBook {
  #slot: number;

  constructor(dice: Dice) {
    this.#slot = dice.int(0, SLOTS - 1);
  }

  next(): Phone {
    const slot = this.#slot;
    this.#slot = (slot + STRIDE) % SLOTS;
    const area = AREA_CODES[slot % AREA_CODES.length] ?? '';
    const line = `01${String(Math.floor(slot / AREA_CODES.length)).padStart(2, '0')}`;
    return {
      e164: `+1${area}555${line}`,
      national: `(${area}) 555-${line}`,
      international: `+1 ${area}-555-${line}`,
    };
  }
}

const SLOTS = AREA_CODES.length * 100;

/** Prime to the number of slots, so that all of them come before one comes again. */
const STRIDE = 1237;
