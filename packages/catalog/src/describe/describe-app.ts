import { apps, entryOf } from '../apps.ts';
import { loadVersion } from '../load-version.ts';
import type { AppEntry, AppName } from '../types.ts';
import { versionFor } from '../version-for.ts';
import { AppDescription } from './app-description.ts';
import { Names } from './names.ts';

/**
 * One version of an app, to be asked what it has and what may be asked of it.
 *
 * @param date - a version, or any date that the header `X-PCO-API-Version` may name: the version that serves it is
 *   taken. The newest when absent.
 * @throws RangeError for an app that does not exist, and for a date that no version serves.
 */
export function describeApp(app: AppName, date = 'LATEST'): AppDescription {
  const version = versionFor(app, date);
  if (version === undefined)
    throw new RangeError(
      `No version of ${app} serves ${JSON.stringify(date)}. Give a date from ${entryOf(app).versions[0]} on, or LATEST.`,
    );
  const facts = loadVersion(app, version);
  let description = described.get(facts);
  if (!description) {
    description = new AppDescription(facts);
    described.set(facts, description);
  }
  return description;
}

const described = new WeakMap<object, AppDescription>();

/** The apps by name. */
export function describeApps(): Names<AppEntry> {
  return new Names(
    { owner: 'Planning Center', kind: 'app' },
    { list: apps().map(({ app }) => app), get: (name) => apps().find(({ app }) => app === name) },
  );
}
