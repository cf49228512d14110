/** At most three names that may have been meant, the likeliest first. Case and separators do not count. */
export function nearNames(name: string, candidates: readonly string[]): readonly string[] {
  const typed = plain(name);
  if (typed === '') return [];
  const ranked = candidates
    .map((candidate) => ({ candidate, rank: rankOf(typed, plain(candidate)) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank);
  const least = ranked[0]?.rank ?? 0;
  const near = ranked.filter(({ rank }) => rank === least || (least > 0 && rank === least + 1));
  return near.slice(0, 3).map(({ candidate }) => candidate);
}

/** Of a name that begins or ends like this; worse than all typing errors that are tolerated. */
const PART = 9;

/** How many letters are wrong: of four at most one, of many three. */
function rankOf(typed: string, letters: string): number {
  const errors = typingErrors(typed, letters);
  if (errors <= Math.min(3, Math.max(1, Math.min(typed.length, letters.length) * 0.4))) return errors;
  const isPart = typed.length > 2 && (letters.startsWith(typed) || letters.endsWith(typed));
  return isPart ? PART : Infinity;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/**
 * How many letters were added, left out, replaced or exchanged with their neighbour: the optimal string alignment
 * distance. Texts of very different length are not compared, which bounds the work for a text from outside.
 */
function typingErrors(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return Infinity;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const exchanged = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1),
        at(last, column) + 1,
        at(current, column - 1) + 1,
        exchanged ? at(beforeLast, column - 2) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? Infinity;
}

function at(line: readonly number[], column: number): number {
  return line[column] ?? Infinity;
}
