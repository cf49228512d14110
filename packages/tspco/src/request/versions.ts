import { PCOInputError } from '../errors.ts';
import type { NewestVersions } from '../types/generated/index.ts';

/**
 * The newest API version of each app that this library was checked against. It is always sent, because the
 * server's own default depends on a setting of the application and may be years old.
 */
const NEWEST: NewestVersions & Readonly<Record<string, string | undefined>> = {
  api: '2025-09-30',
  calendar: '2022-07-07',
  'check-ins': '2025-05-28',
  current: '2018-08-01',
  giving: '2019-10-18',
  groups: '2023-07-10',
  people: '2025-11-10',
  publishing: '2024-03-25',
  registrations: '2025-05-01',
  services: '2018-11-01',
  webhooks: '2022-10-20',
};

/** The app of a path: `/people/v2/people` belongs to `people`, and `check_ins` is another name of `check-ins`. */
export function appOf(path: string): string {
  return (path.split('/')[1] ?? '').replace('_', '-');
}

/**
 * The version to ask for.
 *
 * @param pinned - versions by app, from the options
 * @param useNewest - whether an app that is not pinned is asked for its newest known version
 */
export function versionFor(
  path: string,
  pinned: Readonly<Record<string, string | undefined>>,
  useNewest: boolean,
): string | undefined {
  const app = appOf(path);
  return own(pinned, app) ?? own(pinned, app.replace('-', '_')) ?? (useNewest ? own(NEWEST, app) : undefined);
}

function own(table: Readonly<Record<string, string | undefined>>, app: string): string | undefined {
  return Object.hasOwn(table, app) ? table[app] : undefined;
}

/** @throws {@link PCOInputError} `ERR_OPTIONS` when it is neither a date nor `LATEST` */
export function checkVersion(version: string): string {
  if (/^(\d{4}-\d{2}-\d{2}|LATEST)$/.test(version)) return version;
  throw new PCOInputError(
    `${JSON.stringify(version)} is not an API version. Write a date like 2025-11-10, or LATEST.`,
    'ERR_OPTIONS',
  );
}
