import { entryOf } from './apps.ts';
import type { AppName } from './types.ts';

/**
 * The version that serves a date, as the header `X-PCO-API-Version` has it: the newest that is not later. `LATEST`
 * and every date after the newest give the newest one of the catalog, even where a newer one is known to exist
 * (`knownNewer`).
 *
 * @returns `undefined` for a date before the first version, and for a text that is neither `LATEST` nor `YYYY-MM-DD`.
 */
export function versionFor(app: AppName, date: string): string | undefined {
  const { versions, newest } = entryOf(app);
  if (date === 'LATEST') return newest;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  return versions.reduce<string | undefined>(
    (found, version) => (version <= date ? version : found),
    undefined,
  );
}
