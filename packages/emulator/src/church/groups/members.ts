import type { Dice } from '../dice.ts';
import type { ReachableMember } from '../people/households.ts';
import { shareOf } from '../share-of.ts';

/** Those who belong to each group, its leader first. The administrator leads the first one. */
export function chooseMembers(
  dice: Dice,
  members: readonly ReachableMember[],
): readonly (readonly ReachableMember[])[] {
  const [administrator, ...others] = members.filter(({ adult, inactiveReason }) => adult && !inactiveReason);
  if (!administrator) return [];
  const count = Math.max(FEWEST, shareOf(members, 0.04, MOST_GROUPS));
  return Array.from({ length: count }, (_, index) => {
    const size = Math.min(dice.int(4, 14), others.length);
    // Drawn one by one: to shuffle a large church for each group would take seconds.
    const drawn = new Set<ReachableMember>();
    for (let tries = 0; drawn.size < size && tries < size * 3; tries++) drawn.add(dice.pick(others));
    return index === 0 || drawn.size === 0 ? [administrator, ...drawn] : [...drawn];
  });
}

const FEWEST = 4;
const MOST_GROUPS = 120;
