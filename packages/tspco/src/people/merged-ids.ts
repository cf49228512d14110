import type { PCO } from '../pco.ts';
import { refused } from '../request/checks.ts';
import type { EachRequestOptions } from './options.ts';

/**
 * What {@link mergedIds} takes.
 *
 * @example
 * ```ts
 * const options: MergedIdsOptions = { since: lastExport, timeout: 10_000 };
 * ```
 */
export interface MergedIdsOptions extends EachRequestOptions {
  /** Only mergers from this moment on, such as that of the last export. All of them when it is not given. */
  readonly since?: Date | string | undefined;
}

/**
 * All mergers at once, for programs that have kept many ids: which ids are gone, and who is found under which one now.
 * Chains are followed. It reads the list of mergers, 100 a request, and does not look whether the people are still there.
 *
 * @returns a map from each id that is gone to the one that took its place; ids that are not in it were not merged away
 * @throws `PCOIncompleteReadError` when the list could not be read to its end; `PCOInputError` `ERR_OPTIONS` for
 * a `since` that is no moment
 * @example
 * ```ts
 * const merged = await mergedIds(pco, { since: '2026-01-01' });
 * for (const row of rows) row.personId = merged.get(row.personId) ?? row.personId;
 * ```
 */
export async function mergedIds(
  pco: PCO,
  { since, ...options }: MergedIdsOptions = {},
): Promise<Map<string, string>> {
  if (since !== undefined && !isMoment(since))
    throw refused('since', "a Date, or a text such as '2026-01-31' or '2026-01-31T08:00:00Z'", since);
  const where = since === undefined ? {} : { created_at: { gte: since } };
  const mergers = pco.iterate('/people/v2/person_mergers', { where, order: 'created_at' }, options);
  const kept = new Map<string, string>();
  for await (const { data } of mergers) {
    const { person_to_keep_id: keep, person_to_remove_id: remove } = data.attributes;
    if (keep !== null && remove !== null) kept.set(String(remove), String(keep));
  }
  return followed(kept);
}

/** A server that does not understand a text might give all mergers, or none. */
function isMoment(since: unknown): boolean {
  if (since instanceof Date) return !Number.isNaN(since.getTime());
  return (
    typeof since === 'string' && /^\d{4}-\d\d-\d\d(T.+)?$/.test(since) && !Number.isNaN(Date.parse(since))
  );
}

/**
 * The ends of all chains. What counts is who was merged into whom and not the order of the list: times are given in
 * seconds, and two mergers of one chain can have the same. Chains that come back to themselves have no end.
 */
function followed(kept: ReadonlyMap<string, string>): Map<string, string> {
  const ends = new Map<string, string>();
  for (const id of kept.keys()) {
    const chain = new Set<string>();
    let end = id;
    for (let next = kept.get(end); next !== undefined && !chain.has(end); next = kept.get(end)) {
      chain.add(end);
      end = ends.get(next) ?? next;
    }
    if (!chain.has(end)) for (const link of chain) ends.set(link, end);
  }
  return ends;
}
