import { deepFreeze } from './deep-freeze.ts';
import { readData } from './read-data.ts';
import { APP_NAMES, type AppEntry, type AppName } from './types.ts';

/** All apps with their versions, in alphabetical order. */
export function apps(): readonly AppEntry[] {
  entries ??= deepFreeze(readData('index') as AppEntry[]);
  return entries;
}

let entries: readonly AppEntry[] | undefined;

/** Whether an app of this name exists. Names are those of URLs: `check-ins`, in lower case. */
export function isAppName(name: string): name is AppName {
  return (APP_NAMES as readonly string[]).includes(name);
}

/** @throws RangeError for a name that no app has, as a program without types may pass it. */
export function entryOf(app: AppName): AppEntry {
  const entry = apps().find((candidate) => candidate.app === app);
  if (!entry) throw new RangeError(`There is no app "${app}". Known: ${APP_NAMES.join(', ')}.`);
  return entry;
}
