/**
 * The names that somebody may have meant, the likeliest first: those that are right but for a few letters (case and
 * separators do not count), else those that begin or end with what was typed.
 */
export function nearNames(name: string, candidates: Iterable<string>, limit = 3): string[] {
  const typed = plain(name);
  if (typed === '') return [];
  const all = [...new Set(candidates)].map((candidate) => ({ candidate, letters: plain(candidate) }));
  const mistyped = all
    .map(({ candidate, letters }) => ({ candidate, rank: typingErrors(typed, letters), letters }))
    .filter(({ rank, letters }) => rank <= tolerated(Math.min(typed.length, letters.length)));
  const least = Math.min(...mistyped.map(({ rank }) => rank));
  const near = mistyped.filter(({ rank }) => rank === 0 || (least > 0 && rank <= least + 1));
  const parts = all
    .filter(({ letters }) => typed.length > 2 && (letters.startsWith(typed) || letters.endsWith(typed)))
    .map(({ candidate, letters }) => ({ candidate, rank: letters.length }));
  return (near.length > 0 ? near : parts)
    .sort((a, b) => a.rank - b.rank || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** Of four letters one may be wrong, and of many three; a single letter says nothing. */
function tolerated(length: number): number {
  if (length < 2) return 0;
  return Math.min(3, Math.max(1, Math.floor(length * 0.4)));
}

/** `phoneNumber`, `phone-number` and `Phone_Number` are the same to somebody who looks for a name. */
export function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/**
 * How many letters were added, left out, replaced or exchanged with their neighbour: the optimal string alignment
 * distance. Texts of very different length are not compared, which also bounds the work for a text from outside.
 */
function typingErrors(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > Math.min(a.length, b.length)) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const exchanged =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
          ? (beforeLast[column - 2] ?? Number.POSITIVE_INFINITY) + 1
          : Number.POSITIVE_INFINITY;
      const added = (current[column - 1] ?? 0) + 1;
      const leftOut = (last[column] ?? 0) + 1;
      current.push(Math.min(replaced, exchanged, added, leftOut));
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
