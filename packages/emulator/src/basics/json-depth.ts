/** What Ruby's reader of JSON accepts, and with it the service. */
export const DEEPEST = 100;

/** Whether lists and objects lie in each other more than so many deep. It looks no deeper than that. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}
