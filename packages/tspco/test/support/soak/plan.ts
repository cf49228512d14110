import { chance } from '../pacing-run.ts';

/** The kinds of work, and how many of a hundred pieces are of each kind. */
const SHARES = {
  'create a person': 23,
  'create nobody': 2,
  'change a person': 16,
  'upload a file': 8,
  'delete a person': 6,
  'read a person': 40,
  'read nobody': 3,
  'read a list': 2,
} as const;

export type Kind = keyof typeof SHARES;

/** One thing that a program wants done. */
export interface Piece {
  readonly kind: Kind;
  /** Unlike that of every other piece. It is in the query of all its requests, and in what it writes. */
  readonly key: string;
}

/** How many requests the pieces of a kind take when nothing goes wrong. */
const requestsOf = (kind: Kind, pages: number): number => (kind === 'read a list' ? pages : 1);

/**
 * Work that takes so many requests when nothing goes wrong, the same for the same seed.
 *
 * @param pages - how many the list has that is read
 */
export function planWork(requests: number, pages: number, seed: number): readonly Piece[] {
  const kinds = Object.entries(SHARES).flatMap(([kind, share]) => Array<Kind>(share).fill(kind as Kind));
  const random = chance(seed);
  const pieces: Piece[] = [];
  for (
    let planned = 0;
    planned < requests;
    planned += requestsOf(pieces.at(-1)?.kind ?? 'read nobody', pages)
  ) {
    // Dealt like cards, so that the shares hold for every hundred.
    const place = pieces.length % kinds.length;
    if (place === 0) shuffle(kinds, random);
    pieces.push({ kind: kinds[place] ?? 'read nobody', key: `soak-${seed}-${pieces.length}` });
  }
  return pieces;
}

function shuffle(items: Kind[], random: () => number): void {
  const weighted = items.map((item) => ({ item, weight: random() }));
  weighted.sort((one, other) => one.weight - other.weight);
  items.splice(0, Infinity, ...weighted.map(({ item }) => item));
}
