import { Church } from '../store/church.ts';
import { seedChurch, type SeedOptions } from './seed-church.ts';

/** The churches that were made last, by how they were asked for. */
const made = new Map<string, Church>();
/** As many kinds as the tests of one process are likely to use. */
const MOST = 4;

/**
 * As `seedChurch`, at next to no cost when the same was asked for before: all get the same records, and keep apart
 * what they change. `moment` tells when two churches are the same: what has a date in them is around their own today.
 */
export function seedShared(church: Church, options: SeedOptions, moment: number): void {
  const key = JSON.stringify([options, moment]);
  let original = made.get(key);
  if (!original) {
    original = new Church(church);
    seedChurch(original, options);
    const [oldest] = made.keys();
    if (made.size >= MOST && oldest !== undefined) made.delete(oldest);
    made.set(key, original);
  }
  church.become(original);
}
