import { entryOf } from './apps.ts';
import { correct } from './correct.ts';
import { deepFreeze } from './deep-freeze.ts';
import { fillVertices } from './fill-vertices.ts';
import { storedVertices } from './stored-vertices.ts';
import type { AppName, AppVersion } from './types.ts';

/**
 * One version of an app, frozen, and read from the disk when it is first asked for. Containers that hold nothing are
 * there and empty. Tables have no prototype, so a name from outside finds only what is in them.
 *
 * @param version - one of {@link apps}' `versions`; the newest when absent. {@link versionFor} finds it from a date.
 * @throws RangeError for a version that the app does not have; the message lists those it has.
 */
export function loadVersion(app: AppName, version: string = entryOf(app).newest): AppVersion {
  const key = `${app} ${version}`;
  let loaded = cache.get(key);
  if (!loaded) {
    const vertices = correct(storedVertices(app, version), app, version);
    loaded = deepFreeze({ app, version, path: entryOf(app).path, vertices: fillVertices(vertices) });
    cache.set(key, loaded);
  }
  return loaded;
}

const cache = new Map<string, AppVersion>();
