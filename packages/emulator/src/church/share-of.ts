/** How many of the list make up this share of it: at least one, and not more than is good for a large church. */
export function shareOf(list: readonly unknown[], share: number, most: number): number {
  return Math.min(Math.max(1, Math.round(list.length * share)), most, list.length);
}
