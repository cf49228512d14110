import type { Dice } from '../dice.ts';

/** E-mail addresses at the domains that are kept for examples; each is given once. */
export class EmailAddresses {
  readonly #dice: Dice;
  readonly #given = new Set<string>();

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  give(firstName: string, lastName: string): string {
    const [first, last] = [plain(firstName), plain(lastName)];
    const local = this.#dice.chance(0.7) ? `${first}.${last}` : `${first.slice(0, 1)}${last}`;
    const domain = this.#dice.pick(DOMAINS);
    let address = `${local}@${domain}`;
    for (let number = 2; this.#given.has(address); number++) address = `${local}${number}@${domain}`;
    this.#given.add(address);
    return address;
  }
}

const DOMAINS = ['example.com', 'example.net', 'example.org'];

/** Letters and digits only, without accents. */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '');
}
