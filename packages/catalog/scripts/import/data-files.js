import { diff } from './diff.js';
import { formatJson } from './format-json.js';

/**
 * The files of data/: the newest version of an app in full, each older one as what changes when one goes back to it
 * from the next newer. Versions differ little, so all of an app's fit into one file that can still be read.
 *
 * @param {import('./read-facts.js').Facts} facts
 * @returns {Map<string, string>} file name to text
 */
export function dataFiles({ apps, shapes }) {
  return new Map([
    ['index.json', formatJson(apps.map(({ entry }) => entry).sort((a, b) => (a.app < b.app ? -1 : 1)))],
    ['shapes.json', formatJson(shapes)],
    ...apps.map(({ entry, versions }) => [`${entry.app}.json`, formatJson(appFile(versions))]),
  ]);
}

function appFile(versions) {
  const newestFirst = versions.toReversed();
  const [newest, ...older] = newestFirst;
  return {
    version: newest.version,
    vertices: newest.vertices,
    older: older.map(({ version, vertices }, index) => ({
      version,
      changes: diff(newestFirst[index].vertices, vertices),
    })),
  };
}
