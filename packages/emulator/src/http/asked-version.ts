import { loadVersion, versionFor, type AppName, type AppVersion } from '@tspco/catalog';
import { isDate } from '../query/time.ts';
import { invalidVersion } from '../basics/api-error.ts';

/**
 * The version of an app that X-PCO-API-Version asks for: the newest that is not later than the date. Without the
 * header Planning Center takes what its developer console has for the application; here that is the newest.
 *
 * @throws ApiError for what is no date, and for dates before the first version
 */
export function askedVersion(app: AppName, header: string | null): AppVersion {
  if (header === null || header === 'LATEST') return loadVersion(app);
  const version = isDate(header) ? versionFor(app, header) : undefined;
  if (version === undefined) throw invalidVersion(header);
  return loadVersion(app, version);
}
