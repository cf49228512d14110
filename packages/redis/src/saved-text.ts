import { randomBytes, randomInt } from 'node:crypto';
import { parseGrant, type SavedGrant, type StoredGrant } from 'tspco/token-store';

/** A grant as it stands in Redis, with the text that it was read from. */
export interface SavedText extends SavedGrant {
  readonly text: string;
}

/**
 * Writes a grant that takes the place of the one with a revision, 0 for none. No two texts are the same: whoever finds
 * his own was the one who saved it.
 */
export function serializeSaved(grant: StoredGrant, replaced: number): string {
  // A name that was removed and is used again does not begin at the revisions that it had before: somebody may still
  // want to save what belongs to those.
  const revision = replaced === 0 ? firstRevision() : replaced + 1;
  return JSON.stringify({ revision, save: randomBytes(9).toString('base64url'), grant });
}

let latest = 0;

/** Never the same twice in a process, and hardly ever in two that save in the same millisecond. */
function firstRevision(): number {
  latest = Math.max(latest + 1, Date.now() * 4096 + randomInt(4096));
  return latest;
}

/** @returns `undefined` when it is no grant */
export function parseSaved(text: string): SavedText | undefined {
  try {
    const { revision, grant: written } = JSON.parse(text) as { revision?: unknown; grant?: unknown };
    const grant = parseGrant(JSON.stringify(written));
    const isRevision = Number.isSafeInteger(revision) && Number(revision) > 0;
    return grant && isRevision ? { grant, revision: Number(revision), text } : undefined;
  } catch {
    return undefined;
  }
}
