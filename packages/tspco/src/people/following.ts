import { PCONotFoundError } from '../errors.ts';
import type { PCO } from '../pco.ts';
import { segment } from '../request/path.ts';
import type { EachRequestOptions } from './options.ts';

/** Under which id somebody was found and what was read there, or the server's answer about the id that was asked for. */
export type Followed<Found> =
  { readonly id: string; readonly found: Found } | { readonly notFound: PCONotFoundError };

/** Reads somebody under an id and, as long as nobody is there, under the one that it was merged into. */
export async function follow<Found>(
  pco: PCO,
  id: string | number,
  read: (path: `/people/v2/people/${string}`) => PromiseLike<Found>,
  options: EachRequestOptions | undefined,
): Promise<Followed<Found>> {
  const tried = new Set<string>();
  let path = personPath(id);
  let current = String(id);
  let first: PCONotFoundError | undefined;
  for (;;) {
    tried.add(current);
    try {
      return { id: current, found: await read(path) };
    } catch (error) {
      if (!(error instanceof PCONotFoundError)) throw error;
      first ??= error;
    }
    const kept = await keptInsteadOf(pco, current, options);
    // Two people can have been merged into each other only in data that is broken; it must not become a loop.
    if (kept === undefined || tried.has(kept)) return { notFound: first };
    current = kept;
    path = personPath(kept);
  }
}

const personPath = (id: string | number) => `/people/v2/people/${segment(id)}` as const;

/** The id of whoever was kept when this person was merged away. */
async function keptInsteadOf(
  pco: PCO,
  id: string,
  options: EachRequestOptions | undefined,
): Promise<string | undefined> {
  const mergers = pco.iterate(
    '/people/v2/person_mergers',
    { where: { person_to_remove_id: id }, order: '-created_at' },
    // Parameters are meant for the person.
    { ...options, params: undefined },
  );
  for await (const { data } of mergers) {
    const { person_to_keep_id: kept, person_to_remove_id: removed } = data.attributes;
    // A server that ignores the condition answers with everybody's mergers: somebody else's must not be followed.
    if (String(removed) === id && kept !== null) return String(kept);
  }
  return undefined;
}
