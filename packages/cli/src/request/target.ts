import { describePath, isAppName, type KnownPath } from '@tspco/catalog';
import { explainPath } from '../describe/explain-path.ts';
import { usageFailure } from '../failure.ts';

/** Where a command goes. */
export interface Target {
  /** A path with its slash, or an address. */
  readonly url: string;
  /** What the catalog knows of it; nothing when it does not know the path and need not. */
  readonly place: KnownPath | undefined;
}

/**
 * Looks where a path leads.
 *
 * @throws {@link Failure} when the catalog does not know it, unless `check` is `false`
 */
export function targetOf(
  path: string,
  { apiVersion, check }: { readonly apiVersion?: string | undefined; readonly check: boolean },
): Target {
  const url = urlOf(path);
  const [, app = ''] = /^(?:https?:\/\/[^/]*)?\/([^/?#]*)/.exec(url) ?? [];
  const description = describe(url, isAppName(app) && apiVersion !== undefined ? { [app]: apiVersion } : {});
  if (description.known) return { url, place: description };
  if (check) {
    const { message, remedy } = explainPath(url, description);
    // Without a version it is no path of the API.
    const sendable = /\/v2(\/|$)/.test(url) ? '; or --no-check to send it all the same.' : '';
    throw usageFailure(message, `${remedy}${sendable}`);
  }
  return { url, place: undefined };
}

/** A path with its slash, or an address, of what was typed. */
export function urlOf(path: string): string {
  return /^https?:\/\//.test(path) ? path : `/${withoutDrive(path).replace(/^\/+/, '')}`;
}

/** Git's shell on Windows takes `/people/v2` for a file and makes `C:/Program Files/Git/people/v2` of it. */
function withoutDrive(path: string): string {
  return /^[A-Za-z]:[\\/]/.test(path) ? path.replace(/^.*?[\\/](?=[a-z-]+\/v2(\/|$))/, '') : path;
}

function describe(url: string, versions: Readonly<Record<string, string>>): ReturnType<typeof describePath> {
  try {
    return describePath(url, versions);
  } catch (error) {
    if (error instanceof RangeError) throw usageFailure(error.message);
    throw error;
  }
}
