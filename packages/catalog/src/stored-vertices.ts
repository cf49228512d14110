import { entryOf } from './apps.ts';
import { deepFreeze } from './deep-freeze.ts';
import { mergePatch } from './merge-patch.ts';
import { readData } from './read-data.ts';
import type { StoredApp, StoredVertices } from './stored.ts';
import type { AppName } from './types.ts';

/**
 * The vertices of a version as the files have them, without corrections.
 *
 * @throws RangeError for a version that the app does not have.
 */
export function storedVertices(app: AppName, version: string): StoredVertices {
  const { versions } = entryOf(app);
  if (!versions.includes(version))
    throw new RangeError(
      `${app} has no version "${version}". Known: ${versions.join(', ')}. versionFor() finds the one that serves a date.`,
    );
  const stored = storedApp(app);
  const steps = stored.older.slice(0, versions.length - 1 - versions.indexOf(version));
  return steps.reduce<StoredVertices>(
    (vertices, { changes }) => mergePatch(vertices, changes),
    stored.vertices,
  );
}

function storedApp(app: AppName): StoredApp {
  let stored = read.get(app);
  if (!stored) {
    stored = deepFreeze(readData(app) as StoredApp);
    read.set(app, stored);
  }
  return stored;
}

const read = new Map<AppName, StoredApp>();
