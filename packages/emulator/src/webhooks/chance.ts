/** Numbers from 0 up to, and without, 1, which look random and are the same for the same seed. */
export type Chance = () => number;

/** A linear congruential generator with the constants of Numerical Recipes: enough to shuffle a few things. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
